"""The outline of one file, or of a stretch of it that is in a language of its own."""

from __future__ import annotations

import re
from bisect import bisect_right

from aurora_lint.address.outline import detect, languages, prose, scanner, tags
from aurora_lint.address.outline import lines as line_layout
from aurora_lint.address.outline.brackets import Builder
from aurora_lint.address.outline.indents import IndentBuilder
from aurora_lint.address.outline.phrases import word
from aurora_lint.address.outline.syntax import Syntax
from aurora_lint.address.outline.tree import Element, Group, Step, Token, descend, token

_SCRIPTS = frozenset(
    "run script scripts before_script after_script command commands args shell cmd "
    "entrypoint".split()
)
#: How many lines of comments before and behind one are read with it.
_MOST = 40
_COMMENT = re.compile(rb"(?:/\*+|//+|#+|--+|;+)[ \t]*")


class Outline:
    """The outline of ``data`` from ``start`` to ``end``, and the comments in it."""

    def __init__(self, data: bytes, start: int, end: int, kind: Syntax) -> None:
        self.syntax = kind
        self._data = data
        self._inner: dict[int, Outline] = {}
        if kind.layout == "lines":
            self.root, homes = line_layout.build(data, start, end, kind.name == "requests")
        elif kind.layout == "tags":
            self.root, homes = tags.build(data, start, end)
        elif kind.layout == "prose":
            self.root, homes = prose.build(data, start, end)
        else:
            builder = (
                IndentBuilder(kind, start, end, data)
                if kind.layout == "indents"
                else Builder(kind, start, end)
            )
            builder.build(scanner.scan(data, start, end, kind))
            self.root, homes = builder.root, builder.homes
        if kind.name in ("toml", "docker"):
            _divide(self.root, kind, data)
        self._comments = sorted(homes, key=lambda home: home[0].start)
        self._starts = [home[0].start for home in self._comments]

    def descend(self, offset: int) -> list[tuple[Outline, list[Step]]]:
        """Give the steps to ``offset``: in this outline, then in those of the languages within."""
        steps = descend(self.root, offset)
        last = steps[-1].item if steps else None
        if not isinstance(last, Token):
            return [(self, steps)]
        within = _within(last, steps, self.syntax) or _interpolated(
            self._data, last, offset, self.syntax
        )
        if within is None:
            return [(self, steps)]
        start, end, kind = within
        if start not in self._inner:
            self._inner[start] = Outline(self._data, start, end, kind)
        return [(self, steps), *self._inner[start].descend(offset)]

    def within_comment(self, offset: int) -> Outline | None:
        """Give the outline of the comment at ``offset``, read as code; None for prose."""
        found = bisect_right(self._starts, offset) - 1
        comment = self._comments[found][0]
        marks = _COMMENT.match(self._data, comment.start, comment.end)
        if not marks or self.syntax.layout not in ("brackets", "indents", "lines"):
            return None
        if marks[0].startswith(b"/*"):
            start, end, lines = marks.end(), comment.end - 2, []
        else:
            lines = self._lines_of_comment(found)
            start, end = lines[0].start, lines[-1].end
        if start not in self._inner:
            self._inner[start] = Outline(self._without_signs(lines, end), start, end, self.syntax)
        return self._inner[start]

    def _without_signs(self, lines: list[Token], end: int) -> bytes:
        """Give the data up to ``end`` with spaces in the place of what begins each comment."""
        if not lines:
            return self._data
        data = bytearray(self._data[:end])
        for line in lines:
            sign = _COMMENT.match(self._data, line.start, line.end)
            width = len(sign[0]) if sign else 0
            data[line.start : line.start + width] = b" " * width
        return bytes(data)

    def _lines_of_comment(self, nth: int) -> list[Token]:
        """Give the comments that follow each other line by line around the ``nth``."""
        comments = [comment for comment, _ in self._comments[max(0, nth - _MOST) : nth + _MOST]]
        first = last = min(nth, _MOST)
        while first and self._goes_on(comments[first - 1], comments[first]):
            first -= 1
        while last + 1 < len(comments) and self._goes_on(comments[last], comments[last + 1]):
            last += 1
        return comments[first : last + 1]

    def _goes_on(self, above: Token, below: Token) -> bool:
        between = self._data[above.end : below.start]
        return not between.strip() and between.count(b"\n") <= 1

    def comment_at(self, offset: int) -> list[Step] | None:
        """Give the steps to the group in which the comment at ``offset`` stands; None for code."""
        found = bisect_right(self._starts, offset) - 1
        if found < 0 or self._comments[found][0].end <= offset:
            return None
        steps: list[Step] = []
        group: Group | None = self._comments[found][1]
        while group and group.above:
            steps.append(Step(group.above, group.nth))
            group = group.above.group
        return steps[::-1]


def _within(last: Token, steps: list[Step], kind: Syntax) -> tuple[int, int, Syntax] | None:
    """Give the bounds and the language of what a token holds; None where it is only text."""
    if last.kind == "text":
        return last.start, last.end, _language(last, steps)
    if last.kind == "string" and kind.name == "yaml" and "{{" in last.text:
        return last.start + 1, last.end - 1, languages.PYTHON  # an expression of a template
    return None


def _interpolated(
    data: bytes, last: Token, offset: int, kind: Syntax
) -> tuple[int, int, Syntax] | None:
    """Give the bounds of the code around ``offset`` within a string: ``"${live ? 'a' : 'b'}"``."""
    if last.kind != "string" or kind.mapping or kind.layout != "brackets":
        return None
    start = max(data.rfind(sign, last.start, offset) for sign in (b"${", b"#{"))
    end = data.find(b"}", offset, last.end)
    if start < 0 or end < 0 or b"?" not in data[start:offset]:
        return None
    return start + 2, end, kind


def _language(text: Token, steps: list[Step]) -> Syntax:
    """Give the language of a stretch: by its fence, its script's tag, or the name of its key."""
    if text.text:
        return detect.called(text.text)
    names = [word(item) for item in steps[-1].element.items[:2]]
    for item in steps[-1].element.items[2:10]:
        if isinstance(item, Token) and item.kind in ("word", "string"):
            names.append(item.value.lower())
    for name in names:
        if name in _SCRIPTS:
            return languages.SHELL
        known = detect.by_name(name) if "." in name else None
        if known:
            return known
    return languages.LINES


def _divide(root: Group, kind: Syntax, data: bytes) -> None:
    """Put what follows a header under it: ``[table]``, ``FROM image AS stage``."""
    elements, root.elements = root.elements, []
    group, end = root, root.end
    for element in elements:
        title = _table(element, data) if kind.name == "toml" else _stage(element)
        if title is not None:
            group.end = element.start
            header = root.add()
            header.items.append(title)
            group = header.open("section", element.end)
            group.end = end
            continue
        element.group, element.nth = group, len(group.elements)
        group.elements.append(element)
    root.end = end


def _table(element: Element, data: bytes) -> Token | None:
    first = element.items[0]
    if len(element.items) != 1 or not isinstance(first, Group) or first.kind != "[":
        return None
    return token("word", first.start, data[first.start : first.end].strip(b"[] "))


def _stage(element: Element) -> Token | None:
    if word(element.items[0]) != "from":
        return None
    words = [item for item in element.items if isinstance(item, Token) and item.kind == "word"]
    named = len(words) > 2 and word(words[-2]) == "as"
    return words[-1] if named else Token("word", element.start, element.start, "")
