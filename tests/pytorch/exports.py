"""Makes exports.json with PyTorch's figures from exported scripts: python tests/pytorch/exports.py

PyTorch is no dependency of the tests; they read the file. For each case: the code that PyTorch has run (its
modules, its loss), and what came out: the outputs, the loss, the sensitivities of the inputs and of each
parameter; then what some networks have learned, by one process and by two (torchrun). Made with torch 2.13.0.
"""

import csv
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Dict, List

import torch

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from lernmi.translate import export  # noqa: E402
from tests.pytorch.parts import code_of  # noqa: E402
from tests.support.exports import ALONE, EPOCHS, LEARNED, RATE, case, cases  # noqa: E402


def figures(text: str) -> Dict[str, Any]:
    """What PyTorch computes in the script's own proof, which must succeed."""
    names: Dict[str, Any] = {"__name__": "a script"}
    exec(text, names)
    values: List[Any] = []
    lines: List[str] = []
    compare = names["difference"]

    def difference(left: Any, right: Any) -> Any:
        values.append([] if left is None else left.detach().reshape(torch.as_tensor(right).shape).tolist())
        return compare(left, right)

    names["difference"] = difference
    assert names["prove"](names["build"](), lines.append), "\n".join(lines)
    *largest, _ = [line.split(maxsplit=1) for line in lines]
    return {"code": code_of(text), "figures": dict(zip((name for _, name in largest), values)),
            "largest": max(float(number) for number, _ in largest)}


def learned(name: str, processes: int) -> Dict[str, Any]:
    """The parameters after some epochs of full batches, each process with its part of the samples."""
    network, samples = case(name)
    with tempfile.TemporaryDirectory() as folder:
        path, data, weights = (Path(folder) / file for file in ("net.py", "data.csv", "net.pt"))
        path.write_text(export(network, "pytorch", samples), encoding="utf-8")
        with open(data, "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([*map(repr, inputs), *map(repr, targets)]
                                       for inputs, targets in samples)
        several = ["-m", "torch.distributed.run", f"--nproc-per-node={processes}", "--master-port=29631"]
        options = {"batch": len(samples) // processes, "epochs": EPOCHS, "rate": RATE, "save": weights}
        subprocess.run([sys.executable, *(several if processes > 1 else []), str(path), str(data),
                        *(f"--{name}={value}" for name, value in options.items())],
                       check=True, capture_output=True)
        return {key: value.tolist() for key, value in torch.load(weights).items()
                if value.is_floating_point()}


def main() -> None:
    results: Dict[str, Any] = {"version": str(torch.__version__), "proofs": {}, "learned": {}}
    for name in cases():
        results["proofs"][name] = figures(export(case(name)[0], "pytorch", case(name)[1]))
        print(f"{results['proofs'][name]['largest']:.1e}  {name}")
    for name in [*LEARNED, ALONE]:
        counts = (1,) if name == ALONE else (1, 2)
        results["learned"][name] = {str(count): learned(name, count) for count in counts}
        print("learned", name)
    lines = [f'"version": {json.dumps(results["version"])}']
    for part in ("proofs", "learned"):
        rows = ",\n".join(f"  {json.dumps(name)}: {json.dumps(entry)}"
                          for name, entry in results[part].items())
        lines.append(f'"{part}": {{\n{rows}}}')
    Path(__file__).with_suffix(".json").write_text("{" + ",\n".join(lines) + "}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
