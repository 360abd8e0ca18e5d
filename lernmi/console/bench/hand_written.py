"""The floor of the unrolled step: straight-line Python for a dense network, written for nothing else.

    x0, x1, d0      inputs and targets
    h1_0            the value of the first neuron of the first layer
    w1_0_1          its weight from the second input; b1_0 is its bias
    s1_0            the sensitivity of its total
    t               a sum of which another piece follows
"""

from __future__ import annotations

from typing import Any, Dict, Generator, Iterable, Iterator, List, Sequence

from ...activations import sigmoid
from ...layers import Dense
from ...network.network import Network

MOST_TERMS = 400        # of one sum
INDENT = "    "


class HandWritten:
    """A learning step of Dense layers of sigmoids with the loss ½ Σ (y − d)², by gradient descent.

    The weights are local variables of a generator, and each sum is one expression, or several of 400
    terms: the fastest form that is known. The numbers are those of network.learn, bit for bit.
    """

    def __init__(self, network: Network, rate: float) -> None:
        sizes = [len(network.inputs), *(layer.size for layer in dense_layers(network))]
        self.text = text_for(sizes)
        namespace: Dict[str, Any] = {"sigmoid": sigmoid}
        exec(compile(self.text, "<a hand-written step>", "exec"), namespace)
        values = [weight.value for layer in dense_layers(network)
                  for row, bias in zip(layer.weights, layer.biases) for weight in (*row, bias)]
        generator: Generator[Any, Any, None] = namespace["steps"](values, rate)
        next(generator)
        self._send = generator.send

    def learn(self, inputs: Sequence[float], targets: Sequence[float]) -> float:
        """A step with one sample; the loss before it."""
        loss: float = self._send((inputs, targets))
        return loss

    def values(self) -> List[float]:
        """The weights, neuron by neuron, each neuron's bias at the end."""
        values: List[float] = self._send(None)
        return values


def dense_layers(network: Network) -> List[Dense]:
    """The layers of the network, all of which are Dense."""
    return [layer for layer in network.layers if isinstance(layer, Dense)]


def text_for(sizes: Sequence[int]) -> str:
    """The text for layers of these sizes, the inputs first.

    >>> print(text_for([1, 1]))
    def steps(values, rate):
        [w1_0_0, b1_0] = values
        answer = None
        while True:
            job = yield answer
            if job is None:
                answer = [w1_0_0, b1_0]
                continue
            [x0], [d0] = job
            h1_0 = sigmoid(x0 * w1_0_0 + b1_0)
            e0 = h1_0 - d0
            answer = 0.5 * (e0 * e0)
            s1_0 = e0 * (h1_0 * (1.0 - h1_0))
            w1_0_0 = w1_0_0 - rate * (s1_0 * x0)
            b1_0 = b1_0 - rate * s1_0
    <BLANKLINE>
    """
    layers = list(range(1, len(sizes)))
    weights = _listed(name for layer in layers for neuron in range(sizes[layer])
                      for name in (*_row(sizes, layer, neuron), f"b{layer}_{neuron}"))
    errors = [f"e{index}" for index in range(sizes[-1])]
    step = [f"{_listed(_values(sizes, 0))}, {_listed(f'd{index}' for index in range(sizes[-1]))} = job"]
    for layer in layers:
        step += _forward(sizes, layer)
    step += [f"e{index} = {value} - d{index}" for index, value in enumerate(_values(sizes, layers[-1]))]
    step += _sum("answer", [f"0.5 * ({error} * {error})" for error in errors])
    for layer in reversed(layers):
        step += _backward(sizes, layer)
    for layer in layers:
        step += _update(sizes, layer)
    return "\n".join(["def steps(values, rate):",
                      f"{INDENT}{weights} = values", f"{INDENT}answer = None", f"{INDENT}while True:",
                      *(2 * INDENT + line for line in [
                          "job = yield answer", "if job is None:", f"{INDENT}answer = {weights}",
                          f"{INDENT}continue", *step])]) + "\n"


def _forward(sizes: Sequence[int], layer: int) -> Iterator[str]:
    """value = sigmoid(Σ value × weight + bias)."""
    for neuron in range(sizes[layer]):
        terms = [f"{value} * {weight}" for value, weight in
                 zip(_values(sizes, layer - 1), _row(sizes, layer, neuron))]
        *pieces, last = _sum("t", [*terms, f"b{layer}_{neuron}"])
        yield from pieces
        yield f"h{layer}_{neuron} = sigmoid({last[len('t = '):]})"


def _backward(sizes: Sequence[int], layer: int) -> Iterator[str]:
    """The sensitivity of each total: Σ weight × sensitivity over what follows, from the last on, × slope."""
    for neuron, value in enumerate(_values(sizes, layer)):
        slope = f"({value} * (1.0 - {value}))"
        if layer == len(sizes) - 1:
            yield f"s{layer}_{neuron} = e{neuron} * {slope}"
            continue
        *pieces, last = _sum("t", [f"s{layer + 1}_{target} * w{layer + 1}_{target}_{neuron}"
                                   for target in reversed(range(sizes[layer + 1]))])
        yield from pieces
        yield f"s{layer}_{neuron} = ({last[len('t = '):]}) * {slope}"


def _update(sizes: Sequence[int], layer: int) -> Iterator[str]:
    """weight = weight − rate × (sensitivity × value)."""
    for neuron in range(sizes[layer]):
        for value, weight in zip(_values(sizes, layer - 1), _row(sizes, layer, neuron)):
            yield f"{weight} = {weight} - rate * (s{layer}_{neuron} * {value})"
        yield f"b{layer}_{neuron} = b{layer}_{neuron} - rate * s{layer}_{neuron}"


def _sum(name: str, terms: List[str]) -> List[str]:
    """The statements that give a sum this name, in pieces."""
    lines = [f"{name} = {' + '.join(terms[:MOST_TERMS])}"]
    for start in range(MOST_TERMS, len(terms), MOST_TERMS):
        lines.append(f"{name} = {name} + {' + '.join(terms[start:start + MOST_TERMS])}")
    return lines


def _row(sizes: Sequence[int], layer: int, neuron: int) -> List[str]:
    return [f"w{layer}_{neuron}_{source}" for source in range(sizes[layer - 1])]


def _values(sizes: Sequence[int], layer: int) -> List[str]:
    return [f"h{layer}_{index}" if layer else f"x{index}" for index in range(sizes[layer])]


def _listed(names: Iterable[str]) -> str:
    return f"[{', '.join(names)}]"
