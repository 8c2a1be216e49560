"""Findings as annotations: workflow commands that a runner of GitHub Actions reads in the log.

Each is one line, ``::error file=a.py,line=1,…::message``. GitHub shows ten annotations of a level
for a step, so the most severe come first; what is past that is still a line of the log. Nothing
but commands is printed: what begins as one in the middle of another is no command.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from aurora_lint.codes import Level
from aurora_lint.finding import LEVELS, Finding
from aurora_lint.reporters.text import printable
from aurora_lint.reporters.where import aside, where
from aurora_lint.root import relative, repository
from aurora_lint.scan import Report

_COMMANDS: dict[Level, str] = {"error": "error", "warning": "warning", "note": "notice"}
#: So many annotations of one level GitHub shows for a step.
_SHOWN = 10
#: So many paths that could not be read are named.
_NAMED = 3


def report(reports: list[Report]) -> Iterator[str]:
    """Yield a command for each finding, errors first, and one that says how many are not shown."""
    found = [(one, each) for each in reports for one in each.findings]
    found.sort(key=lambda one: (one[0].path or "", one[0].span, one[0].code))
    commands: dict[Level, list[str]] = {level: [] for level in LEVELS}
    commands["error"] += _unread(reports)
    folders = {each.root: _folder(each.root) for each in reports}
    for finding, each in found:
        commands[finding.level].append(_annotation(finding, each, folders[each.root]))
    hidden = sum(max(0, len(each) - _SHOWN) for each in commands.values())
    if hidden:
        # Of a level that is full, what is said last would not be shown.
        is_full = len(commands["note"]) >= _SHOWN
        commands["note"].insert(0 if is_full else len(commands["note"]), _more(hidden + is_full))
    for level in LEVELS:
        yield from commands[level]


def _unread(reports: list[Report]) -> Iterator[str]:
    """Yield a command that says why a check is not whole, where it is not."""
    unread = [one for each in reports for one in each.skipped if one.error]
    if unread:
        named = "; ".join(f"{one.path}: {one.reason}" for one in unread[:_NAMED])
        more = f" and {len(unread) - _NAMED:,} more" if len(unread) > _NAMED else ""
        yield _command("error", f"could not be read: {named}{more}", title="aurora-lint")


def _more(number: int) -> str:
    said = f"{number:,} more in the log: of a step, GitHub shows {_SHOWN} annotations of a level"
    return _command("note", said, title="aurora-lint")


def _annotation(finding: Finding, report: Report, folder: str) -> str:
    """Give the command for a finding; its message names the place, as the log shows no more."""
    at, span = where(finding, report), finding.span
    properties: dict[str, str | int] = {}
    place = f"<{finding.origin.type}>"
    if finding.path is not None:
        properties["file"] = path = f"{folder}{at.file}"
        # In a part of a file lines are not the file's own.
        place = path if at.part else f"{path}:{span.line}:{span.column}"
        if not at.part:
            properties |= {"line": span.line, "endLine": span.end_line}
            if span.line == span.end_line:  # columns of two lines are refused
                properties |= {"col": span.column, "endColumn": span.end_column}
    said = f"{place}: {finding.code} {finding.message}{aside(finding, at)}"
    return _command(finding.level, said, **properties, title=f"{finding.code} {finding.name}")


def _folder(root: Path) -> str:
    """Give the root of a scan as its paths begin in the repository: ``services/api/``."""
    top = repository(root)
    below = relative(root, top) if top else None
    return f"{below}/" if below not in (None, ".") else ""


def _command(level: Level, message: str, **properties: str | int) -> str:
    said = ",".join(f"{name}={_property(each)}" for name, each in properties.items())
    return f"::{_COMMANDS[level]} {said}::{_data(message)}\n"


def _data(text: str) -> str:
    """Give a message as a command may hold it, with nothing in it that steers a terminal."""
    text = printable(text)
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str | int) -> str:
    return _data(str(value)).replace(":", "%3A").replace(",", "%2C")
