"""Stepping: a recorded step of learning, forwards and backwards, with breakpoints and what-ifs."""
