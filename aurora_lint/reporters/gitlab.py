"""GitLab's report of secret detection, schema 15.2.1, for ``artifacts:reports:secret_detection``.

The fields are those of the schemas that GitLab validates reports with
(``lib/gitlab/ci/parsers/security/validators/schemas`` in its source).
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from aurora_lint import __version__
from aurora_lint.finding import Finding
from aurora_lint.keys import mask
from aurora_lint.reporters import rule_page
from aurora_lint.reporters.told import identified, is_gravest, shown_path
from aurora_lint.rules import EVERY
from aurora_lint.scan import Report

_SCHEMA = "15.2.1"
_SEVERITY = {"error": "High", "warning": "Medium", "note": "Info"}
#: What GitLab's own analyzer says where no commit is known.
_NO_COMMIT = "0000000"
_RULES = {rule.code: rule for rule in EVERY}
_TOOL = {
    "id": "aurora-lint",
    "name": "aurora-lint",
    "version": __version__,
    "vendor": {"name": "aurora-lint"},
}


def report(reports: list[Report]) -> Iterator[str]:
    """Yield one document; a scan that was not whole has failed."""
    now = time.time()
    whole = all(each.is_whole for each in reports)
    document = {
        "version": _SCHEMA,
        "scan": {
            "analyzer": _TOOL,
            "scanner": _TOOL,
            "type": "secret_detection",
            # What this process has worked so long on began at least so long ago.
            "start_time": _moment(now - time.process_time()),
            "end_time": _moment(now),
            "status": "success" if whole else "failure",
            "messages": list(_messages(reports)),
        },
        "vulnerabilities": [
            _vulnerability(finding, digest)
            for each in reports
            for finding, digest in identified(each)
        ],
    }
    yield from json.JSONEncoder(indent=2).iterencode(document)
    yield "\n"


def _moment(seconds: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds))


def _messages(reports: list[Report]) -> Iterator[dict[str, str]]:
    for each in reports:
        for one in each.skipped:
            level = "fatal" if one.error else "info"
            yield {"level": level, "value": mask(f"not read: {one.path}: {one.reason}")}
        for notice in each.notices:
            yield {"level": "warn", "value": mask(notice)}


def _vulnerability(finding: Finding, digest: str) -> dict[str, Any]:
    rule = _RULES[finding.code]
    told: dict[str, Any] = {
        "id": str(UUID(digest[:32], version=4)),
        "name": rule_page.summary(rule).rstrip("."),
        "description": finding.message,
        "severity": "Critical" if is_gravest(finding) else _SEVERITY[finding.level],
        "solution": rule_page.advice(rule),
        "identifiers": [
            {
                "type": "aurora_lint_rule_id",
                "name": f"aurora-lint {rule.code} {rule.name}",
                "value": rule.code,
            }
        ],
        "location": _location(finding),
        "details": {
            name: {"name": name.capitalize(), "type": "text", "value": value}
            for name, value in _details(finding)
        },
    }
    if finding.excerpt:
        told["raw_source_code_extract"] = finding.excerpt.text
    return told


def _location(finding: Finding) -> dict[str, Any]:
    """Give where a finding is; what has no path is known by its commit alone."""
    stay, origin = finding.origin.stay, finding.origin
    since = stay.since if stay else None
    sha = since.commit if since else origin.commit or origin.object
    commit = {"sha": sha or _NO_COMMIT}
    if since:
        commit |= {"author": mask(since.author), "date": since.date}
    told: dict[str, Any] = {"commit": commit}
    if finding.path is not None:
        told |= {
            "file": shown_path(finding),
            "start_line": finding.span.line,
            "end_line": finding.span.end_line,
        }
    return told


def _details(finding: Finding) -> Iterator[tuple[str, str]]:
    if finding.masked:
        yield "key", finding.masked
    if finding.fingerprint:
        yield "fingerprint", finding.fingerprint
    if finding.spelling != "plain":
        yield "spelling", finding.spelling
    if finding.path is None:
        yield "place", f"{finding.origin.type}, line {finding.span.line}"
    for label in finding.evidence:
        yield "evidence", label.describe()
