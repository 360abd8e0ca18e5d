"""Recording: a step of learning as JSON Lines, written, read, load_trace and verified."""
