"""JUnit's XML, for whatever shows tests: a suite for each root, a failed case for each finding.

A scan is a case of its own, which says how much was read: a gate that has read nothing looks
different from one that has found nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree

from aurora_lint.finding import Finding
from aurora_lint.reporters import rule_page
from aurora_lint.reporters.text import printable
from aurora_lint.reporters.told import ordered, shown_path
from aurora_lint.rules import EVERY
from aurora_lint.scan import Report

_ADVICE = {rule.code: rule_page.advice(rule) for rule in EVERY}
_COUNTS = {"tests": "", "failures": "failure", "errors": "error", "skipped": "skipped"}


def report(reports: list[Report]) -> Iterator[str]:
    """Yield the document. A note is a skipped case, what could not be read is an error."""
    suites = ElementTree.Element("testsuites", name="aurora-lint")
    for each in reports:
        suite = ElementTree.SubElement(suites, "testsuite", name="aurora-lint")
        _scan(suite, each)
        for finding in ordered(each):
            _case(suite, finding)
        _count(suite, suite)
    _count(suites, suites)
    ElementTree.indent(suites)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield ElementTree.tostring(suites, encoding="unicode") + "\n"


def _scan(suite: ElementTree.Element, report: Report) -> None:
    objects = f", {report.objects:,} objects" if report.objects else ""
    read = f"{report.files:,} files{objects}, {report.bytes:,} bytes"
    case = ElementTree.SubElement(
        suite, "testcase", classname="aurora-lint", name=f"scanned {read}"
    )
    unread = [one for one in report.skipped if one.error]
    if unread:
        error = ElementTree.SubElement(case, "error", message="not everything could be read")
        error.text = "\n".join(f"{printable(one.path)}: {printable(one.reason)}" for one in unread)
    said = [f"skipped: {printable(one.path)}: {printable(one.reason)}" for one in report.skipped]
    said += map(printable, report.notices)
    if said:
        ElementTree.SubElement(case, "system-out").text = "\n".join(said)


def _case(suite: ElementTree.Element, finding: Finding) -> None:
    path, line = shown_path(finding), finding.span.line
    case = ElementTree.SubElement(
        suite,
        "testcase",
        classname=path,
        name=f"{finding.code} {finding.name}, line {line}:{finding.span.column}",
        file=path,
        line=str(line),
    )
    message = printable(finding.message)
    if finding.level == "note":
        ElementTree.SubElement(case, "skipped", message=message)
        return
    failure = ElementTree.SubElement(case, "failure", type=finding.level, message=message)
    shown = [f"{path}:{line}:{finding.span.column}: {finding.code} {message}"]
    if finding.excerpt:
        shown.append(finding.excerpt.text)
    shown += [f"because of {label.describe()}" for label in finding.evidence]
    failure.text = "\n".join([*shown, _ADVICE[finding.code]])


def _count(target: ElementTree.Element, within: ElementTree.Element) -> None:
    kinds = Counter(child.tag for case in within.iter("testcase") for child in case)
    for name, tag in _COUNTS.items():
        number = kinds[tag] if tag else sum(1 for _ in within.iter("testcase"))
        target.set(name, str(number))
