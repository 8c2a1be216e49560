"""The line around a sighting as it may be shown: with no key in it, nor a piece of one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cached_property

from aurora_lint.finding import Excerpt
from aurora_lint.keys import Sighting
from aurora_lint.lines import Lines, decode
from aurora_lint.spellings.masking import mask

#: So many characters are shown on each side.
_SIDE = 60
#: So many bytes are read on each side: what is cut at the edge may be half a key, and is not shown.
_READ = 600
#: So much of a token that stands together would help whoever guesses the rest.
_TELLING = 8
_CUT = "…"


class Excerpts:
    """Gives excerpts of a file's ``data``, in which all ``sightings`` are masked.

    ``without_pieces`` takes the pieces out of a text of which code puts a key together.
    """

    def __init__(
        self,
        data: bytes,
        lines: Lines,
        sightings: list[Sighting],
        without_pieces: Callable[[str], str],
    ) -> None:
        self._data, self._lines = data, lines
        self._sightings = sorted(
            (each for each in sightings if each.key), key=lambda each: each.start
        )
        self._starts = [each.start for each in self._sightings]
        self._long = [each for each in self._sightings if each.end - each.start > _READ]
        self._without_pieces = without_pieces

    def around(self, sighting: Sighting) -> Excerpt | None:
        """Give the line around a sighting; None where it is no text, or too telling."""
        before = self._shown(self._first(sighting.start), sighting.start)
        after = self._shown(sighting.end, self._last(sighting.end))
        if before is None or after is None:
            return None
        before = before.lstrip()
        if len(before) > _SIDE:
            before = _CUT + before[1 - _SIDE :]
        if len(after) > _SIDE:
            after = after[: _SIDE - 1] + _CUT
        shown = _masked(sighting)
        found = Excerpt(before + shown + after.rstrip(), len(before), len(before) + len(shown))
        return None if any(each in self._telling for each in _stretches(found.text)) else found

    def _first(self, offset: int) -> int:
        _, column = self._lines.place_in_bytes(offset)
        return offset - min(column, _READ)

    def _last(self, offset: int) -> int:
        line, _ = self._lines.place_in_bytes(offset)
        return min(offset + _READ, self._lines.end(line))

    def _shown(self, start: int, end: int) -> str | None:
        """Give the text between two offsets as it may be shown; None where it is binary."""
        parts, place = [], start
        for other in self._between(start, end):
            if other.end > place:
                parts += [decode(self._data[place : other.start]), _masked(other)]
                place = other.end
        parts.append(decode(self._data[place:end]))
        if any("\0" in part for part in parts):
            return None
        text = self._without_pieces(mask("".join(parts).replace("\t", " ")))
        return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)

    def _between(self, start: int, end: int) -> Iterator[Sighting]:
        """Yield the sightings that reach into what is between two offsets, in their order."""
        first, last = bisect_left(self._starts, start - _READ), bisect_left(self._starts, end)
        near = [*self._long, *self._sightings[first:last]]
        for each in sorted(set(near), key=lambda one: one.start):
            if each.start < end and each.end > start:
                yield each

    @cached_property
    def _telling(self) -> frozenset[str]:
        """Every stretch of a token that is too long to be shown."""
        keys = {each.key for each in self._sightings if each.key}
        return frozenset(stretch for key in keys for stretch in _stretches(key.text[8:]))


def _stretches(text: str) -> Iterator[str]:
    for start in range(len(text) - _TELLING + 1):
        yield text[start : start + _TELLING]


def _masked(sighting: Sighting) -> str:
    return sighting.key.masked if sighting.key else mask(sighting.name)
