"""The outline of markup: XML, HTML, property lists, components with a script in them."""

from __future__ import annotations

import re

from aurora_lint.address.outline.tree import Element, Group, Token, token

_PIECE = re.compile(
    rb"(?P<comment><!--.*?(?:-->|\Z))"
    rb"|(?P<data><!\[CDATA\[.*?(?:\]\]>|\Z))"
    rb"|(?P<ignored><[!?%#].*?(?:>|\Z))"
    rb"|</(?P<close>[\w:.\-]+)[^>]*>"
    rb"|<(?P<open>[A-Za-z][\w:.\-]*)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)(?P<empty>/?)>"
    rb"|(?P<text>[^<]+|<)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(
    rb"([\w:@.\-]+)\s*(?:=\s*(\"[^\"]*\"|'[^']*'|\{[^{}]*\}|[^\s\"'>]+))?", re.DOTALL
)
_VOID = frozenset(b"br img input meta link hr source wbr area base col embed param track".split())
_END_OF_SCRIPT = {
    name: re.compile(rb"</\s*%s\s*>" % name, re.IGNORECASE) for name in (b"script", b"style")
}


def build(data: bytes, start: int, end: int) -> tuple[Group, list[tuple[Token, Group]]]:
    """Give the outline of the markup between two byte offsets, and its comments' groups."""
    root = Group("file", start)
    root.end = end
    homes: list[tuple[Token, Group]] = []
    stack: list[tuple[bytes, Group]] = [(b"", root)]
    place = start
    while place < end:
        found = _PIECE.match(data, place, end)
        assert found is not None  # any byte is at least text
        kind, place = found.lastgroup, found.end()
        group = stack[-1][1]
        if kind == "comment":
            homes.append((token("comment", found.start(), found[0]), group))
        elif kind == "close":
            _leave(stack, found["close"], found.start())
        elif kind == "empty":
            place = _enter(stack, data, found, end)
        elif kind in ("text", "data") and found[0].strip():
            text = found[0].strip()
            begin = found.start() + found[0].index(text)
            group.add().items.append(token("string", begin, text))
    for _, group in stack[1:]:
        group.end = end
    return root, homes


def _enter(stack: list[tuple[bytes, Group]], data: bytes, found: re.Match[bytes], end: int) -> int:
    """Take an opening tag; give where to go on."""
    name = found["open"]
    element = stack[-1][1].add()
    element.items.append(token("word", found.start("open"), name))
    _attributes(element, found)
    if found["empty"] or name.lower() in _VOID:
        return found.end()
    script = _END_OF_SCRIPT.get(name.lower())
    if script:
        closing = script.search(data, found.end(), end)
        stop = closing.start() if closing else end
        language = re.search(rb"(?:lang|type)\s*=\s*[\"']?([\w/+\-]+)", found["attributes"])
        called = language[1].rpartition(b"/")[2] if language else b"js"
        if name.lower() == b"style":
            called = b"css"
        element.items.append(
            Token("text", found.end(), stop, "json" if b"json" in called else "js")
        )
        return closing.end() if closing else end
    stack.append((name, element.open("tag", found.end())))
    return found.end()


def _attributes(element: Element, found: re.Match[bytes]) -> None:
    group = element.open("tag", found.start("attributes"))
    group.end = found.end("attributes")
    for name, value in (
        (each.span(1), each.span(2))
        for each in _ATTRIBUTE.finditer(found.string, *found.span("attributes"))
    ):
        attribute = group.add()
        attribute.items.append(token("word", name[0], found.string[slice(*name)]))
        if value[0] >= 0:
            attribute.items.append(Token("op", name[1], name[1] + 1, "="))
            attribute.items.append(token("string", value[0], found.string[slice(*value)]))


def _leave(stack: list[tuple[bytes, Group]], name: bytes, end: int) -> None:
    """Close the nearest open tag of that name, with all that is open in it."""
    for depth in range(len(stack) - 1, 0, -1):
        if stack[depth][0] == name:
            for _, group in stack[depth:]:
                group.end = end
            del stack[depth:]
            return
