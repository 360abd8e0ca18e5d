"""Unrolling: a network's own methods run once on symbols; what they did, as straight-line Python."""
