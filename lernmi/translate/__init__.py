"""A network as text in another form: for another engine, plain Python, a slide, a spreadsheet."""

from .formats import FORMATS, Format, export

__all__ = ["FORMATS", "Format", "export"]
