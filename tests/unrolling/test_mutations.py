"""A mistake in a program is seen: the tests that compare bits would fail."""

import re
from typing import Any, Callable, Dict, List, Tuple

import pytest

from lernmi import Adam, Dense, GradientDescent, Network
from lernmi.training import fit
from lernmi.unrolling import program
from lernmi.unrolling.unrolled import Unrolled
from tests.support.twins import everything, exact

SAMPLES = [([0.25 * index, 0.5 - 0.3 * index], [index % 3 / 2]) for index in range(5)]
OPTIMIZERS: Dict[str, Callable[[], Any]] = {
    "descent": lambda: GradientDescent(0.3, l2=0.01), "adam": lambda: Adam(0.05)}
# Where two of them are the same number, a change of one is no mistake.
PATTERNS: List[Tuple[str, str]] = [
    (r" \+ ", " - "), (r" - ", " + "), (r" \* ", " + "), (r" / ", " * "), (r"-(?=\w)", ""), (r" >= ", " < "),
    (r"0\.5\b", "0.25"), (r"1\.0\b", "1.5"), (r"\binput_0\b", "input_1"), (r"\bhidden_1\b", "hidden_0"),
    (r"\bexp\(", "abs("), (r"\bb_hidden_0\b", "b_hidden_1"), (r"\btarget_\w+", "0.5"), (r" \* [a-z]\w*", ""),
    (r" \+ [a-z]\w*", ""), (r" \*\* ", " * ")]


def make() -> Network:
    return Network(2, Dense(2), Dense(1), seed=1)


def results(optimizer: str, unrolled: bool) -> Any:
    network, update = make(), OPTIMIZERS[optimizer]()
    history = fit(network, SAMPLES, epochs=3, optimizer=update, unrolled=unrolled)
    assert bool(history.reason) != unrolled
    return everything(network, update, 1), exact(history.losses)


def program_text(optimizer: str) -> str:
    return make().unroll(OPTIMIZERS[optimizer]()).text


def mutations(text: str) -> List[str]:
    """The text with one operand, operator or term changed, at several places of each kind."""
    begin = text.index("total_hidden_0 = ")
    end = text.index("answer = ", begin)
    changed = []
    for pattern, replacement in PATTERNS:
        places = list(re.finditer(pattern, text[begin:end]))
        for place in places[:2] + places[len(places) // 2:][:2] + places[-2:]:
            start, stop = begin + place.start(), begin + place.end()
            changed.append(text[:start] + replacement + text[stop:])
    return list(dict.fromkeys(changed))


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_mutation_of_a_program_is_seen(optimizer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected, text = results(optimizer, False), program_text(optimizer)
    assert results(optimizer, True) == expected
    by_objects: List[int] = []
    usual, compiled = Unrolled.take_by_objects, program.compiled.__wrapped__

    def noted(self: Unrolled, samples: Any) -> float:
        by_objects.append(len(samples))
        return usual(self, samples)
    monkeypatch.setattr(Unrolled, "take_by_objects", noted)
    changed, unseen = mutations(text), []
    assert len(changed) > 40
    for mutation in changed:
        monkeypatch.setattr(program, "compiled", lambda _, mutation=mutation: compiled(mutation))
        by_objects.clear()
        if results(optimizer, True) == expected and len(by_objects) < 14:      # else they took all steps
            unseen += [line for line in mutation.split("\n") if line not in text.split("\n")]
    assert not [line for line in unseen if not is_harmless(line)]


def is_harmless(line: str) -> bool:
    """Whether it only decides who takes the step: nothing here is so large."""
    return line.strip().startswith(("if ", "part_12 = "))


def test_a_program_that_fails_leaves_the_step_to_the_objects(monkeypatch: pytest.MonkeyPatch) -> None:
    expected, compiled = results("descent", False), program.compiled.__wrapped__
    broken = program_text("descent").replace("exp(", "expp(", 1)
    monkeypatch.setattr(program, "compiled", lambda _: compiled(broken))
    assert results("descent", True) == expected
