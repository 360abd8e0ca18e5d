"""The demo names: PyTorch's figures stand in it as they were computed, and are its own."""

import json
import math
from pathlib import Path
from typing import Any, Dict

from tests.support.demos import definitions
from tests.support.processes import ROOT

FIGURES: Dict[str, Any] = json.loads(Path(__file__).with_name("names.json").read_text(encoding="utf-8"))


def test_the_demo_has_pytorchs_figures_and_its_first_step_is_the_same() -> None:
    demo = definitions("names")
    assert demo["PYTORCH"] == (FIGURES["loss"], FIGURES["norm"])
    assert FIGURES["version"] in (ROOT / "demos" / "names.py").read_text(encoding="utf-8")
    network, (inputs, targets) = demo["transformer"](), demo["sample"](FIGURES["name"])
    network.forward(inputs)
    assert math.isclose(network.backward(targets), FIGURES["loss"], rel_tol=1e-13)
    assert math.isclose(math.hypot(*(weight.sensitivity for weight in network.weights)), FIGURES["norm"],
                        rel_tol=1e-13)
