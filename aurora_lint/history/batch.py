"""Texts of objects that are searched together: calls cost little then."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, MutableSequence
from itertools import accumulate

from aurora_lint.history.clues import CLOSER, clues, clues_of_insert
from aurora_lint.history.hints import hints
from aurora_lint.packs.delta import inserted, seams

#: So much text is searched at once, so that it stays in a core's own memory.
BATCH = 1 << 18
#: No literal has these, and none reaches over them.
_BETWEEN = b"\xf6\xf7\xf6"


class Batch:
    """Texts that are searched together, each of them an object's; ``bits`` are by its number."""

    _find: Callable[[bytes], Iterator[tuple[int, int]]] = staticmethod(clues)
    #: What is put behind the last text.
    _end: tuple[bytes, ...] = ()

    def __init__(self, bits: MutableSequence[int]) -> None:
        self._bits = bits
        self._start()

    def _start(self) -> None:
        self._texts: list[bytes] = []
        self._owners: list[int] = []
        self._size = 0

    def add(self, owner: int, text: bytes) -> None:
        """Add the text of an object; a large one is searched by itself, and not copied."""
        size = len(text)
        if size > BATCH:
            self.search()
        self._texts.append(text)
        self._owners.append(owner)
        self._size += size
        if self._size > BATCH:
            self.search()

    def search(self) -> None:
        """Set the bits of the objects whose texts say something."""
        bits, owners = self._bits, self._owners
        ends: list[int] = []
        for start, found in self._find(_BETWEEN.join([*self._texts, *self._end])):
            ends = ends or [*accumulate(len(each) + len(_BETWEEN) for each in self._texts)]
            bits[owners[bisect_right(ends, start)]] |= found
        self._start()


class Inserted(Batch):
    """What deltas insert, with what they cut."""

    _find = staticmethod(clues_of_insert)


class Deltas(Batch):
    """Deltas that are searched as they are unpacked; of few their instructions are read."""

    _find = staticmethod(hints)
    _end = (b"",)

    def _start(self) -> None:
        super()._start()
        self._deltas: list[tuple[int, bytes, int]] = []

    def add_delta(self, owner: int, delta: bytes, place: int) -> None:
        """Add a delta, whose first instruction is at ``place``."""
        told = seams(delta, place)
        if told is None:
            self._bits[owner] |= closer(delta, place)
            return
        if told:
            self.add(owner, _BETWEEN.join(told))
        self._deltas.append((owner, delta, place))
        self.add(owner, delta)

    def search(self) -> None:
        """Set the bits of the objects whose deltas say something."""
        bits, deltas = self._bits, self._deltas
        super().search()
        for owner, delta, place in deltas:
            if bits[owner] & CLOSER:
                bits[owner] |= closer(delta, place)


def closer(delta: bytes, place: int) -> int:
    """Give the bits of what a delta inserts, whose first instruction is at ``place``."""
    bits = 0
    for _, found in clues_of_insert(inserted(delta, place)):
        bits |= found
    return bits
