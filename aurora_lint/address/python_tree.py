"""The way from a module down to a place in it, over the standard library's syntax tree.

Only the nodes that enclose the place are visited, in a loop: a thousand chained ``+`` nest a
thousand nodes deep, which a recursive visitor does not survive.
"""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from aurora_lint.lines import Lines

Place = tuple[int, int]
"""Line from 1 and column in UTF-8 bytes from 0."""


#: A longer list is searched by halves: a module may hold thousands of statements.
_MANY = 16


class Step(NamedTuple):
    """From ``parent`` to ``child``: by which field, and by which item where that is a list."""

    parent: ast.AST
    field: str
    nth: int
    child: ast.AST


def parse(text: str) -> ast.Module | None:
    """Parse a module; None where this interpreter can't, which is the file's affair, not ours."""
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def descend(tree: ast.AST, place: Place) -> list[Step]:
    """Give the steps from ``tree`` to the innermost node that covers ``place``."""
    steps: list[Step] = []
    node: ast.AST | None = tree
    while node is not None:
        step = next((each for each in _children(node, place) if covers(each.child, place)), None)
        node = None
        if step:
            steps.append(step)
            # Before Python 3.12 the parts of an f-string have no place of their own.
            node = None if isinstance(step.child, ast.JoinedStr) else step.child
    return steps


def _children(node: ast.AST, place: Place) -> Iterator[Step]:
    """Yield the children of ``node`` among which the one that covers ``place`` is."""
    for field, value in ast.iter_fields(node):
        if isinstance(value, ast.AST):
            yield Step(node, field, 0, value)
        elif isinstance(value, list) and len(value) > _MANY and None not in value:
            # What is listed is in the order of the file.
            index = bisect_right(value, place, key=_start_or_first) - 1
            if index >= 0:
                yield Step(node, field, index, value[index])
        elif isinstance(value, list):
            for index, each in enumerate(value):
                if isinstance(each, ast.AST):
                    yield Step(node, field, index, each)


def _start_or_first(node: ast.AST) -> Place:
    return start(node) or (0, 0)


def covers(node: ast.AST, place: Place) -> bool:
    """Whether ``node`` encloses ``place``; decorators belong to what they decorate."""
    first, last = start(node), end(node)
    return first is not None and last is not None and first <= place < last


def start(node: ast.AST) -> Place | None:
    """Give where ``node`` starts, its decorators included; None where it has no place at all."""
    decorators = getattr(node, "decorator_list", None)
    if decorators:
        return decorators[0].lineno, decorators[0].col_offset - 1
    if hasattr(node, "lineno"):
        return node.lineno, node.col_offset  # type: ignore[attr-defined]
    starts = [place for child in ast.iter_child_nodes(node) if (place := start(child))]
    return min(starts, default=None)


def end(node: ast.AST) -> Place | None:
    """Give where ``node`` ends, exclusive."""
    if hasattr(node, "end_lineno"):
        return node.end_lineno, node.end_col_offset  # type: ignore[attr-defined]
    ends = [place for child in ast.iter_child_nodes(node) if (place := end(child))]
    return max(ends, default=None)


def source_of(node: ast.AST, lines: Lines) -> str:
    """Give the text of ``node`` as it stands in the file, on one line."""
    first, last = start(node), end(node)
    if first is None or last is None:
        return ""
    text = lines.between(first, last)
    if "\n" in text and "#" in text:
        # A comment inside is no part of it.
        with suppress(RecursionError):
            text = ast.unparse(node)
    return " ".join(text.split())


def dotted(node: ast.AST) -> list[str]:
    """Give the parts of a name: ``settings.keys["sandbox"]`` → settings, keys, sandbox."""
    parts: list[str] = []
    while True:
        if isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        elif isinstance(node, ast.Subscript):
            key = text_of(node.slice)
            parts += [key] if key else dotted(node.slice)[::-1]
            node = node.value
        elif isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Name):
            parts.append(node.id)
            return parts[::-1]
        else:
            return parts[::-1]


def text_of(node: ast.AST | None) -> str:
    """Give the text of a string constant; empty for any other node."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return ""
