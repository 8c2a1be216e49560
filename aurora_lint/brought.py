"""What a change brings: the findings that the version before does not have.

A key that has long been there must not block every commit to its file, or people switch the
hook off; a changed condition above it, a move to another path or an edit of its line shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from aurora_lint.finding import Finding
from aurora_lint.git import Repository
from aurora_lint.git.objects import contents
from aurora_lint.inside import scan_whole
from aurora_lint.lines import Lines
from aurora_lint.policy import Policy
from aurora_lint.source import Source, readable
from aurora_lint.sources import Skipped

if TYPE_CHECKING:
    from aurora_lint.containers import Limits

Look = Callable[[Source], tuple[list[Finding], list[Skipped]]]
"""Gives the findings of a source that are wanted, and what of it was not read."""


def beyond(
    repository: Repository,
    before: Callable[[Source], Sequence[str]],
    policy: Policy,
    limits: Limits | None = None,
) -> Look:
    """Give what looks at a source and tells its findings that the versions before do not have.

    ``before`` gives the blobs of these versions. They are read only for files with findings.
    """

    def look(source: Source) -> tuple[list[Finding], list[Skipped]]:
        found, skipped = scan_whole(source, policy, limits)
        blobs = list(before(source)) if found else []
        for data in contents(repository, blobs).values():
            earlier = source._replace(data=data)
            found = _beyond(found, source, scan_whole(earlier, policy, limits)[0], earlier)
        return found, skipped

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
