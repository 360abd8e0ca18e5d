"""Layers: each builds neurons and links, without any arithmetic of propagation."""

from .attention import Attention
from .containers import EachStep, Residual
from .convolution import AveragePool, Convolution, MaxPool
from .dense import Dense
from .dropout import Dropout
from .normalization import BatchNorm, LayerNorm
from .recurrent import GRU, LSTM, Recurrent, State
from .softmax import Softmax

__all__ = ["Attention", "AveragePool", "BatchNorm", "Convolution", "Dense", "Dropout", "EachStep", "GRU",
           "LSTM", "LayerNorm", "MaxPool", "Recurrent", "Residual", "Softmax", "State"]
