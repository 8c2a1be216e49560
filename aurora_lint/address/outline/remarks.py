"""What people wrote about a place: comments above it, and over the lines it stands among."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aurora_lint.address import Label, inline
from aurora_lint.lines import Lines
from aurora_lint.spellings.masking import mask

_LONGEST_BLOCK = 5
#: How far up a heading comment is looked for.
_FAR = 40
_TRAILING = re.compile(r"[{\[(:,;]\s*(?://|#|/\*|<!--)\s*(.*)")


def above(lines: Lines, line: int, is_flat: bool) -> list[Label]:
    """Give the comments on ``line``, the nearest last.

    Where settings follow each other line by line (``is_flat``), a comment is a heading of all
    lines down to the next one or the next empty line.
    """
    found: list[Label] = []
    for number in _commented(lines, line, is_flat):
        text = inline.comment_text(lines.beginning(number))
        if text:
            found.append(Label("comment", text, number))
    return found[::-1]


def _commented(lines: Lines, line: int, is_flat: bool) -> Iterator[int]:
    """Yield the numbers of the comment lines that speak of ``line``, the nearest first."""
    number = line - 1
    last = max(0, line - _FAR)
    if is_flat:
        indent = _indent(lines.beginning(line))
        while (
            number > last and _is_code(text := lines.beginning(number)) and _indent(text) == indent
        ):
            number -= 1
        if lines.beginning(number).strip() and _indent(lines.beginning(number)) != indent:
            return
        if number > last and not lines.beginning(number).strip():
            # A heading with an empty line under it.
            number -= 1
            if not _is_comment(lines.beginning(number)) or _is_code(lines.beginning(number - 1)):
                return
    for above_number in range(number, max(last, number - _LONGEST_BLOCK), -1):
        if not _is_comment(lines.beginning(above_number)):
            break
        if mask(lines.beginning(above_number)) != lines.beginning(above_number):
            break  # what is switched off is of its own
        yield above_number


def behind(lines: Lines, line: int) -> list[Label]:
    """Give the comment at the end of a line of code."""
    text = lines.beginning(line)
    found = _TRAILING.search(text)
    said = inline.prose(found[1]) if found and not _is_comment(text) else ""
    return [Label("comment", said, line)] if said else []


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _is_code(line: str) -> bool:
    return bool(line.strip()) and not _is_comment(line)


def _is_comment(line: str) -> bool:
    return line.strip().startswith(("#", "//", "--", ";", "/*", "*", "<!--", "'", "::", "REM "))
