"""The index of a pack: which objects are in it, and where each begins.

The format is git's own: ``git help gitformat-pack``.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from pathlib import Path

_MARK = b"\xfftOc\0\0\0\2"
_FANOUT = 256 * 4
#: An offset with this bit is the number of one of eight bytes.
_LARGE = 1 << 31


class Unreadable(Exception):
    """A pack is not as this program knows packs: git itself has to read it."""


class Index:
    """An index in memory. An object's *rank* is its place among the ids, which are in order.

    ``width`` is the size of an id in bytes. Raises :class:`Unreadable`, and OSError.
    """

    def __init__(self, file: Path, width: int) -> None:
        data = file.read_bytes()
        is_first = not data.startswith(_MARK)
        head = 0 if is_first else len(_MARK)
        count = int.from_bytes(data[head + _FANOUT - 4 : head + _FANOUT], "big")
        first = head + _FANOUT
        size = count * (width + (4 if is_first else 8))
        if len(data) < first + size + 2 * width:
            raise Unreadable(f"{file.name} is cut short")
        self.width = width
        #: The sum of the pack's bytes, which tells it from any other pack.
        self.checksum = data[-2 * width : -width]
        if is_first:
            places = range(first, first + size, width + 4)
            self.ids = b"".join(data[n + 4 : n + 4 + width] for n in places)
            self.offsets = array("Q", (int.from_bytes(data[n : n + 4], "big") for n in places))
        else:
            self.ids = data[first : first + count * width]
            self.offsets = _offsets(data, first + count * (width + 4), count)
        #: The ranks of the pack's entries, in the order of the entries, and where they begin.
        begin_of = self.offsets.tolist().__getitem__  # a list is faster than an array
        ranks = sorted(range(count), key=begin_of)
        self.order = array("L", ranks)
        self.begins = array("Q", map(begin_of, ranks))

    def __len__(self) -> int:
        return len(self.begins)

    def id(self, rank: int) -> bytes:
        """Give the id of an object."""
        return self.ids[rank * self.width : (rank + 1) * self.width]

    def rank(self, name: bytes) -> int | None:
        """Give the rank of the object with an id; None where it is not in the pack."""
        rank = bisect_left(range(len(self)), name, key=self.id)
        return rank if rank < len(self) and self.id(rank) == name else None

    def ranks_of(self, names: Iterable[bytes]) -> Iterator[int]:
        """Yield the ranks of those objects that are in the pack."""
        return (rank for rank in map(self.rank, names) if rank is not None)

    def by_rank(self, codes: bytearray) -> bytearray:
        """Give a byte for each object, by its rank, where they are in the order of the entries."""
        ranked = bytearray(len(codes))
        for rank, code in zip(self.order, codes):
            ranked[rank] = code
        return ranked


def _offsets(data: bytes, table: int, count: int) -> array[int]:
    small = array("I", data[table : table + 4 * count])
    if sys.byteorder == "little":
        small.byteswap()
    if not count or max(small) < _LARGE:
        return array("Q", small)
    large = array("Q")
    rest = data[table + 4 * count :]
    large.frombytes(rest[: len(rest) // 8 * 8])
    if sys.byteorder == "little":
        large.byteswap()
    try:
        return array("Q", (large[each - _LARGE] if each >= _LARGE else each for each in small))
    except IndexError:
        raise Unreadable("an offset leads out of the index") from None
