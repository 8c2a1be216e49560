"""Base64, base64url, base32, hexadecimal: on one line or wrapped, from any byte of a group on."""

from __future__ import annotations

import re
from binascii import a2b_base64
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from aurora_lint.candidates import Hit
from aurora_lint.literals import CORES, skipped
from aurora_lint.spellings.reading import Reading

#: How far such a text is followed to either side, to say where it starts and ends.
_FARTHEST = 4096
#: How many letters before a key and behind it are decoded: what holds it may itself be encoded.
_BEFORE, _BEHIND = 400, 1600
#: As many letters as the longest key has, in any of the alphabets.
_LONGEST = 240
#: A line's end inside of the text, also as escapes in a string.
_BREAK = rb"(?:\r?\n[ \t]*|(?:\\r)?\\n)"
_BREAKS = re.compile(rb"\s+|\\[rn]")
_SHORTEST_LINE = 40
#: How much of a literal is left to know it by where a line ends within it.
_HALF = 4


class _Base(NamedTuple):
    """An alphabet of ``2 ** bits`` letters, ``group`` of which make whole bytes."""

    spelling: str
    bits: int
    group: int
    run: re.Pattern[bytes]


def _run(letters: bytes, padding: bytes = b"") -> re.Pattern[bytes]:
    """Give what matches a text of ``letters``; only lines as long as wrapped ones are joined."""
    line = rb"(?<=[%s]{%d})" % (letters, _SHORTEST_LINE)
    return re.compile(rb"[%s]+(?:%s%s[%s]+)*%s" % (letters, line, _BREAK, letters, padding))


_BASES = {
    "base64": _Base("base64", 6, 4, _run(rb"A-Za-z0-9+/_-", rb"={0,2}")),
    "base32": _Base("base32", 5, 8, _run(rb"A-Z2-7", rb"={0,6}")),
    "base16": _Base("hex", 4, 2, _run(rb"0-9A-Fa-f")),
}


def read(data: bytes, hit: Hit) -> list[Reading]:
    """Give what the text around a hit decodes to: with what stands before it, and without."""
    family, _, number = hit.family.rpartition(" ")
    part, _, name = family.rpartition(" of ")
    base, before = _BASES[name], int(number)
    begin, end = _bounds(data, hit.start, base)
    places = _letters(data, begin, end)
    text = bytes(data[place] for place in places)
    shared = skipped(before, base.bits)
    at = bisect_left(places, hit.start)
    first = at - shared
    if part == "tail":
        first -= (before + len(CORES[0])) * 8 // base.bits - shared - _HALF
    # The letter before the core is in its group, or else in the one before.
    least = first if before else first - base.group
    earliest = first - min(first, _BEFORE) // base.group * base.group
    if least < 0:
        return []
    starts = [earliest]
    if text[least - 1 : least] in (b"-", b"_"):
        starts.append(least)  # what stands before is a name: `key_c2tf…`
    reach = places[min(at + _BEHIND - _BEFORE - _LONGEST, len(places) - 1)]
    is_followed = hit.start - begin < _FARTHEST and end - hit.start < _FARTHEST
    whole = (begin, end) if is_followed else None
    return [_reading(base, text, places, start, reach, whole) for start in starts]


def _reading(
    base: _Base,
    text: bytes,
    places: Sequence[int],
    start: int,
    reach: int,
    whole: tuple[int, int] | None,
) -> Reading:
    """Decode from a letter on. Where the text is not followed each key has its own place."""
    decoded = _decode(text[start : start + _BEHIND], base)
    of_bytes = (
        []
        if whole
        else [
            places[min(start + nth * 8 // base.bits, len(places) - 1)]
            for nth in range(len(decoded) + 1)
        ]
    )
    return Reading(base.spelling, decoded, of_bytes, reach, whole)


def _letters(data: bytes, begin: int, end: int) -> Sequence[int]:
    """Give the byte offsets of the letters between two, without the ends of lines."""
    places: list[int] = []
    for line_end in _BREAKS.finditer(data, begin, end):
        places += range(begin, line_end.start())
        begin = line_end.end()
    return [*places, *range(begin, end)] if places else range(begin, end)


def _bounds(data: bytes, at: int, base: _Base) -> tuple[int, int]:
    """Give where the text around ``at`` starts and ends, or as far as it is followed."""
    for run in base.run.finditer(data, max(0, at - _FARTHEST), at + _FARTHEST):
        if run.end() > at:
            return run.span()
    return at, at


def _decode(text: bytes, base: _Base) -> bytes:
    """Decode ``text``, which begins with a group, as far as it makes whole bytes."""
    text = text.rstrip(b"=")
    if base.bits == 4:
        return bytes.fromhex(text[: len(text) & ~1].decode("ascii"))
    text = text[: len(text) - _ODD[base.bits].get(len(text) % base.group, 0)]
    text += b"=" * (-len(text) % base.group)
    if base.bits == 6:
        return a2b_base64(text.translate(_URL))
    from base64 import b32decode

    return b32decode(text)


_URL = bytes.maketrans(b"-_", b"+/")
#: How many letters of an unfinished group make no further byte.
_ODD = {6: {1: 1}, 5: {1: 1, 3: 1, 6: 1}}
