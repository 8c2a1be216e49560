"""What an expression is known to yield, where that comes from, and how much may be worked out.

An expression has options: the values it may have by the branches taken. No option means that it
is unknown. Inside texts and containers an unknown part is a hole, which can be in no key.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product
from typing import Final, NamedTuple

#: The longest text in characters, list in items and integer in bits that is worked out.
TEXT: Final = 1 << 18
ITEMS: Final = 1 << 16
BITS: Final = 4096

#: More literals than this are not listed as a key's parts.
_MOST_PARTS = 256

#: More bindings of one name than this, and nobody knows which one is meant.
FEW: Final = 4
_MOST_OPTIONS = 16
_MOST_TRIED = 64

HOLE: Final = object()
#: A hole in a text and in bytes: no character of Unicode, so that no file means it.
MARK: Final = "\uffff"
MARK_BYTES: Final = MARK.encode("utf-8")

Choices = frozenset[tuple[ast.AST, int]]
"""Branches taken: the statement or expression that branches, and the number of its arm."""

Origins = tuple[object, ...]
"""The literals that a value was made of, as a tree of tuples with their nodes at its leaves."""


class Known:
    """One value that an expression may have. It has no ``repr``: a key may be in it.

    ``held`` are the keys that were whole before, in the expressions this one is made of.
    """

    __slots__ = ("choices", "held", "origins", "value")

    def __init__(
        self,
        value: object,
        origins: Origins = (),
        held: frozenset[str] = frozenset(),
        choices: Choices = frozenset(),
    ) -> None:
        self.value = value
        self.origins = origins
        self.held = held
        self.choices = choices

    def become(self, value: object) -> Known:
        """Give ``value`` as what was made of this one."""
        return Known(value, self.origins, self.held, self.choices)

    def chosen(self, choices: Choices) -> Known | None:
        """Give this value where ``choices`` were taken; None where they rule it out."""
        if not choices:
            return self
        both = self.choices | choices
        return None if _contradict(both) else Known(self.value, self.origins, self.held, both)


class Picked(NamedTuple):
    """One option of each of several expressions, and where they come from together."""

    values: list[object]
    origins: Origins
    held: frozenset[str]
    choices: Choices

    def become(self, value: object, held: frozenset[str] = frozenset()) -> Known:
        """Give ``value`` as what was made of these, where the keys ``held`` were whole, too."""
        return Known(value, self.origins, union((self.held, held)), self.choices)


Options = tuple[Known, ...]
_UNKNOWN = Known(HOLE)


def _contradict(choices: Choices) -> bool:
    return len(dict(choices)) < len(choices)


def combine(pools: Sequence[Options]) -> Iterator[Picked]:
    """Yield each way to pick one option of every pool.

    What is unknown is a hole. Ways that take two arms of one branch are left out.
    """
    ways = product(*(pool or (_UNKNOWN,) for pool in pools))
    merged = (_merged(picked) for picked in islice(ways, _MOST_TRIED))
    return islice((each for each in merged if each), _MOST_OPTIONS)


def union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    """Give the union of ``sets``; where only one is not empty, that one and no copy of it."""
    filled = [each for each in sets if each]
    return filled[0].union(*filled[1:]) if len(filled) > 1 else next(iter(filled), frozenset())


def held_by(options: Options) -> frozenset[str]:
    """Give the keys that any of ``options`` holds."""
    return union(known.held for known in options)


def _merged(picked: tuple[Known, ...]) -> Picked | None:
    origins = tuple(known.origins for known in picked if known.origins)
    held = union(known.held for known in picked)
    choices = Choices().union(*(known.choices for known in picked if known.choices))
    if choices and _contradict(choices):
        return None
    return Picked([known.value for known in picked], origins, held, choices)


def literals(origins: Origins) -> list[ast.expr]:
    """Give the nodes at the leaves of ``origins``, each once, in their order."""
    found: dict[ast.expr, None] = {}
    seen: set[int] = set()
    waiting: list[object] = [origins]
    while waiting and len(found) < _MOST_PARTS and len(seen) < ITEMS:
        each = waiting.pop()
        if isinstance(each, ast.expr):
            found[each] = None
        elif isinstance(each, tuple) and id(each) not in seen:
            seen.add(id(each))
            waiting.extend(reversed(each))
    return list(found)


def has_hole(value: object) -> bool:
    """Whether ``value`` is unknown, or a text of which a part is."""
    if isinstance(value, str):
        return MARK in value
    return value is HOLE or (isinstance(value, bytes) and MARK_BYTES in value)


class Reference(NamedTuple):
    """Something of a module that is known by its dotted name: ``base64.b64decode``."""

    path: str


class Class(NamedTuple):
    """A class of the file, or an instance of it: both show its attributes."""

    node: ast.ClassDef


class Method(NamedTuple):
    """A method of a known value: ``"_".join``."""

    value: object
    name: str


class Frame:
    """The values of a function's parameters in one call, or of a loop's names in one turn."""

    __slots__ = ("caller", "depth", "memo", "names", "outer", "scope")

    def __init__(
        self,
        scope: ast.AST,
        names: dict[str, Options],
        outer: Frame | None,
        caller: Frame | None = None,
    ) -> None:
        self.scope = scope
        self.names = names
        self.outer = outer
        self.caller = caller
        self.depth: int = 1 + max(each.depth if each else 0 for each in (outer, caller))
        self.memo: dict[object, Options] = {}


class Closure(NamedTuple):
    """A function of the file; ``owner`` is the class whose method it is, where called on one."""

    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    frame: Frame | None
    owner: Class | None = None


class Budget:
    """How much may still be worked out in one file: what goes beyond is unknown."""

    __slots__ = ("_bytes", "_is_passed", "_steps", "_turn")

    def __init__(self) -> None:
        self._steps = 100_000
        self._turn = 0
        self._bytes = 1 << 26
        self._is_passed = False

    def begin(self) -> None:
        """Begin with another expression: none may use up what the others need."""
        self._turn = 10_000

    def step(self) -> bool:
        """Take one step inside a call or loop. Elsewhere every node is looked at once."""
        self._steps -= 1
        self._turn -= 1
        if self._steps >= 0 and self._turn >= 0:
            return True
        self._is_passed = True
        return False

    @property
    def is_passed(self) -> bool:
        """Whether something was left that would have taken more."""
        return self._is_passed or self.is_spent

    @property
    def is_spent(self) -> bool:
        """Whether so much was made that nothing more is."""
        return self._bytes < 0

    def keep(self, value: object) -> object:
        """Give ``value``, or a hole where it is too large by itself or with all that was made."""
        size, longest = _size(value), 8 * ITEMS if isinstance(value, _CONTAINERS) else TEXT
        self._bytes -= size
        return value if size <= longest and self._bytes >= 0 else HOLE

    def afford(self, values: Iterable[object]) -> bool:
        """Whether there is enough left to look through ``values``, whatever is made of them."""
        self._bytes -= sum(map(_size, values))
        return self._bytes >= 0


_CONTAINERS = (list, tuple, dict)


def _size(value: object) -> int:
    """Give about how many bytes ``value`` takes, what is in a container not counted."""
    if isinstance(value, _CONTAINERS):
        return 8 * len(value)
    return len(value) if isinstance(value, (str, bytes)) else 0
