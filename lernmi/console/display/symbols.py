"""Symbols of formulas and drawings, in ASCII and in words where they can't be written."""

from __future__ import annotations

import re

ASCII = str.maketrans({
    "→": "->", "←": "<-", "×": "*", "÷": "/", "−": "-", "Σ": "sum ", "∂": "d", "′": "'", "½": "1/2",
    "²": "^2", "√": "sqrt ", "η": "rate", "…": "...", "·": "|", "—": "-", "–": "-", "±": "+-",
    "≈": "~", "“": '"', "”": '"', "’": "'", "•": "*", "é": "e", "ö": "oe", "ä": "ae", "ü": "ue",
    "─": "-", "│": "|", "┤": "+", "╭": "+", "╮": "+", "╰": "+", "╯": "+", "├": "|", "└": "`", "╱": "/",
    "╲": "\\", "╳": "X", "┄": ".", "╔": "#", "╗": "#", "╚": "#", "╝": "#", "═": "#", "║": "#",
    "▶": ">", "◀": "<", "✓": "yes", "✗": "no",
})
ARROW = re.compile(r" ?-> ?")       # as in names
ASCII_WORDS = {"+=": "grows by", " × ": " times ", " ÷ ": " divided by ", " − ": " minus ",
               " + ": " plus "}
