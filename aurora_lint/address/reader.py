"""The address of a place in one file: its path, then what encloses it inside the file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from ahocorasick_rs import BytesAhoCorasick, MatchKind

from aurora_lint.address import Address, Label, ci, path
from aurora_lint.address import platform as platforms
from aurora_lint.lines import Lines
from aurora_lint.source import Source, is_python
from aurora_lint.spellings.masking import without
from aurora_lint.vocabulary import OTHERS
from aurora_lint.words import split

if TYPE_CHECKING:
    import ast

    from aurora_lint.address.outline.outline import Outline
    from aurora_lint.address.outline.reader import OutlineReader
    from aurora_lint.address.python import PythonReader
    from aurora_lint.policy import Policy

_OF_VENDORS = frozenset({"setting", "comment", "text"})
_NAMED = frozenset({"name", "section", "call", "class", "function"})
#: What stands where a piece of a key was.
_CUT = "…".encode()
#: Shorter pieces of a key tell nothing of it.
_SHORTEST_PIECE = 6
#: A larger file is data that happens to be Python: it takes seconds to parse.
_LARGEST_TREE = 2_000_000


#: A longer line may nest so deeply that the parser of Python 3.10 overruns its stack.
_LONGEST_LINE = 50_000


def is_parsed_safely(data: bytes) -> bool:
    """Whether code is neither too much for the parser of Python nor too deep."""
    if sys.version_info < (3, 11) and max(map(len, data.split(b"\n"))) > _LONGEST_LINE:
        return False
    return len(data) <= _LARGEST_TREE


def _coded(text: str) -> bytes:
    """Give a text as bytes, those in it that are no UTF-8, too."""
    return text.encode("utf-8", "surrogatepass")


def _speaks_for(label: Label, inside: list[Label]) -> bool:
    """Whether a label speaks of no other vendor than what is around the key."""
    if label.role not in _OF_VENDORS:
        return True
    words = split(f"{label.text} {label.written}")
    # A comment is on whom it begins with.
    vendors = OTHERS.intersection(words if label.role == "setting" else words[:1])
    return not vendors or any(
        vendors.intersection(split(other.text)) for other in inside if other.role in _NAMED
    )


class AddressReader:
    """Reads addresses in ``source``, whose bytes as UTF-8 are ``data``."""

    def __init__(
        self, source: Source, data: bytes, policy: Policy | None, tree: ast.Module | None
    ) -> None:
        self._source = source
        self._data = data
        self._policy = policy
        self._given = tree
        self._hidden: set[bytes] = set()

    @cached_property
    def lines(self) -> Lines:
        """The lines of the source."""
        return Lines(self._data)

    @cached_property
    def tree(self) -> ast.Module | None:
        """The syntax tree of the source; None where it is no Python that parses."""
        if self._given or not (is_python(self._source) and is_parsed_safely(self._data)):
            return self._given
        from aurora_lint.address import python_tree

        return python_tree.parse(self._data.decode("utf-8", "replace"))

    @property
    def outline(self) -> Outline | None:
        """The outline of the source; None where it is too large to be read as a whole."""
        return self._outline.whole

    def hide(self, parts: tuple[str, ...]) -> None:
        """Leave the pieces of a key out of all labels."""
        coded = {_coded(part) for part in parts if len(part) >= _SHORTEST_PIECE}
        if not coded <= self._hidden:
            self._hidden |= coded
            self.__dict__.pop("_pieces", None)

    @cached_property
    def _python(self) -> PythonReader | None:
        from aurora_lint.address import python

        return python.PythonReader(self.tree, self.lines) if self.tree else None

    @cached_property
    def _outline(self) -> OutlineReader:
        from aurora_lint.address.outline.reader import OutlineReader

        return OutlineReader(self._data, self._source.path, self.lines)

    @cached_property
    def _outside(self) -> Address:
        outside = path.read(self._source.path, self._policy)
        if self._source.path and ci.is_ci(self._source.path) and ci.only_tests(self._data):
            tested = Label("path", f"{self._source.path}, which only tests", level=len(outside))
            return (*outside, tested)
        platform = (
            None if is_python(self._source) else platforms.read(self._source.path, self._data)
        )
        return (*outside, platform._replace(level=len(outside))) if platform else outside

    def read(self, start: int, end: int) -> Address:
        """Give the address of the text from byte ``start`` to ``end``."""
        level = len(self._outside)
        return (*self._outside, *self._speaking(self._inside(start, end, level)))

    def uses(self, start: int) -> Iterator[Address]:
        """Yield the addresses of the other places where the key at ``start`` is used."""
        reader = self._python or self._outline
        level = len(self._outside)
        for first, last in reader.uses(start):
            yield (*self._outside, *self._speaking(reader.read(first, last, level)))

    def _speaking(self, labels: list[Label]) -> list[Label]:
        """Give the labels that speak of the key, without what a key in them says of itself."""
        spoken = [self._without_keys(label) for label in labels]
        return [label for label in spoken if _speaks_for(label, spoken)]

    def _without_keys(self, label: Label) -> Label:
        text = self.without_pieces(without(label.text))
        if text == label.text and not self._hidden:
            return label
        return label._replace(text=text, written=self.without_pieces(label.shown))

    @cached_property
    def _pieces(self) -> BytesAhoCorasick:
        return BytesAhoCorasick(sorted(self._hidden), matchkind=MatchKind.LeftmostLongest)

    def without_pieces(self, text: str) -> str:
        """Give ``text`` with a sign in place of each piece of a key that code puts together."""
        if not self._hidden:
            return text
        data, kept, place = _coded(text), b"", 0
        for _, start, end in self._pieces.find_matches_as_indexes(data):
            kept += data[place:start] + _CUT
            place = end
        return (kept + data[place:]).decode("utf-8", "surrogatepass") if place else text

    def _inside(self, start: int, end: int, level: int) -> list[Label]:
        if self._python:
            return self._python.read(start, end, level)
        return self._outline.read(start, end, level)
