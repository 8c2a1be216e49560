"""What a commit brings: the findings that HEAD does not have.

A key that has long been there must not block every commit to its file, or people switch the
hook off; a changed condition above it, a move to another path or an edit of its line shows it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from aurora_lint.finding import Finding
from aurora_lint.git import Repository
from aurora_lint.inside import scan_whole
from aurora_lint.lines import Lines
from aurora_lint.policy import Policy
from aurora_lint.source import Source, readable
from aurora_lint.sources import Skipped

if TYPE_CHECKING:
    from aurora_lint.containers import Limits


def brought(
    repository: Repository,
    changes: dict[bytes, str | None],
    policy: Policy,
    limits: Limits | None = None,
) -> Callable[[Source], tuple[list[Finding], list[Skipped]]]:
    """Give what looks at a source and tells its findings that HEAD does not have.

    ``changes`` are the staged paths with the object HEAD has there. A path that is not staged
    shows everything. HEAD is read only for files that have findings.
    """

    def look(source: Source) -> tuple[list[Finding], list[Skipped]]:
        found, skipped = scan_whole(source, policy, limits)
        head = changes.get(os.fsencode(source.path or ""))
        if not found or not head:
            return found, skipped
        before = source._replace(data=repository.blobs([head])[head])
        return _beyond(found, source, scan_whole(before, policy, limits)[0], before), skipped

    return look


def _beyond(
    now: list[Finding], source: Source, before: list[Finding], source_before: Source
) -> list[Finding]:
    known = {finding.identity for finding in before}
    lines, lines_before = Lines(readable(source)), Lines(readable(source_before))
    texts = {lines_before.text(line) for line in range(1, len(lines_before) + 1)}
    return [
        finding
        for finding in now
        if finding.identity not in known
        or (finding.path == source.path and lines.text(finding.span.line) not in texts)
    ]
