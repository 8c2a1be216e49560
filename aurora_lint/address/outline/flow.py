"""Where else in a file a key is used: the variable it is set to, and that variable's uses.

``String token = "…";`` and, further down, ``new Client(token, Hosts.SANDBOX)``. Followed are names
that are set once in what they can be seen in, and not through another name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from aurora_lint.address.outline.outline import Outline
from aurora_lint.address.outline.phrases import op, path_before, word
from aurora_lint.address.outline.tree import Group, Step, Token

#: How many uses of one key are looked at.
_MOST = 20
#: What stands in more places is a word that means many things.
_MOST_PLACES = 200
_LONGEST = 200
#: What stands before a name in a statement that sets it, and behind.
_BEFORE = re.compile(rb"[ \t]*(?:[\w<>\[\].?$@]+[ \t]+){0,6}[$@]{0,2}")
_BEHIND = re.compile(rb"[ \t]*:?=(?![=>~])")
_SETS = frozenset({"=", ":="})
#: What may stand behind the text that a name is set to.
_ENDS = frozenset({";", ","})
#: Names as code writes them, with what marks a variable.
_IDENTIFIER = re.compile(rb"[A-Za-z_]\w{2,60}")
_NAME = re.compile(r"[$@]{0,2}([A-Za-z_]\w{2,60})\Z")
_INTERPOLATED = rb"(?:\$\{?|#\{\s*|\{\s*|\\\()%s\b"
_OWNERS = frozenset({"this", "self", "cls", "static"})


class Flow:
    """The names in one outline, and where each of them stands."""

    def __init__(self, outline: Outline, data: bytes) -> None:
        self._outline = outline
        self._data = data
        self._places: dict[bytes, list[int]] = defaultdict(list)
        for found in _IDENTIFIER.finditer(data, outline.root.start, outline.root.end):
            self._places[found[0]].append(found.start())

    def uses(self, steps: list[Step]) -> Iterator[tuple[int, int]]:
        """Yield the byte offsets of the uses of what the key at ``steps`` is set to."""
        name = _name_set(steps[-1]) if steps and not self._outline.syntax.mapping else ""
        places = self._places.get(name.encode(), [])
        if not 1 < len(places) <= _MOST_PLACES:
            return
        own, scope = steps[-1].element, steps[-1].element.group
        seen = [each for each in places if scope.start <= each <= scope.end]
        if sum(self._is_set(each, len(name)) for each in seen) != 1:
            return
        found = 0
        for place in seen:
            if not own.start <= place < own.end and self._is_use(place, name):
                yield place, place + len(name)
                found += 1
                if found == _MOST:
                    return

    def _is_set(self, place: int, size: int) -> bool:
        """Whether a statement sets the name at ``place``; an argument by that name is none."""
        begin = max(self._data.rfind(sign, 0, place) for sign in (b"\n", b";", b"{")) + 1
        return bool(
            _BEFORE.fullmatch(self._data, max(begin, place - _LONGEST), place)
            and _BEHIND.match(self._data, place + size)
        )

    def _is_use(self, start: int, name: str) -> bool:
        """Whether the name is the variable there, and not a property or parameter so called."""
        inner, steps = self._outline.descend(start)[-1]
        item = steps[-1].item if steps else None
        if inner is not self._outline or not isinstance(item, Token):
            return False
        if inner.comment_at(start) is not None:
            return False
        if item.kind == "string":
            text = item.text.encode("utf-8", "replace")
            return re.search(_INTERPOLATED % name.encode(), text) is not None
        items, at = steps[-1].element.items, steps[-1].at
        following = op(items[at + 1]) if at + 1 < len(items) else ""
        if item.kind != "word" or following in (":", "="):
            return False
        if at > 1 and op(items[at - 1]) in (".", "->", "::", "?."):
            before = items[at - 2]
            owner = before.text if isinstance(before, Token) else ""
            if owner.lower().lstrip("$@") not in _OWNERS and not owner[:1].isupper():
                return False
        return not any(_declares(step, name) for step in steps)


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
