"""Where a finding is shown by programs that know files alone: hosts of code, editors."""

from __future__ import annotations

import os
from typing import NamedTuple

from aurora_lint.finding import Finding
from aurora_lint.keys import mask
from aurora_lint.reporters.text import printable
from aurora_lint.scan import Report

#: As many digits of a commit's id as tell it from all others, as git shows it in large histories.
_SHORT = 12


class Where(NamedTuple):
    """A file, and what inside or in place of it the finding's lines count in.

    ``file`` is relative to the root, with ``/``, keys in it masked. Where the lines are not the
    file's own, ``part`` says whose they are: a member of an archive, a commit's message. A
    finding without a path gets a name below ``.git``, where a repository can have no file.
    """

    file: str
    part: str = ""


def where(finding: Finding, report: Report) -> Where:
    """Give the file that a finding is shown at."""
    origin = finding.origin
    if finding.path is None:
        named = origin.commit or origin.object or ""
        file = f".git/{origin.type}/{named}" if named else f".git/{origin.type}"
        return Where(file, f"{origin.type} {named[:_SHORT]}".strip())
    file, _, member = finding.path.partition("!")
    if not file or not member or os.path.lexists(report.root / finding.path):
        return Where(mask(finding.path))
    return Where(mask(file), mask(member))


def aside(finding: Finding, at: Where) -> str:
    """Say what the file and the line of a finding do not: in which part, of which commit."""
    said = []
    if at.part:
        said.append(f"{printable(at.part)}, line {finding.span.line}")
    if finding.path is not None and finding.origin.commit:
        said.append(f"commit {finding.origin.commit[:_SHORT]}")
    return f" ({'; '.join(said)})" if said else ""
