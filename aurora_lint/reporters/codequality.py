"""GitLab's Code Quality report: the findings beside the lines of a merge request, in every tier.

The fields are those that GitLab documents for ``artifacts:reports:codequality``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from aurora_lint.reporters.told import identified, is_gravest, shown_path
from aurora_lint.scan import Report

_SEVERITY = {"error": "critical", "warning": "major", "note": "info"}


def report(reports: list[Report]) -> Iterator[str]:
    """Yield a list with one object a finding."""
    issues = [
        {
            "description": f"{finding.code} {finding.message}",
            "check_name": finding.name,
            "fingerprint": digest,
            "severity": "blocker" if is_gravest(finding) else _SEVERITY[finding.level],
            "location": {
                "path": shown_path(finding),
                "lines": {"begin": finding.span.line, "end": finding.span.end_line},
            },
        }
        for each in reports
        for finding, digest in identified(each)
    ]
    yield from json.JSONEncoder(indent=2).iterencode(issues)
    yield "\n"
