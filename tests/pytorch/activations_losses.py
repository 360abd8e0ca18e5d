"""Writes activations_losses.json: what PyTorch 2.13.0 answers, in float64, on a CPU.

Run it with a Python that has PyTorch (the tests read the file and need none):

    python tests/pytorch/activations_losses.py
"""

import json
import math
from importlib import import_module
from pathlib import Path
from typing import Any, Callable, Dict, List, Tuple

Function = Callable[..., Any]
Case = Tuple[List[float], List[float]]      # outputs, targets

POINTS = [-math.inf, -1e300, -1e6, -746.0, -40.0, -30.0, -8.0, -5.0, -3.0, -2.5, -1.0, -0.7, -0.1, -1e-9,
          -0.0, 0.0, 5e-324, 1e-9, 0.1, 0.5, 1.0, 2.0, 3.0, 5.0, 8.0, 19.0, 25.0, 40.0, 710.0, 1e6, 1e300,
          math.inf, math.nan]

AROUND: List[Case] = [([0.8, 0.3], [1.0, 0.0]), ([0.8, -1.3, 4.0], [0.8, 1.0, -2.5]), ([0.7], [0.2]),
                      ([1.5, -1.0, 0.5], [0.5, 0.0, 0.5]), ([1e6, -1e6, 3.0, 4.0], [0.0, 2.0, -1e6, 3.5])]
SHARES: List[Case] = [([0.8, 0.3], [1.0, 0.0]), ([0.1, 0.2, 0.7], [0.0, 0.0, 1.0]),
                      ([0.1, 0.2, 0.7], [0.25, 0.5, 0.25]), ([1e-9, 0.5, 0.5 - 1e-9], [1.0, 0.0, 0.0])]
SCORES: List[Case] = [([0.8, 0.3], [1.0, 0.0]), ([2.0, -1.0, 0.5], [0.2, 0.5, 0.3]),
                      ([-3.0, 4.0, 0.25, 1.0], [0.0, 0.0, 1.0, 0.0]), ([1e6, -1e6], [0.0, 1.0]),
                      ([1e6, 1e6 - 1.0, -1e6], [1.0, 0.0, 0.0]), ([-1e6, -1e6], [0.5, 0.5]),
                      ([0.4, 0.1], [0.9, 0.4])]
LOGITS: List[Case] = [([0.8, 0.3], [1.0, 0.0]), ([2.0, -1.0, 0.5], [0.2, 0.5, 1.0]), ([40.0], [0.0]),
                      ([40.0, -40.0], [1.0, 0.0]), ([1e300, -1e6, 800.0, -800.0], [0.0, 1.0, 0.5, 0.25])]
SIDES: List[Case] = [([0.8, 0.3], [1.0, -1.0]), ([2.0, -3.0, 0.5, -0.5], [1.0, -1.0, -1.0, 1.0]),
                     ([1e6, -1e6, 1.0], [1.0, 1.0, 1.0]), ([0.5, 3.0], [-0.3, 0.2])]
MEANS_AND_VARIANCES: List[Case] = [
    ([0.8, 0.3], [1.0]), ([0.5, -2.0, 0.25, 4.0], [1.0, 3.0]), ([1.0, 1e-9], [1.5]), ([1e6, 1e3], [-1e6]),
    ([0.1, 0.2, 0.3, 1e-6, 1.0, 1e6], [0.1, 1.2, -3.0]), ([0.5, 0.7, 0.0, 5e-324], [1.0, 0.7])]


def activations(torch: Any) -> Dict[str, Function]:
    """PyTorch's function for each of lernmi's names; "one", the bias neuron's, has none."""
    functional = torch.nn.functional
    return {
        "identity": torch.nn.Identity(), "sigmoid": torch.sigmoid, "tanh": torch.tanh,
        "relu": functional.relu, "leaky_relu": functional.leaky_relu,
        # by default PyTorch takes x for ln(1 + e^x) from 20 on, where they differ by 2e-9
        "softplus": lambda x: functional.softplus(x, threshold=40.0),
        "exp": torch.exp, "log": torch.log, "square": torch.square, "reciprocal": torch.reciprocal,
        "sqrt": torch.sqrt, "elu": functional.elu, "gelu": functional.gelu,
        "gelu_tanh": lambda x: functional.gelu(x, approximate="tanh"), "silu": functional.silu,
        "softsign": functional.softsign, "hard_sigmoid": functional.hardsigmoid, "sine": torch.sin}


