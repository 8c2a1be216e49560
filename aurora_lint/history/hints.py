"""What a delta says as it is unpacked, before its instructions are read, which takes longer.

A literal stands in an insert as it is, or at a seam of two. Where a delta cuts a prefix, the
instructions beside the piece show it: before its first byte stands how long the insert is, behind
its last one that something is copied. Whatever :func:`clues` finds in what a delta inserts is
found here, too, or the delta is one to look at more closely; little else is.
"""

from __future__ import annotations

from collections.abc import Iterator

from aurora_lint.history.clues import CLOSER, PLAIN, WANTED, Clue, Table, sum_of
from aurora_lint.history.cuts import SHORTEST_END, Insert, inserts, of_kinds
from aurora_lint.packs.delta import COPIES, LONGEST
from aurora_lint.tables import IN_CODE, IN_TEXT

_COPIES = bytes([COPIES])


def _is_looked_for(insert: Insert) -> bool:
    """Whether a piece is long enough where one end of it is anywhere.

    What shorter ones are put beside is so rare that all that is made from it is read anyway.
    """
    size = len(insert.piece)
    return size >= SHORTEST_END if insert.is_ended else not insert.is_begun or size > 1


def _bit(insert: Insert) -> int:
    return WANTED.get(insert.beside, CLOSER)


def _begins() -> Iterator[Clue]:
    """Yield what an insert begins with that ends a core."""
    for each in inserts():
        if each.is_ended and _is_looked_for(each):
            yield each.piece, _bit(each)


def _ends() -> Iterator[Clue]:
    """Yield what an insert ends with that begins a key."""
    for each in inserts():
        if each.is_begun and _is_looked_for(each):
            yield from ((literal, _bit(each)) for literal in of_kinds(each.piece))


def _inserts() -> Iterator[Clue]:
    """Yield inserts that hold a piece and nothing else."""
    for each in inserts():
        if not each.is_ended:
            yield bytes([len(each.piece)]) + each.piece, _bit(each)


class _Edges(Table):
    """Literals that also set bits where an insert begins within them, or ends with them."""

    def __init__(self, clues: list[Clue], begins: list[Clue], ends: list[Clue]) -> None:
        super().__init__([*clues, *((literal, 0) for literal, _ in (*begins, *ends))])
        #: Of each literal how far behind its start an insert may begin, with the bits for it.
        self._begins = [
            [(len(each) - len(piece), bit) for piece, bit in begins if each.endswith(piece)]
            for each in self.literals
        ]
        self._ends = [sum_of(bit for own, bit in ends if own == each) for each in self.literals]

    def find(self, text: bytes) -> Iterator[tuple[int, int]]:
        """Yield where a literal stands, and its bits; the text ends with what is no letter."""
        bits, begins, ends = self.bits, self._begins, self._ends
        for literal, start, end in self.search.find_matches_as_indexes(text):
            found = bits[literal]
            if ends[literal] and text[end] >= COPIES:
                found |= ends[literal]
            for back, bit in begins[literal]:
                if _is_beginning(text, start + back):
                    found |= bit
            if found:
                yield start, found


def _is_beginning(text: bytes, place: int) -> bool:
    """Whether the byte before says how long an insert is: something is copied behind it then."""
    size = text[place - 1]
    return size == LONGEST or text[place + size : place + size + 1] >= _COPIES


_TABLES = (
    Table(PLAIN[0]),
    _Edges(PLAIN[1], [*_begins()], []),
    _Edges([*PLAIN[2], *PLAIN[3]], [], [*_ends(), *_inserts()]),
)


def hints(text: bytes) -> Iterator[tuple[int, int]]:
    """Yield where in deltas something stands that sets bits, and the bits, in no order.

    The text ends with what is no letter.
    """
    for table in _TABLES:
        yield from table.find(text)
    for each in (IN_TEXT, IN_CODE):
        yield from ((start, CLOSER) for _, start, _ in each.find_matches_as_indexes(text))
