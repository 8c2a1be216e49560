"""The outline of a file of lines: ``name = value`` under ``[section]``, a request under ``###``."""

from __future__ import annotations

import re

from aurora_lint.address.outline.tree import Element, Group, Token, token

#: A line, and those that it goes on in.
_LINE = re.compile(rb"[^\r\n]*(?:(?<=\\)(?:\r\n|\r|\n)[^\r\n]*)*(?:\r\n|\r|\n|\Z)")
_SECTION = re.compile(rb"\[{1,2}([^\[\]\r\n]+)\]{1,2}\s*(?:[#;].*)?$")
_COMMENT = re.compile(rb"(?:[#;!]|//|--(?=\s)|rem\s|::)", re.IGNORECASE)
_TITLE = re.compile(rb"#{3,}\s*(.*)")
_PAIR = re.compile(
    rb"(?:(?:export|set|setx|env|arg)\s+|[-*@]\s*)?"
    rb"([\"']?)([\w$][\w.\-/$@%]*(?:\[[\w.\-\"']*\])*)\1\s*(=>|:=|\+=|=|:(?!//)|(?=\s))\s*(\S.*)?$",
    re.DOTALL | re.IGNORECASE,
)


def build(
    data: bytes, start: int, end: int, is_requests: bool
) -> tuple[Group, list[tuple[Token, Group]]]:
    """Give the outline of the lines between two byte offsets, and its comments' groups."""
    root = Group("file", start)
    root.end = end
    homes: list[tuple[Token, Group]] = []
    group, place = root, start
    while place < end:
        found = _LINE.match(data, place, end)
        assert found is not None  # any line matches
        line = found[0].rstrip(b"\r\n")
        begin, text = place + len(line) - len(line.lstrip()), line.strip()
        place = found.end() if found.end() > place else end
        title = _TITLE.match(text) if is_requests else _SECTION.match(text)
        if title:
            group.end = begin
            element = root.add()
            element.items.append(token("word", begin + title.start(1), title[1]))
            group = element.open("section", place)
            group.end = end
        elif _COMMENT.match(text):
            homes.append((token("comment", begin, text), group))
        elif text:
            _pair(group.add(), begin, text)
    return root, homes


def _pair(element: Element, begin: int, text: bytes) -> None:
    found = _PAIR.match(text)
    if not found:
        element.items.append(token("string", begin, text))
        return
    element.items.append(token("word", begin + found.start(2), found[2]))
    if found[3]:
        element.items.append(token("op", begin + found.start(3), found[3]))
    if found[4]:
        element.items.append(token("string", begin + found.start(4), found[4]))
