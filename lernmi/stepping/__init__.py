"""Stepping: a recorded step of learning, walked forwards and backwards, with stops and what-ifs."""
