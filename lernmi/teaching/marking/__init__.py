"""Marking what pupils answered: carried errors, named slips, points, a summary of the class."""
