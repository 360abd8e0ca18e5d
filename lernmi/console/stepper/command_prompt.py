"""A prompt: reads commands from a terminal or a pipe and runs them.

Built on the standard library's cmd.Cmd, as pdb is. What it adds: short forms and unambiguous
prefixes of commands, errors as sentences after which the session goes on, Ctrl-C and Ctrl-D,
and an echo of commands that come from a pipe.
"""

from __future__ import annotations

import cmd
import io
import math
import re
import sys
from bdb import BdbQuit
from contextlib import nullcontext
from difflib import get_close_matches
from itertools import zip_longest
from keyword import iskeyword
from typing import Dict, List, NoReturn, Optional, Sequence, TextIO, Tuple, cast

from ...support.errors import LONGEST_QUOTE, BadInput, LernmiError, UnknownName
from ...support.formatting import escape_control_chars, escape_missing_chars
from ...support.sigint import allowing_sigint, deferring_sigint
from ...tracing.debuggers import debugger_is_active
from ..display.page import Page
from .stdin import BoundedLines, comes_from_a_pipe, escape_undecodable_input, is_closed, tab_completing

LONGEST = 5000          # characters of a command
OTHER_ROWS = 4          # on a screen, beside a list: the command, the line about the rest, the prompt
NEAR = 0.7              # how similar a command must be to a word to be suggested, from 0 to 1
COUNT = re.compile(r"\d{1,18}")
COMMENT = re.compile(r"(?:^|\s)#(?=\s|$)")        # not the # of a->b#2
SYNONYMS = {"exit": "quit", "samples": "sample"}


