"""How a script reads samples from a CSV file: as they are, or encoded as when the network was trained."""

from __future__ import annotations

import math
from typing import Any, Dict, List

from ...network.network import Network
from ..literals import table
from .encoded import NUMBER, column_names, input_lines, target_lines, with_functions

READ = '''\


def read(path):
    """Inputs and targets from a CSV file: in each line {order}.

    Cells are separated by commas, semicolons or tabs. A first line that is no sample is a header{header}.
    """
    inputs, targets = [], []
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            text = file.read()
        separator = max(",;\\t", key=text.partition("\\n")[0].count)
        lines = list(csv.reader(text.splitlines(keepends=True), delimiter=separator))
    except (OSError, UnicodeError, csv.Error) as error:
        sys.exit(f"{{path}} can't be read: {{error}}")
{reorder}    for number, cells in enumerate(lines, start=1):
        try:
            if cells:
                some_inputs, some_targets = encoded(cells)
                inputs.append(some_inputs)
                targets.append(some_targets)
        except ValueError as error:
            if number > 1:
                sys.exit(f"{{path}}, line {{number}}: {{error}}.")
    if not inputs:
        sys.exit(f"{{path}}: there are no samples in it.")
    return torch.tensor(inputs), torch.tensor(targets)'''

REORDER = '''\
    if lines and set(COLUMNS) <= set(lines[0]):         # a header: the columns may be in any order
        order = [lines[0].index(column) for column in COLUMNS]
        lines = [[cells[index] for index in order] if len(cells) > max(order) else cells for cells in lines]
'''

NUMBERS = '''\
def encoded(cells):
    """The inputs and the targets of a line: {targets}."""
    inputs, targets = [number(cell) for cell in cells[:{inputs}]], cells[{inputs}:]
{classes}    if (len(inputs), len(targets)) != ({inputs}, {outputs}):
        raise ValueError(f"{{len(cells)}} cells, but the network takes {inputs} inputs and {what}")
    return inputs, targets'''

AS_THEY_ARE = "    targets = [number(cell) for cell in targets]\n"
CLASS = '''\
    is_class = len(targets) == 1 and targets[0].strip() in CLASSES
    targets = CLASSES[targets[0].strip()] if is_class else [number(cell) for cell in targets]
'''


def reading_lines(network: Network) -> List[str]:
    """The definitions of ``encoded(cells)`` and of ``read(path)``, which returns two tensors."""
    encoding: Any = network.encoding
    names = column_names(encoding.to_json()) if encoding else []
    columns = [f"COLUMNS = {names!r}"] if names else []
    classes = targets_of_classes(network)
    tables = [*(table("CLASSES", classes) if classes else []), *columns]
    read = READ.format(order="the inputs, then the targets", reorder=REORDER if names else "",
                       header=";\n    with its help the columns may be in any order" if names else "")
    return [*tables, *([""] * 2 if tables else []), *_encoded(network, bool(classes)), *read.splitlines()]


def _encoded(network: Network, has_classes: bool) -> List[str]:
    encoding: Any = network.encoding
    if encoding is None:
        return [*NUMBER.splitlines(), *_numbers(network, has_classes)]
    description = encoding.to_json()
    return with_functions([*input_lines(description), *target_lines(description, has_classes)])


def _numbers(network: Network, has_classes: bool) -> List[str]:
    count = len(network.outputs) // network.loss.outputs_per_target
    targets = f"{count} target{'s' * (count != 1)}"
    return NUMBERS.format(
        inputs=math.prod(network.shape), outputs=count, classes=CLASS if has_classes else AS_THEY_ARE,
        what=f"{targets}, or a class" if has_classes else targets,
        targets="numbers as they are; a class by its name or number" if has_classes
        else "numbers as they are").splitlines()


def targets_of_classes(network: Network) -> Dict[str, List[float]]:
    """The targets for each class, by its name; also by its number, where there is no encoding."""
    targets = {name: network.check_targets(name) for name in network.classes}
    if len(network.outputs) > 1 and network.encoding is None:
        for number, name in enumerate(network.classes):
            targets.setdefault(str(number), targets[name])
    return targets
