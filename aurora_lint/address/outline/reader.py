"""The address of a place in a file of any language, read from its outline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from aurora_lint import hosts
from aurora_lint.address import Label, inline
from aurora_lint.address.outline import (
    beside,
    branches,
    detect,
    flow,
    guards,
    heads,
    named,
    regions,
    remarks,
    spliced,
    within,
)
from aurora_lint.address.outline.outline import Outline
from aurora_lint.address.outline.phrases import Text
from aurora_lint.address.outline.tree import Group, Step, Token, narrowed
from aurora_lint.address.path import is_template
from aurora_lint.lines import LONGEST, Lines
from aurora_lint.words import split

Said = list[list[Label]]


class Reader(Protocol):
    """Reads the labels inside a file for a key between two byte offsets."""

    def read(self, first: int, last: int, level: int) -> list[Label]:
        """Give the labels, their levels from ``level`` on."""


def inside(code: bytes, language: str, lines: Lines) -> Reader:
    """Give the reader of code of a language: by its syntax tree, where it is Python that parses."""
    if language == "py":
        from aurora_lint.address import python, python_tree

        tree = python_tree.parse(without_magic(code).decode("utf-8", "replace"))
        if tree:
            return python.PythonReader(tree, lines)
    return OutlineReader(code, f"code.{language}", lines)


def without_magic(code: bytes) -> bytes:
    """Give the code of a cell with comments in the place of the notebook's own commands."""
    return _MAGIC.sub(rb"\1#", code)


#: A command of the notebook's own, not of its language.
_MAGIC = re.compile(rb"^([ \t]*)[%!?]", re.MULTILINE)
#: Of a larger file only windows around its keys are read, so many bytes to either side.
_LARGEST = 1_000_000
_STRIDE = 200_000
#: How many steps deep, and how many conditions of templates, are looked at.
_DEEPEST = 100
_MOST = 50
_MOST_REGIONS = 2000
#: A comment of more words, in a file to be filled in, is for whoever does.
_SHORT = 4
#: In these a line that begins with a hash is a comment, not a preprocessor's.
_HASHED = frozenset({"c", "csharp", "swift", "script", "java", "tags", "vb"})


