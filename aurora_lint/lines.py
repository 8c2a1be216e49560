"""Byte offsets as lines and columns, the way editors count them."""

from __future__ import annotations

import re
from bisect import bisect_right

_LINE_END = re.compile(rb"\r\n|\n|\r")

#: As much of a line as anybody reads: a minified file is one line of megabytes.
LONGEST = 1000


class Lines:
    """The lines of UTF-8 ``data``. A byte that is no UTF-8 counts as one character."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(data))]
        self._counted = (0, 0)

    def __len__(self) -> int:
        return len(self._starts)

    def place(self, offset: int) -> tuple[int, int]:
        """Give the line and the column in characters of a byte offset, both from 1.

        Offsets that are asked for in order are counted on from each other.
        """
        line, column = self.place_in_bytes(offset)
        start = offset - column
        counted, characters = self._counted
        if not start <= counted <= offset:
            counted, characters = start, 0
        characters += len(decode(self._data[counted:offset]))
        self._counted = (offset, characters)
        return line, 1 + characters

    def place_in_bytes(self, offset: int) -> tuple[int, int]:
        """Give the line from 1 and the column in bytes from 0, as :mod:`ast` counts them."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1]

    def offset(self, line: int, column: int) -> int:
        """Give the byte offset of a line from 1 and a column in bytes from 0."""
        return self._starts[line - 1] + column

    def text(self, line: int) -> str:
        """Give a line, counted from 1, without its end; empty outside the file."""
        if not 1 <= line <= len(self._starts):
            return ""
        return decode(self._data[self._starts[line - 1] : self.end(line)])

    def beginning(self, line: int) -> str:
        """Give at most :data:`LONGEST` bytes of a line, counted from 1; empty outside the file."""
        if not 1 <= line <= len(self._starts):
            return ""
        start = self._starts[line - 1]
        return decode(self._data[start : min(self.end(line), start + LONGEST)])

    def before(self, offset: int, first: int = 0) -> str:
        """Give the text of a line before a byte offset, from the column ``first`` in bytes on."""
        line, _ = self.place_in_bytes(offset)
        start = self._starts[line - 1]
        return decode(self._data[max(start + first, offset - LONGEST) : offset])

    def after(self, offset: int, last: int | None = None) -> str:
        """Give the text of a line behind a byte offset, up to the column ``last`` in bytes."""
        line, _ = self.place_in_bytes(offset)
        end = self.end(line) if last is None else self._starts[line - 1] + last
        return decode(self._data[offset : min(end, offset + LONGEST)])

    def between(self, start: tuple[int, int], end: tuple[int, int]) -> str:
        """Give the text between two places (line from 1, column in bytes from 0), cut short.

        At most :data:`LONGEST` bytes of it.
        """
        first = self.offset(*start)
        return decode(self._data[first : min(self.offset(*end), first + LONGEST)])

    def end(self, line: int) -> int:
        """Give the byte offset at which a line ends, its line break left out."""
        end = self._starts[line] if line < len(self._starts) else len(self._data)
        for _ in range(2):
            if end > self._starts[line - 1] and self._data[end - 1] in b"\r\n":
                end -= 1
        return end


def decode(data: bytes) -> str:
    """Decode UTF-8 without loss: a stray byte becomes one lone surrogate."""
    return bytes(data).decode("utf-8", "surrogateescape")
