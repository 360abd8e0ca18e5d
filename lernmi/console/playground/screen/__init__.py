"""What is on the screen of the playground: lines of text for any size."""
