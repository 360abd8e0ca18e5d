"""The page of a step in a real browser: what it shows at each moment, and what a person does with it."""

import json
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional

import pytest

from lernmi import Dense, Network, Trace, trace
from lernmi.examples.catalogue import EXAMPLES
from lernmi.recording.verifier import verify
from lernmi.stepping.move_text import PHASE_TITLES, effective_changes, notable_changes, sentence, title
from lernmi.stepping.running_code import running_code
from lernmi.stepping.session import Session
from lernmi.support.formatting import significant
from lernmi.teaching.quiz import Quiz
from lernmi.tracing.explanation import Explanation, explain_change
from lernmi.tracing.moves import Change, Move
from tests.support.browser import Browser

Pages = Callable[[str], Any]
MOST_FORMULAS, MOST_CHANGES = 12, 8         # of a move that the page lists
LONG = ("conv", "lstm", "transformer", "attention", "batchnorm", "dropout", "rnn")
STRIDE = 97             # of a long step, so many moves make one that is shown; all are compared as texts

# What a person sees at an address; the drawing is hidden where only texts are compared.
SEEN = """(hash => {
  page.follow(hash);
  const texts = selector => [...document.querySelectorAll(selector)].map(one => one.textContent);
  const rows = [...document.querySelectorAll("#formulas .write")].map(write =>
    [...write.querySelectorAll("tr")].map(row => [...row.cells].map(cell => cell.textContent)));
  return [document.getElementById("phase").textContent, document.getElementById("mover").textContent, rows,
    document.getElementById("changed").textContent, document.getElementById("said").textContent,
    texts(".code-line.now code"), document.getElementById("position").textContent];
})"""


def number(value: float) -> str:
    return significant(value, 4)


class Expected:
    """What the trace says about a moment, in the words and numbers of the package."""

    def __init__(self, step: Trace) -> None:
        self.step = step

    def explained(self, move: Move, change: Change) -> Explanation:
        return explain_change(change, move.mover, number, self.step.network)

    def texts(self, number_of_move: int, move: Move, change: Change) -> List[Any]:
        explained = self.explained(move, change)
        return [self.sentence(number_of_move, move, explained), self.rows(change, explained),
                self.old_to_new(move, change)]

    def rows(self, change: Change, explained: Explanation) -> List[List[str]]:
        """Words over symbols over numbers."""
        rows = [[explained.name, explained.sign, *explained.words]]
        if change.place.is_the_loss:
            rows.append([explained.result if explained.is_computed else explained.symbol, "=",
                         explained.in_numbers])
        elif explained.is_computed:
            rows += [[explained.symbol, explained.sign, *explained.symbols],
                     [explained.result, "=", *explained.numbers]]
        elif explained.added:
            rows.append([explained.symbol, explained.sign, explained.result])
        return rows

    def seen(self, done: int, writes: int) -> List[Any]:
        move = self.step[done if writes else done - 1]
        shown = move.changes[writes - 1:writes] if writes else notable_changes(move)
        changed = move.changes[writes - 1:writes] if writes else effective_changes(move)
        position = f"{done}.{writes}" if writes else str(done)
        explanations = [self.explained(move, change) for change in shown[:MOST_FORMULAS]]
        return [PHASE_TITLES[move.phase], title(move),
                [self.rows(change, explained) for change, explained in zip(shown, explanations)],
                self.changed(move, changed),
                " ".join(self.sentence(done + (writes > 0), move, one) for one in explanations),
                self.running_lines(move, writes), f"{position} / {len(self.step)}"]

    def sentence(self, position: int, move: Move, explained: Explanation) -> str:
        return sentence(str(position), len(self.step), move, explained) + "."

    def changed(self, move: Move, changes: List[Change]) -> str:
        if not changes:
            return ""
        listed = [self.old_to_new(move, change) for change in changes[:MOST_CHANGES]]
        more = f"; and {len(changes) - MOST_CHANGES:,} more" if len(changes) > MOST_CHANGES else ""
        return f"changed: {'; '.join(listed)}{more}"

    def old_to_new(self, move: Move, change: Change) -> str:
        return f"{change.place.words(move.mover)} {number(change.old)} → {number(change.new)}"

    def running_lines(self, move: Move, writes: int) -> List[str]:
        code = running_code(move, self.step.network)
        if code is None or not writes:
            return []
        written = [(one.lines, one.written[writes - 1]) for one in code.blocks]
        return [lines[index] for lines, index in written if index is not None]


