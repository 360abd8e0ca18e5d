"""The command worksheet: sheets for a class, or their key, printed or saved."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Callable, Dict, Iterable, List, Optional, Sequence, Union

from ... import storage
from ...network.network import Network
from ...support import validation
from ...support.errors import BadInput
from ...teaching import exports
from ...teaching.published import PUBLISHED, PublishedExercise, exercise_of
from ...teaching.worksheets import Conventions, Exercise, names_in, worksheets
from ...teaching.worksheets.classes import MOST_PUPILS
from ...teaching.worksheets.conventions import DIGITS, INDEXED, LEVELS, MOST_SAMPLES, NUMBERED, NUMBERS
from ...teaching.worksheets.subject import SUBJECTS
from ...web.worksheets.key import key_page
from ...web.worksheets.picture import sheet_picture
from ...web.worksheets.sheet import sheets_page
from ..cli.example_options import SEED, is_file
from ..display.page import Page
from ..display.page_export import check_saving, save_page, write_page
from .worksheet_view import print_all, print_class

OK = 0
NAMES = {"numbered": NUMBERED, "indexed": INDEXED}
GERMAN = "de"           # where numbers have a comma unless something else is chosen
KEY, SHEETS = "key", "sheets"
KINDS = {KEY: b'<section class="key"', SHEETS: b'<section class="sheet"'}      # by which pages are known
DECIDED = {"seed": SEED, "level": None, "numbers": NUMBERS[0], "half": True, "bias": True,
           "weights": "numbered", "samples": 1, "digits": DIGITS[-1], "comma": None}     # by a code
OF_NUMBERS = ("seed", "numbers", "half", "bias", "samples")     # of these, what a published example decides
WHAT = {KEY: "the key", SHEETS: "the pupils' sheets"}
TEXT_WIDTH = 100        # characters of a line in a text file


def add_arguments(command: argparse.ArgumentParser) -> None:
    """What the command takes."""
    command.add_argument("example", nargs="?", metavar="EXAMPLE|NET.JSON",
                         help=f"{', '.join(SUBJECTS)}; a saved network of a few Dense neurons, whose numbers "
                              f"are drawn as well; or a published example: {', '.join(PUBLISHED)}")
    pupils = command.add_mutually_exclusive_group()
    pupils.add_argument("--pupils", type=int, metavar="N", help="how many sheets (default 1)")
    pupils.add_argument("--names", metavar="FILE", help="a sheet for each name in this CSV file")
    pupils.add_argument("--code", metavar="CODE", help="the sheet with this code again, or its answers")
    command.add_argument("--seed", type=int, default=SEED, metavar="N",
                         help=f"draws the numbers of all sheets (default {SEED})")
    command.add_argument("--level", choices=LEVELS, default=None,
                         help="what is computed: forward only; back to one weight (path); one whole step "
                              "(the default); two steps")
    command.add_argument("--numbers", choices=NUMBERS, default=NUMBERS[0],
                         help="decimal: sigmoid and short decimals (the default); integer: ReLU and results "
                              "that need no rounding")
    for option, usual, text in (("half", True, "the squared error without its ½: its slope is 2 (y − d)"),
                                ("bias", True, "neurons without biases"),
                                ("comma", None, "a decimal point, also in German")):
        command.add_argument(f"--no-{option}", dest=option, action="store_false", default=usual, help=text)
    command.add_argument("--half", action="store_true", default=True, help=argparse.SUPPRESS)
    command.add_argument("--bias", action="store_true", default=True, help=argparse.SUPPRESS)
    command.add_argument("--comma", action="store_true", default=None,
                         help="a decimal comma, as German has it by default")
    command.add_argument("--weights", choices=tuple(NAMES), default="numbered",
                         help="their names: w1, w2 … (the default) or w[target,source]")
    command.add_argument("--samples", type=int, default=1, metavar="N",
                         help=f"how many a step learns from, 1 (the default) to {MOST_SAMPLES}")
    command.add_argument("--digits", type=int, default=DIGITS[-1], metavar="N",
                         help="significant digits of results: 3 or 4 (default 4)")
    command.add_argument("--language", default=None, metavar="LANGUAGE",
                         help="en (the default), de, or a JSON file with the words")
    command.add_argument("--key", action="store_true", help="the answers in place of the sheets")
    others = ", ".join(f"{one.ending} ({one.description})" for one in exports.FORMATS.values())
    command.add_argument("--save", metavar="FILE",
                         help="save the sheets, or with --key the answers, to print them: .html or .txt; or "
                              f"the sheets for other programs: {others}")
    command.add_argument("--force", action="store_true",
                         help="with --save: replace a file even if lernmi hasn't saved it")


def run(options: argparse.Namespace) -> int:
    """Run the command; returns the exit status."""
    kind = KEY if options.key else SHEETS
    if options.save:
        check_place(Path(options.save), kind, options.force)
    exercises = exercises_of(options)
    page = Page(plain=options.plain, by_screens=True)
    if options.save:
        saved = WRITERS[Path(options.save).suffix.lower()](exercises, options, kind)
        print_class(page, exercises)
        where = str(saved[0]) if len(saved) == 1 else f"{len(saved)} files, such as {saved[0]}"
        page.line(f"Saved {WHAT[kind]} as {where}.")
    elif len(exercises) == 1 or options.key:
        print_all(page, exercises, options.key)
    else:
        print_class(page, exercises)
        page.line("Add --save sheets.html to print the sheets; --key for the answers, and with "
                  "--save key.html to print those.")
    return OK


def exercises_of(options: argparse.Namespace) -> List[Exercise]:
    """The sheets: of a code that was typed in, or of a class."""
    if options.code is not None:
        return [_of_code(options)]
    if options.example is None:
        raise BadInput(f"which network? Name one of {', '.join(SUBJECTS)}, a saved network, a published "
                       f"example ({', '.join(PUBLISHED)}), or a sheet by --code.")
    pupils = names_in(options.names) if options.names else 1 if options.pupils is None else options.pupils
    language = options.language or "en"
    comma = language == GERMAN if options.comma is None else options.comma
    conventions = Conventions(options.half, options.bias, NAMES[options.weights], options.samples,
                              options.digits, comma, language, options.numbers)
    if options.example in PUBLISHED:
        return _published(options, pupils, conventions)
    network = _saved_network(options.example)
    return worksheets(network or options.example, pupils, seed=options.seed, level=options.level or "step",
                      conventions=conventions)


def _of_code(options: argparse.Namespace) -> Exercise:
    """The sheet of a code, which decides all but the words; BadInput where something else is chosen."""
    _refuse(options, DECIDED, "the code decides what is on the sheet")
    exercise = exercise_of(options.code, _saved_network(options.example), language=options.language)
    named = options.example if options.example in (*SUBJECTS, *PUBLISHED) else "network"
    if options.example is not None and named != exercise.name:
        raise BadInput(f"this code is for {exercise.name}: leave out {options.example}.")
    return exercise


def _published(options: argparse.Namespace, pupils: Union[int, Sequence[str]],
               conventions: Conventions) -> List[Exercise]:
    """The same published example for each pupil; BadInput for an option on numbers, which its source has."""
    _refuse(options, OF_NUMBERS, f"{options.example} is a published example, with the numbers of its source")
    names = pupils if not isinstance(pupils, int) else [""] * validation.integer(
        pupils, "the number of pupils", 1, MOST_PUPILS)
    return [PublishedExercise(options.example, options.level, conventions, name) for name in names]


def _refuse(options: argparse.Namespace, decided: Iterable[str], reason: str) -> None:
    """BadInput where an option is chosen that is decided otherwise."""
    chosen = [f"--no-{name}" if DECIDED[name] is True else f"--{name}" for name in decided
              if getattr(options, name) != DECIDED[name]]
    if chosen:
        raise BadInput(f"{reason}: leave out {', '.join(chosen)}.")


def _saved_network(name: Optional[str]) -> Optional[Network]:
    """The network in a file; None for an example's name."""
    if name is None or name in PUBLISHED or not is_file(name):
        return None
    return storage.load(name)


