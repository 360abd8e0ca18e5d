"""What PyTorch's optimizers and schedules do: python tests/pytorch/optimizers.py

Writes optimizers.json next to itself: the weights, in float64, after each of 20 steps of each
optimizer, from the same weights by the same sensitivities. Needs torch==2.13.0; the test that
reads the file does not.
"""

import json
import math
from pathlib import Path
from typing import Any, Dict, List

STEPS = 20
WEIGHTS = [0.5, -1.25, 0.0, 2.0, -0.003]
SCALES = [1.0, 0.1, 10.0, 0.001, 1.0]
SENSITIVITIES = [[0.0 if (step + 2 * place) % 7 == 6 else scale * math.sin(1.7 * step + 2.3 * place + 0.4)
                  for place, scale in enumerate(SCALES)] for step in range(STEPS)]

# lernmi's name, its options, those of the group of the last two weights, and a schedule of the rate
# with one epoch a step
RUNS: List[Dict[str, Any]] = [
    {"optimizer": name, "options": {**given, **options}}
    for name, given in (("GradientDescent", {"rate": 0.1}), ("Momentum", {"rate": 0.05}),
                        ("Nesterov", {"rate": 0.05}), ("RMSProp", {}), ("Adagrad", {}),
                        ("Adam", {}), ("AdamW", {}))
    for options in ({}, {"l2": 0.1}, {"limit": 0.5}, {"l1": 0.01, "limit": 2.0})
    if name != "AdamW" or "l2" not in options
] + [
    {"optimizer": "GradientDescent", "options": {"rate": 0.1, "limit": 1000.0}},
    {"optimizer": "Momentum", "options": {"rate": 0.05, "momentum": 0.5, "l2": 0.1, "limit": 1.0}},
    {"optimizer": "Nesterov", "options": {"rate": 0.05, "momentum": 0.99}},
    {"optimizer": "RMSProp", "options": {"rate": 0.1, "alpha": 0.5, "epsilon": 0.001}},
    {"optimizer": "Adagrad", "options": {"rate": 0.5, "epsilon": 0.1}},
    {"optimizer": "Adam", "options": {"rate": 0.1, "beta1": 0.8, "beta2": 0.9, "epsilon": 0.01}},
    {"optimizer": "AdamW", "options": {"rate": 0.1, "weight_decay": 0.5, "limit": 1.0}},
    {"optimizer": "RMSProp", "options": {"rate": 0.01, "centered": True}},
    {"optimizer": "RMSProp", "options": {"rate": 0.01, "centered": True, "alpha": 0.4, "l2": 0.1}},
    {"optimizer": "RMSProp", "options": {"rate": 0.01, "momentum": 0.9}},
    {"optimizer": "RMSProp", "options": {"rate": 0.01, "momentum": 0.5, "centered": True, "limit": 2.0}},
    {"optimizer": "RMSProp", "options": {"rate": 0.01, "epsilon": 0.0, "l2": 0.1}},
    {"optimizer": "Adagrad", "options": {"rate": 0.01, "epsilon": 0.0, "l2": 0.1}},
    {"optimizer": "Adam", "options": {"rate": 0.01, "epsilon": 0.0, "l2": 0.1}},
    {"optimizer": "GradientDescent", "options": {"rate": 0.1, "clip": 0.5}},
    {"optimizer": "Adam", "options": {"rate": 0.01, "clip": 0.05, "l2": 0.1}},
    {"optimizer": "Momentum", "options": {"rate": 0.05, "clip": 0.5, "limit": 0.6}},
    {"optimizer": "GradientDescent", "options": {"rate": 0.1, "l2": 0.1, "limit": 2.0}, "group": {"l2": 0.0}},
    {"optimizer": "Momentum", "options": {"rate": 0.05, "l2": 0.1}, "group": {"rate": 0.0}},
    {"optimizer": "RMSProp", "options": {"rate": 0.01}, "group": {"momentum": 0.9, "alpha": 0.5}},
    {"optimizer": "AdamW", "options": {"rate": 0.01, "weight_decay": 0.5},
     "group": {"weight_decay": 0.0, "rate": 0.1}, "schedule": ["exponential", 0.9]},
    {"optimizer": "GradientDescent", "options": {"rate": 0.1}, "schedule": ["step", 4, 0.5]},
    {"optimizer": "Momentum", "options": {"rate": 0.1}, "schedule": ["exponential", 0.9]},
    {"optimizer": "AdamW", "options": {"rate": 0.1}, "schedule": ["cosine", 20, 0.1]},
    {"optimizer": "Adam", "options": {"rate": 0.1}, "schedule": ["warm_up", 6]},
    {"optimizer": "RMSProp", "options": {"rate": 0.1},
     "schedule": ["warm_up", 4, ["exponential", 0.8]]},
]
TORCH_NAMES = {"GradientDescent": "SGD", "Momentum": "SGD", "Nesterov": "SGD",
               "RMSProp": "RMSprop"}
