"""The layers of a network in tables and pictures of their numbers."""
