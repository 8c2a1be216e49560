"""A pack's objects sifted: most of them hold nothing, and of these no delta is undone.

What is left over are those to be read whole, by git. ``docs/history.md`` says what is lost.
"""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, MutableSequence
from typing import NamedTuple

from aurora_lint import progress
from aurora_lint.git.batch import Object
from aurora_lint.history.clues import DEEP, READ, clues, inherited
from aurora_lint.magic import is_container
from aurora_lint.packs.delta import inserted, lengths
from aurora_lint.packs.pack import BLOB, Pack
from aurora_lint.source import Source, readable, wide_encoding

#: So much text is searched at once: calls cost little then, and it stays in a core's own memory.
_BATCH = 1 << 18
#: No literal has these, and none reaches over them.
_BETWEEN = b"\xf6\xf7\xf6"
#: An entry that is larger is not unpacked here, so that memory stays within bounds.
_LARGEST = 64 << 20
#: What an object without a type of its own is taken for: git shall say what it is.
_DAMAGED = 0


class Sifted(NamedTuple):
    """Entries of a pack, in its order: types, bits, and bases; and the sum of what they make.

    A base is the number of its entry, and 1 more; 0 where an entry is whole. Trees are left out.
    """

    kinds: bytearray
    bits: array[int]
    bases: array[int]
    size: int


class _Batch:
    """Texts that are searched together, each of them an object's; ``bits`` are by its number."""

    def __init__(self, bits: MutableSequence[int]) -> None:
        self._bits = bits
        self._texts: list[bytes] = []
        self._starts: list[int] = []
        self._owners: list[int] = []
        self._size = 0

    def add(self, owner: int, text: bytes) -> None:
        """Add the text of an object; a large one is searched by itself, and not copied."""
        if len(text) > _BATCH:
            self.search()
        self._texts.append(text)
        self._starts.append(self._size)
        self._owners.append(owner)
        self._size += len(text) + len(_BETWEEN)
        if self._size > _BATCH:
            self.search()

    def search(self) -> None:
        """Set the bits of the objects whose texts say something."""
        bits, starts, owners = self._bits, self._starts, self._owners
        for start, found in clues(_BETWEEN.join(self._texts)):
            bits[owners[bisect_right(starts, start) - 1]] |= found
        self._texts, self._starts, self._owners, self._size = [], [], [], 0


def telling(objects: Iterable[Object]) -> Iterator[tuple[Object, bool]]:
    """Yield objects that are whole, and whether a closer look at one may say more of it."""
    held: list[Object] = []
    size = 0
    for each in objects:
        progress.add(1, len(each.data))
        held.append(each)
        size += len(each.data)
        if size > _BATCH:
            yield from _told(held)
            held, size = [], 0
    yield from _told(held)


def _told(objects: list[Object]) -> Iterator[tuple[Object, bool]]:
    bits = [0] * len(objects)
    batch = _Batch(bits)
    for number, each in enumerate(objects):
        bits[number], text = _by_beginning(each.data) if each.type == "blob" else (0, each.data)
        batch.add(number, text)
    batch.search()
    return zip(objects, (inherited(each, 0) & (READ | DEEP) != 0 for each in bits))


def sift(pack: Pack, first: int, last: int) -> Sifted:
    """Look at the entries with the numbers from ``first``, up to ``last``."""
    kinds = bytearray()
    bits = array("Q", bytes(8 * (last - first)))
    bases = array("Q", bytes(8 * (last - first)))
    batch = _Batch(bits)
    size = 0
    for entry in pack.entries(first, last, kinds):
        number = entry.number - first
        is_large = entry.size > _LARGEST
        try:
            data = pack.beginning(entry) if is_large else pack.content(entry)
            made, place = lengths(data) if entry.base else (entry.size, 0)
        except (zlib.error, IndexError):
            bits[number] = READ
            continue
        size += made
        base = pack.number(entry.base) if entry.base else -1
        if base is None or is_large or entry.kind == _DAMAGED:
            bits[number] = READ
            continue
        bases[number] = base + 1
        text = inserted(data, place) if entry.base else data
        if entry.kind == BLOB:
            bits[number], text = _by_beginning(text)
        batch.add(number, text)
    batch.search()
    return Sifted(kinds, bits, bases, size)


def _by_beginning(text: bytes) -> tuple[int, bytes]:
    """Give what a blob's first bytes say, and its text as it is read."""
    if wide_encoding(text):
        return READ, readable(Source(text, None))
    return DEEP if is_container(text) else 0, text
