"""A learning step as a spreadsheet: every number a cell, every operation a formula."""
