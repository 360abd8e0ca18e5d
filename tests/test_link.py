import pytest

from lernmi import BadInput, Link, Neuron, Weight


def ready_link() -> Link:
    link = Link(Neuron("a"), Neuron("b"), Weight(0.5, "w"))
    link.source.value, link.target.sensitivity, link.target.slope = 3.0, 0.2, 0.1
    return link


def test_forward_delivers_the_product() -> None:
    link = ready_link()
    link.target.total = 1.0
    link.forward()
    assert (link.value, link.target.total) == (1.5, 2.5)


def test_backward_is_three_products() -> None:
    link = ready_link()
    link.source.sensitivity, link.weight.sensitivity = 7.0, 8.0
    link.backward()
    assert link.sensitivity == 0.2 * 0.1
    assert link.source.sensitivity == 7.0 + 0.2 * 0.1 * 0.5
    assert link.weight.sensitivity == 8.0 + 0.2 * 0.1 * 3.0


def test_a_link_enters_itself_with_its_target() -> None:
    link = ready_link()
    assert link.target.incoming == [link]
    assert link.source.incoming == []


def test_a_neuron_as_weight_is_a_gate() -> None:
    source, gate, target = Neuron("s"), Neuron("g"), Neuron("t")
    source.value, gate.value, target.sensitivity, target.slope = 3.0, 5.0, 2.0, 1.0
    link = Link(source, target, gate)
    link.forward()
    link.backward()
    assert (link.value, source.sensitivity, gate.sensitivity) == (15.0, 10.0, 6.0)


@pytest.mark.parametrize("source, target, weight, sentence", [
    (1, Neuron("t"), Weight(1), "the source of a link must be a Neuron, not 1"),
    (Neuron("s"), None, Weight(1), "the target of a link must be a Neuron, not None"),
    (Neuron("s"), Neuron("t"), 0.5, r"must be a Weight or a Neuron, not 0.5: try Weight\(0.5\)"),
])
def test_other_ends_are_refused(source: Neuron, target: Neuron, weight: Weight,
                                sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        Link(source, target, weight)


def test_a_link_to_itself_is_refused() -> None:
    neuron = Neuron("n")
    with pytest.raises(BadInput, match="can't lead from Neuron.* to itself"):
        Link(neuron, neuron, Weight(1))
    assert neuron.incoming == []


def test_repr_is_one_short_line() -> None:
    link = Link(Neuron("hidden[0]"), Neuron("output[1]"), Weight(0.45, "w6"))
    link.source.value, link.sensitivity = 0.59327, -0.0174
    link.forward()
    assert repr(link) == ("Link(hidden[0] → output[1]: 0.267 = 0.593 × 0.450, sensitivity -0.017)")
    assert repr(link.weight) == "Weight(w6: 0.450, sensitivity 0.000)"
    assert repr(Weight(1e-7, trainable=False)) == \
        "Weight(unnamed: 1.00e-07, sensitivity 0.000, fixed)"
    assert repr(link.source) == "Neuron(hidden[0]: 0.593 = identity(0.000), sensitivity 0.000)"


@pytest.mark.parametrize("value", ["a", None, float("nan"), float("inf"), 1j])
def test_a_weight_must_be_a_finite_number(value: float) -> None:
    with pytest.raises(BadInput, match="the value of weight w"):
        Weight(value, "w")
