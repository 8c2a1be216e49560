"""Which expression is the first to hold a key whole, and cannot be read as it stands.

Every value carries the keys that were whole in what it was made of. A key that is not among
them was put together here.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from aurora_lint import keys, token
from aurora_lint.keys import Key
from aurora_lint.lines import Lines
from aurora_lint.pieces.python.known import MARK, MARK_BYTES, Known, literals

if TYPE_CHECKING:
    from aurora_lint.pieces.python.names import Binding

#: What stands between quotation marks in the source of adjacent literals.
_QUOTED = re.compile(rb"(?<=[\"'])[^\"'\s]{2,200}(?=[\"'])")
_PREFIX = 8
_WHOLE = _PREFIX + token.LENGTH
#: As much of a literal's source is looked through for its pieces.
_LONGEST = 4096
#: No more keys than this are looked for in one value.
_MOST_KEYS = 64


class Value(NamedTuple):
    """A key that an expression yields without showing it.

    ``node`` starts where the key stands; ``text`` is all that it yields, with ``\\0`` for unknown
    parts; ``parts`` are the literals that the key was made of. ``doubt`` is the sighting's.
    """

    node: ast.expr
    text: str
    parts: tuple[str, ...]
    key: Key
    doubt: str

    def __repr__(self) -> str:
        return f"<Value {self.key.masked} at {self.node.lineno}:{self.node.col_offset}>"


class Firsts:
    """Collects, for the file of bytes ``data``, where each key is whole for the first time."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._found: dict[tuple[ast.expr, str], Value] = {}
        self._halves: set[str] = set()
        self._read: dict[ast.expr, frozenset[str]] = {}

    @property
    def values(self) -> list[Value]:
        """What was found, without keys that turned out to be the beginning of longer ones."""
        return [value for value in self._found.values() if value.key.text not in self._halves]

    def literal(self, node: ast.Constant, value: str | bytes) -> Known:
        """Give a literal's value; a key that its source does not show is first whole here."""
        text = value if isinstance(value, str) else value.decode("latin-1")
        known = Known(value, (node,), self.written(node) if _may_hold(text) else frozenset())
        return self.made(node, known)

    def written(self, node: ast.expr) -> frozenset[str]:
        """Give the keys that can be read in the source of ``node``."""
        if node not in self._read:
            found = keys.find(self._source(node))
            self._read[node] = frozenset(each.key.text for each in found if each.key)
        return self._read[node]

    def made(self, item: ast.AST | Binding, known: Known) -> Known:
        """Note the keys that ``known`` holds first of all, and give it with them as held."""
        value = known.value
        if isinstance(value, bytes):
            value = value.replace(MARK_BYTES, b"\0").decode("latin-1")
        if not isinstance(value, str) or not _may_hold(value):
            return known
        node = item if isinstance(item, ast.AST) else item.target
        if not isinstance(node, ast.expr):
            return known  # a parameter hands its default on
        text = value.replace(MARK, "\0")
        new = [each for each in _keys(text) if _is_new(each.key.text, known.held)]
        for key, doubt in new:
            self._halves |= {held for held in known.held if key.text.startswith(held)}
            parts = _parts(self._pieces(literals(known.origins)), text, key.text)
            self._found.setdefault((node, key.text), Value(node, text, parts, key, doubt))
        held = known.held.union(each.key.text for each in new) if new else known.held
        return Known(known.value, known.origins, held, known.choices)

    def _pieces(self, nodes: list[ast.expr]) -> list[str]:
        """Give the texts of literals, and what stands between their quotation marks."""
        pieces: dict[str, None] = {}
        for node in nodes:
            if isinstance(node, ast.Constant):
                value = node.value
                pieces[value.decode("latin-1") if isinstance(value, bytes) else str(value)] = None
            for piece in _QUOTED.findall(self._source(node)[:_LONGEST]):
                pieces[piece.decode("utf-8", "replace")] = None
        return list(pieces)

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self._data)

    def _source(self, node: ast.expr) -> bytes:
        if node.end_lineno is None or node.end_col_offset is None:
            return b""
        if not 1 <= node.lineno <= node.end_lineno <= len(self._lines):
            return b""  # the tree of another file
        start = self._lines.offset(node.lineno, node.col_offset)
        return self._data[start : self._lines.offset(node.end_lineno, node.end_col_offset)]


class _Found(NamedTuple):
    key: Key
    doubt: str


def _may_hold(text: str) -> bool:
    return "k_prod_" in text or "k_sand_" in text


def _keys(text: str) -> Iterator[_Found]:
    """Yield the keys in ``text``; one that runs into an unknown part is not whole."""
    data = text.encode("utf-8", "surrogatepass")
    for each in islice(keys.find(data), _MOST_KEYS):
        runs_on = each.doubt and data[each.end : each.end + 1] == b"\0"
        if each.key and not runs_on:
            yield _Found(each.key, each.doubt)


def _is_new(key: str, held: frozenset[str]) -> bool:
    """Whether ``key`` is neither held, nor a piece of one that is, nor one with something added."""
    if key in held:
        return False
    return not any(
        (each.startswith(key) and len(key) != _WHOLE)
        or (key.startswith(each) and len(each) == _WHOLE)
        for each in held
    )


def _parts(pieces: list[str], text: str, key: str) -> tuple[str, ...]:
    """Give the pieces that are parts of ``key`` as they stand; all, where it was written otherwise.

    A piece that stands in ``text`` outside of the key only is no part of it.
    """
    start = text.find(key)
    end = start + len(key)
    direct = [piece for piece in pieces if len(piece) > 1 and _overlaps(piece, text, start, end)]
    if sum(map(len, direct)) >= len(key) - len(pieces):
        return tuple(direct)
    return tuple(piece for piece in pieces if piece in direct or piece not in text)


def _overlaps(piece: str, text: str, start: int, end: int) -> bool:
    """Whether ``piece`` stands in ``text`` where the key from ``start`` to ``end`` does."""
    found = text.find(piece, max(0, start - len(piece) + 1))
    return 0 <= found < end
