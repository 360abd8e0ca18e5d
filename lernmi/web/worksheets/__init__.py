"""Worksheets and keys as pages to print."""
