"""What learning looks like: its progress and its course."""
