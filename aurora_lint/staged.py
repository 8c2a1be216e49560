"""What a commit brings: the findings that HEAD does not have.

A key that has long been there must not block every commit to its file, or people switch the
hook off; a changed condition above it, a move to another path or an edit of its line shows it.
"""

from __future__ import annotations

from aurora_lint.engine import scan
from aurora_lint.finding import Finding
from aurora_lint.git import Repository
from aurora_lint.lines import Lines
from aurora_lint.policy import Policy
from aurora_lint.sources import index


def findings(
    repository: Repository, files: list[index.Indexed], policy: Policy, all_lines: bool = False
) -> list[Finding]:
    """Give the findings in ``files``; for those that are staged, what HEAD does not have.

    HEAD is read only for files that have findings. ``all_lines`` shows what it has, too.
    """
    found = [(file, scan(file.source, policy)) for file in files]
    compared = [file for file, its in found if its and file.staged and not all_lines]
    heads = index.heads(repository, compared)
    shown: list[Finding] = []
    for file, its in found:
        head = heads.get(file.source.path or "")
        shown += _brought(its, file.source.data, scan(head, policy), head.data) if head else its
    return shown


def _brought(
    now: list[Finding], data: bytes, before: list[Finding], data_before: bytes
) -> list[Finding]:
    known = {finding.identity for finding in before}
    lines, lines_before = Lines(data), Lines(data_before)
    texts = {lines_before.text(line) for line in range(1, len(lines_before) + 1)}
    return [
        finding
        for finding in now
        if finding.identity not in known or lines.text(finding.span.line) not in texts
    ]
