"""``lernmi verify``: a recording is recomputed, a hand-made one as well."""

from pathlib import Path
from typing import Tuple

import pytest

from lernmi.console.cli.main import main
from tests.support.recordings import HAND_MADE
from tests.support.steps import worked_example

Capture = pytest.CaptureFixture[str]


def verified(capsys: Capture, *words: str) -> Tuple[int, str, str]:
    """The exit status, and what was printed, to both places."""
    status = main(["verify", *words])
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def recording(folder: Path, text: str = "") -> str:
    path = folder / "step.jsonl"
    if text:
        path.write_text(text, encoding="utf-8")
    else:
        worked_example().save(path)
    return str(path)


def test_a_recording_is_right(capsys: Capture, tmp_path: Path) -> None:
    path = recording(tmp_path)
    assert verified(capsys, path) == (
        0, f"{path}: 38 moves, 64 multiplications recomputed: everything is right.\n", "")


def test_what_is_wrong_is_reported_line_by_line_with_status_1(capsys: Capture, tmp_path: Path) -> None:
    path = recording(tmp_path)
    text = Path(path).read_text(encoding="utf-8")
    wrong = text.replace('["hidden[0].value", 0.5932699921071872], "sign": "×"',
                         '["hidden[0].value", 0.6], "sign": "×"', 1)
    wrong = wrong.replace("0.75136506955", "0.85136506955", 1)
    assert wrong != text
    status, out, err = verified(capsys, recording(tmp_path, wrong))
    assert (status, err) == (1, "")
    assert out.splitlines() == [
        "line 7: hidden[0].value is 0.6 here, but line 7 left 0.5933 there.",
        "line 15: sigmoid(1.10590596705977) is 0.7514, not 0.8514 (output[0].value).",
        f"{path}: 38 moves, 64 multiplications recomputed: 2 mistakes."]


def test_a_rounded_hand_made_trace(capsys: Capture, tmp_path: Path) -> None:
    path = recording(tmp_path, HAND_MADE)
    status, out, _ = verified(capsys, path)
    assert status == 0
    assert out.splitlines()[-1] == (
        "Taken as given, since no earlier line computes them: hidden.total (line 3), "
        "output.sensitivity (line 5), output.slope (line 5), hidden.sensitivity (line 6)")
    path = recording(tmp_path, HAND_MADE.replace(', "digits": 4', ""))
    status, out, _ = verified(capsys, path)
    assert status == 1 and out.splitlines()[-1] == (
        "Rounded to 4 digits, everything would be right: try --digits 4")
    assert verified(capsys, path, "--digits", "4")[0] == 0


@pytest.mark.parametrize("right, wrong, told", [
    ('"sign": "*", "right": ["w5.value", 0.4],\n', '"sign": "X", "right": ["w5.value", 0.4],\n',
     "line 4: 'X' is no sign between two numbers: it must be one of × ÷ + − ^ (or * / - **)."),
    ('"sign": "sigmoid"', '"sign": "sigmiod"', "line 3: no function is called 'sigmiod': did you mean "
     'sigmoid? (A user-defined one is named under "own" in line 1.)'),
    ('"sign": "*", "right": ["w5.value", 0.4]', '"sign": "*"',
     "line 4: × has no right operand (link.value)."),
])
def test_signs_that_there_are_not(capsys: Capture, tmp_path: Path, right: str, wrong: str, told: str) -> None:
    right, wrong = right.replace("\n", ""), wrong.replace("\n", "")
    assert right in HAND_MADE
    status, out, _ = verified(capsys, recording(tmp_path, HAND_MADE.replace(right, wrong, 1)))
    assert status == 1 and told in out.splitlines()
    assert "everything is right" not in out


def test_in_plain_sentences(capsys: Capture, tmp_path: Path) -> None:
    _, out, _ = verified(capsys, recording(tmp_path, HAND_MADE.replace("0.2373", "0.2383")), "--plain")
    assert out.isascii() and all(line.endswith((".", ":")) for line in out.splitlines())


