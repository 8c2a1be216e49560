"""What has been seen of a repository's objects: of each what sort it is, a byte an object."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress
from typing import NamedTuple

from aurora_lint.history.sort import SORTS, Sort

#: Each sort by its number; an object that has not been looked at is none of them.
CODES: dict[Sort, int] = {sort: nth for nth, sort in enumerate(SORTS)}
UNSEEN = len(SORTS)


class Block(NamedTuple):
    """The objects of a pack, by rank: their ids on end, and of each its code."""

    ids: bytes
    codes: bytearray

    def id(self, rank: int) -> bytes:
        """Give the id of an object."""
        width = len(self.ids) // len(self.codes)
        return self.ids[rank * width : (rank + 1) * width]

    def of(self, code: int) -> Iterator[bytes]:
        """Yield the ids of the objects with a code."""
        is_such = bytes(each == code for each in range(256))
        return map(self.id, compress(range(len(self.codes)), self.codes.translate(is_such)))

    def by_id(self) -> dict[bytes, int]:
        """Give the codes of the objects that have been looked at, by their ids."""
        names = map(self.id, range(len(self.codes)))
        return {name: code for name, code in zip(names, self.codes) if code != UNSEEN}


class Seen(NamedTuple):
    """The blocks of packs, by the packs' checksums, and the codes of objects in no block."""

    blocks: dict[bytes, Block]
    single: dict[bytes, int]

    def by_id(self) -> dict[bytes, int]:
        """Give the codes of all objects that have been looked at."""
        codes: dict[bytes, int] = {}
        for block in self.blocks.values():
            codes.update(block.by_id())
        return codes | self.single

    def of(self, sort: Sort) -> set[bytes]:
        """Give the ids of the objects of a sort."""
        code = CODES[sort]
        found = {name for name, each in self.single.items() if each == code}
        return found.union(*(block.of(code) for block in self.blocks.values()))

    def amount(self) -> int:
        """Give how many objects have been looked at, but for trees, each counted once."""
        others = [sort for sort in SORTS if sort != "tree"]
        if not self.single and len(self.blocks) == 1:
            (block,) = self.blocks.values()
            return sum(block.codes.count(CODES[sort]) for sort in others)
        return len(set().union(*map(self.of, others)))
