"""An element as an entry: the name it sets, the value it sets it to, the setting that makes."""

from __future__ import annotations

from aurora_lint.address import setting
from aurora_lint.address.outline.phrases import assignments, op, path_before, strings_in, word
from aurora_lint.address.outline.syntax import Syntax
from aurora_lint.address.outline.tree import Element, Group, Item, Token
from aurora_lint.words import split

_SETS = ("set", "with", "use")


def key_of(element: Element) -> str:
    """Give the name that an element sets; empty where it sets none."""
    items = element.items
    if not items:
        return ""
    if any(isinstance(item, Group) and item.kind == "tag" for item in items[1:]):
        first = items[0]
        return first.value if isinstance(first, Token) else ""
    signs = assignments(items, 0, len(items))
    if signs:
        path = path_before(items, signs[0])
        return path[-1].value if path else ""
    first = items[0]
    return (
        first.value
        if isinstance(first, Token)
        and first.kind == "word"
        and len(items) == 2
        and is_value(items[1])
        else ""
    )


def is_value(item: Item) -> bool:
    """Whether an item is a value that follows its name without a sign, as in ``NAME value``."""
    return isinstance(item, Token) and item.kind == "string"


def plain(value: list[Item]) -> str:
    """Give the text of a value that is one token."""
    last = value[-1] if value else None
    if len(value) == 1 or (len(value) == 2 and op(value[0]) in (":", "!", ".", "&")):
        return last.value.strip() if isinstance(last, Token) else ""
    return ""


def set_name(method: str) -> str:
    """Give the name that a setter sets: ``setEnvironment`` → Environment."""
    words = split(method)
    if len(words) > 1 and words[0] in _SETS:
        return method[len(words[0]) :].lstrip("_") or method
    return method


def setting_of(name: str, value: list[Item], syntax: Syntax) -> str:
    """Write what sets ``name`` to ``value`` as a condition; empty where it is no such setting."""
    text = plain(value)
    first = value[0]
    if len(value) == 1 and isinstance(first, Token):
        if (flag := setting.of_flag(name, text)) and (first.kind == "word" or syntax.mapping):
            return flag
        if first.kind == "string" or syntax.mapping:
            return setting.of_text(name, text)
    if len(value) == 2 and op(value[0]) == "!" and text in ("0", "1"):  # minified booleans
        return f"{name} = {'true' if text == '0' else 'false'}"
    last = value[-1]
    if isinstance(last, Group) and last.kind == "(" and setting.is_address(name):
        called = strings_in(last, 1)
        return setting.of_text(name, called[0].value) if called else ""  # URI.parse("…")
    path = path_before(value, len(value))
    if path and len(value) <= 2 * len(path) + 1:
        return setting.of_path(name, ".".join(part.value for part in path))
    return ""


def value_of(element: Element, syntax: Syntax) -> list[Item]:
    """Give what an element sets its name to."""
    items = element.items
    if syntax.layout == "tags":
        children = [item for item in items if isinstance(item, Group) and item.kind == "tag"]
        if len(children) == 2 and len(children[1].elements) == 1:
            inner = children[1].elements[0].items
            return inner if len(inner) == 1 and isinstance(inner[0], Token) else []
    signs = assignments(items, 0, len(items))
    if not signs:
        return items[1:] if syntax.layout == "lines" and len(items) == 2 else []
    begin = signs[-1] + 1 if not syntax.mapping else signs[0] + 1
    end = next(
        (n for n in range(begin + 1, len(items)) if word(items[n]) in ("as", "satisfies")),
        len(items),
    )
    return items[begin:end]
