"""Every layer against PyTorch's figures: forward, every sensitivity, and 20 steps of learning."""

import json
from pathlib import Path
from typing import Any, Callable, Dict, List, Tuple

import pytest

from lernmi import GradientDescent, Network, Neuron, Neurons, Weight
from lernmi.layers import (
    GRU,
    LSTM,
    Attention,
    AveragePool,
    BatchNorm,
    Convolution,
    Dense,
    Dropout,
    EachStep,
    LayerNorm,
    MaxPool,
    Recurrent,
    Residual,
    Softmax,
    State,
)

pytestmark = pytest.mark.filterwarnings("ignore:cross_entropy needs", "ignore:a Softmax with")
FIGURES: Dict[str, Any] = json.loads((Path(__file__).parent / "layers.json").read_text())
Built = Tuple[Network, Dict[str, Any]]      # the network, and its Weights by PyTorch's names


def built(figures: Any, shape: Any, layers: List[Any], *named: Tuple[str, Any]) -> Built:
    """``named``: PyTorch's prefix and the layer that has its weight and bias."""
    network = Network(shape, *layers)
    weights: Dict[str, Any] = {}
    for prefix, layer in named:
        weights[f"{prefix}weight"], weights[f"{prefix}bias"] = layer.weights, layer.biases
        if isinstance(layer, BatchNorm):
            weights[f"{prefix}running_mean"] = layer.running_means
            weights[f"{prefix}running_var"] = layer.running_variances
    return network, weights


def dense(figures: Any, prefix: str, activation: str = "identity", **options: Any) -> Dense:
    start = figures["before"]
    return Dense(len(start[f"{prefix}bias"]), activation, start[f"{prefix}weight"],
                 start[f"{prefix}bias"], **options)


def convolution(figures: Any, *more: Any, **options: Any) -> Convolution:
    start = figures["before"]
    kernel = start["0.weight"]
    return Convolution(len(kernel), (len(kernel[0][0]), len(kernel[0][0][0])),
                       weights=kernel, biases=start["0.bias"], **options)


def recurrent(figures: Any, kind: Any, prefix: str = "layer.", **options: Any) -> Any:
    start = figures["before"]
    return kind(2, weights=start[f"{prefix}weight_ih_l0"], biases=start[f"{prefix}bias_ih_l0"],
                recurrent_weights=start[f"{prefix}weight_hh_l0"],
                recurrent_biases=start[f"{prefix}bias_hh_l0"], **options)


def recurrent_weights(layer: Any, prefix: str = "layer.") -> Dict[str, Any]:
    return {f"{prefix}weight_ih_l0": layer.weights, f"{prefix}weight_hh_l0": layer.recurrent_weights,
            f"{prefix}bias_ih_l0": layer.biases, f"{prefix}bias_hh_l0": layer.recurrent_biases}


def over_time(figures: Any, kind: Any, **options: Any) -> Built:
    layer = recurrent(figures, kind, **options)
    return Network((4, 3), layer), recurrent_weights(layer)


def resumed(figures: Any, kind: Any) -> Built:
    """The first state is the rest of the inputs; the last state comes out."""
    layer = recurrent(figures, kind, states="all", name="memory")

    def resume(network: Network, neurons: List[Neuron]) -> List[Neuron]:
        outputs, last = layer.run(network, Neurons(neurons[:12], (4, 3)), State(neurons[12:14], neurons[14:]))
        return [*outputs, *last.values, *last.cells]
    return Network(len(figures["inputs"]), resume), recurrent_weights(layer)


def learned(figures: Any, kind: Any) -> Built:
    start = figures["before"]
    values, cells = ([Weight(number) for number in flat(start.get(name, []))] for name in ("values", "cells"))
    layer = recurrent(figures, kind, first_state=(values, cells) if cells else values)
    network = Network((4, 3), layer)
    weights = {**recurrent_weights(layer), "values": [layer.first_values]}
    return network, {**weights, "cells": [layer.first_cells]} if cells else weights


def translator(figures: Any, kind: Any) -> Built:
    encoder, decoder = (recurrent(figures, kind, f"{name}.", states="all", name=name)
                        for name in ("encoder", "decoder"))

    def translate(network: Network, neurons: List[Neuron]) -> List[Neuron]:
        with network.sublayer(encoder):
            _, state = encoder.run(network, Neurons(neurons[:9], (3, 3)))
        with network.sublayer(decoder):
            outputs: List[Neuron] = decoder.run(network, Neurons(neurons[9:], (2, 3)), state)[0]
        return outputs
    return Network((5, 3), translate), {
        **recurrent_weights(encoder, "encoder."), **recurrent_weights(decoder, "decoder.")}


