"""UTF-16 and UTF-32 in either order of bytes, in files that are not such a text as a whole."""

from __future__ import annotations

from aurora_lint.candidates import Hit
from aurora_lint.spellings.reading import Reading

#: How many bytes a character takes.
WIDTHS = {"utf-16": 2, "utf-32": 4}
#: How many characters before the core and behind it are read.
_BEFORE, _BEHIND = 40, 400
#: As many characters as the longest key has, and what ends it.
_LONGEST = 110
_NO_ASCII = 0xFF


def read(data: bytes, hit: Hit) -> list[Reading]:
    """Give the characters around a hit, a byte each; what is not ASCII becomes 0xFF."""
    width = WIDTHS[hit.family]
    readings = []
    for first in (0, 1 - width):  # the byte that counts is a character's first, or its last
        start = hit.start + first - min(_BEFORE, (hit.start + first) // width) * width
        last = min(len(data), hit.start + _BEHIND * width)
        places = range(start, last + width, width)
        text = bytes(
            _character(data[place : place + width], -first) for place in range(start, last, width)
        )
        reach = hit.start + (_BEHIND - _LONGEST) * width
        is_cut = start >= width, last < len(data)
        readings.append(Reading(hit.family, text, places, reach, is_cut=is_cut))
    return readings


def _character(unit: bytes, at: int) -> int:
    """Give the ASCII character whose byte is ``at`` in its unit."""
    is_ascii = len(unit) > at and unit[at] < 0x80 and unit.count(0) >= len(unit) - 1
    return unit[at] if is_ascii else _NO_ASCII
