"""Byte offsets as lines and columns, the way editors count them."""

from __future__ import annotations

import re
from bisect import bisect_right

_LINE_END = re.compile(rb"\r\n|\n|\r")


class Lines:
    """The lines of UTF-8 ``data``. A byte that is no UTF-8 counts as one character."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(data))]

    def __len__(self) -> int:
        return len(self._starts)

    def place(self, offset: int) -> tuple[int, int]:
        """Give the line and the column in characters of a byte offset, both from 1."""
        line, column = self.place_in_bytes(offset)
        start = self._starts[line - 1]
        return line, 1 + len(decode(bytes(self._data[start : start + column])))

    def place_in_bytes(self, offset: int) -> tuple[int, int]:
        """Give the line from 1 and the column in bytes from 0, as :mod:`ast` counts them."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1]

    def offset(self, line: int, column: int) -> int:
        """Give the byte offset of a line from 1 and a column in bytes from 0."""
        return self._starts[line - 1] + column

    def text(self, line: int) -> str:
        """Give the text of a line, counted from 1, without its end; empty outside the file."""
        if not 1 <= line <= len(self._starts):
            return ""
        end = self._starts[line] if line < len(self._starts) else len(self._data)
        return decode(bytes(self._data[self._starts[line - 1] : end])).rstrip("\r\n")

    def between(self, start: tuple[int, int], end: tuple[int, int]) -> str:
        """Give the text between two places (line from 1, column in bytes from 0)."""
        return decode(bytes(self._data[self.offset(*start) : self.offset(*end)]))


def decode(data: bytes) -> str:
    """Decode UTF-8 without loss: a stray byte becomes one lone surrogate."""
    return data.decode("utf-8", "surrogateescape")
