"""Keys in pieces in code of any language: literals that are added, filled in, or listed.

Read are strings with a sign that joins them between, strings side by side where that joins them,
variables that are set once to a string, what is added to a variable later, texts with such names
in them, and lists whose entries make a key with ``_``, or nothing, between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from aurora_lint import keys
from aurora_lint.address.outline.outline import Outline
from aurora_lint.address.outline.phrases import op, path_before
from aurora_lint.address.outline.tree import Element, Group, Item, Token
from aurora_lint.keys import Sighting

#: What joins two texts, in one language or another.
_JOINS = frozenset({"+", ".", "..", "&", "<>", "||", "~", "++", "<<"})
_ADDS = frozenset({"+=", ".=", "<<"})
#: Languages in which strings side by side are one, and those in which nothing may be between.
_SIDE_BY_SIDE = frozenset({"c", "python", "ruby", "dart"})
_TOUCHING = frozenset({"shell", "docker", "lines"})
#: A name within a text: ``${name}``, ``#{name}``, ``{name}``, ``\(name)``, ``$name``.
_FILLED = re.compile(r"[$#]?\{\s*(\w+)\s*\}|\\\((\w+)\)|\$(\w+)")
_SEPARATORS = ("_", "")
#: An entry with which a list begins to spell a key.
_BEGINNING = re.compile(r"[sr]|[sr]k_?|[sr]k_(?:p|pr|pro|prod|s|sa|san|sand)_?")
_MOST_PIECES = 40
_LONGEST = 400
#: What is not known, in a text: a character that no key has.
_UNKNOWN = "\0"


class _Piece(NamedTuple):
    """The text of a part of an expression, its byte offsets, and what stands there."""

    text: str
    start: int
    end: int
    written: str


def find(outline: Outline) -> Iterator[tuple[Sighting, tuple[str, ...]]]:
    """Yield the keys that code puts together, where the first piece is, and the pieces."""
    elements = list(_elements(outline.root))
    code = _Code(elements, outline.syntax.name)
    seen: set[tuple[keys.Key | None, int]] = set()
    for pieces in code.expressions(elements):
        for sighting, parts in _keys(pieces):
            key, place = sighting.key, (sighting.key, sighting.start)
            if key and place not in seen and not code.shows(key.text):
                seen.add(place)
                yield sighting, parts


def _elements(root: Group) -> Iterator[Element]:
    waiting = [root]
    while waiting:
        group = waiting.pop()
        for element in group.elements:
            yield element
            waiting += [item for item in element.items if isinstance(item, Group)]


def _constants(elements: list[Element]) -> dict[str, str]:
    """Give the names that are set to a string once, and the strings."""
    found: dict[str, str] = {}
    again: set[str] = set()
    for element in elements:
        name, value = _set(element)
        if name in found:
            again.add(name)
        elif name and isinstance(value, Token) and value.kind == "string":
            found[name] = value.value
    return {name: text for name, text in found.items() if name not in again}


def _set(element: Element) -> tuple[str, Item | None]:
    """Give the name that an element sets, and the one item it sets it to."""
    items = element.items
    for n, item in enumerate(items[1:-1], start=1):
        if op(item) in ("=", ":=", "=>", ":"):
            path = path_before(items, n)
            rest = [each for each in items[n + 1 :] if op(each) not in (";", ",")]
            return _bare(path[-1].text) if path else "", rest[0] if len(rest) == 1 else None
    return "", None


def _bare(name: str) -> str:
    return name.lstrip("$@%")


class _Code:
    """What the expressions of one file are made of: the variables, and how pieces are joined."""

    def __init__(self, elements: list[Element], language: str) -> None:
        self._constants = _constants(elements)
        self._grown: dict[str, list[_Piece]] = {}
        self._is_side_by_side = language in _SIDE_BY_SIDE
        self._goes_on = language == "c"
        self._is_touching = language in _TOUCHING

    def shows(self, key: str) -> bool:
        """Whether a variable is set to a text in which a key can be read."""
        return any(key in text for text in self._constants.values())

    def expressions(self, elements: list[Element]) -> Iterator[list[_Piece]]:
        """Yield the pieces of each expression that joins some, in their order."""
        for element in elements:
            yield from self._runs(self._with_next_lines(element))
            yield from self._added(element)
            for item in element.items:
                if isinstance(item, Group):
                    yield from self._lists(item)

    def _with_next_lines(self, element: Element) -> list[Item]:
        """Give an element's items, and those of the lines that go on with another string."""
        items, nth = element.items, element.nth
        following = element.group.elements[nth + 1 : nth + _MOST_PIECES]
        for other in following if self._goes_on else ():
            if not (_is_string(items[-1:]) and _is_string(other.items[:1])):
                break
            items = items + other.items
        return items

    def _runs(self, items: list[Item]) -> Iterator[list[_Piece]]:
        pieces: list[_Piece] = []
        is_joined = True
        for item in items:
            piece = self._piece(item)
            if op(item) in _JOINS:
                is_joined = True
            elif piece and pieces and (is_joined or self._are_one(pieces[-1], piece)):
                pieces.append(piece)
                is_joined = False
            else:
                yield pieces[:_MOST_PIECES]
                pieces, is_joined = [piece] if piece else [], False
        yield pieces[:_MOST_PIECES]

    def _are_one(self, last: _Piece, piece: _Piece) -> bool:
        """Whether two strings side by side are one."""
        return self._is_side_by_side or (self._is_touching and last.end == piece.start)

    def _piece(self, item: Item) -> _Piece | None:
        """Give the text of a string, its names filled in, or of a name that is known."""
        if not isinstance(item, Token):
            return None
        if item.kind == "string" or (item.kind == "word" and self._is_touching):
            text = _FILLED.sub(self._filled, item.value[:_LONGEST])
            return _Piece(text, item.start, item.end, item.text)
        if item.kind == "word" and _bare(item.text) in self._constants:
            return _Piece(self._constants[_bare(item.text)], item.start, item.end, item.text)
        return None

    def _filled(self, found: re.Match[str]) -> str:
        name = next(group for group in found.groups() if group)
        return self._constants.get(name, _UNKNOWN)

    def _added(self, element: Element) -> Iterator[list[_Piece]]:
        """Yield what a variable holds after ``key += "…"``."""
        items = element.items
        for n, item in enumerate(items[1:-1], start=1):
            is_dotted = op(item) == "=" and op(items[n - 1]) == "."  # PHP's .=
            is_added = op(item) in _ADDS or is_dotted
            if not is_added and op(item) not in ("=", ":="):
                continue
            path = path_before(items, n - is_dotted)
            name = _bare(path[-1].text) if path else ""
            piece = self._piece(items[n + 1])
            before = self._grown.get(name, []) if is_added else []
            self._grown[name] = [*before, piece][:_MOST_PIECES] if piece else []
            if before and piece:
                yield self._grown[name]
            return

    def _lists(self, group: Group) -> Iterator[list[_Piece]]:
        """Yield what the entries of a list make together, from one on that could begin a key."""
        entries = [
            self._piece(element.items[0]) if len(element.items) == 1 else None
            for element in group.elements[:_MOST_PIECES]
        ]
        if group.kind == "[" and len(group.elements) == 1:
            words = group.elements[0].items[:_MOST_PIECES]  # %w[sk prod …]
            if all(isinstance(each, Token) and each.kind == "word" for each in words):
                entries = [_Piece(each.text, each.start, each.end, "") for each in words]  # type: ignore[union-attr]
        for n, entry in enumerate(entries):
            if entry and _BEGINNING.fullmatch(entry.text):
                rest = [each for each in entries[n:] if each]
                for separator in _SEPARATORS:
                    yield [
                        piece._replace(text=separator * (nth > 0) + piece.text)
                        for nth, piece in enumerate(rest)
                    ]


