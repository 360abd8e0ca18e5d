"""Tracing: watches the heart at work from outside, and remembers every multiplication."""

from .moves import Change, Move, Product
from .number import Number, Place
from .trace import Trace, trace
from .why import Why

__all__ = ["Change", "Move", "Number", "Place", "Product", "Trace", "Why", "trace"]