# ---- saving

def check_place(path: Path, kind: str, force: bool) -> None:
    """BadInput where a file can't be saved, or where it would replace pupils' sheets by their key."""
    if path.suffix.lower() in exports.BY_ENDING:
        if kind == KEY:
            raise BadInput(f"a {path.suffix} file has the sheets and their answers in it: leave out --key.")
        return                          # the rest is checked when it is known which files there will be
    check_saving(path, force, tuple(WRITERS))
    other = SHEETS if kind == KEY else KEY
    if not force and path.is_file() and KINDS[other] in path.read_bytes():
        raise BadInput(f"{path} holds {WHAT[other]}: save {WHAT[kind]} under another name, such as "
                       f"{path.with_name(f'{path.stem}-{kind}{path.suffix}')}, or add --force.")


def _save_page(exercises: Sequence[Exercise], options: argparse.Namespace, kind: str) -> List[Path]:
    make = key_page if kind == KEY else sheets_page
    write_page(Path(options.save), make(exercises), options.force)
    return [Path(options.save)]


def _save_text(exercises: Sequence[Exercise], options: argparse.Namespace, kind: str) -> List[Path]:
    page = Page(record=True, width=TEXT_WIDTH, coloured=False, plain=options.plain)
    print_all(page, exercises, kind == KEY)
    save_page(page, options.save, force=options.force)
    return [Path(options.save)]


def _export(exercises: Sequence[Exercise], options: argparse.Namespace, _: str) -> List[Path]:
    """For another program; a notebook and a spreadsheet are saved for each sheet."""
    return exports.save(exercises, options.save, lambda one: str(sheet_picture(one)), options.force)


# By the ending of the file: writers that return the paths of what they saved.
WRITERS: Dict[str, Callable[[Sequence[Exercise], argparse.Namespace, str], List[Path]]] = {
    ".html": _save_page, ".txt": _save_text, **dict.fromkeys(exports.BY_ENDING, _export)}