def _is_string(items: list[Item]) -> bool:
    return any(isinstance(item, Token) and item.kind == "string" for item in items)


def _shows(piece: _Piece, key: str) -> bool:
    """Whether a piece holds a key by itself, as it stands: this one, or what begins it."""
    if key in piece.written:
        return True
    found = keys.find(piece.written.encode("utf-8", "replace"))
    return any(each.key and not each.doubt and key.startswith(each.key.text) for each in found)


def _keys(pieces: list[_Piece]) -> Iterator[tuple[Sighting, tuple[str, ...]]]:
    """Yield the keys that pieces make together and none of them holds alone, as it stands."""
    text = "".join(piece.text for piece in pieces)
    if "k_prod_" not in text and "k_sand_" not in text:
        return
    for sighting in keys.find(text.encode("utf-8", "replace")):
        place = 0
        own: list[_Piece] = []
        for piece in pieces:
            size = len(piece.text.encode("utf-8", "replace"))
            if place < sighting.end and place + size > sighting.start:
                own.append(piece)
            place += size
        if sighting.key and any(_shows(piece, sighting.key.text) for piece in own):
            continue
        placed = sighting._replace(start=own[0].start, end=own[-1].end)
        yield placed, tuple(piece.written.strip("\"'`") for piece in own)
