"""A whole scan of one root: many sources in, findings and an account of what was read out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from aurora_lint.engine import scan
from aurora_lint.finding import Finding
from aurora_lint.policy import Policy
from aurora_lint.source import Source
from aurora_lint.sources import Skipped


class Report(NamedTuple):
    """What a scan below ``root`` found, how much it read, and what it did not read."""

    root: Path
    findings: list[Finding]
    files: int
    bytes: int
    skipped: list[Skipped]

    @property
    def is_whole(self) -> bool:
        """Whether all was read that should have been."""
        return not any(each.error for each in self.skipped)


def report(sources: Iterable[Source | Skipped], root: Path, policy: Policy) -> Report:
    """Scan each of ``sources`` once; those that the policy excludes are skipped."""
    findings: list[Finding] = []
    skipped: list[Skipped] = []
    seen: set[str] = set()
    files = size = 0
    for source in sources:
        path = source.path or ""
        if path and path in seen:
            continue
        seen.add(path)
        if isinstance(source, Skipped):
            skipped.append(source)
        elif policy.excludes(path):
            skipped.append(Skipped(path, "excluded"))
        else:
            files += 1
            size += len(source.data)
            findings += scan(source, policy)
    return Report(root, findings, files, size, skipped)
