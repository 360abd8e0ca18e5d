"""Figures of any numbers: curves with points, and bars."""
