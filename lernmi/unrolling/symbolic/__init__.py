"""Symbols: numbers that are not known yet, their arithmetic, and how they are written as Python."""
