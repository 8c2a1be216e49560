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
#: As many letters as the longest key has in any of the alphabets, and with what encodes it again.
_LONGEST, _NAMED = 240, 480
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


def _pattern(letters: bytes, padding: bytes = b"") -> re.Pattern[bytes]:
    """Give what matches a text of ``letters``; only lines as long as wrapped ones are joined."""
    line = rb"(?<=[%s]{%d})" % (letters, _SHORTEST_LINE)
    return re.compile(rb"[%s]+(?:%s%s[%s]+)*%s" % (letters, line, _BREAK, letters, padding))


_BASES = {
    "base64": _Base("base64", 6, 4, _pattern(rb"A-Za-z0-9+/_-", rb"={0,2}")),
    "base32": _Base("base32", 5, 8, _pattern(rb"A-Z2-7", rb"={0,6}")),
    "base16": _Base("hex", 4, 2, _pattern(rb"0-9A-Fa-f")),
}


class _Run(NamedTuple):
    """A text without the ends of its lines, and the byte offset of each of its letters.

    ``whole`` is where it starts and ends, if it was followed that far; what begins before the
    offset ``fits`` can be read from it. ``done`` has, for each step of a group, up to which letter
    it has been read.
    """

    text: bytes
    places: Sequence[int]
    fits: int
    whole: tuple[int, int] | None
    done: dict[int, int]


class Reader:
    """Decodes what stands in one source, which may be cut; its hits are given in their order.

    A text that is full of hits is decoded once for each step of a group, not once for each hit.
    """

    def __init__(self, data: bytes, is_cut: tuple[bool, bool]) -> None:
        self._data = data
        self._is_cut = is_cut
        self._runs: dict[str, _Run] = {}

    def read(self, hit: Hit) -> list[Reading]:
        """Give what the text around a hit decodes to: with what stands before it, and without."""
        family, _, number = hit.family.rpartition(" ")
        part, _, name = family.rpartition(" of ")
        base, before = _BASES[name], int(number)
        run = self._run(name, hit.start)
        shared = skipped(before, base.bits)
        first = bisect_left(run.places, hit.start) - shared
        if part == "tail":
            first -= (before + len(CORES[0])) * 8 // base.bits - shared - _HALF
        # The letter before the core is in its group, or else in the one before.
        least = first if before else first - base.group
        if least < 0:
            return []
        readings = []
        if first >= run.done.get(first % base.group, 0):
            run.done[first % base.group] = first + _BEHIND - _BEFORE - _LONGEST
            earliest = first - min(first, _BEFORE) // base.group * base.group
            is_cut = earliest >= base.group
            readings.append(_reading(run, base, slice(earliest, first + _BEHIND), is_cut))
        if run.text[least - 1 : least] in (b"-", b"_"):
            # What stands before is a name: `key_c2tf…`
            readings.append(_reading(run, base, slice(least, least + _NAMED), is_cut=False))
        return readings

    def _run(self, name: str, at: int) -> _Run:
        run = self._runs.get(name)
        if not run or at >= run.fits or at < run.places[0]:
            run = self._runs[name] = _run_around(self._data, at, _BASES[name], self._is_cut)
        return run


def _reading(run: _Run, base: _Base, letters: slice, is_cut: bool) -> Reading:
    """Decode some letters, before which the text is cut or not.

    Where the text is not followed to its ends each key has its own place.
    """
    decoded = _decode(run.text[letters], base)
    last = len(run.places) - 1
    nth = (letters.start + number * 8 // base.bits for number in range(len(decoded) + 1))
    places = [] if run.whole else [run.places[min(letter, last)] for letter in nth]
    cut = is_cut, letters.stop < len(run.text)
    return Reading(base.spelling, decoded, places, 0, run.whole, cut)


def _run_around(data: bytes, at: int, base: _Base, is_cut: tuple[bool, bool]) -> _Run:
    begin, end = _bounds(data, at, base)
    places: list[int] = []
    line = begin
    for line_end in _BREAKS.finditer(data, begin, end):
        places += range(line, line_end.start())
        line = line_end.end()
    is_followed = at - begin < _FARTHEST and end - at < _FARTHEST
    goes_on = (is_cut[0] and begin == 0) or (is_cut[1] and end == len(data))
    return _Run(
        text=_BREAKS.sub(b"", data[begin:end]),
        places=[*places, *range(line, end)] if places else range(begin, end),
        fits=end if end - at < _FARTHEST else at + _FARTHEST // 3,
        whole=(begin, end) if is_followed and not goes_on else None,
        done={},
    )


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
