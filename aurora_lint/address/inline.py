"""The steps that one line of text gives: the name a key is set to, the host it is sent to.

This is the whole address inside a file that no reader understands, and the last step of it for
text inside a string or a comment.
"""

from __future__ import annotations

import re

from aurora_lint import hosts
from aurora_lint.address import Label
from aurora_lint.lines import Lines

#: A name that something is assigned to: ``KEY=``, ``"key":``, ``keys["sandbox"] =``.
_NAME = re.compile(
    r"([A-Za-z_][\w.\-]*)(?:\[[\"']?([\w.\-]+)[\"']?\])?[\"']?\s*(?::=|=>|[:=])(?![=/])"
)
_CLOSED = re.compile(r"[,;&]")
_SCHEME = re.compile(r"^(?:authorization|authentication|bearer|https?)$", re.IGNORECASE)
_COMMENT = re.compile(r"(?:^|\s)(?:#|//|--|;|/\*|<!--)\s*(.*)")
_DIRECTIVE = re.compile(
    r"\b(?:noqa|nosec|pragma|type:\s*ignore|aurora-lint|pylint|gitleaks|(?:expect|expect-next|miss|noise)\[)",
    re.IGNORECASE,
)
_LONGEST = 2000


def read(lines: Lines, line: int, start: int, end: int, level: int) -> list[Label]:
    """Give what the text around a key on its line says.

    ``start`` and ``end`` are the key's columns in bytes from 0.
    """
    before = lines.between((line, max(0, start - _LONGEST)), (line, start))
    after = lines.text(line)[len(lines.between((line, 0), (line, end))) :][:_LONGEST]
    labels = [Label("host", host, line, level=level) for host, _ in hosts.find(before + after)]
    for match in _NAME.finditer(_CLOSED.split(before)[-1]):
        for text in match.groups():
            if text and not _SCHEME.match(text):
                level += 1
                labels.append(Label("name", text, line, level=level))
    comment = _COMMENT.search(after)
    if comment and is_prose(comment[1]):
        labels.append(Label("comment", comment[1], line, level=level))
    return labels


def comment_text(line: str) -> str:
    """Give the text of a line that is nothing but a comment; empty for any other line."""
    text = line.strip()
    if not text.startswith(("#", "//", "--", ";", "/*", "*", "<!--")):
        return ""
    text = text.lstrip("#/-;*<! ")
    return text if is_prose(text) else ""


def is_prose(text: str) -> bool:
    """Whether a comment speaks to people: what steers a linter says nothing of the place."""
    return bool(text) and not _DIRECTIVE.search(text)
