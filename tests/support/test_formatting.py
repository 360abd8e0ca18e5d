"""Characters that would mislead a terminal or a reader are shown as escapes; ordinary text stays as it is."""

import unicodedata

import pytest

from lernmi.support.formatting import ESCAPED, WITH_INK, escape_control_chars

FLAG_OF_WALES = "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"


@pytest.mark.parametrize("symbol, escape", [
    ("\x1b", r"\x1b"), ("\n", r"\x0a"), ("\r", r"\x0d"), ("\t", r"\x09"), ("\x7f", r"\x7f"),
    ("\x9b", r"\x9b"),
    ("\x85", r"\x85"), ("\xad", r"\xad"), ("\u061c", r"\u061c"), ("\u200b", r"\u200b"), ("\u200e", r"\u200e"),
    ("\u2028", r"\u2028"), ("\u2029", r"\u2029"), ("\u202e", r"\u202e"), ("\u2060", r"\u2060"),
    ("\u2066", r"\u2066"), ("\ufeff", r"\ufeff"), ("\u3164", r"\u3164"), ("\u2800", r"\u2800"),
    ("\udc80", r"\udc80"), ("\U000e0041", r"\U000e0041"), ("\U000e0001", r"\U000e0001")])
def test_what_a_terminal_obeys_or_nobody_sees_is_escaped(symbol: str, escape: str) -> None:
    assert escape_control_chars(f"w{symbol}5") == f"w{escape}5"


@pytest.mark.parametrize("text", [
    "hidden[0] → output[1]", "größe", "e\u0301", "жук", "重み", "नेटवर्क", "क्\u200dष", "می\u200cخواهم",
    "\u0600٣",
    "👩\u200d💻", "❤\ufe0f\u200d🔥", "👍🏽", "🇨🇭", FLAG_OF_WALES, "1\ufe0f\u20e3", "葛\U000e0100", "a b"])
def test_letters_marks_and_emoji_stay_as_they_are(text: str) -> None:
    assert escape_control_chars(text) == text


@pytest.mark.parametrize("text", ["w\u200d5", "\u200cw5", "w5\u200d", "重\u200d\u200dみ",
                                  "重\u202e\u200d\u202eみ",
                                  "flag\U000e0067\U000e007f"])
def test_a_joiner_or_a_tag_that_joins_nothing_is_escaped(text: str) -> None:
    assert not any(unicodedata.category(symbol) == "Cf" for symbol in escape_control_chars(text))


def test_of_every_harmful_category_nothing_passes_alone() -> None:
    for code in range(0x110000):
        if unicodedata.category(chr(code)) in ESCAPED and code not in WITH_INK:
            assert escape_control_chars(f"a{chr(code)}b").isascii(), hex(code)
