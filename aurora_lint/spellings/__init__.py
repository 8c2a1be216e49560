"""The other ways to write a key: encodings of its bytes, escapes, pieces that code joins."""

from __future__ import annotations

from collections.abc import Iterator

from aurora_lint import keys
from aurora_lint.candidates import Candidates, candidates
from aurora_lint.keys import Sighting
from aurora_lint.spellings import escapes, lettered, mirrored, numbers, wide
from aurora_lint.spellings.reading import Reading

#: How many spellings of spellings are undone.
_DEEPEST = 3
_READERS = {
    "utf-16": wide.read,
    "utf-32": wide.read,
    "numbers": numbers.read,
    "reversed": mirrored.read,
    "rot13": mirrored.read,
    "escaped": escapes.read,
    "percent": escapes.read,
    "html": escapes.read,
    "quoted-printable": escapes.read,
}


def find(
    data: bytes,
    found: Candidates,
    plain: list[Sighting],
    depth: int = _DEEPEST,
    is_cut: tuple[bool, bool] = (False, False),
) -> Iterator[Sighting]:
    """Yield the keys in ``data`` that do not stand there as they are.

    ``plain`` are those that do, among the candidates ``found``. ``is_cut`` says whether ``data``
    is a stretch of a text that goes on before it, and behind it.
    """
    seen = {(sighting.key, sighting.start, sighting.end) for sighting in plain}
    whole = {sighting.start + 1 for sighting in plain if not sighting.doubt}
    hits = [hit for core in found.cores if core not in whole for hit in escapes.around(data, core)]
    covered: dict[tuple[str, int], int] = {}
    letters = lettered.Reader(data, is_cut)
    for hit in sorted([*found.spelled, *hits], key=lambda each: each.start):
        kind = hit.family, hit.start % wide.WIDTHS.get(hit.family, 1)
        if hit.start < covered.get(kind, 0):
            continue
        if reader := _READERS.get(hit.family):
            readings = reader(data, hit)
            covered[kind] = readings[0].reach if readings else 0
        else:
            readings = letters.read(hit)
        for sighting in _best([list(_within(reading, data, depth)) for reading in readings]):
            place = sighting.key, sighting.start, sighting.end
            if place not in seen:
                seen.add(place)
                yield sighting


def _best(ways: list[list[Sighting]]) -> list[Sighting]:
    """Give what one of several ways to read a place yields: if possible, what is beyond doubt."""
    certain = [way for way in ways if any(not sighting.doubt for sighting in way)]
    return next(iter(certain), next((way for way in ways if way), []))


def _within(reading: Reading, data: bytes, depth: int) -> Iterator[Sighting]:
    """Yield the keys in what a stretch of ``data`` reads as, where they stand in ``data``."""
    found = candidates(reading.text)
    sightings = list(keys.find(reading.text, found.cores))
    if depth > 1:
        sightings += find(reading.text, found, sightings, depth - 1, reading.is_cut)
    for sighting in sightings:
        if reading.cuts(sighting.start, sighting.end):
            continue  # the next reading has it whole
        start, end = reading.span(sighting.start, sighting.end)
        if sighting.spelling != "plain":
            spelling = f"{sighting.spelling} in {reading.spelling}"
        elif sighting.key and data[start:end] == sighting.key.text.encode("ascii"):
            continue  # it stands there as it is
        else:
            spelling = reading.spelling
        yield sighting._replace(start=start, end=end, spelling=spelling)
