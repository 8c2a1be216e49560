"""Findings as SARIF 2.1.0, for code scanning and other programs that read it.

There is one run, whatever the number of roots: GitHub takes no file in which two runs are of one
tool. Its limits are kept where they can be; docs/ci.md says how reports are uploaded.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote

from aurora_lint import __version__
from aurora_lint.finding import LEVELS, Finding, Span
from aurora_lint.keys import mask
from aurora_lint.reporters.json import origin
from aurora_lint.reporters.sarif_rules import HOME, INDEX, descriptors
from aurora_lint.reporters.text import printable
from aurora_lint.reporters.told import identity
from aurora_lint.reporters.where import Where, aside, where
from aurora_lint.scan import Report
from aurora_lint.sources import Skipped

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
#: GitHub refuses a run with more results, and shows the 5,000 most severe of them.
_RESULTS = 25_000
#: As many digits of a digest as tell alerts apart.
_DIGITS = 32
#: So many paths that were skipped for one reason are named; the JSON report has them all.
_NAMED = 100
#: What the paths are relative to, by the name that most tools and code scanning have for it.
_ROOT = "%SRCROOT%"
#: What a text of SARIF would be read as a link by, or as a place for an argument.
_LINK = re.compile(r"\](?=\()")
_PLACEHOLDER = re.compile(r"\{(?=\d+\})")


def report(reports: list[Report]) -> Iterator[str]:
    """Yield the findings and the account of the scan as one SARIF log, in pieces."""
    bases = {each.root: base for each, base in zip(reports, _bases(reports))}
    found = [(one, each) for each in reports for one in each.findings]
    found.sort(key=lambda one: _order(one[0]))
    ordinals: Counter[str] = Counter()
    run = {
        "tool": {
            "driver": {
                "name": "aurora-lint",
                "version": __version__,
                "semanticVersion": __version__,
                "informationUri": HOME,
                "rules": descriptors(),
            }
        },
        "invocations": [
            {
                "executionSuccessful": all(each.is_whole for each in reports),
                "toolExecutionNotifications": [
                    *(one for each in reports for one in _notifications(each, bases[each.root])),
                    *_left_out(len(found) - _RESULTS),
                ],
            }
        ],
        "originalUriBaseIds": {
            base: _base(root, is_alone=len(bases) == 1) for root, base in bases.items()
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(one, each, bases[each.root], ordinals) for one, each in found[:_RESULTS]
        ],
    }
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    yield from json.JSONEncoder(indent=2).iterencode(document)
    yield "\n"


def _order(finding: Finding) -> tuple[int, str, Span, str]:
    return LEVELS.index(finding.level), finding.path or "", finding.span, finding.code


def _bases(reports: list[Report]) -> list[str]:
    """Name the roots of the reports; one alone is what SARIF's users call the root."""
    roots = list(dict.fromkeys(each.root for each in reports))
    alone = len(roots) == 1
    return [_ROOT if alone else f"ROOT{roots.index(each.root) + 1}" for each in reports]


def _base(root: Path, is_alone: bool) -> dict[str, Any]:
    """Describe a root; of one alone nothing is told of the machine that it lies on."""
    if is_alone:
        return {"description": {"text": "The root of what was scanned."}}
    return {"uri": f"{Path(mask(os.fspath(root))).as_uri()}/"}


def _result(finding: Finding, report: Report, base: str, ordinals: Counter[str]) -> dict[str, Any]:
    at = where(finding, report)
    known_by = identity(finding)[:_DIGITS]
    ordinals[known_by] += 1
    related = [*_related(finding, at, base)]
    told: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": INDEX[finding.code],
        "level": finding.level,
        "message": {"text": _message(finding, related) + _text(aside(finding, at))},
        "locations": [_location(finding, at, base)],
        "partialFingerprints": {
            # GitHub goes by this name alone; an alert keeps its state while the lines move.
            "primaryLocationLineHash": f"{known_by}:{ordinals[known_by]}",
            **({"auroraKey/v1": finding.fingerprint} if finding.fingerprint else {}),
        },
        "properties": {
            "kind": finding.kind,
            "environment": finding.environment,
            "masked": finding.masked,
            "spelling": finding.spelling,
            "evidence": [
                {"role": each.role, "text": each.shown, "line": each.line or None}
                for each in finding.evidence
            ],
            "origin": _clean(origin(finding.origin)),
        },
    }
    if related:
        told["relatedLocations"] = related
    if finding.is_used and related:
        used = [{name: each[name] for name in each if name != "id"} for each in related]
        flow = [{"location": each} for each in (_step(finding, at, base), *used)]
        told["codeFlows"] = [{"threadFlows": [{"locations": flow}]}]
    return told


