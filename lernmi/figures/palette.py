"""The colours of pictures: blue for what is positive, orange for what is negative.

The pairs stay apart in all three forms of colour blindness; the sign is always written as well. Text in
them has a contrast of at least 4.5 to 1 (WCAG AA) on its background.
"""

from __future__ import annotations

from typing import NamedTuple, Optional, Tuple

RGB = Tuple[int, int, int]


class Palette(NamedTuple):
    """Colours, as "#rrggbb", for a background."""

    positive: str
    negative: str
    neutral: str        # a number of 0 in a map: near the background
    text: str
    dim: str


LIGHT = Palette("#0072b2", "#c25400", "#f4f4f4", "#1a1a1a", "#595959")
DARK = Palette("#5fafff", "#ff8700", "#1c1c1c", "#e4e4e4", "#9e9e9e")

# Of several classes, on light and on dark backgrounds; each class has a pattern or a letter as well.
_CLASSES = {LIGHT: ("#0072b2", "#c25400", "#009e73", "#a2559b", "#8f7a00",
                    "#3f93c8", "#7a2e4d", "#6b6b6b", "#2f6b2f", "#4b3f9e"),
            DARK: ("#5fafff", "#ff8700", "#2ec79b", "#e08ad6", "#d6c542",
                   "#9fd8f5", "#d97a9c", "#b0b0b0", "#7cc47c", "#a79bff")}


def class_colours(palette: Palette) -> Tuple[str, ...]:
    """Colours of classes in areas."""
    return _CLASSES[palette]


def rgb(colour: str) -> RGB:
    """Red, green and blue, from 0 to 255.

    >>> rgb("#0072b2")
    (0, 114, 178)
    """
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mixed(first: str, second: str, share: float) -> str:
    """A colour between two: the first at the share 0, the second at 1.

    >>> mixed("#000000", "#ffffff", 0.5)
    '#808080'
    """
    return "#" + "".join(f"{round(one + (other - one) * share):02x}"
                         for one, other in zip(rgb(first), rgb(second)))


def shade(value: Optional[float], largest: float, palette: Palette = LIGHT) -> str:
    """The colour of a number in a map: neutral at 0, full at ± the largest; None is neutral."""
    if not value or not largest:
        return palette.neutral
    return mixed(palette.neutral, palette.positive if value > 0.0 else palette.negative,
                 min(abs(value) / largest, 1.0))


def text_on(colour: str) -> str:
    """Black or white, whichever has the greater contrast on a colour.

    >>> text_on("#5fafff"), text_on("#1c1c1c")
    ('#000000', '#ffffff')
    """
    linear = [(channel / 255.0 + 0.055) ** 2.4 / 1.055 ** 2.4 if channel > 10 else channel / 3294.6
              for channel in rgb(colour)]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]        # as WCAG defines it
    return "#000000" if luminance > 0.179 else "#ffffff"
