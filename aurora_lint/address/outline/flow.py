"""Where else in a file a key is used: the variable it is set to, and that variable's uses.

``String token = "…";`` and, further down, ``new Client(token, Hosts.SANDBOX)``. Followed are names
that are set once in what they can be seen in, and not through another name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aurora_lint.address.outline.outline import Outline
from aurora_lint.address.outline.phrases import op, path_before, word
from aurora_lint.address.outline.tree import Group, Step, Token

#: How many uses of one key are looked at.
_MOST = 20
_SETS = frozenset({"=", ":="})
#: What may stand behind the text that a name is set to.
_ENDS = frozenset({";", ","})
#: Names as code writes them, with what marks a variable.
_NAME = re.compile(r"[$@]{0,2}([A-Za-z_]\w{2,60})\Z")
#: A statement that sets a name; not an argument by that name.
_SET_AT = rb"(?:^|[;{])[ \t]*(?:[\w<>\[\].?$@]+[ \t]+){0,6}[$@]{0,2}%s[ \t]*:?=(?![=>~])"
_INTERPOLATED = rb"(?:\$\{?|#\{\s*|\{\s*|\\\()%s\b"
_OWNERS = frozenset({"this", "self", "cls", "static"})


def uses(outline: Outline, steps: list[Step], data: bytes) -> Iterator[tuple[int, int]]:
    """Yield the byte offsets of the uses of what the key at ``steps`` is set to."""
    name = _name_set(steps[-1]) if steps and not outline.syntax.mapping else ""
    if not name:
        return
    scope = steps[-1].element.group
    end = scope.end if scope.end > scope.start else len(data)
    plain = re.escape(name.encode())
    again = re.compile(_SET_AT % plain, re.MULTILINE)
    if len(again.findall(data, scope.start, end)) != 1:
        return
    found = 0
    for use in re.finditer(rb"(?<!\w)%s(?!\w)" % plain, data[scope.start : end]):
        start = scope.start + use.start()
        if start >= steps[-1].element.start and start < steps[-1].element.end:
            continue
        if _is_use(outline, start, name):
            yield start, start + len(name)
            found += 1
            if found == _MOST:
                return


def _name_set(step: Step) -> str:
    """Give the name that is set to the key and nothing else; empty where there is none."""
    items, at = step.element.items, step.at
    token = items[at]
    if not isinstance(token, Token) or token.kind != "string" or at < 2:
        return ""
    if op(items[at - 1]) not in _SETS or (at + 1 < len(items) and op(items[at + 1]) not in _ENDS):
        return ""
    path = path_before(items, at - 1)
    if not path or (len(path) > 1 and word(path[0]).lstrip("$@") not in _OWNERS):
        return ""
    named = _NAME.match(path[-1].text)
    return named[1] if named else ""


def _is_use(outline: Outline, start: int, name: str) -> bool:
    """Whether the name at ``start`` is the variable, and not a property or parameter so called."""
    inner, steps = outline.descend(start)[-1]
    item = steps[-1].item if steps else None
    if inner is not outline or not isinstance(item, Token) or inner.comment_at(start) is not None:
        return False
    if item.kind == "string":
        found = re.compile(_INTERPOLATED % re.escape(name.encode())).search(item.text.encode())
        return found is not None
    items, at = steps[-1]
    if item.kind != "word" or (at + 1 < len(items.items) and op(items.items[at + 1]) in (":", "=")):
        return False
    if at and op(items.items[at - 1]) in (".", "->", "::", "?."):
        owner = items.items[at - 2] if at > 1 else None
        if word(owner).lstrip("$@") not in _OWNERS and not word(owner)[:1].isupper():
            return False
    return not any(_declares(step, name) for step in steps)


def _declares(step: Step, name: str) -> bool:
    """Whether a step goes into a function that has a parameter of this name."""
    if not isinstance(step.item, Group):
        return False
    return any(
        isinstance(item, Group)
        and item.kind == "("
        and any(
            isinstance(part, Token) and part.text.lstrip("$@") == name
            for element in item.elements
            for part in element.items
        )
        for item in step.element.items[: step.at]
    )
