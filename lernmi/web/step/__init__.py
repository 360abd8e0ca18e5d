"""A recorded step as one page for a browser, to be stepped through forwards and backwards."""