def seen(browser: Browser, moments: List[Any]) -> List[Any]:
    """What the page shows at each of these moments."""
    addresses = [f"#{done}.{writes}" if writes else f"#{done}" for done, writes in moments]
    result: List[Any] = browser.run(f"{json.dumps(addresses)}.map({SEEN})")
    return result


def moments_of(step: Trace, stride: int = 1) -> List[Any]:
    """The moments of a step; or of some of its moves, and of these the first few."""
    most = 1000 if stride == 1 else 4
    return [(done, writes) for done in range(0, len(step) + 1, stride)
            for writes in range(min(max(len(step[done]), 1), most) if done < len(step) else 1)
            if done or writes]


def check_moments(browser: Browser, step: Trace, moments: List[Any]) -> None:
    expected = Expected(step)
    for first in range(0, len(moments), 300):
        some = moments[first:first + 300]
        for moment, page in zip(some, seen(browser, some)):
            assert page == expected.seen(*moment)


@pytest.mark.slow
def test_every_moment_of_the_worked_example_is_the_one_of_the_trace(browser: Browser, pages: Pages) -> None:
    step, path = pages("mazur")
    browser.open(path, "#20.2")
    assert browser.run("[page.position, document.title]") == ["20.2", "One learning step"]
    assert "Nothing has moved yet" in browser.run("page.follow('#0'); document.body.innerText")
    moments = moments_of(step)
    assert len(moments) == 105
    check_moments(browser, step, moments)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in EXAMPLES if name != "mazur"])
def test_every_moment_of_every_example_is_the_one_of_the_trace(browser: Browser, pages: Pages, name: str
                                                               ) -> None:
    step, path = pages(name)
    browser.open(path, "#1")
    browser.run("find('picture').style.display = 'none'; page.picture.reveal = () => {}")
    check_moments(browser, step, moments_of(step, STRIDE if name in LONG else 1))


@pytest.mark.slow
@pytest.mark.parametrize("name", LONG)
def test_every_write_of_a_long_step_has_the_words_and_numbers_of_the_trace(browser: Browser, pages: Pages,
                                                                           name: str) -> None:
    step, path = pages(name)
    expected = Expected(step)
    browser.open(path)
    for first in range(1, len(step) + 1, 500):
        numbers = range(first, min(first + 500, len(step) + 1))
        texts = browser.run(f"""{list(numbers)}.map(number => {{
          const move = page.step.move(number);
          return move.writes.map(write =>
            [move.sentence(write), rowsOf(write).map(row => row[1]), write.oldToNew]); }})""")
        for number_of_move, writes in zip(numbers, texts):
            move = step[number_of_move - 1]
            assert writes == [expected.texts(number_of_move, move, change) for change in move.changes]


PICTURE = """(hash => {
  page.follow(hash);
  const numbers = {};
  for (const group of page.picture.svg.querySelectorAll("[data-of]")) {
    const name = page.step.thing(Number(group.dataset.of)).name;
    const texts = [...group.querySelectorAll("text")].map(text => text.textContent);
    if (texts.length) numbers[name] = texts;
  }
  const lit = [...page.picture.svg.querySelectorAll(".lit")].map(
    group => page.step.thing(Number(group.dataset.of)).name);
  const flow = page.picture.svg.querySelector(".flow");
  return [numbers, [...new Set(lit)].sort(), flow && flow.getAttribute("class")];
})"""


