"""Makes names.json with PyTorch's figures for the demo names: python tests/pytorch/names.py

By the exported script with the demo's initial weights: the loss of one name, and the norm of all
sensitivities. PyTorch is no dependency of the tests; they read the file, and the demo has its figures.
Made with torch 2.13.0.
"""

import json
import sys
from pathlib import Path
from typing import Any, Dict

import torch

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from lernmi.translate import export  # noqa: E402
from tests.support.demos import definitions  # noqa: E402

NAME = "anna"


def main() -> None:
    demo = definitions("names")
    names: Dict[str, Any] = {"__name__": "a script"}
    inputs, targets = demo["sample"](NAME)
    exec(export(demo["transformer"](), "pytorch", [(inputs, targets)]), names)
    model = names["build"]()
    loss = names["loss"](model(torch.tensor([inputs])).flatten(1), torch.tensor([targets]).flatten(1))
    loss.backward()
    squares = sum((parameter.grad ** 2).sum() for parameter in model.parameters() if parameter.requires_grad)
    figures = {"version": str(torch.__version__), "name": NAME, "loss": loss.item(),
               "norm": torch.sqrt(squares).item()}
    Path(__file__).with_suffix(".json").write_text(json.dumps(figures) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
