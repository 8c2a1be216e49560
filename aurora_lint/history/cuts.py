"""What an insert holds of a key's prefix where a delta cuts it, and what must be copied beside it.

Git copies what it finds in the base, however little: of ``sk_test_…`` that becomes ``sk_prod_…``
it inserts ``prod`` alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from aurora_lint.literals import CORES
from aurora_lint.packs.delta import CUT_BEGIN, CUT_END

#: Shorter ends of a core than this are not looked for: they are too common.
SHORTEST_END = 4
#: Shorter beginnings than this are not looked for, counted without the letter of the kind.
_SHORTEST_BEGINNING = 2
_KINDS = (b"s", b"r")


class Beside(NamedTuple):
    """What is copied before a piece and behind it; empty where that is not looked for."""

    before: bytes
    behind: bytes


#: What shows a cut prefix where nothing beside it is looked for.
ANYTHING = Beside(b"", b"")


def beginnings() -> Iterator[bytes]:
    """Yield what is looked for before a cut; it begins with the letter of a key's kind."""
    for core in CORES:
        yield from (core[:size] for size in range(_SHORTEST_BEGINNING, len(core)))


def of_kinds(beginning: bytes) -> tuple[bytes, ...]:
    """Give a beginning with the letter of each kind before it."""
    return tuple(kind + beginning for kind in _KINDS)


def endings() -> Iterator[bytes]:
    """Yield what is looked for behind a cut."""
    for core in CORES:
        yield from (core[-size:] for size in range(SHORTEST_END, len(core)))


class Insert(NamedTuple):
    """A piece of a core that an insert may hold, and what is copied beside it then.

    ``is_begun`` says that the core begins with it, ``is_ended`` that it ends with it.
    """

    piece: bytes
    is_begun: bool
    is_ended: bool
    beside: Beside


def inserts() -> Iterator[Insert]:
    """Yield each piece of a core but the whole."""
    for core in CORES:
        for first in range(len(core)):
            for last in range(first + 1, len(core) + 1):
                begun, ended = not first, last == len(core)
                if not (begun and ended):
                    yield Insert(core[first:last], begun, ended, _beside(core, first, last))


def cuts() -> Iterator[tuple[bytes, Beside]]:
    """Yield how an insert shows a piece of a prefix, and what must be beside it."""
    for each in inserts():
        for literal in _shown(each):
            yield literal, each.beside


def joints() -> Iterator[Beside]:
    """Yield what is copied before and behind a place at which a deletion puts a prefix together.

    Where both pieces are short they are too common.
    """
    for core in CORES:
        for place in range(1, len(core)):
            if not place < len(core) - place <= SHORTEST_END:
                yield _beside(core, place, place)


def _shown(insert: Insert) -> Iterator[bytes]:
    """Yield how an insert shows that it holds this piece of a core, and no more of it."""
    piece = insert.piece
    if insert.is_ended:
        yield CUT_BEGIN + piece
    elif not insert.is_begun:
        yield CUT_BEGIN + piece + CUT_END
    elif len(piece) == 1:
        # The letter of the kind is inserted with it, or copied.
        yield from (each + CUT_END for each in of_kinds(piece))
        yield CUT_BEGIN + piece + CUT_END
    else:
        yield piece + CUT_END


def _beside(core: bytes, first: int, last: int) -> Beside:
    before, behind = core[:first], core[last:]
    return Beside(
        before if len(before) >= _SHORTEST_BEGINNING else b"",
        behind if len(behind) >= SHORTEST_END else b"",
    )
