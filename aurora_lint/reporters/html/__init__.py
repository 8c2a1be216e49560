"""Findings as one page for people: a file to open with a double click and to send to others."""

from __future__ import annotations

from collections.abc import Iterator

from aurora_lint.history.records import Record
from aurora_lint.reporters.html.page import page
from aurora_lint.scan import Report


def report(reports: list[Report]) -> Iterator[str]:
    """Yield the page of a check, in pieces."""
    yield from page(reports)


def keys(records: list[Record], report: Report) -> Iterator[str]:
    """Yield the same page of a history whose keys have their records already."""
    yield from page([report], records)
