"""Keys whose letters are all there, in another order or alphabet: reversed, ROT13."""

from __future__ import annotations

import string

from aurora_lint.candidates import Hit
from aurora_lint.spellings.reading import Reading

#: How far around a hit is read, and how long a key is at most.
_REACH, _LONGEST = 400, 110
_LOWER, _UPPER = string.ascii_lowercase, string.ascii_uppercase
_ROT13 = bytes.maketrans(
    (_LOWER + _UPPER).encode(),
    (_LOWER[13:] + _LOWER[:13] + _UPPER[13:] + _UPPER[:13]).encode(),
)


def read(data: bytes, hit: Hit) -> list[Reading]:
    """Give what the text around a hit was before it was reversed or rotated."""
    start, end = max(0, hit.start - _REACH), min(len(data), hit.start + _REACH)
    text = data[start:end]
    reach = hit.start + _REACH - _LONGEST
    is_cut = start > 0, end < len(data)
    if hit.family == "rot13":
        places = range(start, end + 1)
        return [Reading("rot13", text.translate(_ROT13), places, reach, is_cut=is_cut)]
    backwards = range(end, start - 1, -1)
    return [_Reversed("reversed", text[::-1], backwards, reach, is_cut=is_cut[::-1])]


class _Reversed(Reading):
    """A reading from the end to the start."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.places[end], self.places[start]
