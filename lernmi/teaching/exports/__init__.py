"""Worksheets for other programs: Moodle XML, GIFT, a notebook that checks itself, CSV with live formulas."""

from .formats import BY_ENDING, FORMATS, Format, export, save

__all__ = ["BY_ENDING", "FORMATS", "Format", "export", "save"]
