"""Writes rounding_noise.json: PyTorch 2.13.0, in float64, where a sensitivity is 0 in mathematics.

One input of 1, one neuron with the weight ``first``, three outputs with the weights ``last``, which
add up to 0; all three errors are ½. So the first weight's sensitivity is ½ · 0.1 + ½ · 0.3 − ½ · 0.4.
Run it with a Python that has PyTorch (the test reads the file and needs none):

    python tests/pytorch/rounding_noise.py
"""

import json
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from typing import Any, Dict, List

CASES = [{"first": "1", "last": ["0.1", "0.3", "-0.4"]}, {"first": "1", "last": ["-0.4", "0.1", "0.3"]},
         {"first": "0", "last": ["0.1", "0.3", "-0.4"]}, {"first": "0", "last": ["-0.4", "0.1", "0.3"]}]


def targets(first: str, last: List[str]) -> List[float]:
    return [float(Fraction(weight) * Fraction(first) - Fraction(1, 2)) for weight in last]


def steps(torch: Any, case: Dict[str, Any], kind: str) -> Dict[str, Any]:
    """Outputs and sensitivities of the first of two steps, and all weights after each."""
    first = torch.tensor([[float(case["first"])]], requires_grad=True)
    last = torch.tensor([[float(weight)] for weight in case["last"]], requires_grad=True)
    optimizer = (torch.optim.Adagrad if kind == "Adagrad" else torch.optim.SGD)([first, last], lr=0.1)
    expected = torch.tensor(targets(**case))
    figures: Dict[str, Any] = {"weights": []}
    for _ in range(2):
        optimizer.zero_grad()
        outputs = (last @ first).flatten()
        (0.5 * ((outputs - expected) ** 2).sum()).backward()
        figures.setdefault("outputs", outputs.tolist())
        figures.setdefault("sensitivities", [*first.grad.flatten().tolist(), *last.grad.flatten().tolist()])
        if kind == "l1":
            for weights in (first, last):
                weights.grad += 0.01 * weights.detach().sign()
        optimizer.step()
        figures["weights"].append([*first.flatten().tolist(), *last.flatten().tolist()])
    return figures


def main() -> None:
    torch = import_module("torch")
    torch.set_default_dtype(torch.float64)
    rows = [json.dumps({**case, "kind": kind, **steps(torch, case, kind)})
            for case in CASES for kind in ("plain", "l1", "Adagrad")]
    Path(__file__).with_suffix(".json").write_text("[" + ",\n".join(rows) + "]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
