"""Names that the head of a block declares: parameters, loop variables, what a clause catches."""

from __future__ import annotations

from collections.abc import Iterator

from aurora_lint.address.outline.phrases import op, word
from aurora_lint.address.outline.tree import Element, Group, Token

#: What brackets may stand behind that declare nothing.
_ASKS = frozenset(
    "if elif elsif elseif else while until unless switch when case match do return with".split()
)
_DECLARES = frozenset({"const", "let", "var", "my", "auto", "val"})
_MOST = 20


def parameters(block: Group) -> Iterator[str]:
    """Yield the names that are the block's own, whatever they hold outside of it."""
    above = block.above
    if block.kind not in ("{", "block") or not above or word(above.items[0]) in _ASKS:
        return
    heads = [
        item for item in above.items[: block.nth] if isinstance(item, Group) and item.kind == "("
    ]
    is_loop = word(above.items[0]) in ("for", "foreach")
    for element in heads[-1].elements[:_MOST] if heads else ():
        yield from _of_loop(element) if is_loop else _of_parameter(element)


def _of_loop(element: Element) -> Iterator[str]:
    items = element.items
    for n in range(len(items) - 1):
        if word(items[n]) in _DECLARES:
            following = items[n + 1]
            if isinstance(following, Token):
                yield following.text


def _of_parameter(element: Element) -> Iterator[str]:
    """Yield the name, which stands before its type or behind it."""
    words = []
    for item in element.items:
        if op(item) in ("=", ":"):
            break
        if isinstance(item, Token) and item.kind == "word":
            words.append(item.text)
    yield from dict.fromkeys([*words[:1], *words[-1:]])
