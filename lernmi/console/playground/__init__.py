"""The playground: a screen on which a network learns."""
