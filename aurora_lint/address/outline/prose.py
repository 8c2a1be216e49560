"""The outline of a document: headings over paragraphs, and fenced blocks of other languages."""

from __future__ import annotations

import re

from aurora_lint.address.outline.tree import Group, Token, token
from aurora_lint.lines import decode

_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_HEADING = re.compile(rb" {0,3}(#{1,6})\s+(.*?)\s*#*$|(={1,5})\s+(\S.*)$")
_RULED = re.compile(rb"(=+|-+|~+|\^+)\s*$")
_FENCE = re.compile(rb"\s*(?:[>*\-]\s+|\d+\.\s+)?(`{3,}|~{3,}|-{4,}$)\s*\{?\.?([\w#+\-]*)")
_DIRECTIVE = re.compile(rb"\s*\.\.\s+(?:code|code-block|sourcecode)::\s*([\w#+\-]*)")
_SOURCE = re.compile(rb"\[source,\s*([\w#+\-]*)")
#: A list's entry or a paragraph that is nothing but strong: it is read as a heading, too.
_STRONG = re.compile(
    rb"\s*(?:[*\-] |\d+\. )?(?:\*\*|__)([^*_]{1,60}(?:\*\*|__)(?: *\([^()]{1,60}\))?):?\s*$"
)
_STRONG_DEPTH = 7
_OF_PYTHON = re.compile(rb"^\s*(?:from [\w.]+ import |import [\w.]+\s*$|def \w+\()", re.MULTILINE)
#: A bracket that is open at a line's end.
_OPENED = re.compile(rb"[({\[][ \t]*\r?$", re.MULTILINE)


def build(data: bytes, start: int, end: int) -> tuple[Group, list[tuple[Token, Group]]]:
    """Give the outline of the document between two byte offsets."""
    root = Group("file", start)
    root.end = end
    sections: list[tuple[int, Group]] = [(0, root)]
    place, language, above = start, b"", (start, b"")
    while place < end:
        begin, line = place, _line(data, place, end)
        place = begin + len(line)
        text = line.strip()
        fence = _FENCE.match(line.rstrip())
        if fence and fence[1].startswith(b"-") and above[1] and not _SOURCE.match(above[1]):
            fence = None  # it rules off the heading above it
        title = _heading(line.rstrip())
        group = sections[-1][1]
        if fence:
            stop, place = _end_of_fence(data, place, end, fence[1], bool(fence[2]))
            _block(group, begin + len(line), stop, fence[2] or language)
        elif directive := _DIRECTIVE.match(line):
            stop = place = _end_of_indent(data, place, end, len(line) - len(line.lstrip()))
            _block(group, begin + len(line), stop, directive[1])
        elif title:
            _open(sections, title[0], begin + title[1], title[2], end)
        elif _RULED.match(text) and above[1] and len(text) >= 3:
            if group.elements:
                group.elements.pop()
            _open(sections, 1 if text[:1] == b"=" else 2, above[0], above[1], end)
            text = b""
        elif text and not above[1] and line.startswith((b"    ", b"\t")):
            stop = place = _end_of_indent(data, place, end, 3)
            _block(group, begin, stop, _guess(data[begin:stop]))
        elif text:
            group.add().items.append(token("string", begin + line.index(text), text))
        source = _SOURCE.match(text)
        language = source[1] if source else b""
        above = (begin, text)
    return root, []


def _line(data: bytes, place: int, end: int) -> bytes:
    found = _LINE.match(data, place, end)
    assert found is not None  # any line matches
    return found[0] or data[place : place + 1]


def _heading(line: bytes) -> tuple[int, int, bytes] | None:
    """Give a heading's depth, where its text begins, and the text."""
    found = _HEADING.match(line)
    if found:
        depth, text = (1, 2) if found[1] else (3, 4)
        return len(found[depth]), found.start(text), found[text]
    found = _STRONG.match(line)
    return (_STRONG_DEPTH, found.start(1), found[1]) if found else None


def _open(
    sections: list[tuple[int, Group]], depth: int, begin: int, title: bytes, end: int
) -> None:
    while sections[-1][0] >= depth:
        sections.pop()[1].end = begin
    element = sections[-1][1].add()
    element.items.append(token("word", begin, title))
    section = element.open("section", begin + len(title))
    section.end = end
    sections.append((depth, section))


def _block(group: Group, start: int, end: int, language: bytes) -> None:
    group.add().items.append(Token("text", start, end, decode(language)))


def _guess(code: bytes) -> bytes:
    """Give the kind of language that a block without a name is in: brackets, or lines."""
    if _OF_PYTHON.search(code):
        return b"py"
    return b"js" if _OPENED.search(code) else b"ini"


def _end_of_fence(
    data: bytes, place: int, end: int, fence: bytes, is_named: bool
) -> tuple[int, int]:
    """Give where a block ends, and where what follows begins.

    A fence with a language opens a block: one without that stands open before it was a stray one.
    """
    opening = rb"" if is_named else rb"|^[ \t>]*%s(?=\w)" % re.escape(fence)
    closing = re.compile(rb"^[ \t>]*%s+[ \t]*\r?$%s" % (re.escape(fence), opening), re.MULTILINE)
    found = closing.search(data, place, end)
    if not found:
        return end, end
    is_closed = not data[found.end() : found.end() + 1].strip()
    return found.start(), found.end() if is_closed else found.start()


def _end_of_indent(data: bytes, place: int, end: int, indent: int) -> int:
    while place < end:
        line = _line(data, place, end)
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            break
        place += len(line)
    return place
