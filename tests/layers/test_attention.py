"""Attention: heads, and the options of its Dense layers."""

from typing import Any

import pytest

from lernmi import Attention, BadInput, Network
from tests.support.layers import numbers


def test_each_head_has_its_slice_of_queries_keys_and_values() -> None:
    layer = Attention(4, heads=2, outputs={"biases": "none"})
    network = Network((3, 2), layer, seed=1)
    outputs = network.predict(numbers(6))
    assert [link.source.name for link in network["output.match[1,2]@t3"].incoming] == [
        "output.query[2]@t3", "output.query[3]@t3"]
    assert [link.source.name for link in network["output.output[0]@t1"].incoming] == [
        "output.head[0,0]@t1", "output.head[0,1]@t1", "output.head[1,0]@t1", "output.head[1,1]@t1"]
    assert outputs[:4] == [network[f"output.output[{index}]@t1"].value for index in range(4)]
    assert layer.outputs and layer.outputs.weights[3][2] is network.weight("output.output.weight[3,2]")


def test_one_head_has_no_projection_unless_it_is_asked_for() -> None:
    plain, projected = Attention(2), Attention(2, outputs={})
    names = [[neuron.name for neuron in Network((2, 3), layer, seed=1).outputs]
             for layer in (plain, projected)]
    assert plain.outputs is None
    assert names[0] == ["output[0]@t1", "output[1]@t1", "output[0]@t2", "output[1]@t2"]
    assert names[1][0] == "output.output[0]@t1"


@pytest.mark.parametrize("options, sentence", [
    ({"heads": 2}, "2 heads can't share a size of 3: the size must be a multiple of the number of heads"),
    ({"heads": 0}, "the number of heads of Attention must be at least 1"),
    ({"queries": 3}, "the queries of Attention must be options of a Dense layer, such as .*, not 3"),
    ({"outputs": "none"}, "the outputs of Attention must be options of a Dense layer")])
def test_options_that_can_not_work_are_refused(options: Any, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        Attention(3, **options)


def test_its_text_says_whether_it_looks_ahead() -> None:
    assert repr(Attention(4)) == "Attention(4)"
    assert repr(Attention(8, heads=2, causal=True)) == "Attention(8, heads=2, causal=True)"
