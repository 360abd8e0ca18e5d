"""Commands of the stepper by a grammar: each is carried out, or refused in a sentence and nothing is changed.

More of them, from another seed on: ``python -m tests.fuzz.test_commands 2000 5000``
"""

import io
import os
import random
import re
import sys
import tempfile
from pathlib import Path
from typing import Any, Callable, Dict, List
from unittest import mock

from lernmi import Adam, BatchNorm, Dense, Dropout, GradientDescent, Network, Weight, trace
from lernmi.console.display.page import Page
from lernmi.console.stepper.stepper import Stepper
from lernmi.examples.catalogue import EXAMPLES
from lernmi.stepping.session import Session
from lernmi.stepping.what_if import TrainingPlan, WhatIfSession
from lernmi.tracing.moves import PHASES
from tests.support.bits import bits
from tests.support.networks import INPUTS, TARGETS, mazur

COMMANDS_A_SESSION = 12
DEEPEST = 5
JUNK = ["", "x", "import os", "#", "# remark", "a" * 6000, "9" * 4301, "→", "->", "w5->", "'", "(", "[",
        "[[", "((1))", "\x1b[2J", "\x9b", "\0", "é", "if", "5 if", "=", "1/0", "9**9**9", "-1", "1e400",
        "nan", "0x10", "1_0", "next next", "...", "%s", "{}", "[/b]", "\u202e", "hidden[0]->output[0]#99",
        "b->" + "#1" * 900, "\t" * 900]
COMMANDS = """
next | next NUMBER | back | back NUMBER | step | step NUMBER | undo | undo NUMBER | goto NUMBER |
goto NUMBER.NUMBER | phase | phase PHASE | continue | reverse | finish | restart | only | only NAME
| only PHASE NAME | full | compact | code | break NAME | break PHASE | break NAME if CONDITION | break
PHASE if CONDITION | watch NAME | watch NAME.ATTRIBUTE | breaks | delete NUMBER | delete all | print
EXPRESSION | why NAME | diff | diff NUMBER | diff NUMBER NUMBER | find NAME | find JUNK | list |
list NUMBER | more | network | set NAME EXPRESSION | set NAME = NUMBER | set rate NUMBER | unset |
sample | sample NUMBER | learn | learn 2 | reset | quiz NUMBER ; EXPRESSION ; hint ; quit | save
FILE | load FILE | help | help WORD
""".strip().replace(" |\n", " | ").replace("\n", " ").replace(" ; ", "\n").split(" | ")

Grammar = Dict[str, List[str]]


def grammar(session: Session) -> Grammar:
    """What the words in capitals stand for; each is one of several texts, which may hold such words."""
    names = list(session.scope.things) or ["w5"]
    return {
        "LINE": ["COMMAND"] * 12 + ["EXPRESSION", "JUNK", "WORD JUNK", "WORD NAME", "WORD", "COMMAND JUNK"],
        "COMMAND": COMMANDS,
        "WORD": [*Stepper.short, *Stepper.short.values()],
        "NUMBER": ["0", "1", "2", "3", "7", "24", "38", "0.5", "-1", "1e6", "99999999999999999999"],
        "PHASE": list(PHASES),
        "NAME": [*names, *session.trace.network.groups, "loss", "link", "rate", "nothing"],
        "ATTRIBUTE": ["value", "sensitivity", "slope", "total", "weight", "name", "__class__"],
        "EXPRESSION": ["NAME", "NAME.ATTRIBUTE", "NUMBER", "EXPRESSION SIGN EXPRESSION", "(EXPRESSION)",
                       "-EXPRESSION"],
        "CONDITION": ["EXPRESSION < EXPRESSION", "NUMBER < NAME.ATTRIBUTE <= NUMBER", "EXPRESSION"],
        "SIGN": ["+", "-", "*", "/", "**", "×", "÷"],
        "FILE": ["a.jsonl", "b.jsonl", "no/c.jsonl", "text.txt", "picture.html", ""],
        "JUNK": JUNK,
    }


def sentence(symbol: str, rules: Grammar, generator: random.Random, depth: int = 0) -> str:
    """A text by the grammar; far down, the first possibility, which is the simplest."""
    text = rules[symbol][0] if depth > DEEPEST else generator.choice(rules[symbol])
    symbols = "|".join(sorted(rules, key=len, reverse=True))
    return re.sub(symbols, lambda match: sentence(match[0], rules, generator, depth + 1), text)


def of_mazur() -> Session:
    return WhatIfSession(mazur(), INPUTS, TARGETS, GradientDescent(0.5))


