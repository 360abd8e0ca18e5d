"""Figures of any numbers: curves with points, bars, and small pictures."""