TORCH_OPTIONS = {"rate": "lr", "l2": "weight_decay", "epsilon": "eps"}


def optimizer_of(torch: Any, name: str, options: Dict[str, float], parameters: Any,
                 group: Dict[str, float]) -> Any:
    """PyTorch's optimizer for lernmi's name and options; the second tensor is in the group."""
    given: Dict[str, Any] = {TORCH_OPTIONS.get(option, option): value
                             for option, value in options.items() if option not in ("l1", "limit", "clip")}
    if group:
        first, later = parameters
        parameters = [{"params": [first]}, {"params": [later], **{
            TORCH_OPTIONS.get(option, option): value for option, value in group.items()}}]
    if name in ("Momentum", "Nesterov"):
        given.setdefault("momentum", 0.9)
        given["nesterov"] = name == "Nesterov"
    if "beta1" in given:
        given["betas"] = (given.pop("beta1"), given.pop("beta2"))
    return getattr(torch.optim, TORCH_NAMES.get(name, name))(parameters, **given)


def scheduler_of(torch: Any, schedule: List[Any], optimizer: Any) -> Any:
    """PyTorch's scheduler for lernmi's schedule."""
    kinds = torch.optim.lr_scheduler
    name, first = schedule[:2]
    if name == "step":
        return kinds.StepLR(optimizer, first, gamma=schedule[2])
    if name == "exponential":
        return kinds.ExponentialLR(optimizer, first)
    if name == "cosine":
        lowest = schedule[2] * optimizer.param_groups[0]["lr"]
        return kinds.CosineAnnealingLR(optimizer, first, eta_min=lowest)
    rising = kinds.LinearLR(optimizer, start_factor=1 / (first + 1), total_iters=first)
    if len(schedule) == 2:
        return rising
    then = scheduler_of(torch, schedule[2], optimizer)
    return kinds.SequentialLR(optimizer, [rising, then], milestones=[first])


def run(torch: Any, case: Dict[str, Any]) -> List[List[float]]:
    """The weights after each step; they are two tensors, to see that the limit is on all."""
    parameters = [torch.tensor(part, dtype=torch.float64, requires_grad=True)
                  for part in (WEIGHTS[:3], WEIGHTS[3:])]
    options = case["options"]
    optimizer = optimizer_of(torch, case["optimizer"], options, parameters, case.get("group", {}))
    scheduler = scheduler_of(torch, case["schedule"], optimizer) if "schedule" in case else None
    rows = []
    for sensitivities in SENSITIVITIES:
        for parameter, part in zip(parameters, (sensitivities[:3], sensitivities[3:])):
            parameter.grad = torch.tensor(part, dtype=torch.float64)
        if "clip" in options:
            torch.nn.utils.clip_grad_value_(parameters, options["clip"])
        if "limit" in options:
            torch.nn.utils.clip_grad_norm_(parameters, options["limit"])
        if "l1" in options:
            for parameter in parameters:
                parameter.grad += options["l1"] * parameter.detach().sign()
        optimizer.step()
        if scheduler:
            scheduler.step()
        rows.append([value for parameter in parameters for value in parameter.tolist()])
    return rows


def main() -> None:
    """Write the file."""
    import torch  # type: ignore[import-not-found,unused-ignore]
    cases = ",\n".join(json.dumps({**case, "weights": run(torch, case)}) for case in RUNS)
    head = json.dumps({"torch": torch.__version__, "weights": WEIGHTS,
                       "sensitivities": SENSITIVITIES})
    path = Path(__file__).with_suffix(".json")
    path.write_text(head[:-1] + ',\n"runs": [\n' + cases + "\n]}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
