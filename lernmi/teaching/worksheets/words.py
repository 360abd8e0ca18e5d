"""The words on a worksheet: tables as JSON files, English and German; users can add others."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Dict

from ...support import validation
from ...support.errors import BadInput
from ...support.formatting import quoted
from ...support.json_text import refuse_no_file

FOLDER = os.path.dirname(__file__)
LANGUAGES = ("en", "de")
LARGEST = 2 ** 20           # bytes of a table


class Words(Dict[str, str]):
    """The words of a language, by their keys, which are those of en.json."""

    def filled(self, key: str, **values: Any) -> str:
        """A text with values in it: {pupils} in the table is replaced."""
        text = self[key]
        for name, value in values.items():
            text = text.replace("{" + name + "}", str(value))
        return text


def words_of(language: str) -> Words:
    """The table of a language, or in a file; BadInput for one that can't be read, or lacks words."""
    if language in LANGUAGES:
        return table_in(os.path.join(FOLDER, f"{language}.json"))
    path = validation.path(language)
    if not path.is_file() and not path.suffix:
        raise BadInput(f"there is no language {quoted(language)}: try {', '.join(LANGUAGES)}, or the "
                       "name of a JSON file with the words.")
    words, english = table_in(str(path)), words_of("en")
    missing = [key for key in english if key not in words]
    if missing:
        raise BadInput(f"{path} lacks the words for {', '.join(missing)}: "
                       f"copy {os.path.join(FOLDER, 'en.json')} and translate it.")
    return words


def table_in(path: str) -> Words:
    """The table of words in a JSON file; BadInput where it can't be read."""
    try:
        refuse_no_file(Path(path))
        with open(path, "rb") as file:
            content = json.loads(file.read(LARGEST).decode())
    except OSError as error:
        raise BadInput(f"{path} can't be read: {error.strerror or error}.") from None
    except ValueError as error:
        raise BadInput(f"{path} is no table of words in JSON: {error}.") from None
    if not isinstance(content, dict) or not all(isinstance(text, str) for text in content.values()):
        raise BadInput(f"{path} is no table of words: it must be one JSON object with texts in it.")
    return Words(content)
