"""What templates join: ``Fn::Join`` of CloudFormation, and code that stands within a string."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aurora_lint.address.outline.languages import SCRIPT
from aurora_lint.address.outline.outline import Outline
from aurora_lint.address.outline.phrases import op
from aurora_lint.address.outline.tree import Group, Token
from aurora_lint.pieces.texts import Known, Listed, Text, joined

_JOINS = frozenset({"!Join", "Fn::Join"})
#: ``"[concat('P', 'T')]"`` of Azure's templates.
_OF_AZURE = re.compile(rb"\"\[(\w+\([^\n\\]*\))\]\"")
#: ``"{{ ['rk', 'prod'] | join('_') }}"``: sums in such brackets are read as they are.
_OF_JINJA = re.compile(rb"\{\{([^{}\n\\]{1,400})\}\}")


def joined_in(group: Group, held: Listed) -> Known:
    """Give the text that ``Fn::Join: [separator, [text, …]]`` makes; None of any other list."""
    before = group.above.items[: group.nth] if group.above else []
    if before and op(before[-1]) == ":":
        before = before[:-1]
    if not before or not isinstance(before[-1], Token) or before[-1].value not in _JOINS:
        return None
    if len(held.entries) != 2:
        return None
    separator, listed = held.entries
    if not isinstance(separator, Text) or not isinstance(listed, Listed):
        return None
    return joined(listed.entries, separator)


def within(string: Token, data: bytes, language: str) -> Iterator[Outline]:
    """Yield the outlines of the code that a string of a template holds."""
    if language == "json":
        if found := _OF_AZURE.fullmatch(data, string.start, string.end):
            yield Outline(data, *found.span(1), SCRIPT)
    elif language == "yaml":
        for each in _OF_JINJA.finditer(data, string.start, string.end):
            if b"[" in each[1] and b"|" in each[1]:
                yield Outline(data, *each.span(1), SCRIPT)
