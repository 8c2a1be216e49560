"""What no file says alone: the rules that compare the findings of a whole scan."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from aurora_lint.exempt import by_level
from aurora_lint.finding import Finding
from aurora_lint.owner import owner
from aurora_lint.policy import Policy
from aurora_lint.rules import CROSS_FILE
from aurora_lint.scan import Report


def compared(report: Report, is_history: bool = False) -> Report:
    """Give the report with what the findings of its files say together."""
    return report._replace(
        findings=[*report.findings, *_across(report.findings, report.policy, is_history)]
    )


def owner_by(policy: Policy, path: str) -> str | None:
    """Give whose ``path`` is: as the policy says, else as the path does."""
    party = policy.party(path)
    return party[1] if party else owner(path)


def _across(findings: list[Finding], policy: Policy, is_history: bool) -> Iterator[Finding]:
    for rule in CROSS_FILE:
        if is_history and not rule.is_of_history:
            continue
        level, exemptions = by_level(rule.code, rule.level, policy)
        for finding, message in rule.compare(findings, partial(owner_by, policy)):
            yield finding._replace(
                code=rule.code,
                name=rule.name,
                level=level,
                message=message,
                evidence=(),
                is_used=False,
                exemptions=(*exemptions, *finding.exemptions),
            )
