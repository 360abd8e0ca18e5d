"""Layers: each builds neurons and links, and holds no arithmetic of propagation of its own."""

from .dense import Dense

__all__ = ["Dense"]
