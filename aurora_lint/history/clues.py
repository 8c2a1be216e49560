"""What is looked for in the bytes that packs hold: in whole objects, and in what deltas insert.

Each literal sets bits of its object. An object also has the bits of what it is made from: a delta
copies whatever it does not insert. Where a delta cuts a literal in two, one half of it is whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from aurora_lint.candidates import is_beginning, is_likely, is_piece
from aurora_lint.history.cuts import ANYTHING, Beside, beginnings, cuts, endings, joints, of_kinds
from aurora_lint.literals import CORES, MOST_LITERALS, OF_BYTES, VENDOR
from aurora_lint.tables import IN_CODE, IN_TEXT, automaton

#: The object is read whole, and so is all that is made from it.
READ = 1
#: It may be an archive, or code that puts a key together: it is read where that matters.
DEEP = 2
#: The vendor's name, and a word that production keys are called by: both make a name of a key.
_NAMED, _PRODUCTION = 4, 8
#: A prefix may be cut: the object is read, and what is made from it only if one is.
CUT = 16
#: The pieces of a prefix that an object may hold, each a bit.
_HELD = {piece: 32 << nth for nth, piece in enumerate(dict.fromkeys([*beginnings(), *endings()]))}
#: What an object's delta must copy for a prefix that it cuts, each a bit, too.
WANTED = {
    each: 32 << len(_HELD) + nth
    for nth, each in enumerate(dict.fromkeys(each for _, each in cuts() if each != ANYTHING))
}
#: Of a delta nothing is known before its instructions are read.
CLOSER = 32 << len(_HELD) + len(WANTED)
_ALL_HELD = sum(_HELD.values())
_INHERITED = (32 << len(_HELD)) - 1 & ~CUT


def held(both: Beside) -> int:
    """Give the bits of an object that holds what is beside a piece."""
    return _HELD.get(both.before, 0) | _HELD.get(both.behind, 0)


_MASKS = [(bit, held(each)) for each, bit in WANTED.items()]
_JOINTS = [held(each) for each in joints()]

_PRODUCTION_WORDS = b"prod Prod PROD live Live LIVE".split()
#: Literals of three bytes have a table of their own: they would make the search of others slow.
_SHORT = 3
_SHORT_WORDS = b"prd Prd PRD".split()
#: What the directory at the end of a zip begins its own end with: a program may carry one.
_ZIP_END = b"PK\x05\x06"
#: Spellings of which a half is rare enough to be looked for.
_LONG = 10

Clue = tuple[bytes, int]


class Table:
    """Literals, with the bits that each sets: its own, and those of the ones it begins with."""

    def __init__(self, clues: Iterable[Clue]) -> None:
        bits: dict[bytes, int] = {}
        for literal, own in clues:
            bits[literal] = bits.get(literal, 0) | own
        self.literals = sorted(bits, key=len, reverse=True)
        self.bits = [
            sum_of(bits[other] for other in self.literals if each.startswith(other))
            for each in self.literals
        ]
        self.search = automaton(self.literals)

    def find(self, text: bytes) -> Iterator[tuple[int, int]]:
        """Yield where a literal stands, and its bits."""
        bits = self.bits
        for literal, start, _ in self.search.find_matches_as_indexes(text):
            yield start, bits[literal]


def sum_of(bits: Iterable[int]) -> int:
    """Give all bits that are set in any."""
    every = 0
    for each in bits:
        every |= each
    return every


def _halves(literal: bytes) -> tuple[bytes, ...]:
    size = (len(literal) + 1) // 2
    return (literal[:size], literal[-size:]) if len(literal) >= _LONG else (literal,)


def _of_spellings() -> list[Clue]:
    found = dict.fromkeys(
        half
        for family, literal in OF_BYTES
        if family not in ("plain", "name")
        for half in _halves(literal)
    )
    return [(each, READ) for each in found]


def _of_prefixes() -> Iterator[Clue]:
    yield from ((core, READ) for core in CORES)
    yield from ((name, _NAMED) for name in VENDOR)
    yield from ((word, _PRODUCTION) for word in _PRODUCTION_WORDS)
    yield _ZIP_END, DEEP
    for piece in endings():
        yield piece, sum_of(_HELD[each] for each in endings() if piece.endswith(each))


def _of_beginnings() -> Iterator[Clue]:
    for piece in beginnings():
        yield from ((each, _HELD[piece]) for each in of_kinds(piece))


_SPELLINGS = _of_spellings()
#: What is looked for wherever it stands, dealt to tables.
PLAIN: tuple[list[Clue], ...] = (
    _SPELLINGS[:MOST_LITERALS],
    [*_of_prefixes(), *_SPELLINGS[MOST_LITERALS:]],
    [each for each in _of_beginnings() if len(each[0]) > _SHORT],
    [
        *(each for each in _of_beginnings() if len(each[0]) <= _SHORT),
        *((word, _PRODUCTION) for word in _SHORT_WORDS),
    ],
)
_TABLES = tuple(map(Table, PLAIN))
_CUTS = Table((literal, WANTED.get(beside, READ)) for literal, beside in cuts())


def clues(text: bytes) -> Iterator[tuple[int, int]]:
    """Yield where in a text something stands that sets bits, and the bits, in no order."""
    for table in _TABLES:
        yield from table.find(text)
    for pattern, start, end in IN_TEXT.find_matches_as_indexes(text):
        if is_likely(pattern, text, start, end):
            yield start, READ
    for pattern, start, end in IN_CODE.find_matches_as_indexes(text):
        if is_piece(pattern, text, end) or is_beginning(pattern, text, end):
            yield start, DEEP


def clues_of_insert(text: bytes) -> Iterator[tuple[int, int]]:
    """Yield the same of what a delta inserts, and what it cuts."""
    yield from clues(text)
    yield from _CUTS.find(text)


@cache  # few objects have any, and these much the same
def inherited(own: int, base: int) -> int:
    """Give the bits of an object by its own and those of the one that its delta copies from."""
    bits = (own | base) & _INHERITED | own & CUT
    if bits & READ:
        return bits
    if bits & _NAMED and bits & _PRODUCTION:
        return bits | READ
    pieces = base & _ALL_HELD
    is_cut = pieces and (
        any(own & bit and pieces & mask == mask for bit, mask in _MASKS)
        or any(pieces & mask == mask for mask in _JOINTS)
    )
    return bits | CUT if is_cut else bits
