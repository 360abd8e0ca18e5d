"""The page of a step: one file, safe, and saved as everything else is."""

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any, Dict

import pytest

from lernmi import BadInput, Dense, GradientDescent, Network, Trace, trace
from lernmi.network.snapshot import numbers_in
from lernmi.teaching.bugs import BUGS, wrong_network
from lernmi.web.step import page as step_pages
from lernmi.web.step.page import step_page
from tests.support.command_line import lernmi
from tests.support.networks import INPUTS, TARGETS, mazur
from tests.support.steps import worked_example
from tests.tracing.reasons.test_not_finite import by_another_program

FIXTURES = Path(__file__).parents[2] / "recording" / "fixtures"


def data_of(page: str) -> Dict[str, Any]:
    match = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert match is not None
    data: Dict[str, Any] = json.loads(match[1], parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    return data


def test_it_is_one_small_file_that_may_load_nothing_and_runs_its_own_script_alone() -> None:
    page = step_page(worked_example())
    assert len(page.encode()) < 300_000
    assert not re.search(r'(?:href|src)=|url\((?!#)|@import|https?://(?!www\.w3\.org/2000/svg)', page)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    script = re.search(r"<script>(.*)</script>", page, re.DOTALL)
    assert policy and script and policy[1].startswith("default-src 'none'")
    assert base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode() in policy[1]


def test_it_holds_the_numbers_of_the_recording_whatever_the_network_has_learned_since() -> None:
    network, optimizer = mazur(), GradientDescent(0.5)
    step = trace(network, INPUTS, TARGETS, optimizer)
    page = step_page(step)
    network.learn([0.9, 0.3], TARGETS, optimizer)
    before = [getattr(thing, name) for thing, name in numbers_in(network)]
    phase = network.last_phase
    assert step_page(step) == page
    assert [getattr(thing, name) for thing, name in numbers_in(network)] == before
    assert network.last_phase == phase


def test_no_name_is_read_as_a_tag() -> None:
    network = Network(1, Dense(1, weights=2.0, biases=0.5))
    network["input[0]"].name = name = "</script><b onclick='x'>&\u2028"
    network.weights[0].name = "<!--"
    page = step_page(trace(network, [1.0], [0.5]), title="<i>", introduction=["<u>"])
    assert "<b onclick" not in page and "<i>" not in page and "<u>" not in page and "<!--" not in page
    texts = data_of(page)["texts"]
    assert f"value of {name}".replace("\u2028", "\\u2028") in texts and "\u2028" not in page


@pytest.mark.parametrize("recording", sorted(FIXTURES.glob("[!h]*.jsonl")), ids=lambda path: str(path.stem))
def test_recordings_of_the_first_version_become_pages(recording: Path) -> None:
    step = Trace.load(recording)
    data = data_of(step_page(step))
    assert len(data["moves"]) == len(step)


def test_numbers_that_are_not_finite_are_texts_and_nothing_is_asked_about_them(tmp_path: Path) -> None:
    weights = dict.fromkeys(("hidden.weight[0,0]", "hidden.weight[0,1]", "output.weight[0,0]"), 1e+308)
    data = data_of(step_page(by_another_program(tmp_path / "step.jsonl", weights)))
    infinite = data["texts"].index("inf")
    writes = [write for move in data["moves"] for write in move[3] if write[3] == infinite]
    assert writes and all(write[-1] is None for write in writes if write[4] == -1)


def test_a_step_that_is_too_long_for_a_page_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    step = worked_example()
    monkeypatch.setattr(step_pages, "MOST_WRITES", sum(map(len, step)))
    assert "<svg" in step_page(step)
    monkeypatch.setattr(step_pages, "MOST_WRITES", sum(map(len, step)) - 1)
    with pytest.raises(BadInput, match=r"writes 105 numbers in 38 moves, more than a page shows well \(104"):
        step_page(step)


def test_a_file_of_somebody_else_stays_and_nothing_is_half_written(tmp_path: Path) -> None:
    step, path = worked_example(), tmp_path / "step.html"
    path.write_text("mine")
    with pytest.raises(BadInput, match="isn't one that lernmi has saved"):
        step.save_page(path)
    assert path.read_text() == "mine"
    step.save_page(path, force=True)
    step.save_page(str(path), digits=6)
    assert "0.298371" in path.read_text(encoding="utf-8")
    with pytest.raises(BadInput, match=r"must end in \.html"):
        step.save_page(tmp_path / "step.svg")
    with pytest.raises(BadInput, match="digits"):
        step.save_page(path, digits=0)
    assert [file.name for file in tmp_path.iterdir()] == ["step.html"]


def test_step_save_writes_the_page_of_an_example_or_a_recording_and_ends(tmp_path: Path) -> None:
    page, recording = tmp_path / "step.html", tmp_path / "step.jsonl"
    run = lernmi("step", "mazur", "--save", str(page), typed="next\n")
    assert (run.returncode, run.stdout, run.stderr) == (0, f"Saved as {page}.\n", "")
    text = page.read_text(encoding="utf-8")
    assert "<h1>mazur: a 2-2-2 network by hand</h1>" in text
    assert "<p>Source: Matt Mazur, A Step by Step Backpropagation Example, 2015.</p>" in text
    assert "<p>Sample 0: inputs 0.05 0.1, targets 0.01 0.99.</p>" in text
    conclusion = "The loss of this sample was 0.2984; with the new weights it is 0.291."
    assert data_of(text)["conclusion"] == conclusion
    worked_example().save(recording)
    page.write_text("mine")
    run = lernmi("step", str(recording), "--save", str(page))
    assert run.returncode == 2 and "--force" in run.stderr and page.read_text() == "mine"
    assert lernmi("step", str(recording), "--save", str(page), "--force").returncode == 0
    recorded, original = (data_of(one) for one in (page.read_text(encoding="utf-8"), text))
    assert len(recorded["moves"]) == len(original["moves"]) and recorded["loss"] == "0.2984"
    assert lernmi("step", "mazur", "--save", str(tmp_path / "step.txt")).returncode == 2


def test_a_notebook_shows_the_page_in_a_frame_or_a_long_step_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    step = worked_example()
    bundle = step._repr_mimebundle_()
    assert bundle["text/html"].startswith('<iframe title="One learning step" sandbox="allow-scripts ')
    assert bundle["text/html"].count("<") == 2 and "sensitivity of the link" in bundle["text/plain"]
    monkeypatch.setattr(step_pages, "MOST_IN_A_NOTEBOOK", 104)
    assert step._repr_mimebundle_()["text/html"].startswith("<pre")


def test_the_page_of_a_wrong_engine_says_so() -> None:
    wrong, right = (data_of(step_page(trace(network, INPUTS, TARGETS)))
                    for network in (wrong_network(mazur(), BUGS["set_not_added"]), mazur()))
    assert (wrong["isWrong"], right["isWrong"]) == (True, False)
    assert "what this wrong engine takes for ∂loss/∂x" in wrong["legend"][0]
    assert right["legend"][0].startswith("sensitivity of x = ∂loss/∂x")
