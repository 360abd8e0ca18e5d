"""Figures of any numbers in characters: curves with points, bars, and small pictures."""
