"""The names that a value is set to, as labels."""

from __future__ import annotations

import re

from aurora_lint.address import Label
from aurora_lint.address.outline.phrases import COMPARES, Text, assignments, op, path_before, word
from aurora_lint.address.outline.syntax import Syntax
from aurora_lint.address.outline.tree import Item, Token

Said = list[list[Label]]
#: Names that say nothing: of the object itself, of what every key is sent in.
OWN = re.compile(
    r"\$?(?:this|self|cls|module|exports|export|authorization|authentication|bearer|string|env"
    r"|process|const|var|-)\Z",
    re.IGNORECASE,
)
#: Variables that anything is called.
_ANYTHING = re.compile(r"[$@]?(?:local|test)\Z", re.IGNORECASE)
_NAMING = re.compile(r"[$:@]?[A-Za-z_][\w.\-/$: ]{0,80}\Z")


def name_label(text: Text, token: Token) -> list[list[Label]]:
    """Give a name as a label; nothing for one that says nothing."""
    value = token.value.strip()
    if not _NAMING.match(value) or OWN.match(value):
        return []
    return [[Label("name", value, text.line(token))]]


def names_set(items: list[Item], first: int, at: int, text: Text, syntax: Syntax) -> Said:
    """Give the names that the items before ``at`` set it to, or compare it with."""
    said: Said = []
    for n in assignments(items, first, at):
        if (
            op(items[n]) == "=>"
            and syntax.name in ("script", "dart")
            and n
            and not _is_string(items[n - 1])
        ):
            continue
        begin = first if op(items[n]) != ":" or not syntax.mapping else 0
        parts = path_before(items, n, begin)
        if syntax.name == "yaml" and parts:
            parts = [
                item
                for item in items[first:n]
                if isinstance(item, Token) and item.kind in ("word", "string") and item.text != "-"
            ]
        is_variable = op(items[n]) in ("=", ":=") and not syntax.mapping
        said += [
            group
            for part in parts
            if not (is_variable and _ANYTHING.match(part.text))
            for group in name_label(text, part)
        ]
    compared = [n for n in range(first, at) if op(items[n]) in COMPARES or word(items[n]) == "eq"]
    if compared and at == compared[-1] + 1:
        said += [
            group
            for part in path_before(items, compared[-1], first)
            for group in name_label(text, part)
        ]
    return said


def _is_string(item: Item) -> bool:
    return isinstance(item, Token) and item.kind == "string"
