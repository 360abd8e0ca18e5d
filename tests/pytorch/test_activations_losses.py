"""Activations and losses against PyTorch's own numbers: see activations_losses.py.

All agree to 1e-14 relative, most to the last digit, but for what PyTorch itself rounds off or
leaves out in float64; each such place is listed here.
"""

import json
import math
from pathlib import Path
from typing import Any, Dict

import pytest

from lernmi import ACTIVATIONS, LOSSES
from lernmi.losses import CROSS_ENTROPIES, gaussian_nll, label_smoothing

RELATIVE = 1e-14
FIGURES: Dict[str, Any] = json.loads(
    Path(__file__).with_name("activations_losses.json").read_text(encoding="utf-8"))
WITH_OPTIONS = {loss.name: loss for loss in (gaussian_nll(1.0), gaussian_nll(0.25), *(
    label_smoothing(0.3, name) for name in CROSS_ENTROPIES))}

ROUNDED_OFF = {         # absolute: how much PyTorch may be off, of the value and of the slope
    "tanh": (0.0, 1e-16),           # 1 − y² in both, but rounded once where it is fused
    "gelu": (1e-16, 1e-16),         # 1 + erf(x / √2) cancels where x is negative; erfc keeps it
    "gelu_tanh": (2e-15, 2e-15),    # 1 + tanh z cancels; the sigmoid of 2 z keeps it
    "softsign": (0.0, 1e-16),       # goes through y, which is close to 1
    "hard_sigmoid": (0.0, 5e-9)}    # its 1/6 is the one of float32
LOSS_ROUNDED_OFF = {"sigmoid_cross_entropy": 5e-18}     # ln σ(−40) and σ(40) − 1 are 0 there
NO_LIMIT = {"gelu", "gelu_tanh", "silu", "softsign"}    # nan where they or x² are inf; lernmi gives the limit


def number(given: Any) -> Any:
    """The float that was written, inf and nan as text; for lists, each of them."""
    return [number(entry) for entry in given] if isinstance(given, list) else float(given)


def agree(ours: float, theirs: float, slack: float = 0.0) -> bool:
    same = ours == theirs or (math.isnan(ours) and math.isnan(theirs))
    return same or abs(ours - theirs) <= RELATIVE * abs(theirs) + slack


def test_the_figures_are_for_every_activation_and_loss() -> None:
    assert FIGURES["version"].startswith("2.13.0")
    assert set(FIGURES["activations"]) == set(ACTIVATIONS) - {"one", "step", "logical_not"}
    assert set(FIGURES["losses"]) == set(LOSSES) | set(WITH_OPTIONS)
    assert all(len(lines) == 33 for lines in FIGURES["activations"].values())
    assert all(len(lines) >= 4 for lines in FIGURES["losses"].values())


@pytest.mark.parametrize("name", FIGURES["activations"])
def test_values_and_slopes_are_those_of_pytorch(name: str) -> None:
    activation, slack = ACTIVATIONS[name], ROUNDED_OFF.get(name, (0.0, 0.0))
    for total, value, slope in number(FIGURES["activations"][name]):
        ours = activation.function(total)
        steepness = activation.slope(total, ours)
        limit = name in NO_LIMIT and abs(total) >= 1e300
        assert agree(ours, value, slack[0]) or (limit and math.isnan(value)), (total, ours, value)
        if math.isnan(total):
            continue            # a nan has no slope; PyTorch's is that of either side
        assert agree(steepness, slope, slack[1]) or (limit and math.isnan(slope)), (
            total, steepness, slope)


@pytest.mark.parametrize("name", FIGURES["losses"])
def test_losses_and_their_slopes_are_those_of_pytorch(name: str) -> None:
    measure = WITH_OPTIONS.get(name) or LOSSES[name]
    slack = LOSS_ROUNDED_OFF.get(name, 0.0)
    for values, targets, loss, slopes in number(FIGURES["losses"][name]):
        ours = [measure.function(values, targets), *measure.slopes(values, targets)]
        assert len(ours) == 1 + len(slopes)
        assert all(agree(*pair, slack) for pair in zip(ours, loss + slopes)), (
            values, targets, ours, loss, slopes)
