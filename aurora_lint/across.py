"""What no file says alone: the rules that compare the findings of a whole scan."""

from __future__ import annotations

from collections.abc import Iterator

from aurora_lint.finding import Finding
from aurora_lint.rules import CROSS_FILE
from aurora_lint.scan import Report


def compared(report: Report, is_history: bool = False) -> Report:
    """Give the report with what the findings of its files say together."""
    return report._replace(findings=[*report.findings, *_across(report.findings, is_history)])


def _across(findings: list[Finding], is_history: bool) -> Iterator[Finding]:
    for rule in CROSS_FILE:
        if is_history and not rule.is_of_history:
            continue
        for finding, message in rule.compare(findings):
            yield finding._replace(
                code=rule.code, name=rule.name, level=rule.level, message=message, evidence=()
            )
