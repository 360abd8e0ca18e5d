"""What somebody meant by a name that nothing has: a synonym, another spelling, or similar letters."""

from __future__ import annotations

import os
import re
from heapq import nlargest
from typing import Dict, List, Optional

from .formatting import LONGEST_NAME, quoted

FEWEST_LETTERS, FEWEST_NAMES, MOST_NAMES = 3, 3, 20     # of a word that several names have in common
MOST_COMPARED = 1000        # names; of more, those that begin and end alike

# What Keras, PyTorch, scikit-learn, JAX and textbooks call it: each name as `simplified` writes
# it, and what it is called here. One name may mean several things ("linear"): the first that is
# known where it was used counts.
SYNONYMS: Dict[str, List[str]] = {synonym: meanings.split() for meanings, synonyms in {
    # activations
    "identity Dense": "linear",
    "identity": "none noop purelin",
    "sigmoid": "logistic expit logsig sigm",
    "tanh": "hyperbolictangent tansig",
    "relu": "rectifier rectifiedlinear rectifiedlinearunit ramp",
    "leaky_relu": "lrelu prelu rrelu parametricrelu",
    "elu": "exponentiallinearunit",
    "gelu": "gaussianerrorlinearunit",
    "gelu_tanh": "gelunew gelufast geluapproximate approximategelu",
    "step": "heaviside binarystep unitstep threshold hardlim",
    "logical_not": "not negation",
    "silu": "swish sigmoidlinearunit",
    "sine": "sin",
    "exp": "exponential",
    "log": "ln logarithm naturallogarithm",
    "square": "squared pow2",
    "reciprocal": "inverse inv",
    "sqrt": "squareroot",
    # losses
    "mean_squared_error": "mse l2 rmse meansquareerror",
    "squared_error": "se sse quadratic sumofsquares sumofsquarederrors",
    "absolute_error": "mae l1 meanabsoluteerror",
    "huber": "smoothl1",
    "hinge": "margin svm",
    "binary_cross_entropy": "bce logloss binarylogloss binomialdeviance",
    "cross_entropy": "cce xent nll negativeloglikelihood categoricalcrossentropy "
                     "sparsecategoricalcrossentropy",
    "softmax_cross_entropy": "softmax crossentropyloss crossentropywithlogits crossentropyfromlogits "
                             "softmaxcrossentropywithlogits softmaxcrossentropywithintegerlabels",
    "sigmoid_cross_entropy": "sigmoid bcewithlogits binarycrossentropywithlogits sigmoidbinarycrossentropy "
                             "sigmoidcrossentropywithlogits",
    "gaussian_nll": "gaussian normalnll",
    # initial weights
    "he": "henormal heuniform kaiming kaimingnormal kaiminguniform",
    "xavier": "xavieruniform xaviernormal glorotuniform glorotnormal",
    "uniform": "random rand randomuniform",
    # optimizers
    "GradientDescent": "sgd gd stochasticgradientdescent",
    "Nesterov": "nag nesterovmomentum",
    # layers
    "Dense": "fc fullyconnected affine",
    "Convolution": "conv conv2d convolution2d",
    "MaxPool": "maxpool2d maxpooling maxpooling2d",
    "AveragePool": "avgpool avgpool2d averagepooling averagepooling2d",
    "BatchNorm": "batchnorm1d batchnorm2d batchnormalization",
    "LayerNorm": "layernormalization",
    "Recurrent": "rnn simplernn elman",
    "Attention": "selfattention multiheadattention",
    "EachStep": "timedistributed",
    "Residual": "skipconnection shortcut",
    "Network": "sequential model neuralnetwork mlp mlpclassifier mlpregressor",
}.items() for synonym in synonyms.split()}

# Names of another kind than the one asked for: what to write instead.
INSTEAD: Dict[str, Dict[str, str]] = {
    "activation": {
        "softmax": 'it is a layer: try Dense(3, "identity"), Softmax() with the loss cross_entropy.',
        "logsoftmax": 'the loss softmax_cross_entropy has it inside: end with Dense(3, "identity").',
        "dropout": "it is a layer: try Dropout(0.5).",
        "batchnorm": "it is a layer: try BatchNorm().",
    },
}


def simplified(name: str) -> str:
    """A name without what spellings differ in: capitals and signs.

    >>> simplified("Leaky-ReLU")
    'leakyrelu'
    """
    return re.sub("[^a-z0-9]", "", name.lower())


def synonym(name: str, known: List[str]) -> Optional[str]:
    """The known name that means the same: in another spelling, or in another library's words.

    >>> synonym("nn.ReLU", ["relu", "elu"]), synonym("linear", ["identity", "sine"])
    ('relu', 'identity')
    """
    last = simplified(name[:LONGEST_NAME].rpartition(".")[2])       # nn.ReLU, losses.MSE
    for word in (simplified(name[:LONGEST_NAME]), last, re.sub("(loss|activation|layer)$", "", last)):
        alike = [other for other in known if simplified(other) == word] if len(known) <= MOST_COMPARED else []
        meant = alike if len(alike) == 1 else [other for other in SYNONYMS.get(word, []) if other in known]
        if meant:
            return meant[0]
    return None


def nearest(name: str, known: List[str]) -> Optional[str]:
    """The known name with the most similar letters, if there is one."""
    name = name[:LONGEST_NAME]
    if len(known) > MOST_COMPARED:
        known = nlargest(MOST_COMPARED, known, key=lambda word: _common_ends(name, word))
    import difflib  # late: most programs have no name to correct
    return next(iter(difflib.get_close_matches(name, known, n=1, cutoff=0.5)), None)


def _common_ends(one: str, other: str) -> int:
    """How many characters they begin and end with in common."""
    return len(os.path.commonprefix([one, other])) + len(os.path.commonprefix([one[::-1], other[::-1]]))


def containing(name: str, known: List[str]) -> List[str]:
    """The known names that have it as a part, where these are not too many to list.

    >>> containing("slope", ["slope_of_total", "slope_of_value", "softsign_slope", "uphill"])
    ['slope_of_total', 'slope_of_value', 'softsign_slope']
    """
    part = name[:LONGEST_NAME].lower()
    names = [other for other in known if part in other.lower()] if len(part) >= FEWEST_LETTERS else []
    return names if len(names) <= MOST_NAMES else []


def suggestion(kind: str, name: object, known: List[str]) -> str:
    """What to write instead of a name that nothing of that kind has."""
    text = name if isinstance(name, str) else quoted(name)
    instead = INSTEAD.get(kind, {}).get(simplified(text[:LONGEST_NAME]))
    near = synonym(text, known)
    if not near and not instead:
        several = containing(text, known)
        near = " or ".join(filter(None, (", ".join(several[:-1]), *several[-1:])))
        near = near if len(several) >= FEWEST_NAMES else nearest(text, known) or near
    if near:
        return f"did you mean {near}?"
    if instead:
        return instead
    if len(known) <= MOST_NAMES:
        return f"there is {', '.join(known) or 'none'}."
    return f"there are {len(known):,}, such as {known[0]}."
