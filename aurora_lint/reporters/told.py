"""What reports for other programs have in common: the order, a name for a finding, its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

from aurora_lint.finding import Finding
from aurora_lint.reporters.text import printable
from aurora_lint.scan import Report

#: A standard production key opens everything of a tenant.
GRAVEST = ("standard", "production")


def ordered(report: Report) -> list[Finding]:
    """Give the findings in the order of their places."""
    return sorted(report.findings, key=lambda one: (one.path or "", one.span, one.code))


def identified(report: Report) -> Iterator[tuple[Finding, str]]:
    """Yield the findings in their order, each with 64 hex digits of its own.

    They come of what a baseline knows a finding by, and of which of those in a file it is: no line
    is in them, so that they stay the same when the file changes elsewhere.
    """
    seen: Counter[str] = Counter()
    for finding in ordered(report):
        known_by = identity(finding)
        seen[known_by] += 1
        yield finding, sha256(f"{known_by}:{seen[known_by]}".encode("ascii")).hexdigest()


def identity(finding: Finding) -> str:
    """Give what a finding is known by elsewhere: the key, the rule and the path, and no line.

    Without a path it is the commit, the tag or the object.
    """
    origin = finding.origin
    where = origin.commit or origin.object or origin.type if finding.path is None else finding.path
    said = "\0".join((*finding.identity[:2], where))
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def shown_path(finding: Finding) -> str:
    """Give the path of a finding on one line; ``<message>`` and the like where it has none."""
    return f"<{finding.origin.type}>" if finding.path is None else printable(finding.path)


def is_gravest(finding: Finding) -> bool:
    """Whether a finding is an error about a standard production key."""
    return finding.level == "error" and (finding.kind, finding.environment) == GRAVEST