def of_xor() -> Session:
    network, optimizer = EXAMPLES["xor"].network(1), GradientDescent(1.0)
    plan = TrainingPlan(network, EXAMPLES["xor"].samples, optimizer)
    return WhatIfSession(network, [0.0, 1.0], [1.0], optimizer, plan)


def with_dropout() -> Session:
    network = Network(2, Dense(3, "relu"), Dropout(0.5), Dense(1, "exp"), seed=3)
    return WhatIfSession(network, [0.3, 0.7], [1.0], Adam(0.05))


def of_copies() -> Session:
    network = Network(2, BatchNorm(), Dense(1), seed=1)
    samples: List[Any] = [([0.1 * number, 1.0 - number], [0.5]) for number in range(5)]
    copies = network.photocopied(2)
    inputs, targets = copies.concatenated(samples[:2])
    return WhatIfSession(copies, inputs, targets, GradientDescent(0.1),
                         TrainingPlan(network, samples, Adam(0.1), 2))


def without_optimizer() -> Session:
    network = Network(1, Dense(2, weights=[[Weight(0.5, "my w")], [Weight(0.1, "rate")]]), Dense(1), seed=1)
    return WhatIfSession(network, [1.0], [0.0])


def that_cannot_be_run() -> Session:
    return Session(trace(mazur(), INPUTS, TARGETS, GradientDescent(0.5)))


SESSIONS: List[Callable[[], Session]] = [of_mazur, of_xor, with_dropout, of_copies, without_optimizer,
                                          that_cannot_be_run]


def page(generator: random.Random) -> Page:
    """A pipe, a plain page, or a screen of some size."""
    kind = generator.randrange(4)
    if kind < 2:
        return Page(io.StringIO(), plain=kind == 0)
    screen = Page(io.StringIO(), width=generator.choice([40, 80, 100]), record=True)
    screen.console.height = generator.choice([10, 24, 30])
    return screen


class Checked(Stepper):
    """A stepper that looks, after each command, at what it printed and what it changed."""

    def onecmd(self, line: str) -> bool:
        before, session = self.everything(), self.session
        self.said: List[str] = []
        ends = super().onecmd(line)
        in_the_quiz = self.parseline(line)[0] == "quiz"         # where it reads commands of its own
        refused = any(text.startswith("Not done: ") for text in self.said)
        if refused and self.session is session and not in_the_quiz:
            assert self.everything() == before, line
        timeline = self.session.timeline
        assert 0 <= timeline.done <= timeline.last and timeline.writes >= 0
        return ends

    def everything(self) -> Any:
        session = self.session
        rate = getattr(getattr(session, "optimizer", None), "rate", None)
        return (bits(session.trace.network), session.timeline.position, session.trace.loss, rate,
                list(getattr(session, "inputs", [])), len(session.stops), session.only_names)


def run_session(seed: int) -> int:
    """A random session from its beginning to its end; how many commands were done."""
    generator = random.Random(seed)
    session = generator.choice(SESSIONS)()
    rules = grammar(session)
    lines = [sentence("LINE", rules, generator) for _ in range(COMMANDS_A_SESSION)]
    stepper_page, said = page(generator), []
    with mock.patch.object(sys, "stdin", io.StringIO("\n".join(lines) + "\n")):
        stepper = Checked(stepper_page, session)
        line = stepper_page.line

        def noted(*texts: Any, **options: Any) -> None:
            said.append(str(texts[0]))
            stepper.said.append(str(texts[0]))
            line(*texts, **options)
        with mock.patch.object(stepper_page, "line", noted):
            stepper.run()
    start = bits(stepper.session.trace.network)
    position = stepper.session.timeline.position
    stepper.session.timeline.goto(stepper.session.timeline.last)
    stepper.session.timeline.goto(*position)
    assert bits(stepper.session.trace.network) == start, "the same moment has the same numbers"
    return len(lines) - sum(text.startswith("Not done: ") for text in said)


def run(count: int, seed: int = 1) -> int:
    """So many sessions, in a folder of their own; how many commands were done."""
    before, done = os.getcwd(), 0
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            Path("text.txt").write_text("mine")
            for number in range(seed, seed + count):
                try:
                    done += run_session(number)
                except BaseException:
                    print(f"seed {number}", file=sys.stderr)
                    raise
            assert Path("text.txt").read_text() == "mine"
        finally:
            os.chdir(before)
    return done


def test_random_commands_are_carried_out_or_refused_in_a_sentence() -> None:
    assert run(30) > 30 * COMMANDS_A_SESSION / 3, "most are commands that can be done"


if __name__ == "__main__":
    print(f"{run(*map(int, sys.argv[1:])):,} commands were done.")
