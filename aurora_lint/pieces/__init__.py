"""Keys that code puts together: the pieces stand apart, and what joins them is read, never run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from aurora_lint.keys import Sighting

if TYPE_CHECKING:
    import ast

    from aurora_lint.address.outline.outline import Outline
    from aurora_lint.lines import Lines

_SPELLING = "joined"
#: A prefix that is not whole, or that no whole token stands behind.
_BEGINS = re.compile(
    rb"(?<![A-Za-z0-9])[sr]k(?:_(?:p(?:ro?)?|s(?:an?)?|(?:prod|sand)(?:_[A-Za-z0-9]{0,23})?)?)?"
    rb"(?![A-Za-z0-9_])|[\"'`][sr][\"'`]"
)


class Joined(NamedTuple):
    """A key that code puts together, and the literals it is made of."""

    sighting: Sighting
    parts: tuple[str, ...]


def in_python(
    tree: ast.Module, data: bytes, lines: Lines, unread: list[str] | None
) -> Iterator[Joined]:
    """Yield the keys that expressions of ``tree`` yield; ``data`` is what it was parsed from.

    ``unread`` gets the reason where not all of them could be worked out.
    """
    from aurora_lint.pieces.python.values import values

    for value in values(tree, data, unread):
        node = value.node
        start = lines.offset(node.lineno, node.col_offset)
        end = lines.offset(node.end_lineno or node.lineno, node.end_col_offset or 0)
        yield Joined(
            Sighting(start, end, value.key, doubt=value.doubt, spelling=_SPELLING), value.parts
        )


def in_notebook(
    outline: Outline, data: bytes, is_safe: Callable[[bytes], bool]
) -> Iterator[Joined]:
    """Yield the keys that the cells of a notebook put together; ``is_safe`` says what to parse."""
    from aurora_lint.pieces.notebook import find

    for start, end, value in find(outline, data, is_safe):
        yield Joined(
            Sighting(start, end, value.key, doubt=value.doubt, spelling=_SPELLING), value.parts
        )


def may_begin(data: bytes) -> bool:
    """Whether a text in ``data`` may begin a key that goes on elsewhere."""
    return _BEGINS.search(data) is not None


def in_outline(
    outline: Outline, data: bytes, path: str, unread: list[str] | None
) -> Iterator[Joined]:
    """Yield the keys that code in any other language puts together."""
    from aurora_lint.pieces.outlined import find

    for sighting, parts in find(outline, data, path, unread):
        yield Joined(sighting._replace(spelling=_SPELLING), parts)
