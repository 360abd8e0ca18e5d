"""What pictures show: numbers of networks and of their training, computed and ready to be drawn."""

from .figure import Figure

__all__ = ["Figure"]
