"""Lessons for the classroom: scenes that are shown one by one, and saved as a handout."""
