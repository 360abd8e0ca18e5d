"""Figures on a terminal, in characters."""
