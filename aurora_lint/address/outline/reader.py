"""The address of a place in a file of any language, read from its outline."""

from __future__ import annotations

from aurora_lint import hosts
from aurora_lint.address import Label, inline
from aurora_lint.address.outline import beside, branches, heads, regions, remarks, syntax
from aurora_lint.address.outline.outline import Outline
from aurora_lint.address.outline.phrases import Text
from aurora_lint.address.outline.tree import Group, Step, Token
from aurora_lint.lines import LONGEST, Lines

Said = list[list[Label]]
#: In these a line that begins with a hash is a comment, not a preprocessor's.
_HASHED = frozenset({"c", "csharp", "swift", "script", "java", "tags", "vb"})


class OutlineReader:
    """Reads addresses in ``data``, the bytes of the file at ``path`` as UTF-8."""

    def __init__(self, data: bytes, path: str | None, lines: Lines) -> None:
        kind = syntax.of(path, bytes(data[:2000]))
        self._lines = lines
        self._text = Text(data, lines)
        self._outline = Outline(data, 0, len(data), kind)
        name = (path or "").rpartition("/")[2].lower()
        is_make = name in ("makefile", "gnumakefile") or name.endswith((".mk", ".mak"))
        self._regions = regions.find(data, lines, is_make, kind.name in _HASHED)
        self._beside: dict[Outline, beside.Beside] = {}

    def read(self, first: int, last: int, level: int) -> list[Label]:
        """Give the labels inside the file for a key at the byte offsets ``first`` to ``last``."""
        nested = self._outline.descend(first)
        placed: list[tuple[int, list[Label]]] = []
        for outline, steps in nested:
            commented = outline.comment_at(first)
            for step in steps if commented is None else commented:
                for group in self._step(step, outline, commented is not None):
                    placed.append((step.element.start, group))
        for region in self._regions:
            if region.start <= first < region.end:
                place = sum(start <= region.start for start, _ in placed)
                placed.insert(place, (region.start, list(region.labels)))
        groups = self._remarks(nested, first) + [group for _, group in placed]
        labels: list[Label] = []
        for group in groups:
            level += 1
            labels += [label._replace(level=level) for label in group]
        return labels + self._own_line(nested, first, last, level)

    def _step(self, step: Step, outline: Outline, is_commented: bool) -> Said:
        if outline not in self._beside:
            self._beside[outline] = beside.Beside(outline.syntax, self._text)
        reader, kind, text = self._beside[outline], outline.syntax, self._text
        said: Said = []
        is_last = is_commented and not isinstance(step.item, Group)
        if not is_last:
            said.append(reader.read(step))
            said.append(branches.guards(step.element.group, step.element.nth, kind, text))
            said.append(beside.in_call_chain(step, text, reader))
            said.append(beside.in_line(step, kind, text, reader))
            if kind.name == "script":
                said.append(beside.in_tag(step, text, reader))
        said += branches.read(step, kind, text)
        said += heads.read(step, kind, text)
        said.append(reader.names(step))
        said.append(self._hosts(step))
        return [group for group in said if group]

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
        outline, steps = nested[-1]
        line = self._lines.place_in_bytes(first)[0]
        is_flat = outline.syntax.mapping
        starts = {line}
        if steps:
            starts.add(self._lines.place_in_bytes(steps[-1].element.start)[0])
        return [
            [label] for number in sorted(starts) for label in remarks.above(self._lines, number, is_flat)
        ]

    def _own_line(
        self, nested: list[tuple[Outline, list[Step]]], first: int, last: int, level: int
    ) -> list[Label]:
        """Give what the text around the key on its line says: within its string, where it is in one."""
        outline, steps = nested[-1]
        item = steps[-1].item if steps else None
        line, column = self._lines.place_in_bytes(first)
        commented = outline.comment_at(first) is not None
        if commented or not isinstance(item, Token) or outline.syntax.layout in ("prose",):
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
        return inline.read(around, level + 1)