def head(figures: Any, size: int, prefix: str = "", **options: Any) -> Attention:
    start = figures["before"]
    given: Dict[str, Any] = {
        what: {"weights": start[f"{prefix}{what}.weight"], "biases": start[f"{prefix}{what}.bias"]}
        for what in ("queries", "keys", "values")}
    return Attention(size, **options, **given)


def parts(layer: Attention, prefix: str = "") -> List[Tuple[str, Any]]:
    return [(f"{prefix}queries.", layer.queries), (f"{prefix}keys.", layer.keys),
            (f"{prefix}values.", layer.values)]


def heads_case(heads: int, **options: Any) -> Callable[[Any], Built]:
    """PyTorch has the weights of the queries, keys and values in one list."""
    def case(figures: Any) -> Built:
        start = figures["before"]
        weights, biases = start["layer.in_proj_weight"], start["layer.in_proj_bias"]
        size = len(biases) // 3
        queries, keys, values = (
            {"weights": weights[first:first + size], "biases": biases[first:first + size]}
            for first in (0, size, 2 * size))
        layer = Attention(size, heads=heads, queries=queries, keys=keys, values=values, outputs={
            "weights": start["layer.out_proj.weight"], "biases": start["layer.out_proj.bias"]}, **options)
        network = Network((len(figures["inputs"]), size), layer)
        three = [layer.queries, layer.keys, layer.values]
        assert layer.outputs is not None
        return network, {
            "layer.in_proj_weight": [dense.weights for dense in three],
            "layer.in_proj_bias": [dense.biases for dense in three],
            "layer.out_proj.weight": layer.outputs.weights, "layer.out_proj.bias": layer.outputs.biases}
    return case


def norm(figures: Any, prefix: str, kind: Any = LayerNorm, **options: Any) -> Any:
    start = figures["before"]
    return kind(start[f"{prefix}weight"], start[f"{prefix}bias"], **options)


def dense_case(figures: Any) -> Built:
    first, second = dense(figures, "0.", "tanh"), dense(figures, "2.", "sigmoid")
    return built(figures, 4, [first, second], ("0.", first), ("2.", second))


def convolution_case(figures: Any) -> Built:
    layer = convolution(figures, stride=(1, 2), padding=(1, 2), activation="tanh")
    return built(figures, (2, 4, 5), [layer], ("0.", layer))


def pool_case(pool: Any, shape: Any = (1, 5, 5), activation: str = "identity") -> Callable[[Any], Built]:
    def case(figures: Any) -> Built:
        layer = convolution(figures, activation=activation)
        return built(figures, shape, [layer, pool], ("0.", layer))
    return case


def followed_case(last: Callable[[Any], Any], named: bool) -> Callable[[Any], Built]:
    def case(figures: Any) -> Built:
        first, second = dense(figures, "0."), last(figures)
        more = [("1.", second)] if named else []
        width = len(figures["before"]["0.weight"][0])
        return built(figures, width, [first, second], ("0.", first), *more)
    return case


def dropout_case(figures: Any) -> Built:
    first, second = dense(figures, "0.", "tanh"), dense(figures, "3.")
    layers = [first, Dropout(0.4, mask=[1, 0, 1, 1, 0]), second]
    return built(figures, 4, layers, ("0.", first), ("3.", second))


def alone_case(shape: Any, make: Callable[[Any], Any]) -> Callable[[Any], Built]:
    def case(figures: Any) -> Built:
        layer = make(figures)
        named = parts(layer) if isinstance(layer, Attention) else [("", layer)]
        return built(figures, shape, [layer], *named)
    return case


def transformer_case(figures: Any) -> Built:
    attention, hidden, output = head(figures, 4, "attention."), dense(figures, "hidden.", "relu"), \
        dense(figures, "output.")
    norm1, norm2 = norm(figures, "norm1."), norm(figures, "norm2.")
    layers = [Residual(attention), norm1, Residual(EachStep(hidden, output)), norm2]
    return built(figures, (3, 4), layers, *parts(attention, "attention."), ("hidden.", hidden),
                 ("output.", output), ("norm1.", norm1), ("norm2.", norm2))