def losses(torch: Any) -> Dict[str, Tuple[Function, List[Case]]]:
    """PyTorch's function for each of lernmi's losses, and what to try it on.

    Some have no function there and are written with its operations: squared_error, cross_entropy
    of shares, hinge, and label smoothing but for that of softmax_cross_entropy.
    """
    functional = torch.nn.functional

    def gaussian(variance: float) -> Function:
        return lambda y, d: functional.gaussian_nll_loss(y, d, torch.full_like(y, variance))

    def predicted(y: Any, d: Any) -> Any:
        return functional.gaussian_nll_loss(y[:len(d)], d, y[len(d):])

    def smoothed(function: Function) -> Function:
        return lambda y, d: function(y, 0.7 * d + 0.3 * 0.5)

    binary, logits = functional.binary_cross_entropy, functional.binary_cross_entropy_with_logits
    return {
        "squared_error": (lambda y, d: 0.5 * ((y - d) ** 2).sum(), AROUND),
        "mean_squared_error": (functional.mse_loss, AROUND),
        "absolute_error": (functional.l1_loss, AROUND),
        "huber": (functional.huber_loss, AROUND),
        "binary_cross_entropy": (binary, SHARES),
        "sigmoid_cross_entropy": (logits, LOGITS),
        "cross_entropy": (lambda y, d: -(d * torch.log(y)).sum(), SHARES),
        "softmax_cross_entropy": (functional.cross_entropy, SCORES),
        "softmax_cross_entropy(label_smoothing=0.3)": (
            lambda y, d: functional.cross_entropy(y, d, label_smoothing=0.3), SCORES[:-1]),
        "cross_entropy(label_smoothing=0.3)": (
            lambda y, d: -((0.7 * d + 0.3 / len(d)) * torch.log(y)).sum(), SHARES),
        "sigmoid_cross_entropy(label_smoothing=0.3)": (smoothed(logits), LOGITS),
        "binary_cross_entropy(label_smoothing=0.3)": (smoothed(binary), SHARES),
        "hinge": (lambda y, d: torch.relu(1.0 - d * y).mean(), SIDES),
        "gaussian_nll": (gaussian(1.0), AROUND),
        "gaussian_nll(variance=0.25)": (gaussian(0.25), AROUND),
        "gaussian_nll_predicted": (predicted, MEANS_AND_VARIANCES)}


def asked(torch: Any, function: Function, values: List[float], *others: Any) -> Tuple[float, List[float]]:
    """The function's answer, and its derivative by each of the values."""
    given = torch.tensor(values, requires_grad=True)
    answer = function(given, *others).sum()
    answer.backward()
    return answer.item(), given.grad.tolist()


def plain(number: Any) -> Any:
    """JSON has no inf and nan: they become text. Every other float is written to its last digit."""
    if isinstance(number, list):
        return [plain(entry) for entry in number]
    return number if math.isfinite(number) else str(number)


def rows(found: Dict[str, List[Any]]) -> str:
    """A JSON object with one line for each row of each list."""
    return "{" + ",".join(
        f"\n  {json.dumps(name)}: [\n    " + ",\n    ".join(map(json.dumps, lines)) + "]"
        for name, lines in found.items()) + "}"


def main() -> None:
    torch = import_module("torch")
    torch.set_default_dtype(torch.float64)
    neurons: Dict[str, List[Any]] = {name: [] for name in activations(torch)}
    for name, function in activations(torch).items():
        for point in POINTS:
            value, slopes = asked(torch, function, [point])
            neurons[name].append(plain([point, value, *slopes]))
    outputs: Dict[str, List[Any]] = {}
    for name, (function, cases) in losses(torch).items():
        outputs[name] = []
        for values, targets in cases:
            loss, slopes = asked(torch, function, values, torch.tensor(targets))
            outputs[name].append(plain([values, targets, [loss], slopes]))
    Path(__file__).with_suffix(".json").write_text(
        f'{{"version": {json.dumps(str(torch.__version__))},\n"activations": {rows(neurons)},\n'
        f'"losses": {rows(outputs)}}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
