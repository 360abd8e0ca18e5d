"""Recording: a step of learning as JSON Lines, written, read, loaded and verified."""
