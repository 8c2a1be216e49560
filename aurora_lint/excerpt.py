"""The line around a sighting as it may be shown: with no key in it, nor a piece of one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

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
        self._sightings = sightings
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
        return None if any(each in found.text for each in self._telling()) else found

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
        for each in self._sightings:
            if each.key and each.start < end and each.end > start:
                yield each

    def _telling(self) -> Iterator[str]:
        """Yield each stretch of a token that is too long to be shown."""
        for key in {each.key for each in self._sightings if each.key}:
            token = key.text[8:]
            for start in range(len(token) - _TELLING + 1):
                yield token[start : start + _TELLING]


def _masked(sighting: Sighting) -> str:
    return sighting.key.masked if sighting.key else mask(sighting.name)