class OutlineReader:
    """Reads addresses in ``data``, the bytes of the file at ``path`` as UTF-8."""

    def __init__(self, data: bytes, path: str | None, lines: Lines) -> None:
        kind = detect.of(path, bytes(data[:2000]))
        self._lines = lines
        self._text = Text(data, lines)
        self._kind = kind
        self._outlines: dict[int, Outline] = {}
        name = (path or "").rpartition("/")[2].lower()
        is_make = name in ("makefile", "gnumakefile") or name.endswith((".mk", ".mak"))
        self._regions = regions.find(data, lines, is_make, kind.name in _HASHED)
        self._is_template = is_template(name)
        self._beside: dict[Outline, beside.Beside] = {}
        self._flows: dict[Outline, flow.Flow] = {}

    def read(self, first: int, last: int, level: int) -> list[Label]:
        """Give the labels inside the file for a key at the byte offsets ``first`` to ``last``."""
        nested = [
            (outline, steps[-_DEEPEST:]) for outline, steps in self._around(first).descend(first)
        ]
        spliced = self._spliced(nested, first, last, level)
        if spliced is not None:
            return spliced
        placed: list[tuple[int, list[Label]]] = []
        switched_off: list[tuple[Outline, Step]] = []
        for outline, steps in nested:
            commented = outline.comment_at(first)
            if commented is not None:
                inner = outline.within_comment(first)
                if inner:
                    switched_off += [(inner, each) for each in inner.descend(first)[0][1]]
            for step in steps if commented is None else commented:
                around, own = self._step(step, outline, commented is not None)
                placed += [(step.element.group.start, group) for group in around]
                placed += [(step.element.start, group) for group in own]
        for outline, step in switched_off:
            said = branches.read(step, outline.syntax, self._text)
            said += heads.read(step, outline.syntax, self._text)
            placed += [(step.element.start, group) for group in said]
        enclosing = [region for region in self._regions if region.start <= first < region.end]
        for region in enclosing[-_MOST:]:
            place = sum(start <= region.start for start, _ in placed)
            placed.insert(place, (region.start, list(region.labels)))
        elsewhere = [region for region in self._regions if not region.start <= first < region.end]
        elsewhere = elsewhere if len(elsewhere) <= _MOST_REGIONS else []
        groups = self._remarks(nested, first)
        groups += [self._outside_of(elsewhere, group) for _, group in placed]
        labels: list[Label] = []
        for group in groups:
            level += 1
            labels += [label._replace(level=level) for label in group]
        return labels + self._own_line(nested, first, last, level)

    def uses(self, first: int) -> Iterator[tuple[int, int]]:
        """Yield the byte offsets of the other places where the key at ``first`` is used."""
        outline, steps = self._around(first).descend(first)[-1]
        if outline.comment_at(first) is not None:
            return
        if outline not in self._flows:
            self._flows[outline] = flow.Flow(outline, self._text.data)
        yield from self._flows[outline].uses(steps)

    @property
    def whole(self) -> Outline | None:
        """The outline of all of the file; None where only windows of it are read."""
        return self._around(0) if len(self._text.data) <= _LARGEST else None

    def _around(self, first: int) -> Outline:
        """Give the outline of the file, or of a window around the key where it is huge."""
        size = len(self._text.data)
        nth = 0 if size <= _LARGEST else first // _STRIDE + 1
        if nth not in self._outlines:
            start, end = 0, size
            if nth:
                start, end = max(0, (nth - 2) * _STRIDE), min(size, (nth + 1) * _STRIDE)
                start = (
                    self._text.data.rfind(b"\n", max(0, start - _STRIDE), start + 1) + 1 or start
                )
            self._outlines[nth] = Outline(self._text.data, start, end, self._kind)
        return self._outlines[nth]

    def _outside_of(self, elsewhere: list[regions.Region], group: list[Label]) -> list[Label]:
        """Leave out what is set only where the condition of another region holds."""
        return [
            label
            for label in group
            if label.role != "setting"
            or not any(
                region.start <= self._lines.offset(label.line, 0) < region.end
                for region in elsewhere
            )
        ]

    def _spliced(
        self, nested: list[tuple[Outline, list[Step]]], first: int, last: int, level: int
    ) -> list[Label] | None:
        """Read code that a JSON file holds as strings; None where the key is in none."""
        outline, steps = nested[-1]
        if outline.syntax.name != "json":
            return None
        found = spliced.code_around(self._text.data, steps)
        above = spliced.headings(self._text.data, steps, self._lines)
        if found is None and not above:
            return None
        labels: list[Label] = []
        for group in above:
            level += 1
            labels += [label._replace(level=level) for label in group]
        if found is None or not spliced.is_code_cell(steps):
            return labels + self._own_line(nested, first, last, level)
        code, called = found
        lines = Lines(code.text)
        begin = code.inside(first)
        inner = inside(code.text, spliced.LISTS[called], lines).read(
            begin, begin + last - first, level
        )
        return labels + [
            label._replace(line=code.line(label.line, self._lines, lines)) for label in inner
        ]

    def _step(self, step: Step, outline: Outline, is_commented: bool) -> tuple[Said, Said]:
        """Give what stands around a step's element, and what the element itself says."""
        if outline not in self._beside:
            self._beside[outline] = beside.Beside(outline.syntax, self._text, self._is_template)
        reader, kind, text = self._beside[outline], outline.syntax, self._text
        step = narrowed(step)
        around: Said = []
        said: Said = []
        is_last = is_commented and not isinstance(step.item, Group)
        if not is_last:
            around = [
                reader.read(step),
                named.conditions(step, kind, text),
                *named.headings(step, kind, text),
                guards.passed(step.element.group, step.element.nth, kind, text),
            ]
            said.append(reader.attributes(step))
            said.append(within.in_command(step, reader))
            said.append(within.in_call_chain(step, text, reader))
            said.append(within.in_line(step, kind, text))
            said.append(within.of_receiver(step, kind, text, reader))
            if kind.name == "script":
                said.append(within.in_tag(step, kind, text))
        said += branches.read(step, kind, text)
        said += heads.read(step, kind, text)
        said.append(named.first_of(step, kind, text))
        said.append(named.names(step, kind, text))
        said.append(self._hosts(step))
        return [group for group in around if group], [group for group in said if group]

    def _hosts(self, step: Step) -> list[Label]:
        """Give the hosts in the element's own strings: a request and its header."""
        found: list[Label] = []
        items = step.element.items
        if len(items) > 200:
            return found
        for item in items:
            if isinstance(item, Token) and "aurorasolar" in item.text:
                for host, _ in hosts.find(item.text[:LONGEST]):
                    found.append(Label("host", host, self._text.line(item)))
        return found

    def _remarks(self, nested: list[tuple[Outline, list[Step]]], first: int) -> Said:
        line = self._lines.place_in_bytes(first)[0]
        is_flat = nested[-1][0].syntax.mapping
        starts = {
            self._lines.place_in_bytes(branches.begin(step))[0]: False
            for _, steps in nested
            for step in steps
        }
        starts[line] = is_flat
        found: Said = []
        for number in sorted(starts):
            found.append(remarks.above(self._lines, number, starts[number]))
            if number != line:
                found.append(remarks.behind(self._lines, number))
        if self._is_template:  # its longer comments are for whoever fills it in
            found = [[each for each in group if len(split(each.text)) <= _SHORT] for group in found]
        return [group for group in found if group]

    def _own_line(
        self, nested: list[tuple[Outline, list[Step]]], first: int, last: int, level: int
    ) -> list[Label]:
        """Give what the text around the key says: on its line, within its string or word."""
        outline, steps = nested[-1]
        item = steps[-1].item if steps else None
        _, column = self._lines.place_in_bytes(first)
        commented = outline.comment_at(first) is not None
        if outline.syntax.layout == "prose":
            around = inline.window(self._lines, first, last)
            said = [label._replace(role="text") for label in inline.remark(around, level + 1)]
            return said + inline.read(around, level + 2)
        is_plain = isinstance(item, Token) and item.kind == "word" and outline.syntax.mapping
        if commented or is_plain or not isinstance(item, Token):
            around = inline.window(self._lines, first, last)
            labels = inline.read(around, level + 1)
            if commented:
                labels = [label for label in labels if label.role != "host"]
                labels = inline.remark(around, level) + labels
            return labels
        begin = first - column
        around = inline.window(
            self._lines,
            first,
            last,
            max(0, item.start - begin),
            max(item.end, last) - begin,
        )
        labels = inline.read(around, level + 1)
        if outline.syntax.options:
            labels += inline.settings(inline.window(self._lines, first, last), level + 1)
        return labels