@pytest.mark.slow
def test_the_picture_shows_the_numbers_that_are_known_so_far_and_what_moves(browser: Browser, pages: Pages
                                                                            ) -> None:
    step, path = pages("mazur")
    browser.open(path)
    pictures = browser.run(f"[...Array({len(step) + 1}).keys()].map(number => '#' + number).map({PICTURE})")
    held: Dict[str, Dict[str, str]] = {one.name: {"value": number(one.value)} for one in step.network.weights}
    held.update({one.name: {"value": number(one.value)} for one in step.network.fixed_weights})
    for move in step:
        for change in move.changes:
            if move.phase == "update" and change.place.attribute == "value":
                held[change.place.thing.name] = {"value": number(change.old)}
    for done, (numbers, lit, flow) in enumerate(pictures):
        move = step[done - 1] if done else None
        for change in notable_changes(move) if move else []:
            if change.place.thing is not None:
                held.setdefault(change.place.thing.name, {})[change.place.attribute] = number(change.new)
        for name, texts in numbers.items():
            value, sensitivity = (held.get(name, {}).get(what, "") for what in ("value", "sensitivity"))
            prefix = f"{name} " if len(name) < 3 else ""
            assert texts == [prefix + value, sensitivity and f"∂ {sensitivity}"], (done, name)
        if move is not None and move.mover is not None:
            assert move.mover.name in lit
            direction = {"forward": "flow forward", "backward": "flow backward"}.get(move.phase)
            assert flow == (direction if "->" in move.mover.name else None)


@pytest.mark.slow
def test_keys_buttons_and_the_slider_go_where_they_say(browser: Browser, pages: Pages) -> None:
    step, path = pages("mazur")
    browser.open(path)

    def at(action: Callable[[str], None], *what: str) -> List[str]:
        positions = []
        for one in what:
            action(one)
            positions.append(browser.run("page.position"))
        return positions

    assert at(browser.press, "ArrowRight", "ArrowRight", "ArrowDown", "ArrowUp", "ArrowDown", "ArrowLeft",
              "ArrowLeft", "ArrowUp") == ["1", "2", "2.1", "2", "2.1", "2", "1", "0.17"]
    assert at(browser.press, "Home", "PageDown", "PageDown", "PageDown", "PageUp", "End", "ArrowRight",
              "PageUp") == ["0", "1", "2", "18", "2", "38", "38", "31"]
    assert at(lambda phase: browser.click(f"[data-phase={phase}]"), "backward", "input", "update",
              "loss") == ["19", "1", "31", "18"]
    assert at(lambda name: browser.click(f"[data-go={name}]"), "next", "step", "back", "undo", "end",
              "start") == ["19", "19.1", "19", "18.2", "38", "0"]
    browser.run("find('slider').focus()")
    assert at(browser.press, "ArrowRight", "End", "ArrowLeft") == ["1", "38", "37"]
    browser.run("find('slider').value = 12; find('slider').dispatchEvent(new Event('input'))")
    assert browser.run("page.position") == "12"
    later = "new Promise(done => setTimeout(() => done([page.position, location.hash]), 300))"
    assert browser.run(later) == ["12", "#12"]
    browser.run("location.hash = '#24.1'")
    assert browser.run(later) == ["24.1", "#24.1"]
    browser.run("location.hash = '#99'")
    assert browser.run(later)[0] == "24.1"