class CommandPrompt(cmd.Cmd):
    """Reads command after command.

    ``short``: the commands by their short forms, in the order in which help lists them. The
    method do_NAME runs the command; its docstring is the help, and begins with the name and
    the arguments, up to a colon. A line that is no command goes to ``other_line``.
    """

    short: Dict[str, str] = {"h": "help", "q": "quit"}

    def __init__(self, page: Page) -> None:
        super().__init__(stdout=cast(TextIO, page.console.file))
        self.page = page
        self.echoes = comes_from_a_pipe()
        self._debugged = debugger_is_active()
        if is_closed(sys.stdin):
            self.use_rawinput, self.stdin = False, io.StringIO()
        elif self.echoes:
            self.use_rawinput, self.stdin = False, cast(TextIO, BoundedLines(sys.stdin))

    def run(self) -> None:
        """Read and run commands until one of them ends it."""
        escape_undecodable_input()
        with tab_completing() if self.use_rawinput else nullcontext(), deferring_sigint(math.inf):
            while True:
                try:
                    with allowing_sigint():
                        self.cmdloop()
                    return
                except (KeyboardInterrupt, SystemError) as error:
                    # readline runs the handler of a second Ctrl-C while the first one's KeyboardInterrupt
                    # is under way, and CPython makes a SystemError of that, caused by the first.
                    if not isinstance(error.__cause__ or error, KeyboardInterrupt):
                        raise
                    self.intro = "\nInterrupted. quit (or Ctrl-D) ends it."
                except BadInput:                # of the reading: a command's own are printed
                    self.end_line()
                    raise
                except UnicodeError as error:
                    raise BadInput(f"the commands can't be read: {error}.") from None

    # ---- what Cmd calls

    def precmd(self, line: str) -> str:
        """Echo what came from a pipe; the end of the input is a quit."""
        if line == "EOF":
            self.end_line()
            return "quit"
        if self.echoes:
            print(escape_missing_chars(escape_control_chars(line), self.page.console.encoding),
                  file=self.stdout)
        return line

    def end_line(self) -> None:
        """End the line of the prompt."""
        print(file=self.stdout)

    def onecmd(self, line: str) -> bool:
        """Run one command; an error is printed as a sentence. What follows a # is a comment."""
        line, *comment = COMMENT.split(line, maxsplit=1)
        if comment and not line.strip():
            return False
        try:
            if len(line) > LONGEST:
                raise BadInput(f"a command has at most {LONGEST:,} characters.")
            self._check_arguments(line)
            with deferring_sigint():
                return bool(super().onecmd(line))
        except LernmiError as error:
            self.page.line(f"Not done: {error}")
        except BdbQuit:
            if self._debugged:          # the debugger's quit ends a program that began in it
                raise
            self.page.line("Not done: the debugger was left, and with it what it stopped in.")
        return False

    def _check_arguments(self, line: str) -> None:
        """Raise BadInput for arguments of a command that takes none, as its help says."""
        name, arguments, _ = self.parseline(line)
        if name and arguments and self._help_lines(name)[0].startswith(f"{name}:"):
            raise BadInput(f"{name} takes nothing more, such as {arguments!r}.")

    def parseline(self, line: str) -> Tuple[str, Optional[str], str]:
        """The command's full name, or "" if it is none; its arguments; and the line."""
        word, arguments, line = super().parseline(line)
        names = self._matches(word) if word and _is_first_word(line, word) else []
        return (names[0] if len(names) == 1 else "",
                _without_parentheses(arguments or "") if names else arguments, line)

    def default(self, line: str) -> bool:      # type: ignore[override]    # Cmd returns what this does
        """A line that is no command, or could be several."""
        word = line.split()[0]
        if len(self._matches(word)) > 1:
            self._find_command(word)
        return self.other_line(line)

    def other_line(self, line: str) -> bool:
        """Run a line that is no command; whether that ends the prompt."""
        self.refuse(line.split()[0])

    def emptyline(self) -> bool:
        """Enter alone does nothing here."""
        return False

    def completenames(self, text: str, *_: object) -> List[str]:
        """The commands that begin with the text."""
        return [name for name in self.commands() if name.startswith(text)]

    def complete(self, text: str, state: int) -> Optional[str]:      # type: ignore[override]
        """What Tab offers, without names that a terminal would obey: readline prints them as they are."""
        if state == 0:
            super().complete(text, state)
            self.completion_matches = list(filter(_is_harmless, self.completion_matches or []))
        return dict(enumerate(self.completion_matches or [])).get(state)

    # ---- commands and help

    def commands(self) -> List[str]:
        """The names of all commands."""
        return list(self.short.values())

    def _matches(self, word: str) -> List[str]:
        """The command of that name or short form, or those that begin with the word."""
        word = SYNONYMS.get(word, word)
        if word in self.short:
            return [self.short[word]]
        if word in self.commands():
            return [word]
        return [name for name in self.commands() if name.startswith(word)]

    def _find_command(self, word: str) -> str:
        """The one command that matches. Raises BadInput if several do, UnknownName if none does."""
        names = self._matches(word)
        if len(names) > 1:
            raise BadInput(f"{word} could be {' or '.join(names)}.")
        if not names:
            self.refuse(word)
        return names[0]

    def refuse(self, word: str) -> NoReturn:
        """Raise UnknownName with the command that is similar, or BadInput if none is."""
        if iskeyword(word):
            raise BadInput(f"{word} is Python: here are commands (help lists them) and expressions such as "
                           "hidden[0].value * 2.")
        if not get_close_matches(word, self.commands(), cutoff=NEAR):
            raise BadInput(f"no command is called {word[:LONGEST_QUOTE]!r}: help lists the commands.")
        raise UnknownName("command", word, self.commands())

    def do_help(self, arg: str) -> None:
        """help [COMMAND]: all commands, or one

        Where a line for each is more than the screen has, they are in two columns.
        """
        if arg:
            self.show_lines(self._help_lines(self._find_command(arg)))
            return
        usages = ["" if self.page.plain else f"{short:>3}  " for short in self.short]
        lines = [usage + self._help_lines(name)[0] for usage, name in zip(usages, self.short.values())]
        if self.page.laid_out and len(lines) > self.page.console.height - OTHER_ROWS:
            lines = [*self._help_columns(), "help COMMAND says more, such as help set."]
        self.show_lines(lines)

    def _help_columns(self) -> List[str]:
        """Two commands a line: the short form, the name, and what it does."""
        entries = [f"{short:>3} {name:<8} {self._help_lines(name)[0].partition(': ')[2]}"
                   for short, name in self.short.items()]
        half = (len(entries) + 1) // 2
        width = max(map(len, entries[:half])) + 1
        return [f"{left:<{width}}{right}".rstrip()
                for left, right in zip_longest(entries[:half], entries[half:], fillvalue="")]

    def show_lines(self, lines: Sequence[str]) -> None:
        """Print them, one below the other."""
        for line in lines:
            self.page.line(line)

    def _help_lines(self, name: str) -> List[str]:
        text = getattr(self, "do_" + name).__doc__ or name
        return [line.strip() for line in text.strip().splitlines() if line.strip()]

    def do_quit(self, arg: str) -> bool:
        """quit: leave (as Ctrl-D does)"""
        return True


def _is_harmless(text: str) -> bool:
    """Whether a terminal prints the text, and obeys no character of it."""
    return escape_control_chars(text) == text


def _is_first_word(line: str, word: str) -> bool:
    """Whether the word ends there: hidden[0] is no command, but print(w5) is one."""
    return line[len(word):len(word) + 1] in ("", " ", "\t", "(")


def _without_parentheses(text: str) -> str:
    """The text without a pair of parentheses around all of it, as in print(w5)."""
    depth, closed = 0, []
    for index, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            closed.append(index)
    enclosed = text.startswith("(") and closed == [len(text) - 1]
    return text[1:-1].strip() if enclosed else text


def count(arg: str, what: str, default: int = 1, least: int = 1) -> int:
    """A whole number from ``least`` up that was typed, or the default if nothing was."""
    if not arg:
        return default
    if not COUNT.fullmatch(arg) or int(arg) < least:
        raise BadInput(f"{what} is a whole number from {least} up, of at most 18 digits, "
                       f"not {arg[:LONGEST_QUOTE]!r}.")
    return int(arg)
