"""A whole pack sifted, by several processes where it is large."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import pairwise
from operator import le

from aurora_lint import progress
from aurora_lint.history.clues import inherited
from aurora_lint.history.sift import Sifted, sift
from aurora_lint.packs.pack import Pack
from aurora_lint.processes import processors, spread

#: Where somebody watches, so many entries are sifted before that is told.
_STEP = 5000
#: So many bytes of a pack are sifted sooner than a process is started for them.
_PART = 1 << 20
#: A pack of no more parts than this is not worth a process.
_FEW_PARTS = 3
#: So many parts a process at the most: they do not take equally long.
_MOST_PARTS = 16


def sieve(pack: Pack, jobs: int) -> Sifted:
    """Sift a pack with up to ``jobs`` processes; bits of an object are also those of its bases."""

    def part(ends: tuple[int, int]) -> Sifted:
        return _joined(_steps(pack, *ends)) if progress.is_shown() else sift(pack, *ends)

    found = _joined(spread(part, list(_parts(pack, jobs)), jobs))
    inherit(found)
    return found


def _parts(pack: Pack, jobs: int) -> Iterator[tuple[int, int]]:
    """Yield the first numbers of parts of a pack of about the same size, and where they end."""
    size = len(pack.view)
    amount = min(1 + size // _PART, (jobs or processors()) * _MOST_PARTS)
    amount = amount if amount > _FEW_PARTS else 1
    starts = [bisect_left(pack.index.begins, size * nth // amount) for nth in range(amount)]
    return pairwise([*starts, len(pack)])


def _steps(pack: Pack, first: int, last: int) -> Iterator[Sifted]:
    """Sift a part step by step, and say after each how far that is."""
    for start in range(first, last, _STEP):
        end = min(start + _STEP, last)
        sifted = sift(pack, start, end)
        progress.add(end - start, sifted.size)
        yield sifted


def _joined(parts: Iterable[Sifted]) -> Sifted:
    whole = Sifted(bytearray(), array("Q"), array("Q"), 0)
    size = 0
    for part in parts:
        whole.kinds.extend(part.kinds)
        whole.bits.extend(part.bits)
        whole.bases.extend(part.bases)
        size += part.size
    return whole._replace(size=size)


def inherit(found: Sifted) -> None:
    """Add to each object's bits those of what it is made from."""
    bits, bases = found.bits, found.bases
    for number in _bases_first(bases):
        base = bits[bases[number] - 1] if bases[number] else 0
        if base or bits[number]:
            bits[number] = inherited(bits[number], base)


def _bases_first(bases: array[int]) -> Iterable[int]:
    """Give the numbers of all entries, those of bases before those of what is made from them.

    So they stand in most packs. What is made from itself comes in any order: git can't read it.
    """
    if all(map(le, bases, range(len(bases)))):
        return range(len(bases))
    done: dict[int, None] = {}
    for first in range(len(bases)):
        way: dict[int, None] = {}
        number = first
        while number >= 0 and number not in done and number not in way:
            way[number] = None
            number = bases[number] - 1
        done.update(dict.fromkeys(reversed(way)))
    return done
