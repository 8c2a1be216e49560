"""A pack's objects sifted: most of them hold nothing, and of these no delta is undone.

What is left over are those to be read whole, by git. ``docs/history.md`` says what is lost.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from aurora_lint import progress
from aurora_lint.git.batch import Object
from aurora_lint.history.batch import BATCH, Batch, Deltas, Inserted
from aurora_lint.history.clues import DEEP, READ, inherited
from aurora_lint.magic import is_container
from aurora_lint.packs.delta import COPIES, inserted, lengths
from aurora_lint.packs.inflate import DAMAGED
from aurora_lint.packs.pack import BLOB, Pack
from aurora_lint.source import Source, readable, wide_encoding

#: An entry that is larger is not unpacked here, so that memory stays within bounds.
_LARGEST = 64 << 20
#: What an entry raises that is damaged, or ends too early.
_NOT_WHOLE: tuple[type[Exception], ...] = (*DAMAGED, IndexError)
_COPIES = bytes([COPIES])
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


def telling(objects: Iterable[Object]) -> Iterator[tuple[Object, bool]]:
    """Yield objects that are whole, and whether a closer look at one may say more of it."""
    held: list[Object] = []
    size = 0
    for each in objects:
        progress.add(1, len(each.data))
        held.append(each)
        size += len(each.data)
        if size > BATCH:
            yield from _told(held)
            held, size = [], 0
    yield from _told(held)


def _told(objects: list[Object]) -> Iterator[tuple[Object, bool]]:
    bits = [0] * len(objects)
    batch = Batch(bits)
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
    whole, begun, deltas = Batch(bits), Inserted(bits), Deltas(bits)
    size = 0
    for entry in pack.entries(first, last, kinds):
        number = entry.number - first
        is_large = entry.size > _LARGEST
        try:
            data = pack.beginning(entry) if is_large else pack.content(entry)
            made, place = lengths(data) if entry.base else (entry.size, 0)
        except _NOT_WHOLE:
            bits[number] = READ
            continue
        size += made
        if is_large or entry.kind == _DAMAGED:
            bits[number] = READ
            continue
        bases[number] = entry.base
        if entry.base and (entry.kind != BLOB or data[place : place + 1] >= _COPIES):
            deltas.add_delta(number, data, place)
            continue
        # A blob's first bytes say what it is, so what is inserted there is looked at as it is.
        batch, text = (begun, inserted(data, place)) if entry.base else (whole, data)
        if entry.kind == BLOB:
            bits[number], text = _by_beginning(text)
        batch.add(number, text)
    for each in (whole, begun, deltas):
        each.search()
    return Sifted(kinds, bits, bases, size)


def _by_beginning(text: bytes) -> tuple[int, bytes]:
    """Give what a blob's first bytes say, and its text as it is read."""
    if wide_encoding(text):
        return READ, readable(Source(text, None))
    return DEEP if is_container(text) else 0, text
