"""What a change brings: the findings that the version before does not have.

A key that has long been there must not block every commit to its file, or people switch the
hook off; a changed condition above it, a move to another path or an edit of its line shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from aurora_lint.finding import Finding
from aurora_lint.git.objects import contents
from aurora_lint.git.repository import Repository
from aurora_lint.inside import scan_whole
from aurora_lint.lines import Lines
from aurora_lint.policy import Policy
from aurora_lint.source import Origin, Source, readable
from aurora_lint.sources import Aside

if TYPE_CHECKING:
    from aurora_lint.containers import Limits

Look = Callable[[Source], tuple[list[Finding], list[Aside]]]
"""Gives the findings of a source that are wanted, and what of it was not read."""


#: So many versions of files are remembered: the next commit's are compared with these.
_REMEMBERED = 256


class _Version(NamedTuple):
    """The findings in a version of a file, what of it was not read, and the texts of its lines."""

    findings: list[Finding]
    skipped: list[Aside]
    texts: frozenset[str]


def beyond(
    repository: Repository,
    before: Callable[[Source], Sequence[str]],
    policy: Policy,
    limits: Limits | None = None,
) -> Look:
    """Give what looks at a source and tells its findings that the versions before do not have.

    ``before`` gives the blobs of these versions. They are read only for files with findings.
    """
    known: dict[tuple[str, str | None], _Version] = {}

    def version(source: Source) -> _Version:
        findings, skipped = scan_whole(source, policy, limits)
        found = _Version(findings, skipped, _texts(source) if findings else frozenset())
        if findings and source.origin.object:
            if len(known) >= _REMEMBERED:
                known.clear()
            known[source.origin.object, source.path] = found
        return found

    def earlier(source: Source, blob: str) -> _Version:
        if found := known.get((blob, source.path)):
            return found
        data = contents(repository, [blob])[blob]
        return version(source._replace(data=data, origin=Origin("commit", None, blob)))

    def look(source: Source) -> tuple[list[Finding], list[Aside]]:
        own = version(source)
        found = own.findings
        for blob in before(source) if found else ():
            found = _beyond(found, source, earlier(source, blob))
        return found, own.skipped

    return look


def _texts(source: Source) -> frozenset[str]:
    lines = Lines(readable(source))
    return frozenset(lines.text(line) for line in range(1, len(lines) + 1))


def _beyond(now: list[Finding], source: Source, before: _Version) -> list[Finding]:
    known = {finding.identity for finding in before.findings}
    # What was exempt before, and is not any more, is as good as new.
    told = {finding.identity for finding in before.findings if not finding.exemption}
    lines = Lines(readable(source))
    return [
        finding
        for finding in now
        if finding.identity not in (known if finding.exemption else told)
        or (finding.path == source.path and lines.text(finding.span.line) not in before.texts)
    ]
