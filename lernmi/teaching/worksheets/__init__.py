"""Worksheets: a learning step to compute on paper, with numbers of its own for each pupil, and the key."""
