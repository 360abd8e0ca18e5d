"""Worksheets for other programs: Moodle XML, GIFT, a notebook that checks itself, CSV with live formulas."""
