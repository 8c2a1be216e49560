"""Findings in one line each: ``path:line:column: CODE message``."""

from __future__ import annotations

import os
from collections.abc import Iterator

from aurora_lint.finding import Finding
from aurora_lint.keys import mask
from aurora_lint.scan import Report
from aurora_lint.source import Stay

#: As many digits of a commit's id as tell it from all others, as git shows it in large histories.
_SHORT = 12
#: How many branches and tags are named.
_REFS = 3


def report(reports: list[Report]) -> Iterator[str]:
    """Yield the findings in the order of their places, paths relative to the working folder."""
    for each in reports:
        for finding in sorted(each.findings, key=lambda one: (one.path or "", one.span, one.code)):
            yield f"{place(finding, each)}: {finding.code} {finding.message}{origin(finding)}\n"


def place(finding: Finding, report: Report) -> str:
    """Give where a finding is, the path relative to the working folder."""
    path = f"<{finding.origin.type}>"
    if finding.path is not None:
        path = os.path.relpath(report.root / finding.path)
        if path.startswith("::"):  # so a command to GitHub's runner would begin
            path = f"./{path}"
    return f"{printable(path)}:{finding.span.line}:{finding.span.column}"


def origin(finding: Finding) -> str:
    """Give the commit that a finding is from, and how long it was there; empty without one."""
    of = finding.origin
    if not (of.commit or (of.object and of.type == "dangling")):
        return ""
    said = f"{of.type} {(of.commit or of.object or '')[:_SHORT]}"
    return f" ({said}{stay(of.stay) if of.stay else ''})"


def stay(stay: Stay) -> str:
    """Say since when something is in a history, and until when or where it still is."""
    since = f" of {stay.since.date[:10]} by {printable(stay.since.author)}" if stay.since else ""
    if stay.refs:
        names = ", ".join(printable(short(each)) for each in stay.refs[:_REFS])
        more = f" and {len(stay.refs) - _REFS:,} more" if len(stay.refs) > _REFS else ""
        return f"{since}; still in {names}{more}"
    if stay.until:
        return f"{since}; until {stay.until.commit[:_SHORT]} of {stay.until.date[:10]}"
    return since


def short(ref: str) -> str:
    """Give a ref's name as people write it."""
    return ref.removeprefix("refs/heads/").removeprefix("refs/remotes/").removeprefix("refs/")


def printable(text: str) -> str:
    """Give ``text`` on one line, every key masked, what could steer a terminal escaped."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in mask(text))
