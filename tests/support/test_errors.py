"""Errors are sentences that fit a line, and they survive pickle and copy."""

import copy
import pickle
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, Callable

import pytest

from lernmi import BadInput, LernmiError, NumericError, OutOfOrder, Trace, UnknownName, Weight, trace
from lernmi.examples.catalogue import mazur
from lernmi.recording.json_lines import RecordingError
from lernmi.support.formatting import LONGEST_NAME, quoted
from lernmi.unrolling.symbolic.symbols import NotSymbolic


def every_kind(kind: Any = LernmiError) -> Any:
    return {kind}.union(*map(every_kind, kind.__subclasses__()))


ERRORS = [BadInput("it must be a number."), OutOfOrder("first forward."),
          NumericError("inf.", Weight(2.0, "w")), UnknownName("neuron", "hiden", ["hidden", "output"]),
          NotSymbolic("it draws"), LernmiError("a sentence.")]
COPIES = [copy.copy, copy.deepcopy, *(
    lambda error, version=version: pickle.loads(pickle.dumps(error, version))
    for version in range(2, pickle.HIGHEST_PROTOCOL + 1))]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("copied", COPIES)
def test_errors_survive_pickle_and_copy(error: LernmiError, copied: Callable[[Any], Any]) -> None:
    twin = copied(error)
    assert (type(twin), str(twin), twin.args) == (type(error), str(error), error.args)
    assert repr(vars(twin)) == repr(vars(error))


def test_no_kind_of_error_is_forgotten_here() -> None:
    assert every_kind() - set(map(type, ERRORS)) == {RecordingError}


def test_the_error_of_a_damaged_recording_survives(tmp_path: Path) -> None:
    path = tmp_path / "damaged.jsonl"
    trace(mazur(), [1, 2], [1, 0]).save(path)
    path.write_text(path.read_text(encoding="utf-8") + "{}\n", encoding="utf-8")
    with pytest.raises(RecordingError) as caught:
        Trace.load(path)
    twin = pickle.loads(pickle.dumps(caught.value))
    assert (type(twin), str(twin), vars(twin)) == (RecordingError, str(caught.value), vars(caught.value))


def mistyped(name: str) -> object:
    return mazur()[name]


def test_a_worker_that_mistypes_a_name_does_not_hang_its_pool() -> None:
    with ProcessPoolExecutor(1) as pool, pytest.raises(UnknownName, match=r"did you mean hidden\[0\]"):
        pool.submit(mistyped, "hiden[0]").result(timeout=60)


class Broken:
    def __repr__(self) -> str:
        raise RuntimeError("no")


class Chatty:
    def __repr__(self) -> str:
        return "many\nlines  \n" * 100_000


def test_what_is_quoted_fits_one_line_whatever_it_is() -> None:
    endless: Any = []
    endless.append(endless)
    for value in (Broken(), [Broken()], Chatty(), "a\n" * 1000, 10 ** 5000, [10 ** 5000] * 1000, endless,
                  {index: str(index) * 100 for index in range(1000)}, b"x" * 1000, float):
        text = quoted(value)
        assert len(text) <= LONGEST_NAME + 1 and "\n" not in text, text
    assert quoted(Broken()) == "an object of type Broken"
    assert quoted([1, "a", None]) == "[1, 'a', None]"
    assert quoted("a" * 200) == "'" + "a" * 99 + "…"