@pytest.mark.slow
def test_a_tap_or_a_key_on_a_part_of_the_picture_gives_its_numbers_and_why(browser: Browser, pages: Pages
                                                                           ) -> None:
    step, path = pages("mazur")
    browser.open(path, "#22")

    def panel() -> str:
        return str(browser.run("find('numbers').innerText"))

    hidden = browser.run("String(page.step.data.things.findIndex(thing => thing[1] === 'hidden[0]'))")
    browser.click(f".usual [data-of='{hidden}'] circle")
    assert "Neuron hidden[0]" in panel() and "0.2413" in panel()
    assert "so far = -0.01905" in panel() and "More comes with move 24." in panel()
    assert "paths" not in panel()
    browser.press("End")
    assert "∂loss/∂hidden[0] = 0.03635" in panel() and "The 2 paths from the loss to hidden[0]:" in panel()
    assert "output[0] → hidden[0]: 0.7414 × 0.1868 × 0.4 = 0.0554" in panel()
    browser.click("#numbers button.link")
    assert browser.run("page.position") == "21"
    browser.run("find('name').focus(); find('name').select()")
    browser.type("hidden[1] -> output[0]")
    browser.press("Enter")
    assert "Link hidden[1]->output[0]" in panel() and "0.2686" in panel()
    browser.run("find('name').select()")
    browser.type("nobody")
    browser.press("Enter")
    assert "There is no neuron, weight or link nobody." in panel()
    browser.run("document.querySelector('.usual [data-of][tabindex]').focus()")
    browser.press("Enter")
    focused = browser.run("document.activeElement.getAttribute('aria-label')")
    assert focused.startswith("input[0]->hidden[0], weight w1 ")
    assert "Link input[0]->hidden[0]" in panel()


def typed_answers(result: float, old: float) -> List[str]:
    """Right and wrong ones, as people type them."""
    values = [result * factor for factor in (1.0, 1.004, 0.9961, 1.02, -1.0, -1.03, 2.0, 0.5)]
    values += [old, result + old, 2.0 * old - result, old + 0.4 * (result - old), old + 0.6 * (result - old)]
    texts = [f"{value:.{digits}g}" for value in values for digits in (1, 2, 3, 4, 17)]
    texts += [text.replace(".", ",") for text in texts[::7]]
    texts += [text.replace("-", "−", 1) for text in texts[::11] if text.startswith("-")]
    texts += [f"{result:{form}}" for form in (".3e", ".1e", ".4f", ".2f", "+.3g")]
    return [*texts, "0", "-0", ".5", "5.", "1e3", "0.0000000000001"]


def marked_by_the_package(question: Any, text: str, step: Trace) -> List[Optional[str]]:
    from lernmi.teaching.grading import has_one_digit, hint, is_right
    value = float(text.replace(",", ".").replace("−", "-"))
    if is_right(question, text, value, 4):
        return ["right", None]
    if has_one_digit(question, text, value):
        return ["one digit", None]
    return ["wrong", hint(question, value, step.network.loss, 4)]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["mazur", "xor", "softmax"])
def test_the_page_marks_every_answer_as_the_package_does(browser: Browser, pages: Pages, name: str) -> None:
    from lernmi.teaching.questions import question_about
    step, path = pages(name)
    browser.open(path)
    cases = [(done, index, text, question) for done, move in enumerate(step) for index in range(len(move))
             for question in [question_about(done + 1, move, index)] if question is not None
             for text in typed_answers(question.result, float(question.change.old))]
    marks = browser.run(f"""{json.dumps([case[:3] for case in cases])}.map(([done, index, typed]) => {{
      const {{question}} = page.step.move(done + 1).writes[index], {{rules}} = page.step.data;
      const {{verdict, value}} = judge(question, typed, rules);
      return [verdict, verdict === WRONG ? question.hintFor(value, rules) : null]; }})""")
    assert len(cases) > 3000 and {mark for mark, _ in marks} == {"right", "one digit", "wrong"}
    for (done, index, text, question), mark in zip(cases, marks):
        assert mark == marked_by_the_package(question, text, step), (done, index, text)


