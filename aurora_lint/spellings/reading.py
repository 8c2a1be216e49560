"""A stretch of a file as it reads when it is decoded, and where each part of it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

#: Where a source is cut, an escape may be cut, too: what is left of it is this long.
_RAGGED = 12


class Reading(NamedTuple):
    """The decoded ``text`` of a stretch of a source.

    ``places`` has the byte offset in the source of each byte of the text, and that of its end.
    What is spelled the same way before the offset ``reach`` has been read with it, if it is said.
    Where the construct has to be taken as a whole (base64), ``whole`` is its start and end.
    ``is_cut`` says whether the source goes on before the text, and behind it.
    """

    spelling: str
    text: bytes
    places: Sequence[int]
    reach: int
    whole: tuple[int, int] | None = None
    is_cut: tuple[bool, bool] = (False, False)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the byte offsets in the source of a stretch of the text."""
        return self.whole or (self.places[start], self.places[end])

    def cuts(self, start: int, end: int) -> bool:
        """Whether a stretch of the text may go on where the text does not."""
        before, behind = self.is_cut
        return (before and start < _RAGGED) or (behind and end > len(self.text) - _RAGGED)
