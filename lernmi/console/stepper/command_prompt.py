"""A prompt: reads commands, from a terminal or a pipe, and does what they say.

Built on the standard library's cmd.Cmd, as pdb is. What it adds: short forms and unambiguous
beginnings of commands, errors as sentences after which the session goes on, Ctrl-C and Ctrl-D,
and an echo of commands that come from a pipe.
"""

from __future__ import annotations

import cmd
import io
import re
import sys
from bdb import BdbQuit
from contextlib import nullcontext
from typing import Dict, List, Optional, Sequence, TextIO, Tuple, cast

from ...stepping.timeline import debugger_is_active
from ...support.errors import LONGEST_QUOTE, BadInput, LernmiError, UnknownName
from ...support.sigint import allowing_sigint, deferring_sigint
from ..display.escape_control_chars import escape_control_chars, escape_missing_chars
from ..display.page import Page
from .stdin import comes_from_a_pipe, is_closed, read_whatever_comes, tab_completing

LONGEST = 5000          # characters of a command
MOST_DIGITS = 18        # of a number that is typed
REMARK = re.compile(r"(?:^|\s)#(?=\s|$)")        # not the # of a->b#2
OTHER_WORDS = {"exit": "quit"}


class CommandPrompt(cmd.Cmd):
    """Reads command after command.

    ``short``: the commands by their short forms, in the order in which help lists them. The
    method do_NAME does what the command says; its docstring is the help, and begins with the name
    and what follows it, up to a colon. A line that is no command goes to ``otherwise``.
    """

    short: Dict[str, str] = {"h": "help", "q": "quit"}

    def __init__(self, page: Page) -> None:
        super().__init__(stdout=cast(TextIO, page.console.file))
        self.page = page
        self.echoes = comes_from_a_pipe()
        self._watched = debugger_is_active()
        if is_closed(sys.stdin):
            self.use_rawinput, self.stdin = False, io.StringIO()

    def run(self) -> None:
        """Read and do commands until one of them ends it."""
        read_whatever_comes()
        interrupted = False
        with tab_completing() if self.use_rawinput else nullcontext():
            while True:
                try:
                    if interrupted:
                        self.end_line()
                        self.page.line("Interrupted. quit (or Ctrl-D) ends it.")
                        interrupted = False
                    with allowing_sigint():
                        self.cmdloop()
                    return
                except KeyboardInterrupt:       # perhaps another one, while the first was told
                    interrupted = True
                except UnicodeError as error:
                    raise BadInput(f"the commands can't be read: {error}.") from None

    # ---- what Cmd calls

    def precmd(self, line: str) -> str:
        """Show what came from a pipe; the end of the input is a quit."""
        if line == "EOF":
            self.end_line()
            return "quit"
        if self.echoes:
            print(escape_missing_chars(escape_control_chars(line), self.page.console.encoding),
                  file=self.stdout)
        return line

    def end_line(self) -> None:
        """Leave the line of the prompt."""
        print(file=self.stdout)

    def onecmd(self, line: str) -> bool:
        """Do one command; what went wrong is told in a sentence. What follows a # is a remark."""
        line, *remark = REMARK.split(line, maxsplit=1)
        if remark and not line.strip():
            return False
        try:
            if len(line) > LONGEST:
                raise BadInput(f"a command has at most {LONGEST:,} characters.")
            self._refuse_more(line)
            with deferring_sigint():
                return bool(super().onecmd(line))
        except LernmiError as error:
            self.page.line(f"Not done: {error}")
        except BdbQuit:
            if self._watched:           # whoever began with a debugger leaves everything by its quit
                raise
            self.page.line("Not done: the debugger was left, and with it what it stopped in.")
        return False

    def _refuse_more(self, line: str) -> None:
        """BadInput for words after a command that takes none, as its help says."""
        name, rest, _ = self.parseline(line)
        if name and rest and self._explained(name)[0].startswith(f"{name}:"):
            raise BadInput(f"{name} takes nothing more, such as {rest!r}.")

    def parseline(self, line: str) -> Tuple[str, Optional[str], str]:
        """The command's full name, or nothing if it is none; what follows it; and the line."""
        word, rest, line = super().parseline(line)
        found = self._meant_by(word) if word and _ends_there(line, word) else []
        return found[0] if len(found) == 1 else "", _unbracketed(rest or "") if found else rest, line

    def default(self, line: str) -> bool:      # type: ignore[override]    # Cmd hands it on
        """A line that is no command, or could be several."""
        word = line.split()[0]
        if len(self._meant_by(word)) > 1:
            self._command(word)
        return self.otherwise(line)

    def otherwise(self, line: str) -> bool:
        """What to do with a line that is no command; whether that ends it."""
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
        return list(self.short.values())

    def _meant_by(self, word: str) -> List[str]:
        """The command of that name or short form, or those that begin like that."""
        word = OTHER_WORDS.get(word, word)
        if word in self.short:
            return [self.short[word]]
        if word in self.commands():
            return [word]
        return [name for name in self.commands() if name.startswith(word)]

    def _command(self, word: str) -> str:
        """The one command that is meant. Raises BadInput if it could be several, or UnknownName."""
        found = self._meant_by(word)
        if len(found) > 1:
            raise BadInput(f"{word} could be {' or '.join(found)}.")
        if not found:
            raise UnknownName("command", word, self.commands())
        return found[0]

    def do_help(self, arg: str) -> None:
        """help [COMMAND]: every command in a line each, or one of them in full."""
        if arg:
            for line in self._explained(self._command(arg)):
                self.page.line(line)
            return
        self.show_lines([("" if self.page.plain else f"{short:>3}  ") + self._explained(name)[0]
                         for short, name in self.short.items()])

    def show_lines(self, lines: Sequence[str]) -> None:
        """Print them, one below the other."""
        for line in lines:
            self.page.line(line)

    def complete_help(self, text: str, *_: object) -> List[str]:
        """The commands that begin like that."""
        return self.completenames(text)

    def _explained(self, name: str) -> List[str]:
        text = getattr(self, "do_" + name).__doc__ or f"{name} (python -OO leaves its help out)"
        return [line.strip() for line in text.strip().splitlines() if line.strip()]

    def do_quit(self, arg: str) -> bool:
        """quit: leave (so does Ctrl-D)."""
        return True


def _ends_there(line: str, word: str) -> bool:
    """Whether the word is the whole first word: hidden[0] is no command, but print(w5) is one."""
    return line[len(word):len(word) + 1] in ("", " ", "\t", "(")


def _unbracketed(text: str) -> str:
    """What stands in brackets, if they are around the whole, as where a function is called."""
    depth, closed = 0, []
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            closed.append(place)
    around = text.startswith("(") and closed == [len(text) - 1]
    return text[1:-1].strip() if around else text


def count(arg: str, what: str, default: int = 1) -> int:
    """A whole number from 1 up that was typed, or the default if nothing was."""
    if not arg:
        return default
    if arg.isdecimal() and len(arg) > MOST_DIGITS:
        raise BadInput(f"{what} has {MOST_DIGITS} digits at most.")
    if not arg.isdecimal() or int(arg) < 1:
        raise BadInput(f"{what} is a whole number from 1 up, not {arg[:LONGEST_QUOTE]!r}.")
    return int(arg)
