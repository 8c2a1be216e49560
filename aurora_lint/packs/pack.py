"""A pack: its entries, each a whole object or what one changes of another."""

from __future__ import annotations

import mmap
from bisect import bisect_left
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from aurora_lint.packs.index import Index, Unreadable
from aurora_lint.packs.inflate import beginning, inflated

COMMIT, TREE, BLOB, TAG = 1, 2, 3, 4
_BY_OFFSET, _BY_ID = 6, 7
_KINDS = frozenset({COMMIT, TREE, BLOB, TAG})
_HEAD = (b"PACK\0\0\0\2", b"PACK\0\0\0\3")
_START = 12
#: Enough for the two sizes that a delta begins with.
_BEGINNING = 32


class Entry(NamedTuple):
    """An entry: its number, its type, the size of what it unpacks to, where that is, its base.

    ``kind`` is that of the object, also where the entry is a delta; 0 where it can't be told.
    ``base`` is the number of the entry that a delta is made from, and 1 more; 0 where none is.
    """

    number: int
    kind: int
    size: int
    begin: int
    end: int
    base: int


class Pack:
    """A pack that is open. Raises :class:`Unreadable`, and OSError."""

    def __init__(self, file: Path, width: int) -> None:
        self.index = Index(file.with_suffix(".idx"), width)
        self._width = width
        with file.open("rb") as held:
            try:
                self._data = mmap.mmap(held.fileno(), 0, access=mmap.ACCESS_READ)
            except ValueError:
                raise Unreadable(f"{file.name} is empty") from None
        self.view = memoryview(self._data)
        begins, head = self.index.begins, self._data[:_START]
        self._end = len(self._data) - width
        if not head.startswith(_HEAD) or int.from_bytes(head[8:], "big") != len(begins):
            raise Unreadable(f"{file.name} is not what its index says")
        if begins and not _START <= begins[0] <= begins[-1] < self._end:
            raise Unreadable(f"the index of {file.name} leads out of it")

    def __len__(self) -> int:
        return len(self.index.begins)

    def number(self, begin: int) -> int | None:
        """Give the number of the entry that begins at an offset; None if none does."""
        begins = self.index.begins
        number = bisect_left(begins, begin)
        return number if number < len(begins) and begins[number] == begin else None

    def entries(self, first: int, last: int, kinds: bytearray) -> Iterator[Entry]:
        """Yield the entries with the numbers from ``first`` up to ``last``, but for trees.

        ``kinds`` gets the types of all of them. :class:`Unreadable` where one has no end.
        """
        try:
            yield from self._entries(first, last, kinds)
        except IndexError:
            raise Unreadable("an entry leads out of the pack") from None

    def _entries(self, first: int, last: int, kinds: bytearray) -> Iterator[Entry]:
        data, begins, width = self._data, self.index.begins, self._width
        # Of an entry by where it begins: its number and 1 more, times 8, and its type.
        known: dict[int, int] = {}
        ends = chain(begins[first + 1 : last + 1], [self._end])
        for number, (begin, end) in enumerate(zip(begins[first:last], ends), first):
            byte = data[begin]
            place = begin + 1
            kind, size, shift = byte >> 4 & 7, byte & 15, 4
            while byte & 128:
                byte = data[place]
                place += 1
                size |= (byte & 127) << shift
                shift += 7
            base = 0
            if kind == _BY_OFFSET:
                byte = data[place]
                place += 1
                back = byte & 127
                while byte & 128:
                    byte = data[place]
                    place += 1
                    back = (back + 1) << 7 | byte & 127
                base = known.get(begin - back) or self._fact(begin - back, known)
                kind = base & 7
            elif kind == _BY_ID:
                base = self._fact(self._begin(data[place : place + width]), known)
                kind = base & 7
                place += width
            known[begin] = (number + 1) << 3 | kind
            kinds.append(kind)
            if kind != TREE:
                yield Entry(number, kind, size, place, end, base >> 3)

    def _fact(self, begin: int, known: dict[int, int]) -> int:
        """Give what is ``known`` of the entry that begins somewhere; 0 where there is none."""
        way: list[int] = []
        kind, place = 0, begin
        while place and place not in known and len(way) <= len(self):
            way.append(place)
            kind, place = self._lead(place)
            if kind in _KINDS:
                break
        else:
            kind = known.get(place, 0) & 7
        kind = kind if kind in _KINDS else 0
        for each in way:
            number = self.number(each)
            known[each] = 0 if number is None else (number + 1) << 3 | kind
        return known.get(begin, 0)

    def _lead(self, begin: int) -> tuple[int, int]:
        """Give the type of an entry as it says it, and where its base begins."""
        data = self._data
        if self.number(begin) is None:
            return 0, 0
        place = begin
        kind = data[place] >> 4 & 7
        while data[place] & 128:
            place += 1
        place += 1
        if kind == _BY_ID:
            return kind, self._begin(data[place : place + self._width])
        if kind != _BY_OFFSET:
            return kind, 0
        back = data[place] & 127
        while data[place] & 128:
            place += 1
            back = (back + 1) << 7 | data[place] & 127
        return kind, begin - back

    def _begin(self, name: bytes) -> int:
        """Give where the entry with an id begins; 0 where there is none."""
        rank = self.index.rank(name)
        return 0 if rank is None else self.index.offsets[rank]

    def beginning(self, entry: Entry) -> bytes:
        """Unpack the first bytes of an entry."""
        return beginning(self.view[entry.begin : entry.end], _BEGINNING)

    def content(self, entry: Entry) -> bytes:
        """Unpack an entry: an object, or a delta; one of DAMAGED where that is not possible."""
        return inflated(self.view[entry.begin : entry.end], entry.size)
