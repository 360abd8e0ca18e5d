"""The modules of a network in a row, as code, with every weight under PyTorch's name for it."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List

from ...network.network import Network
from ...support.errors import BadInput
from ...weight import Weight
from ..layered import check_layers
from ..proof import Proof
from .modules import Module, translated


class Model:
    """A network as modules.

    ============= ============================================================================
    code          the lines of an expression that makes the model
    shared        the lines that make the modules of layers that are applied several times
    parameters    Weights and fixed floats in nested lists, by the name in PyTorch's state_dict
    ============= ============================================================================

    Raises BadInput for a network that isn't just what its layers build, for what PyTorch doesn't know,
    and for a Weight that is used at several indices of PyTorch's parameters and learns.
    """

    def __init__(self, network: Network) -> None:
        check_layers(network)
        modules, _ = translated(network.layers, network.shape, list(network.layer_outputs))
        self._names: Dict[int, str] = {}         # of modules that are used again, by the ids of their layers
        uses: Dict[int, int] = {}
        for module in _all(modules):
            uses[id(module.layer)] = uses.get(id(module.layer), 0) + 1
        self._repeated = {key for key, count in uses.items() if count > 1} - {id(None)}
        self.shared: List[str] = []
        self.parameters: Dict[str, Any] = {}
        self.code = ["nn.Sequential(", *self._lines(modules, ""), ")"]
        self._check_weights()

    def _lines(self, modules: List[Module], path: str) -> List[str]:
        """The arguments of a container; the parameters are noted under their names."""
        lines: List[str] = []
        for index, module in enumerate(modules):
            if module.inner is not None:
                lines += [f"    {module.code}(", *_indented(self._lines(module.inner, f"{path}{index}.")),
                          "    ),"]
            else:
                lines.append(f"    {self._code(module, f'{path}{index}.')},")
        if lines:
            lines[-1] = lines[-1][:-1]
        return lines

    def _code(self, module: Module, path: str) -> str:
        key = id(module.layer)
        if key in self._names:
            return self._names[key]
        self.parameters.update((f"{path}{name}", weights) for name, weights in module.parameters.items())
        if key not in self._repeated:
            return module.code
        self._names[key] = f"shared{len(self._names) + 1}"
        self.shared.append(f"{self._names[key]} = {module.code}")
        return self._names[key]

    def _check_weights(self) -> None:
        first: Dict[int, str] = {}
        for name, nested in self.parameters.items():
            for weight in leaves(nested):
                if not isinstance(weight, Weight) or not weight.trainable:
                    continue
                if id(weight) in first:
                    raise BadInput(f"the weight {weight.name} is used at several indices, in "
                                   f"{first[id(weight)]} and {name}, and PyTorch would learn a number for "
                                   "each: export the network to python, or use a whole layer twice.")
                first[id(weight)] = name

    @property
    def values(self) -> Dict[str, Any]:
        """The numbers of all weights, by their names."""
        return {name: mapped(weights, _value) for name, weights in self.parameters.items()}

    def sensitivities(self, proof: Proof) -> Dict[str, Any]:
        """Those of the parameters that learn, in part at least; 0 where a weight is fixed."""
        return {name: mapped(weights, proof.of) for name, weights in self.parameters.items()
                if any(map(_learns, leaves(weights)))}

    @property
    def fixed(self) -> Dict[str, Any]:
        """For parameters with fixed weights, where there is one that learns: 1, and 0 for a fixed one."""
        return {name: mapped(weights, _learns) if any(map(_learns, leaves(weights))) else 0.0
                for name, weights in self.parameters.items()
                if ".running_" not in name and not all(map(_learns, leaves(weights)))}


def _all(modules: List[Module]) -> Iterator[Module]:
    for module in modules:
        yield module
        yield from _all(module.inner or [])


def leaves(nested: Any) -> Iterator[Any]:
    """What is in nested lists, one by one."""
    if isinstance(nested, list):
        for entry in nested:
            yield from leaves(entry)
    else:
        yield nested


def mapped(nested: Any, function: Any) -> Any:
    """The same nested lists of a function's results."""
    return [mapped(entry, function) for entry in nested] if isinstance(nested, list) else function(nested)


def _value(weight: Any) -> float:
    return float(weight.value if isinstance(weight, Weight) else weight)


def _learns(weight: Any) -> float:
    return float(isinstance(weight, Weight) and bool(weight.trainable))


def _indented(lines: List[str]) -> List[str]:
    return [f"    {line}" for line in lines]
