"""Recording: a step of learning as JSON Lines, written, read, replayed and verified."""
