"""The options of a lesson: those of the command line, where a script begins it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, List, Mapping, NamedTuple, Optional, Union

from ...support import validation
from ...support.errors import BadInput
from ..display.argument_parser import ArgumentParser
from ..display.exit_codes import report_error
from ..display.page_export import check_saving


class LessonOptions(NamedTuple):
    """How a lesson is shown.

    ``plain``: sentences only. ``pause``: after each scene, on a terminal. ``scene``: the first one to be
    shown; without pauses, the only one. ``save``: also save it as a handout, without pauses; ``force``:
    also in place of a file that lernmi hasn't saved.
    """

    plain: bool = False
    pause: bool = True
    scene: Optional[int] = None
    save: Union[str, Path, None] = None
    force: bool = False

    def checked(self) -> LessonOptions:
        """These options; BadInput where one can't be obeyed."""
        if self.scene is not None:
            validation.integer(self.scene, "the number of the scene")
        if self.save is not None:
            check_saving(validation.path(self.save), self.force, endings=(".html",))
        return self

    def joined(self, others: LessonOptions) -> LessonOptions:
        """These options with others, which come first where both say something."""
        return LessonOptions(self.plain or others.plain, self.pause and others.pause,
                             self.scene if others.scene is None else others.scene,
                             self.save if others.save is None else others.save, self.force or others.force)

    @property
    def words(self) -> List[str]:
        """The same on a command line."""
        return (["--plain"] * self.plain + ["--no-pause"] * (not self.pause)
                + ([] if self.scene is None else ["--scene", str(self.scene)])
                + ([] if self.save is None else [f"--save={self.save}"]) + ["--force"] * self.force)


def add_lesson_options(parser: argparse.ArgumentParser) -> None:
    """The options of a lesson, but for --plain."""
    parser.add_argument("--no-pause", action="store_false", dest="pause",
                        help="don't wait after each scene")
    parser.add_argument("--scene", type=int, metavar="N",
                        help="begin with scene N; where there are no pauses, show this one alone")
    parser.add_argument("--save", metavar="FILE.html",
                        help="also save a handout: a page that opens offline, and prints a scene a page")
    parser.add_argument("--force", action="store_true",
                        help="with --save: replace a file even if lernmi hasn't saved it")


def lesson_options(options: argparse.Namespace) -> LessonOptions:
    """Those that were parsed."""
    return LessonOptions(*(getattr(options, name) for name in LessonOptions._fields)).checked()


def options_of_script(script: Mapping[str, Any]) -> LessonOptions:
    """The options on the command line, where these are the global names of the script that was started.

    Elsewhere, as in a notebook or a test, a lesson has no options. Ends the program after --help and
    after wrong use.
    """
    if script.get("__name__") != "__main__" or "__file__" not in script:
        return LessonOptions()
    try:
        try:
            return lesson_options(_parser(script).parse_args(sys.argv[1:]))
        finally:
            sys.stdout.flush()          # the help
    except (BadInput, OSError) as error:
        sys.exit(report_error(error))


def _parser(script: Mapping[str, Any]) -> argparse.ArgumentParser:
    parser = ArgumentParser(prog=Path(str(script["__file__"])).name, description=script.get("__doc__"),
                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plain", action="store_true",
                        help="one ASCII sentence a fact: no colours, boxes or tables")
    add_lesson_options(parser)
    return parser

