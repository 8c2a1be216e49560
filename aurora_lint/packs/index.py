"""The index of a pack: which objects are in it, and where each begins.

The format is git's own: ``git help gitformat-pack``.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from functools import cached_property
from pathlib import Path

_MARK = b"\xfftOc\0\0\0\2"
_FANOUT = 256 * 4
#: An offset with this bit is the number of one of eight bytes.
_LARGE = 1 << 31


class Unreadable(Exception):
    """A pack is not as this program knows packs: git itself has to read it."""


class Index:
    """An index in memory: ``ids`` in their own order, and where the objects begin in the pack.

    ``width`` is the size of an id in bytes. Raises :class:`Unreadable`, and OSError.
    """

    def __init__(self, file: Path, width: int) -> None:
        data = file.read_bytes()
        is_first = not data.startswith(_MARK)
        head = 0 if is_first else len(_MARK)
        count = int.from_bytes(data[head + _FANOUT - 4 : head + _FANOUT], "big")
        first = head + _FANOUT
        step = width + 4 if is_first else width
        places = first + 4 if is_first else first
        table = first if is_first else first + count * (width + 4)
        if len(data) < table + count * (step if is_first else 4) + 2 * width:
            raise Unreadable(f"{file.name} is cut short")
        self.ids = [data[n : n + width] for n in range(places, places + count * step, step)]
        if is_first:
            heads = range(first, first + count * step, step)
            offsets = array("Q", (int.from_bytes(data[n : n + 4], "big") for n in heads))
        else:
            offsets = _offsets(data, table, count)
        self._offsets = offsets
        #: Where the entries of the pack begin, in their order.
        self.begins = array("Q", sorted(offsets))

    @cached_property
    def in_order(self) -> list[bytes]:
        """The ids of the entries, in their order."""
        named = dict(zip(self._offsets, self.ids))
        return [named[begin] for begin in self.begins]

    def begin(self, name: bytes) -> int:
        """Give where the entry with an id begins; 0 where there is none."""
        rank = bisect_left(self.ids, name)
        is_there = rank < len(self.ids) and self.ids[rank] == name
        return self._offsets[rank] if is_there else 0


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
