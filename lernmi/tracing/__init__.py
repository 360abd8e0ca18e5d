"""Tracing: watches the heart at work from outside, and remembers every multiplication."""

from .learning_trace import Trace, trace
from .moves import Change, Move, Product
from .traced_number import Place, TracedNumber
from .why import Why

__all__ = ["Change", "Move", "TracedNumber", "Place", "Product", "Trace", "Why", "trace"]
