"""Findings as CSV: a row for each, for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator

from aurora_lint.across import owner_by
from aurora_lint.finding import Finding
from aurora_lint.reporters.cells import row
from aurora_lint.reporters.text import short
from aurora_lint.reporters.told import ordered
from aurora_lint.scan import Report

_COLUMNS = (
    "code", "name", "level", "path", "line", "column", "message", "kind", "environment", "masked",
    "fingerprint", "spelling", "owner", "evidence", "origin", "commit", "since", "since_commit",
    "by", "until", "until_commit", "refs",
)  # fmt: skip


def report(reports: list[Report]) -> Iterator[str]:
    """Yield the head and the rows; what there is several of stands in one cell, line below line."""
    yield row(_COLUMNS)
    for each in reports:
        for finding in ordered(each):
            yield row(_cells(finding, each))


def _cells(one: Finding, report: Report) -> list[str]:
    stay = one.origin.stay
    since, until, refs = (stay.since, stay.until, stay.refs) if stay else (None, None, ())
    return [
        one.code, one.name, one.level, one.path or "", str(one.span.line), str(one.span.column),
        one.message, one.kind or "", one.environment or "", one.masked or one.named,
        one.fingerprint or "", one.spelling, owner_by(report.policy, one.path or "") or "",
        "\n".join(label.describe() for label in one.evidence),
        one.origin.type, one.origin.commit or "",
        since.date if since else "", since.commit if since else "", since.author if since else "",
        until.date if until else "", until.commit if until else "",
        "\n".join(map(short, refs)),
    ]  # fmt: skip
