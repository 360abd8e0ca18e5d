"""Figures of any numbers in characters: curves with points, and bars."""
