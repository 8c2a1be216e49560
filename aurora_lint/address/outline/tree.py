"""The nodes of an outline: groups hold elements, elements hold tokens and groups.

An element is a statement, an argument, an entry of a mapping or a line. A group is what a pair
of brackets, an indentation, a block keyword, a section header or a tag holds together. The same
shapes come out of every language: ``if (x) { … } else { … }``, ``if x then … else … end`` and an
indented ``if x:`` are all ``[if, x, group, else, group]``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Literal, NamedTuple

from aurora_lint.lines import decode

TokenKind = Literal["word", "string", "op", "open", "close", "comment", "newline", "text"]
#: ``file``, a bracket, ``block`` (statements), ``case`` (what a case label holds), ``section``
#: (entries under a header) or ``tag``.
GroupKind = Literal["file", "(", "[", "{", "block", "case", "section", "tag"]
_PREFIX = re.compile(r"^[rbuRBULfF@$#]+(?=[\"'`])")


class Token(NamedTuple):
    """A piece of text between two byte offsets; a ``text`` is in a language of its own."""

    kind: TokenKind
    start: int
    end: int
    text: str

    @property
    def value(self) -> str:
        """The text without its quotes."""
        return unquoted(self.text) if self.kind == "string" else self.text


def token(kind: TokenKind, start: int, data: bytes) -> Token:
    """Give the token that ``data`` is, at the byte offset ``start``."""
    return Token(kind, start, start + len(data), decode(data))


class Group:
    """What stands between ``start`` and ``end``; ``nth`` is its place in the element above."""

    __slots__ = ("above", "elements", "end", "kind", "nth", "start")

    def __init__(self, kind: GroupKind, start: int, above: Element | None = None) -> None:
        self.kind: GroupKind = kind
        self.start = start
        self.end = start
        self.elements: list[Element] = []
        self.above = above
        self.nth = len(above.items) if above else 0

    def add(self) -> Element:
        """Begin another element."""
        element = Element(self, len(self.elements))
        self.elements.append(element)
        return element


class Element:
    """A run of tokens and groups; ``nth`` is its place in its group."""

    __slots__ = ("group", "items", "nth")

    def __init__(self, group: Group, nth: int) -> None:
        self.group = group
        self.nth = nth
        self.items: list[Item] = []

    @property
    def start(self) -> int:
        """The byte offset where it begins."""
        return self.items[0].start if self.items else self.group.start

    @property
    def end(self) -> int:
        """The byte offset where it ends."""
        return self.items[-1].end if self.items else self.group.start

    def open(self, kind: GroupKind, start: int) -> Group:
        """Begin a group in it."""
        group = Group(kind, start, self)
        self.items.append(group)
        return group


Item = Token | Group


class Step(NamedTuple):
    """One step down an outline: an element, and the place of what holds the key in it."""

    element: Element
    at: int

    @property
    def item(self) -> Item:
        """What holds the key."""
        return self.element.items[self.at]


#: How many items of an element before the key, and behind it, are looked at.
_BEFORE, _BEHIND = 300, 60


def narrowed(step: Step) -> Step:
    """Give ``step`` with as much of its element as anybody reads: one may hold all of a file."""
    items = step.element.items
    if len(items) <= _BEFORE:
        return step
    begin = max(0, step.at - _BEFORE)
    element = Element(step.element.group, step.element.nth)
    element.items = items[begin : step.at + _BEHIND]
    return Step(element, step.at - begin)


def descend(root: Group, offset: int) -> list[Step]:
    """Give the steps from ``root`` to the token at ``offset``, the outermost first."""
    steps: list[Step] = []
    group: Group | None = root
    while group:
        found = bisect_right(group.elements, offset, key=_start) - 1
        if found < 0:
            break
        element = group.elements[found]
        at = bisect_right(element.items, offset, key=_start) - 1
        if at < 0 or element.items[at].end < offset:
            break
        steps.append(Step(element, at))
        item = element.items[at]
        group = item if isinstance(item, Group) else None
    return steps


def _start(node: Element | Item) -> int:
    return node.start


def unquoted(literal: str) -> str:
    """Give a string literal's text: its quotes and what marks them left out."""
    text = _PREFIX.sub("", literal)
    for quote in ('"""', "'''"):
        if text.startswith(quote):
            return text[3:].removesuffix(quote)
    return text[1:-1] if len(text) > 1 and text[0] in "\"'`" else text
