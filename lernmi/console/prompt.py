"""A prompt: reads commands, from a terminal or a pipe, and does what they say.

Built on the standard library's cmd.Cmd, as pdb is. What it adds: short forms and unambiguous
beginnings of commands, errors as sentences after which the session goes on, Ctrl-C and Ctrl-D,
and an echo of commands that come from a pipe.
"""

from __future__ import annotations

import cmd
import io
import os
import sys
from contextlib import contextmanager, nullcontext, suppress
from types import BuiltinFunctionType
from typing import Dict, Iterator, List, Optional, TextIO, Tuple, cast

from ..errors import BadInput, LernmiError, UnknownName
from .page import Page

WHITE_SPACE = " \t\n"       # what ends a word that Tab completes: names hold [, ] and ->


class Prompt(cmd.Cmd):
    """Reads command after command.

    ``short``: the short form of each command, in the order in which help lists them. Each method
    do_NAME is a command; the first line of its docstring is its help. A line that is no command
    goes to ``otherwise``.
    """

    short: Dict[str, str]

    def __init__(self, page: Page) -> None:
        super().__init__(stdout=cast(TextIO, page.console.file))
        self.page = page
        self._echoes = _comes_from_a_pipe()
        if _is_closed(sys.stdin):
            self.use_rawinput, self.stdin = False, io.StringIO()

    def run(self) -> None:
        """Read and do commands until one of them ends it."""
        _read_whatever_comes()
        with tab_completing() if self.use_rawinput else nullcontext():
            while True:
                try:
                    self.cmdloop()
                    return
                except KeyboardInterrupt:
                    self._end_line()
                    self.page.line("Interrupted. quit (or Ctrl-D) ends it.")

    # ---- what Cmd calls

    def precmd(self, line: str) -> str:
        """Show what came from a pipe; the end of the input is a quit."""
        if line == "EOF":
            self._end_line()
            return "quit"
        if self._echoes:
            print(line, file=self.stdout)
        return line

    def _end_line(self) -> None:
        """Leave the line of the prompt."""
        print(file=self.stdout)

    def onecmd(self, line: str) -> bool:
        """Do one command; what went wrong is told in a sentence."""
        try:
            return bool(super().onecmd(line))
        except LernmiError as error:
            self.page.line(f"Not done: {error}")
            return False

    def parseline(self, line: str) -> Tuple[Optional[str], Optional[str], str]:
        """The command's full name, what follows it, and the line."""
        word, rest, line = super().parseline(line)
        if word and word not in self.commands():
            found = self._meant_by(word)
            word = found[0] if len(found) == 1 and self._ends_there(line, word) else None
        return word, rest, line

    def _ends_there(self, line: str, word: str) -> bool:
        """Whether the word is the whole word: hidden[0] is no command."""
        return line[len(word):len(word) + 1] in ("", " ", "\t")

    def default(self, line: str) -> None:
        """No command has that name, or several have it."""
        word = line.split()[0]
        found = self._meant_by(word)
        if len(found) > 1:
            raise BadInput(f"{word} could be {' or '.join(found)}.")
        self.otherwise(line)

    def otherwise(self, line: str) -> None:
        """What to do with a line that is no command."""
        raise UnknownName("command", line.split()[0], self.commands())

    def emptyline(self) -> bool:
        """Enter alone does nothing here."""
        return False

    def completenames(self, text: str, *_: object) -> List[str]:
        """The commands that begin like that."""
        return [name for name in self.commands() if name.startswith(text)]

    # ---- commands and help

    def commands(self) -> List[str]:
        """The names of all commands."""
        found = {name[3:] for kind in type(self).__mro__ for name in vars(kind)
                 if name.startswith("do_")}
        return sorted(found, key=list(self.short.values()).index)

    def _meant_by(self, word: str) -> List[str]:
        """The command with that short form, or those that begin like that."""
        if word in self.short:
            return [self.short[word]]
        return [name for name in self.commands() if name.startswith(word)]

    def do_help(self, arg: str) -> None:
        """help [COMMAND]: every command in a line each, or one of them in full."""
        if arg:
            found = [arg] if arg in self.commands() else self._meant_by(arg)
            if len(found) != 1:
                raise UnknownName("command", arg, self.commands())
            for line in self._explained(found[0]):
                self.page.line(line)
            return
        shorts = {name: short for short, name in reversed(list(self.short.items()))}
        for name in self.commands():
            self.page.line(f"{shorts.get(name, ''):>3}  " * (not self.page.plain),
                           self._explained(name)[0])

    def _explained(self, name: str) -> List[str]:
        text = getattr(self, "do_" + name).__doc__
        return [line.strip() for line in text.strip().splitlines() if line.strip()]

    def do_quit(self, arg: str) -> bool:
        """quit: leave (so does Ctrl-D)."""
        return True


def count(arg: str, what: str, default: int = 1) -> int:
    """A whole number from 1 up that was typed, or the default if nothing was."""
    if not arg:
        return default
    if not arg.isdecimal() or int(arg) < 1:
        raise BadInput(f"{what} is a whole number from 1 up, not {arg!r}.")
    return int(arg)


def _comes_from_a_pipe() -> bool:
    """Whether commands are piped in; a notebook or an IDE shows what is typed by itself."""
    on_terminal = sys.stdin is not None and sys.stdin.isatty()
    by_itself = not isinstance(input, BuiltinFunctionType) or "PYCHARM_HOSTED" in os.environ
    return not on_terminal and not by_itself


def _is_closed(stream: Optional[TextIO]) -> bool:
    """Whether the stream was closed before the program began; then it is None, or not to be read."""
    try:
        return stream is None or not os.fstat(stream.fileno())
    except (AttributeError, ValueError):        # a stream without a file, such as a notebook's
        return False
    except OSError:
        return True


@contextmanager
def tab_completing() -> Iterator[None]:
    """While this lasts, Tab completes whole words such as hidden[0]->out."""
    try:
        import readline
    except ImportError:         # Windows: Tab does nothing
        yield
        return
    if "libedit" in (readline.__doc__ or ""):       # macOS: it knows Tab by another command than cmd's
        readline.parse_and_bind("bind ^I rl_complete")
    before = readline.get_completer_delims()
    readline.set_completer_delims(WHITE_SPACE)
    try:
        yield
    finally:
        readline.set_completer_delims(before)


def _read_whatever_comes() -> None:
    """From a pipe, what isn't text is read as an escape such as \\xff."""
    if isinstance(sys.stdin, io.TextIOWrapper) and not sys.stdin.isatty():
        with suppress(io.UnsupportedOperation):         # somebody has read from it already
            sys.stdin.reconfigure(errors="backslashreplace")
