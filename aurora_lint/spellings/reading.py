"""A stretch of a file as it reads when it is decoded, and where each part of it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Reading(NamedTuple):
    """The decoded ``text`` of a stretch of a source.

    ``places`` has the byte offset in the source of each byte of the text, and that of its end.
    What is spelled the same way before the offset ``reach`` has been read with it.
    Where the construct has to be taken as a whole (base64), ``whole`` is its start and end.
    """

    spelling: str
    text: bytes
    places: Sequence[int]
    reach: int
    whole: tuple[int, int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the byte offsets in the source of a stretch of the text."""
        return self.whole or (self.places[start], self.places[end])
