"""Activations and losses in PyTorch: its own where it has them, a line or two where it hasn't."""

from __future__ import annotations

from functools import partial
from typing import Dict, List, Optional, Tuple

from ... import likelihoods
from ...activations import Activation, is_built_in
from ...losses import LOSSES, Loss
from ...support.errors import BadInput

MODULES: Dict[str, str] = {
    "identity": "", "sigmoid": "nn.Sigmoid()", "tanh": "nn.Tanh()", "relu": "nn.ReLU()",
    "leaky_relu": "nn.LeakyReLU(0.01)", "elu": "nn.ELU()", "gelu": "nn.GELU()",
    "gelu_tanh": 'nn.GELU(approximate="tanh")', "silu": "nn.SiLU()", "softsign": "nn.Softsign()",
    # from its threshold on, by default 20, PyTorch takes x for ln(1 + e^x), 2e-9 less than it is
    "softplus": "nn.Softplus(threshold=40)"}

# those that PyTorch has no module for, or none that is exact: the class, its formula, its value
CLASSES: Dict[str, Tuple[str, str, str]] = {
    # the slope of PyTorch's own is a sixth with 24 bits, 5e-9 more than it should be
    "hard_sigmoid": ("HardSigmoid", "(x + 3) / 6, but at least 0 and at most 1",
                     "nn.functional.relu6(x + 3.0) / 6.0"),
    "exp": ("Exp", "e^x", "torch.exp(x)"),
    "log": ("Log", "ln x", "torch.log(x)"),
    "square": ("Square", "x²", "x * x"),
    "reciprocal": ("Reciprocal", "1 / x", "1.0 / x"),
    "sqrt": ("SquareRoot", "√x", "torch.sqrt(x)"),
    "sine": ("Sine", "sin x", "torch.sin(x)"),
    "step": ("Step", "1 at 0 and above, else 0; its slope is 0 everywhere", "(x >= 0.0) + 0.0 * x"),
    "logical_not": ("LogicalNot", "1 below ½, else 0; its slope is 0 everywhere", "(x < 0.5) + 0.0 * x"),
    "one": ("One", "always 1; its slope is 0 everywhere", "1.0 + 0.0 * x")}

LOSS_MODULES: Dict[str, str] = {
    "mean_squared_error": "nn.MSELoss()", "absolute_error": "nn.L1Loss()", "huber": "nn.HuberLoss()",
    "sigmoid_cross_entropy": "nn.BCEWithLogitsLoss()",
    "softmax_cross_entropy": "nn.CrossEntropyLoss()"}

LOSS_LINES: Dict[str, List[str]] = {
    "squared_error": ["return 0.5 * ((outputs - targets) ** 2).sum(dim=1).mean()"],
    # not nn.BCELoss, which takes 1e-12 for smaller products in its slope; nor is 0 ln 0 NaN here
    "binary_cross_entropy": [
        "yes, no = outputs.clamp_min(1e-300), (1.0 - outputs).clamp_min(1e-300)",
        "return -(torch.xlogy(targets, yes) + torch.xlogy(1.0 - targets, no)).mean()"],
    "cross_entropy": ["return -torch.xlogy(targets, outputs.clamp_min(1e-300)).sum(dim=1).mean()"],
    "hinge": ["return torch.relu(1.0 - targets * outputs).mean()"],
    "gaussian_nll_predicted": [
        "means, variances = outputs.chunk(2, dim=1)",
        "return nn.functional.gaussian_nll_loss(means, targets, variances)"]}


def activation_module(activation: Activation, layer: str) -> str:
    """The module of an activation; "" for the identity. BadInput for a user-defined one."""
    if not is_built_in(activation):
        raise BadInput(f"the activation {activation.name} of the layer {layer} is user-defined, and PyTorch "
                       "doesn't know it: export the network to python, or take one of lernmi's activations.")
    if activation.name in CLASSES:
        return f"{CLASSES[activation.name][0]}()"
    return MODULES[activation.name]


def activation_classes(text: str) -> List[List[str]]:
    """The definitions of the modules in a text that PyTorch doesn't have."""
    return [[f"class {name}(nn.Module):", f'    """{formula}."""', "",
             "    def forward(self, x):", f"        return {value}"]
            for name, formula, value in CLASSES.values() if f"{name}()" in text]


# ---- losses --------------------------------------------------------------------------------------------

def loss_lines(loss: Loss) -> List[str]:
    """What defines ``loss(outputs, targets)``, the mean over the samples; BadInput for a user-defined one."""
    if LOSSES.get(loss.name) == loss and loss.name in LOSS_MODULES:
        return [f"loss = {LOSS_MODULES[loss.name]}          # {loss.formula}"]
    body = _body(loss)
    if body is None:
        raise BadInput(f"the loss {loss.name} is user-defined, and PyTorch doesn't know it: "
                       "take one of lernmi's losses (network.loss = …).")
    return ["def loss(outputs, targets):", f'    """{loss.formula}, the mean over the samples."""',
            *(f"    {line}" for line in body)]


def _body(loss: Loss) -> Optional[List[str]]:
    """The statements of a loss that isn't a module of PyTorch; None for a user-defined one."""
    if LOSSES.get(loss.name) == loss:
        return LOSS_LINES.get(loss.name) or _gaussian(loss)
    function = getattr(loss.function, "func", None)
    if function is likelihoods.gaussian_fixed:
        return _gaussian(loss)
    return _smoothed(loss) if function is likelihoods.with_smoothed_targets else None


def _gaussian(loss: Loss) -> Optional[List[str]]:
    if not isinstance(loss.function, partial):
        return None
    variance = loss.function.args[0]
    return ["return nn.functional.gaussian_nll_loss(",
            f"    outputs, targets, torch.full_like(outputs, {variance!r}))"]


def _smoothed(loss: Loss) -> Optional[List[str]]:
    """The loss of smoothed targets: each class gets the same part of a share."""
    assert isinstance(loss.function, partial)
    function, share, each = loss.function.args
    plain = next((known for known in LOSSES.values() if known.function is function), None)
    if plain is None:
        return None
    for_each = "0.5" if each is likelihoods.half else "targets.mean(dim=1, keepdim=True)"
    lines = [f"targets = {1.0 - share!r} * targets + {share!r} * {for_each}"]
    if plain.name in LOSS_MODULES:
        return [*lines, f"return {LOSS_MODULES[plain.name]}(outputs, targets)"]
    return [*lines, *LOSS_LINES[plain.name]]