CASES: Dict[str, Callable[[Any], Built]] = {
    "dense": dense_case, "convolution": convolution_case,
    "average_pool": pool_case(AveragePool(2)), "max_pool": pool_case(MaxPool(2, 1)),
    "average_pool_padding": pool_case(AveragePool((2, 3), 2, padding=1), (1, 5, 6)),
    "average_pool_sources": pool_case(AveragePool((2, 3), 2, padding=1, count_padding=False), (1, 5, 6)),
    "max_pool_padding": pool_case(MaxPool((3, 2), (2, 1), padding=(1, 1)), (1, 5, 6)),
    "max_pool_ties": pool_case(MaxPool(3, 1, padding=1), activation="relu"),
    "recurrent": lambda figures: over_time(figures, Recurrent),
    "recurrent_all": lambda figures: over_time(figures, Recurrent, activation="relu", states="all"),
    "lstm": lambda figures: over_time(figures, LSTM),
    "lstm_all": lambda figures: over_time(figures, LSTM, states="all"),
    "gru": lambda figures: over_time(figures, GRU),
    "gru_all": lambda figures: over_time(figures, GRU, states="all"),
    "recurrent_resumed": lambda figures: resumed(figures, Recurrent),
    "lstm_resumed": lambda figures: resumed(figures, LSTM),
    "gru_resumed": lambda figures: resumed(figures, GRU),
    "recurrent_learned": lambda figures: learned(figures, Recurrent),
    "lstm_learned": lambda figures: learned(figures, LSTM),
    "gru_learned": lambda figures: learned(figures, GRU),
    "lstm_translator": lambda figures: translator(figures, LSTM),
    "gru_translator": lambda figures: translator(figures, GRU),
    "softmax": followed_case(lambda figures: Softmax(), False),
    "layer_norm": followed_case(lambda figures: norm(figures, "1."), True),
    "layer_norm_steps": alone_case((3, 4), lambda figures: norm(figures, "")),
    "layer_norm_without_epsilon": followed_case(lambda figures: norm(figures, "1.", epsilon=0.0), True),
    "dropout_by_hand": dropout_case,
    "attention": alone_case((3, 4), lambda figures: head(figures, 3)),
    "attention_causal": alone_case((3, 4), lambda figures: head(figures, 3, causal=True)),
    "attention_heads": heads_case(2),
    "attention_heads_causal": heads_case(3, causal=True),
    "attention_one_head_projected": heads_case(1),
    "transformer": transformer_case,
    "batch_norm": followed_case(lambda figures: norm(figures, "1.", BatchNorm), True),
    "batch_norm_picture": alone_case((2, 2, 2), lambda figures: norm(figures, "", BatchNorm)),
}


def flat(nested: Any) -> List[Any]:
    return [entry for part in nested for entry in flat(part)] if isinstance(nested, list) else [nested]


def close(ours: List[float], theirs: Any) -> None:
    assert ours == pytest.approx(flat(theirs), rel=1e-10, abs=1e-13)


def test_every_case_of_the_file_is_tested() -> None:
    assert set(CASES) == set(FIGURES)


@pytest.mark.parametrize("name", CASES)
def test_forward_and_every_sensitivity_agree_with_pytorch(name: str) -> None:
    figures = FIGURES[name]
    network, weights = CASES[name](figures)
    worker = network.photocopied(figures["samples"]) if network.needs_batch else network
    close(worker.forward(figures["inputs"]), figures["outputs"])
    close([worker.backward(figures["targets"])], [figures["loss"]])
    close([neuron.sensitivity for neuron in worker.inputs], figures["input_sensitivities"])
    for key, theirs in figures["sensitivities"].items():
        close([weight.sensitivity for weight in flat(weights[key])], theirs)


@pytest.mark.parametrize("name", CASES)
def test_20_steps_of_learning_agree_with_pytorch(name: str) -> None:
    figures = FIGURES[name]
    network, weights = CASES[name](figures)
    inputs, targets, count = figures["inputs"], figures["targets"], figures["samples"]
    size = len(targets) // count
    samples = [(inputs[index] if count > 1 else inputs, targets[index * size:(index + 1) * size])
               for index in range(count)]
    for _ in range(20):
        network.learn_batch(samples, GradientDescent(0.1))
    for key, theirs in figures["after"].items():
        close([weight.value for weight in flat(weights[key])], theirs)
    close([value for inputs, _ in samples for value in network.predict(inputs)],
          figures["predicted"])
