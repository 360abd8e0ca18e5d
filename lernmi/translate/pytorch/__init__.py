"""A trained network as a PyTorch script, or a notebook, that proves to be the same and goes on learning."""
