"""The steps that one line of text gives: the name a key is set to, the host it is sent to.

This is the whole address inside a file that no reader understands, and the last step of it for
text inside a string or a comment.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from aurora_lint import hosts
from aurora_lint.address import Label
from aurora_lint.condition import is_switch
from aurora_lint.lines import Lines

#: A name that something is assigned to: ``KEY=``, ``"key":``, ``keys["sandbox"] =``.
_NAME = re.compile(
    r"(?<![\w.\-])([A-Za-z_][\w.\-]*)(?:\[[\"']?([\w.\-]+)[\"']?\])?[\"']?\s*(?::=|=>|[:=])(?![=/])"
)
#: What only looks like one: headers that every key is sent in, and words of a language.
_SAYS_NOTHING = re.compile(
    r"(?:authorization|authentication|bearer|https?|(?:module\.)?exports|lambda)\Z", re.IGNORECASE
)
_CLOSED = re.compile(r"[,;&]")
_PAIR = re.compile(r"(?<![\w.\-])[\"']?([\w.\-]+)[\"']?\s*[:=]\s*[\"']?([\w.\-]+)[\"']?(?!\s*[:=])")
#: Options of command lines that choose where something goes.
_OPTION = re.compile(
    r"(?<!\S)--?(n|namespace|env|environment|stage|profile|context|app|name|target|cluster"
    r"|workspace|project|mode)[ =]([\w./\-]+)"
)
_KEYWORD = re.compile(r"^(?:local|export|const|let|var)\s+")
_COMMENT = re.compile(r"(?:^|\s|[,;)\]}](?=//|/\*))(?:#|//|--|;|/\*|<!--)\s*(.*)")
#: What a comment points to, what a template fills in, other vendors' keys: not what it says.
_ELSEWHERE = re.compile(r"https?://\S+|\S+@\S+\.\w+|\{\{.*?\}\}|\b[a-z]{2,5}_(?:test|live)_\w*")
_DIRECTIVE = re.compile(
    r"\b(?:noqa|nosec|pragma|type:\s*ignore|aurora-lint|pylint|gitleaks"
    r"|(?:expect|expect-next|miss|noise)\[)",
    re.IGNORECASE,
)


class Window(NamedTuple):
    """The text around a key on its line, and what stands behind the string it is in."""

    line: int
    before: str
    after: str
    behind: str


def window(lines: Lines, start: int, end: int, first: int = 0, last: int | None = None) -> Window:
    """Look around a key at the byte offsets ``start`` to ``end``.

    ``first`` and ``last`` are the columns in bytes of the string it stands in; without them the
    text around it is all of its line.
    """
    line, column = lines.place_in_bytes(start)
    after = lines.after(end, last)
    behind = after if last is None else lines.after(start - column + last)
    return Window(line, lines.before(start, first), after, behind)


def read(around: Window, level: int) -> list[Label]:
    """Give what the text around a key on its line says."""
    line, before, after, behind = around
    labels = [Label("host", host, line, level=level) for host, _ in hosts.find(before + after)]
    labels += settings(around, level)
    for match in _NAME.finditer(_CLOSED.split(before)[-1]):
        for text in match.groups():
            if text and not _SAYS_NOTHING.match(text):
                level += 1
                labels.append(Label("name", text, line, level=level))
    comment = _COMMENT.search(behind)
    if comment and prose(comment[1]):
        labels.append(Label("comment", prose(comment[1]), line, level=level))
    return labels


def settings(around: Window, level: int) -> list[Label]:
    """Give the settings and options beside a key on its line."""
    said = (*_set(around.before), *_set(around.after))
    return [Label("setting", each, around.line, level=level) for each in said]


def _set(text: str) -> list[str]:
    """Give the settings in a line of text that choose an environment, as conditions."""
    pairs = [match.groups() for match in _PAIR.finditer(text) if is_switch(match[1])]
    pairs += [match.groups() for match in _OPTION.finditer(text)]
    return [f"{name} = '{value}'" for name, value in pairs]


def remark(around: Window, level: int) -> list[Label]:
    """Give the text around a key in a comment or a docstring, as a comment on the place."""
    before = _KEYWORD.sub("", around.before.strip(" \t#'\"`/*-;"))
    text = f"{before} {around.after.strip()}".strip(" \t#'\"`/*-;")
    return [Label("comment", prose(text), around.line, level=level)] if prose(text) else []


def comment_text(line: str) -> str:
    """Give the text of a line that is nothing but a comment; empty for any other line."""
    text = line.strip()
    if not text.startswith(("#", "//", "--", ";", "/*", "*", "<!--")):
        return ""
    return prose(_KEYWORD.sub("", text.lstrip("#/-;*<! ")))


def prose(text: str) -> str:
    """Give what a comment says to people: what steers a linter says nothing of the place."""
    return _DIRECTIVE.split(_ELSEWHERE.sub("", text), maxsplit=1)[0].rstrip(" \t#/-;*<!,")
