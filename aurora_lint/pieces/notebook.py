"""Keys that the cells of a notebook put together: all cells of Python, read as one module."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from aurora_lint.address import python_tree
from aurora_lint.address.outline.outline import Outline
from aurora_lint.address.outline.reader import without_magic
from aurora_lint.address.outline.spliced import Code
from aurora_lint.address.outline.tree import Element, Group, Item, Token
from aurora_lint.lines import Lines
from aurora_lint.pieces.python.values import Value, values

#: The keys that cells put together, with the byte offsets in the notebook.
Placed = tuple[int, int, Value]


def find(outline: Outline, data: bytes, is_safe: Callable[[bytes], bool]) -> Iterator[Placed]:
    """Yield the keys in ``data``; ``is_safe`` says what code may be parsed.

    Cells that are no Python that parses are left out: ``%%bash``, another kernel's.
    """
    tokens: list[Token] = []
    for cell in _cells(outline):
        lines = _lines(cell)
        text = without_magic(Code(data, lines).text) if lines else b""
        if text and is_safe(text) and python_tree.parse(text.decode("utf-8", "replace")):
            tokens += lines
    code = Code(data, tokens)
    text = without_magic(code.text)
    tree = python_tree.parse(text.decode("utf-8", "replace")) if is_safe(text) else None
    if not tree:
        return
    lines_of_code = Lines(text)
    for value in values(tree, text):
        node = value.node
        start = lines_of_code.offset(node.lineno, node.col_offset)
        end = lines_of_code.offset(node.end_lineno or node.lineno, node.end_col_offset or 0)
        yield code.outside(start), code.outside(end), value


def _cells(outline: Outline) -> Iterator[Group]:
    """Yield the cells of code."""
    for element in outline.root.elements:
        for item in element.items:
            cells = _field(item, "cells")
            for each in cells.elements if isinstance(cells, Group) else ():
                cell = each.items[0]
                kind = _field(cell, "cell_type")
                if isinstance(cell, Group) and isinstance(kind, Token) and kind.value == "code":
                    yield cell


def _lines(cell: Group) -> list[Token]:
    source = _field(cell, "source")
    items = [source] if isinstance(source, Token) else _firsts(source)
    return [item for item in items if isinstance(item, Token) and item.kind == "string"]


def _field(item: Item | None, name: str) -> Item | None:
    """Give what an object of JSON has under a name."""
    for element in item.elements if isinstance(item, Group) else ():
        if _is_named(element, name):
            return element.items[-1]
    return None


def _is_named(element: Element, name: str) -> bool:
    first = element.items[0]
    return len(element.items) == 3 and isinstance(first, Token) and first.value == name


def _firsts(item: Item | None) -> list[Item]:
    return [each.items[0] for each in item.elements] if isinstance(item, Group) else []