def test_the_quiz_talks_as_that_of_the_stepper_and_hides_what_it_asks_for(browser: Browser, pages: Pages
                                                                          ) -> None:
    step, path = pages("mazur")
    session = Session(step)
    session.timeline.goto(18)
    quiz = Quiz(session)
    browser.open(path, "#18")
    browser.click("#quiz-switch")
    for answer in ["0.5", "3", "-0.0381", "-0.020955", "hint", "−0,023", "skip", "9", "9", "9", "0.1"]:
        question = quiz.question
        assert question is not None
        asked = f"Move {question.number}, backward, {title(question.move)}: {question.text}"
        assert browser.run("find('asked').textContent") == asked
        assert browser.run("page.position") == ".".join(map(str, session.timeline.position)).replace(".0", "")
        assert not browser.run("find('move').offsetParent")
        if answer in ("hint", "skip"):
            text = quiz.hint() if answer == "hint" else quiz.skip().text
            browser.click(f"#{answer}")
        else:
            text = quiz.answer(answer).text
            browser.run("find('answer').value = ''; find('answer').focus()")
            browser.type(answer)
            browser.press("Enter")
        assert browser.run("find('quiz-said').textContent") == text
    for wrong, said in (("half", "A plain number is needed"), ("2 * 3", "A plain number is needed")):
        browser.run("find('answer').value = ''; find('answer').focus()")
        browser.type(wrong)
        browser.press("Enter")
        assert browser.run("find('quiz-said').textContent").startswith(said)
    quiz.leave()
    browser.click("#quiz-switch")
    assert browser.run("[...find('score').children].map(one => one.textContent)") == quiz.score()


@pytest.mark.slow
def test_it_fits_a_phone_and_a_projector_is_light_or_dark_and_can_be_printed(browser: Browser, pages: Pages
                                                                             ) -> None:
    step, path = pages("mazur")
    browser.open(path, "#21")
    grounds = []
    for scheme in ("light", "dark"):
        browser.prefer(scheme)
        grounds.append(browser.run("getComputedStyle(document.body).backgroundColor"))
        for width, height in ((360, 740), (1000, 800), (1920, 1080)):
            browser.resize(width, height)
            browser.run("new Promise(requestAnimationFrame)")
            assert browser.run("document.documentElement.scrollWidth") == width
            assert browser.run("find('mover').getBoundingClientRect().top") < height
            assert browser.run("getComputedStyle(page.picture.svg).display") == "block"
    assert grounds == ["rgb(243, 244, 246)", "rgb(16, 17, 19)"]
    assert browser.run("getComputedStyle(find('handout')).display") == "none"
    printed = browser.run("find('handout').textContent")
    assert all(title(move) in printed for move in step if move.mover is not None)
    assert browser.pdf().count(b"/Type /Page\n") >= 3


@pytest.mark.slow
def test_a_screen_reader_finds_names_for_all_that_can_be_used(browser: Browser, pages: Pages) -> None:
    _, path = pages("mazur")
    browser.open(path, "#20")
    tree = browser.tree()
    names = {name for role, name in tree if role == "button"}
    assert {"One move back", "Next move", "One number on", "To the end", "Ask me", "backward"} <= names
    assert "hidden[0]" in names
    assert all(name for role, name in tree if role in ("button", "slider", "textbox", "combobox", "heading"))
    assert ("slider", "Move") in tree
    assert browser.run("find('said').getAttribute('aria-live')") == "polite"


def test_names_of_users_and_of_recordings_are_texts_and_never_tags(browser: Browser, tmp_path: Path) -> None:
    network = Network(1, Dense(1, weights=2.0, biases=0.5), seed=1)
    network["output[0]"].name = name = "</script><b>bold</b>"
    network.weights[0].name = "<img src=x onerror=alert(1)>"
    trace(network, [1.0], [0.5]).save(tmp_path / "step.jsonl")
    step = Trace.load(tmp_path / "step.jsonl")
    assert verify(tmp_path / "step.jsonl").passed
    step.save_page(tmp_path / "step.html")
    browser.open(tmp_path / "step.html", "#4")
    assert browser.run("find('mover').textContent") == name
    assert browser.run("document.querySelectorAll('b:not(figcaption b), img').length") == 0


@pytest.mark.slow
@pytest.mark.parametrize("name", ["softmax", "conv", "rnn", "lstm", "transformer"])
def test_large_networks_fit_a_phone_too(browser: Browser, pages: Pages, name: str) -> None:
    step, path = pages(name)
    browser.resize(360, 740)
    for done in (len(step) // 3, step.first("backward") + 5):
        browser.open(path, f"#{done}")
        assert browser.run("document.documentElement.scrollWidth") == 360
