"""Texts that may be shown: every key in them masked or left out, however it is spelled."""

from __future__ import annotations

from collections.abc import Callable

from aurora_lint import keys
from aurora_lint.candidates import candidates
from aurora_lint.spellings import find


def mask(text: str) -> str:
    """Give ``text`` with every key in it masked."""
    return keys.mask(_replaced(text, lambda key: key.masked))


def without(text: str) -> str:
    """Give ``text`` with every key in it left out: what a key says of itself is no address."""
    return keys.without(_replaced(text, lambda _: " "))


def _replaced(text: str, shown: Callable[[keys.Key], str]) -> str:
    data = text.encode("utf-8", "surrogatepass")
    found = candidates(data)
    if not found.spelled and not found.cores:
        return text
    pieces, place = [], 0
    spelled = find(data, found, list(keys.find(data, found.cores)))
    for sighting in sorted(spelled, key=lambda each: (each.start, -each.end)):
        if sighting.start >= place and sighting.key:
            pieces += [data[place : sighting.start], shown(sighting.key).encode("utf-8")]
            place = sighting.end
    return b"".join([*pieces, data[place:]]).decode("utf-8", "surrogatepass")
