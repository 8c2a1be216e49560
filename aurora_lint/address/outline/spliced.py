"""Code that a JSON file keeps as a list of lines: a notebook's cells, a collection's scripts."""

from __future__ import annotations

import json
import re
from bisect import bisect_right

from aurora_lint.address import Label
from aurora_lint.address.outline.phrases import word
from aurora_lint.address.outline.tree import Group, Step, Token
from aurora_lint.lines import Lines

#: The names of such lists, and the language of what is in them.
LISTS = {"source": "py", "exec": "js"}
#: A letter that is escaped, or those up to the next.
_UNIT = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    rb"|\\u[0-9a-fA-F]{4}|\\.|[^\\]+",
    re.DOTALL,
)


class Code:
    """The decoded text of the strings in ``tokens``, and where each part of it stands."""

    def __init__(self, data: bytes, tokens: list[Token]) -> None:
        self._data = data
        self._tokens = tokens
        self._begins: list[int] = []
        parts: list[bytes] = []
        length = 0
        for token in tokens:
            self._begins.append(length)
            part = _decoded(data[token.start : token.end])
            if not part.endswith(b"\n"):
                part += b"\n"
            parts.append(part)
            length += len(part)
        self.text = b"".join(parts)

    def inside(self, offset: int) -> int:
        """Give where the byte ``offset`` of the file stands in the code."""
        found = max(bisect_right(self._tokens, offset, key=_start) - 1, 0)
        token = self._tokens[found]
        return self._begins[found] + len(_decoded(self._data[token.start : offset] + b'"'))

    def outside(self, offset: int) -> int:
        """Give where the byte ``offset`` of the code stands in the file."""
        found = max(bisect_right(self._begins, offset) - 1, 0)
        token, rest = self._tokens[found], offset - self._begins[found]
        place = token.start + 1
        for unit in _UNIT.finditer(self._data, place, token.end - 1):
            is_escape = unit[0].startswith(b"\\")
            size = len(_decoded(b'"' + unit[0] + b'"')) if is_escape else len(unit[0])
            if size > rest:
                return unit.start() if is_escape else unit.start() + rest
            rest -= size
            place = unit.end()
        return place

    def line(self, number: int, lines: Lines, of_code: Lines) -> int:
        """Give the line of the file for a line of the code."""
        if not number:
            return 0
        place = of_code.offset(min(number, len(of_code)), 0)
        found = max(bisect_right(self._begins, place) - 1, 0)
        return lines.place_in_bytes(self._tokens[found].start)[0]


def _start(token: Token) -> int:
    return token.start


def _decoded(literal: bytes) -> bytes:
    try:
        return str(json.loads(literal, strict=False)).encode("utf-8", "surrogatepass")
    except ValueError:
        return literal[1:-1]


def code_around(data: bytes, steps: list[Step]) -> tuple[Code, str] | None:
    """Give the code that the key at the end of ``steps`` stands in, and what its list is called."""
    for step in reversed(steps[-2:]):
        name = step.element.items[0]
        called = name.value if isinstance(name, Token) else ""
        item = step.item
        if called not in LISTS or step.at < 2:
            continue
        if isinstance(item, Token) and item.kind == "string":
            return Code(data, [item]), called
        if isinstance(item, Group):
            tokens = [
                first
                for each in item.elements
                if isinstance(first := each.items[0], Token) and first.kind == "string"
            ]
            return (Code(data, tokens), called) if tokens else None
    return None


def headings(data: bytes, steps: list[Step], lines: Lines) -> list[list[Label]]:
    """Give the headings of a notebook above the cell that ``steps`` lead into."""
    cell = next((step for step in steps if _is_cells(step)), None)
    if cell is None:
        return []
    found: list[list[Label]] = []
    depth = 7
    for element in reversed(cell.element.group.elements[: cell.element.nth]):
        for level, title, line in reversed(_titles(element.items[0], data, lines)):
            if level < depth:
                depth = level
                found.append([Label("section", title, line)])
    nth = cell.element.nth + 1
    return [
        *found[::-1],
        [Label("section", f"cell {nth}", lines.place_in_bytes(cell.element.start)[0])],
    ]


def _is_cells(step: Step) -> bool:
    above = step.element.group.above
    if above is None or step.element.group.kind != "[":
        return False
    name = above.items[0]
    return isinstance(name, Token) and name.value == "cells"


def _titles(cell: object, data: bytes, lines: Lines) -> list[tuple[int, str, int]]:
    """Give the headings of a cell of text: depth, title, line."""
    if not isinstance(cell, Group):
        return []
    values = {
        first.value: element.items[-1]
        for element in cell.elements
        if isinstance(first := element.items[0], Token)
    }
    kind = values.get("cell_type")
    source = values.get("source")
    if not isinstance(kind, Token) or kind.value != "markdown" or source is None:
        return []
    tokens = [source] if isinstance(source, Token) else [
        first for each in source.elements if isinstance(first := each.items[0], Token)
    ]  # fmt: skip
    titles = []
    for token in tokens:
        for text in _decoded(data[token.start : token.end]).decode("utf-8", "replace").splitlines():
            title = text.lstrip("#")
            if text.startswith("#") and title.strip():
                titles.append(
                    (len(text) - len(title), title.strip(), lines.place_in_bytes(token.start)[0])
                )
    return titles


def is_code_cell(steps: list[Step]) -> bool:
    """Whether ``steps`` lead into a cell of code, or into no cell at all."""
    for step in steps:
        if _is_cells(step):
            cell = step.item
            return not isinstance(cell, Group) or not any(
                word(each.items[0]) == "" and _says_markdown(each) for each in cell.elements
            )
    return True


def _says_markdown(element: object) -> bool:
    items = getattr(element, "items", [])
    return len(items) == 3 and isinstance(items[2], Token) and items[2].value == "markdown"
