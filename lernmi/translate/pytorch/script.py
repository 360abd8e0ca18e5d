"""The PyTorch script: a single file that proves to be the network, and goes on learning."""

from __future__ import annotations

import textwrap
from typing import List, Sequence

from ...network.network import Network
from ..literals import described
from ..proof import Floats
from .sections import Section, sections

BEGINNING = '''\
"""A trained network in PyTorch: the same numbers, and the proof that they are.

    python net.py                                         proves that it is the same network
    python net.py DATA.csv --epochs 20 --rate 0.1         goes on learning, from samples in a file
    torchrun --nproc-per-node=2 net.py DATA.csv           the same with two processes
    torchrun --nnodes=2 … net.py DATA.csv                 or with several machines: see torchrun --help

{network}
Exported by lernmi. It needs nothing but PyTorch (pip install torch).
"""'''

MAIN = '''\


def main():
    parser = argparse.ArgumentParser(description="Prove that this is the same network; with DATA, train it.")
    parser.add_argument("data", metavar="DATA", nargs="?", help="a CSV file with samples to learn from")
    parser.add_argument("--epochs", type=int, default=10, help="how often all samples (default 10)")
    parser.add_argument("--rate", type=float, default=0.1, help="the learning rate (default 0.1)")
    parser.add_argument("--batch", type=int, default=8, help="samples of a step and process (default 8)")
    parser.add_argument("--save", default="net.pt", help="where the weights go (default net.pt)")
    options = parser.parse_args()
    process = int(os.environ.get("RANK", 0))            # the number of this one of several
    torch.manual_seed(1 + process)                      # by which dropout differs from process to process
    if not prove(build(), print if process == 0 else lambda line: None):
        sys.exit(1)
    if options.data:
        learn(build(), *read(options.data), options.epochs, options.rate, options.batch, options.save)


if __name__ == "__main__":
    main()'''


def pytorch_script(network: Network, samples: Sequence[Floats]) -> str:
    """A script that rebuilds the network in PyTorch's modules; its docstring says how it is used."""
    parts = sections(network, samples)
    lines = [BEGINNING.format(network=described(network)), "", f"import argparse\n{parts[0].code}", ""]
    for section in parts[1:]:
        lines += _part(section)
    return "\n".join([*lines, MAIN.strip("\n")]) + "\n"


def _part(section: Section) -> List[str]:
    comment = [f"# {line}" for line in textwrap.wrap(section.text, 94)]
    line = f"# ---- {section.title} ".ljust(98, "-")
    is_definition = section.code.startswith(("def ", "class "))
    return [line, "", *comment, *([""] if is_definition else []), section.code, "", ""]
