"""What the statements before a place have let through: ``if (sandbox) return``."""

from __future__ import annotations

from aurora_lint.address import Label
from aurora_lint.address.outline.branches import body_of, condition_label
from aurora_lint.address.outline.phrases import Text, is_block, op, word
from aurora_lint.address.outline.syntax import Syntax
from aurora_lint.address.outline.tree import Element, Group, Item, Token

#: More cases than this before one are a table, not a choice of environments.
_MOST = 50
_LEAVES = frozenset(
    "return throw raise exit break continue die next redo last croak fail abort panic".split()
)
_EXITS = frozenset("exit abort panic die fatal fatalf quit error fatalerror".split())
_OWNERS = frozenset("system os process log runtime sys kernel t std fatal".split())


def passed(group: Group, until: int, syntax: Syntax, text: Text) -> list[Label]:
    """Give what the elements before ``until`` let through."""
    labels: list[Label] = []
    for element in group.elements[:until][-_MOST:]:
        labels += _passed(element, syntax, text)
    return [label._replace(role="guard") for label in labels]


def _passed(element: Element, syntax: Syntax, text: Text) -> list[Label]:
    items = element.items
    first = word(items[0]) if items else ""
    if first in ("if", "unless"):
        body = body_of(items, 1)
        if body >= len(items) or not items[1:body]:
            return []
        if any(word(item) in ("else", "elif", "elsif", "elseif") for item in items):
            return []
        inside = items[body]
        leaves = (
            _leaves(inside.elements[-1].items)
            if is_block(inside) and isinstance(inside, Group) and inside.elements
            else _leaves(items[body:])
        )
        return [condition_label(text, "if", items[1:body], first == "if")] if leaves else []
    if first == "guard":
        end = next((n for n, item in enumerate(items) if word(item) == "else"), 0)
        return [condition_label(text, "if", items[1:end], negated=False)] if end > 1 else []
    if syntax.postfix and first in _LEAVES:
        for n, item in enumerate(items):
            if word(item) in ("if", "unless") and items[n + 1 :]:
                return [condition_label(text, "if", items[n + 1 :], word(item) == "if")]
    for n, item in enumerate(items[:-1]):
        if (
            op(item) in ("&&", "||")
            and n
            and _leaves(items[n + 1 :])
            and (syntax.commands or syntax.name in ("php", "perl"))
        ):
            return [condition_label(text, "if", items[:n], op(item) == "&&")]
    return []


def _leaves(items: list[Item]) -> bool:
    """Whether a statement leaves for good: ``return``, ``process.exit(1)``."""
    if not items:
        return False
    first = items[0]
    if isinstance(first, Group) and first.kind in ("{", "(") and first.elements:
        return _leaves(first.elements[-1].items)  # { echo …; exit 1; }
    if word(first) in _LEAVES:
        return True
    words = [word(item) for item in items[:5] if isinstance(item, Token)]
    called = [each for each in words if each]
    return bool(called) and called[-1] in _EXITS and _OWNERS.issuperset(called[:-1])
