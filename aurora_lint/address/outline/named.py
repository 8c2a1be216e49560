"""What siblings say that is no setting: the name of a value, a condition, a heading."""

from __future__ import annotations

import re

from aurora_lint.address import Label
from aurora_lint.address.outline.entries import key_of, plain, value_of
from aurora_lint.address.outline.naming import name_label
from aurora_lint.address.outline.phrases import Text, word
from aurora_lint.address.outline.syntax import Syntax
from aurora_lint.address.outline.tree import Step, Token
from aurora_lint.vocabulary import HOLDERS
from aurora_lint.words import split

#: Where thousands of settings stand side by side, they are data.
_MOST_SAID = 50
#: Entries of a list that are a name and its value each.
NAMES = frozenset("name key id variable var title label field header envvar env_name".split())
VALUES = frozenset(
    "value val valuefrom default content data secret text current initial_value "
    "initialvalue".split()
)
_CONDITIONS = frozenset({"when", "if", "condition"})
_HEADING = re.compile(r"h[1-6]")
_EXPRESSION = re.compile(r"\$?\{\{\s*(.*?)\s*\}\}")


def conditions(step: Step, syntax: Syntax, text: Text) -> list[Label]:
    """Give the conditions that stand beside a task or a step: ``when: env == "test"``."""
    if syntax.name not in ("yaml", "json"):
        return []
    found = []
    for element in step.element.group.elements[:_MOST_SAID]:
        value = value_of(element, syntax) if key_of(element).lower() in _CONDITIONS else []
        if value and element is not step.element:
            said = _EXPRESSION.sub(r"\1", text.of(value).strip("\"'"))
            written = text.of(element.items)
            found.append(Label("branch", f"if {said}", text.line(element), written=written))
    return found


def headings(step: Step, syntax: Syntax, text: Text) -> list[list[Label]]:
    """Give the headings of a page above an element of it, the outermost first."""
    if syntax.layout != "tags":
        return []
    found: list[list[Label]] = []
    depth = "h9"
    for element in reversed(step.element.group.elements[: step.element.nth][-_MOST_SAID:]):
        name = key_of(element).lower()
        if _HEADING.fullmatch(name) and name < depth:
            depth = name
            title = plain(value_of(element, syntax))
            found.append([Label("section", title, text.line(element))])
    return found[::-1]


def first_of(step: Step, syntax: Syntax, text: Text) -> list[Label]:
    """Give the name that comes before a value as an argument: ``("sandbox", …)``."""
    element, group = step.element, step.element.group
    if (
        element.nth == 0
        or len(element.items) > 2
        or group.kind not in ("(", "{", "[")
        or syntax.mapping
    ):
        return []
    above = group.above.items[: group.nth] if group.above else []
    is_call = group.kind == "(" and bool(above) and bool(word(above[-1]))
    before = group.elements[element.nth - 1].items
    first = before[0] if len(before) == 1 else None
    if not isinstance(first, Token) or first.kind != "string":
        return []
    if is_call and not HOLDERS.intersection(split(first.value)):
        return []
    if not is_call and (element.nth != 1 or len(group.elements) != 2):
        return []
    return [label for group in name_label(text, first) for label in group]


def names(step: Step, syntax: Syntax, text: Text) -> list[Label]:
    """Give the name that a sibling gives to the value at ``step``: ``name: X, value: …``."""
    element = step.element
    own = key_of(element).lower()
    if own not in VALUES:
        return _of_property_list(step, syntax, text)
    found = []
    for other in element.group.elements[:_MOST_SAID]:
        if other is not element and key_of(other).lower() in NAMES:
            value = plain(value_of(other, syntax))
            if value:
                found.append(Label("name", value, text.line(other)))
    return found[:1]


def _of_property_list(step: Step, syntax: Syntax, text: Text) -> list[Label]:
    """Read ``<key>NAME</key><string>…</string>``."""
    element = step.element
    if syntax.layout != "tags" or element.nth == 0 or word(element.items[0]) == "key":
        return []
    before = element.group.elements[element.nth - 1]
    if word(before.items[0]) != "key":
        return []
    value = plain(value_of(before, syntax))
    return [Label("name", value, text.line(before))] if value else []