def _message(finding: Finding, related: list[dict[str, Any]]) -> str:
    """Give what a finding says, with a link to the line that decided."""
    text = _text(finding.message)
    for one in related:
        line = f"line {one['physicalLocation']['region']['startLine']}"
        text = f"{text.removesuffix(f'({line})').rstrip()} ([{line}]({one['id']}))"
    return text


def _location(finding: Finding, at: Where, base: str) -> dict[str, Any]:
    """Give where a finding is; in a part of a file GitHub is shown the file's first line."""
    span, excerpt = finding.span, finding.excerpt
    region: dict[str, Any] = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    physical: dict[str, Any] = {"artifactLocation": _artifact(at.file, base), "region": region}
    if excerpt:
        region["snippet"] = {"text": excerpt.text[excerpt.start : excerpt.end]}
        physical["contextRegion"] = {
            "startLine": span.line,
            "endLine": span.end_line,
            "snippet": {"text": excerpt.text},
        }
    told: dict[str, Any] = {"physicalLocation": physical}
    if at.part:
        if finding.path is not None:
            physical["region"] = {"startLine": 1}
            physical.pop("contextRegion", None)
        name = printable(at.part)
        whole = name if finding.path is None else f"{printable(at.file)}!{name}"
        kind = finding.origin.type if finding.path is None else "member"
        told["logicalLocations"] = [{"name": name, "fullyQualifiedName": whole, "kind": kind}]
    return told


def _related(finding: Finding, at: Where, base: str) -> Iterator[dict[str, Any]]:
    """Yield the evidence that stands in a line of a file that can be shown."""
    if at.part and finding.path is not None:
        return
    for n, label in enumerate((each for each in finding.evidence if each.line), start=1):
        yield {
            "id": n,
            "physicalLocation": {
                "artifactLocation": _artifact(at.file, base),
                "region": {"startLine": label.line},
            },
            "message": {"text": _text(label.describe())},
        }


def _step(finding: Finding, at: Where, base: str) -> dict[str, Any]:
    return {
        **_location(finding, at, base),
        "message": {"text": f"{_text(finding.masked or finding.named or 'the key')} stands here"},
    }


def _artifact(path: str, base: str) -> dict[str, str]:
    return {"uri": _encoded(path), "uriBaseId": base}


def _encoded(path: str) -> str:
    """Give a path as a URI's, byte for byte as the file is called, so that it can be found."""
    try:
        return quote(os.fsencode(path))
    except UnicodeEncodeError:  # a name from an archive that no file here can have
        return quote(path.encode("utf-8", "surrogatepass"))


def _notifications(report: Report, base: str) -> Iterator[dict[str, Any]]:
    """Yield what was not read, and what else there is to say."""
    skipped = sorted(report.skipped, key=_cause)
    for (is_passed, reason), group in groupby(skipped, key=_cause):
        alike = list(group)
        level = "note" if is_passed else "error"
        for one in alike if len(alike) <= _NAMED else ():
            yield _notification(level, f"{one.path}: {reason}", one, base)
        if len(alike) > _NAMED:
            yield _notification(level, f"{len(alike):,} paths: {reason}")
    for notice in report.notices:
        yield _notification("note", notice)


def _cause(skipped: Skipped) -> tuple[bool, str]:
    return not skipped.error, skipped.reason


def _left_out(number: int) -> Iterator[dict[str, Any]]:
    if number > 0:
        said = f"{number:,} findings of the least severe are left out: GitHub takes {_RESULTS:,}"
        yield _notification("warning", said)


def _notification(
    level: str, said: str, skipped: Skipped | None = None, base: str = ""
) -> dict[str, Any]:
    told: dict[str, Any] = {"level": level, "message": {"text": _text(said)}}
    if skipped and skipped.path and not skipped.path.startswith("<"):
        told["locations"] = [
            {"physicalLocation": {"artifactLocation": _artifact(mask(skipped.path), base)}}
        ]
    return told


def _text(text: str) -> str:
    """Give a text that may be shown, and in which nothing but what is meant is a link."""
    return _PLACEHOLDER.sub("{ ", _LINK.sub("] ", printable(text)))


def _clean(told: Any) -> Any:
    """Give what JSON is made of with every text in it as it may be shown."""
    if isinstance(told, dict):
        return {name: _clean(each) for name, each in told.items()}
    if isinstance(told, list):
        return [_clean(each) for each in told]
    return printable(told) if isinstance(told, str) else told
