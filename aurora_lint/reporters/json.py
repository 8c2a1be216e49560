"""Findings as JSON: the contract with other programs, version 1."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from aurora_lint.finding import Finding
from aurora_lint.keys import mask
from aurora_lint.scan import Report, hidden
from aurora_lint.source import Moment, Origin, Stay

VERSION = 1


def report(reports: list[Report]) -> Iterator[str]:
    """Yield the findings and the account of the scan as one JSON document, in pieces."""
    document = {
        "version": VERSION,
        "findings": [_finding(one) for each in reports for one in each.findings],
        **account(reports),
    }
    yield from json.JSONEncoder(indent=2).iterencode(document)
    yield "\n"


def account(reports: list[Report]) -> dict[str, Any]:
    """Give what was read, what was not, and what else there is to say."""
    return {
        "scanned": {
            "files": sum(each.files for each in reports),
            "bytes": sum(each.bytes for each in reports),
            "objects": sum(each.objects for each in reports),
        },
        "skipped": [
            {"path": mask(one.path), "reason": one.reason}
            for each in reports
            for one in each.skipped
        ],
        "hidden": hidden(reports),
        "notices": [mask(one) for each in reports for one in each.notices],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "level": finding.level,
        "path": finding.path and mask(finding.path),
        **finding.span._asdict(),
        "message": finding.message,
        "kind": finding.kind,
        "environment": finding.environment,
        "masked": finding.masked,
        "fingerprint": finding.fingerprint,
        "spelling": finding.spelling,
        "evidence": [
            {"role": label.role, "text": label.shown, "line": label.line or None}
            for label in finding.evidence
        ],
        "origin": origin(finding.origin),
    }


def origin(origin: Origin) -> dict[str, Any]:
    """Give where a source was read, and in a history how long it was there."""
    told: dict[str, Any] = {"type": origin.type, "commit": origin.commit}
    if origin.stay:
        told["object"] = origin.object
        told |= stay(origin.stay)
    return told


def stay(stay: Stay) -> dict[str, Any]:
    """Give since when something was there, until when, and the refs that have it still."""
    return {
        "since": stay.since and _moment(stay.since),
        "until": stay.until and _moment(stay.until),
        "refs": [mask(each) for each in stay.refs],
    }


def _moment(moment: Moment) -> dict[str, str]:
    return {"commit": moment.commit, "date": moment.date, "author": mask(moment.author)}
