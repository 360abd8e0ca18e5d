"""A network as plain arithmetic: a Python file that needs nothing but math."""

from __future__ import annotations

import math
import re
from typing import Any, Dict, List, Sequence, Tuple

from ..network.network import Network
from ..support.errors import BadInput
from ..unrolling.conditions import MOST_LINKS
from ..unrolling.function_sources import FunctionSources
from ..unrolling.listing import Listing
from ..unrolling.recorder import FORWARD, Recorder
from ..unrolling.script import broken
from ..weight import Weight
from .literals import assigned, described, wrapped
from .proof import Floats, outputs_of
from .pytorch.encoded import input_lines, with_functions

OWN_NAMES = ("predict", "inputs_of", "number", "scaled", "one_hot", "INPUTS", "OUTPUTS")
BEGINNING = '''\
"""A trained network as plain arithmetic: predict(inputs) returns its outputs.

{network}
Exported by lernmi. Run as a script, it computes the outputs for some samples, and checks them.
"""'''

ENDING = '''\


if __name__ == "__main__":
    for inputs, expected in zip(INPUTS, OUTPUTS):
        outputs = predict(inputs)
        print(*outputs, "" if outputs == expected else f"but the network computed {expected}")
    raise SystemExit([predict(inputs) for inputs in INPUTS] != OUTPUTS)'''


def python_script(network: Network, samples: Sequence[Floats]) -> str:
    """A Python file with the weights and a function ``predict``, bit for bit that of the network.

    The network's own methods ran once on symbols, and what they did is written out (see unrolling).
    Raises NotSymbolic, with the reason, for a network that can't be unrolled, BadInput for one of too
    many links, or for a function whose source isn't known.
    """
    if len(network.links) > MOST_LINKS:
        raise BadInput(f"the network has {len(network.links):,} links, and more than {MOST_LINKS:,} are too "
                       "many for a file of one statement for each neuron: try pytorch.")
    recorder, listing, functions = _recorded(network)
    body = [*_predict(network, recorder, listing), *_encoding(network)]
    lines = [BEGINNING.format(network=described(network)), "", *_imports(functions, body)]
    for definition in functions.definitions:
        lines += [*([""] * 2 if len(definition) > 1 else []), *definition]
    lines += [*([""] * (2 if functions.definitions else 1)), "# the weights", *_weights(recorder)]
    return "\n".join([*lines, "", "", *body, *_samples(network, samples), *ENDING.splitlines()]) + "\n"


def _encoding(network: Network) -> List[str]:
    """How rows of data become inputs, where the network knows it."""
    encoding: Any = network.encoding
    if encoding is None:
        return []
    return ["", "", "# how the cells of a row of data become inputs: predict(inputs_of(cells))", "", "",
            *with_functions(input_lines(encoding.to_json()))]


def _samples(network: Network, samples: Sequence[Floats]) -> List[str]:
    return ["", "", "# samples, and the outputs of the network for them",
            *assigned("INPUTS", [inputs for inputs, _ in samples]),
            *assigned("OUTPUTS", outputs_of(network, samples))]


def _recorded(network: Network) -> Tuple[Recorder, Listing, FunctionSources]:
    """The recorded forward pass and the functions that it calls; no variable has a name that these use."""
    reserved: Dict[str, Any] = {"math": math, **dict.fromkeys(OWN_NAMES)}
    while True:
        minus_zeros = [weight for weight in network.weights + network.fixed_weights
                       if weight.value == 0.0 and math.copysign(1.0, weight.value) < 0.0]
        recorder = Recorder(network, has_loss=False, minus_zeros=minus_zeros, for_functions=reserved)
        recorder.record()
        listing = Listing(recorder, checked=False)
        functions = _functions(recorder, "\n".join(listing.lines[FORWARD]))
        if not recorder.variable_names.clashes(functions.names):
            return recorder, listing, functions
        reserved = {**reserved, **functions.names}


def _functions(recorder: Recorder, text: str) -> FunctionSources:
    """The functions that are called in a text; BadInput for one that can't be written down."""
    functions = FunctionSources()
    for name, function in recorder.table.functions.items():
        if re.search(rf"\b{name}\(", text):
            functions.add(name, function)
    for name, reason in functions.missing.items():
        raise BadInput(f"the source of the function {name} can't be written down: {reason}. Define it "
                       "with def, in a file.")
    for name in functions.names.keys() & set(OWN_NAMES):
        raise BadInput(f"the function {name} has a name that the file uses itself: give it another one.")
    return functions


def _imports(functions: FunctionSources, body: List[str]) -> List[str]:
    """The import statements that the functions and the body need: of math alone."""
    for line in functions.imports:
        if not line.startswith(("import math", "from math ")):
            raise BadInput(f"a function of the network needs more than math: {line}.")
    needed = {"import math"} if any("math." in line for line in body) else set()
    needed |= {f"from math import {name}" for name in ("inf", "nan")
              if any(re.search(rf"\b{name}\b", line) for line in body)}
    return sorted(functions.imports | needed, key=lambda line: (line.startswith("from"), line))


def _weights(recorder: Recorder) -> List[str]:
    return [f"{stored.variable.text} = {stored.read()!r}" for stored in (*recorder.weights, *recorder.others)
            if isinstance(stored.thing, Weight)]


def _predict(network: Network, recorder: Recorder, listing: Listing) -> List[str]:
    """The function; the masks of dropout are 1 in it."""
    names = [variable.text for variable in recorder.inputs]
    count = len(network.inputs)
    masks = [f"{name} = 1.0" for name in names[count:]]
    body = ['"""The outputs for the inputs, a flat list of numbers."""',
            *broken(f"[{', '.join(names[:count])}] = inputs"),
            *(["# after training nothing is dropped", *masks] if masks else []),
            *(line for statement in listing.lines[FORWARD] for line in broken(statement)),
            *wrapped(f"return [{', '.join(listing.outputs)}]", 8).split("\n")]
    return ["def predict(inputs):", *(f"    {line}" for line in body)]