def test_many_mistakes_are_not_all_listed(capsys: Capture, tmp_path: Path) -> None:
    path = recording(tmp_path)
    text = Path(path).read_text(encoding="utf-8").replace('"sign": "×"', '"sign": "+"')
    status, out, _ = verified(capsys, recording(tmp_path, text))
    assert status == 1 and len(out.splitlines()) == 22 and " more.\n" in out


def test_a_file_that_cannot_be_read_is_reported_with_status_2(capsys: Capture, tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("{}")
    for words in ([str(tmp_path / "none.jsonl")], [str(tmp_path)], [str(empty)],
                  [recording(tmp_path, HAND_MADE), "--digits", "18"]):
        status, out, err = verified(capsys, *words)
        assert (status, out, err.count("\n")) == (2, "", 1), words


def test_notepads_mark_blank_lines_and_line_ends_are_passed_over(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "homework.jsonl"
    text = HAND_MADE.replace("\n", "\r\n\r\n").replace("0.2373", "0.2383")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    status, out, _ = verified(capsys, str(path))
    assert status == 1 and out.startswith("line 7: ")


def hand_made(*steps: str, weights: str = '{"w2": 0.2}') -> str:
    lines = ['{"format": "lernmi trace", "version": 1}', f'{{"weights": {weights}}}']
    lines += [f'{{"move": {number}, "steps": [{step}]}}' for number, step in enumerate(steps, start=1)]
    return "\n".join(lines) + "\n"


PRODUCT = '{"left": 0.5, "sign": "*", "right": ["w2.value", 0.2], "result": ["l.value", 0.1]}'
SUM = ('{"left": ["hidden[0].total", 0], "sign": "+", "right": ["l.value", 0.1], '
       '"result": ["hidden[0].total", 0.1]}')


def test_names_that_may_be_misspelt(capsys: Capture, tmp_path: Path) -> None:
    right = hand_made(PRODUCT, SUM)
    path = recording(tmp_path, right)
    assert verified(capsys, path)[1] == (
        f"{path}: 2 moves, 1 multiplication recomputed: everything is right.\n")
    misspelt = SUM.replace('"result": ["hidden', '"result": ["hiden')
    for wrong, told in (
            (right.replace('["w2.value"', '["w22.value"'), "w22.value. Is w2.value meant?"),
            (right.replace('["w2.value"', '["w2"'), "w2. Is w2.value meant?"),
            (hand_made(PRODUCT, SUM, misspelt), "hiden[0].total. Is hidden[0].total meant?")):
        out = verified(capsys, recording(tmp_path, wrong))[1].splitlines()
        assert out[-1] == f"Perhaps misspelt: {told}"


def test_line_2_may_call_a_weight_as_the_moves_do(capsys: Capture, tmp_path: Path) -> None:
    path = recording(tmp_path, hand_made(PRODUCT, weights='{"w2.value": 0.3}'))
    assert verified(capsys, path)[1].startswith("line 3: w2.value is 0.2 here, but line 2 left 0.3 there.\n")


def test_a_line_break_in_a_name_forges_no_line(capsys: Capture, tmp_path: Path) -> None:
    forged = "\\nstep.jsonl: 1 move, 1 multiplication recomputed: everything is right.\\u2028\\u202e"
    for name in ("w2.value", "l.value"):
        for text in (hand_made(PRODUCT, SUM), hand_made(PRODUCT, SUM).replace("0.1]", "0.2]", 1)):
            path = recording(tmp_path, text.replace(name, name + forged, 1))
            out = verified(capsys, path)[1]
            verdicts = [line for line in out.splitlines()
                        if "recomputed" in line and not line.startswith(("line ", "Taken", "Perhaps"))]
            assert verdicts == [line for line in out.splitlines() if line.startswith(f"{path}: ")]
            assert len(verdicts) == 1 and "\u202e" not in out
