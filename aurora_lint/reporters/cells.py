"""Rows of CSV that a spreadsheet shows and never runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from aurora_lint.reporters.text import printable

#: What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def row(cells: Iterable[str]) -> str:
    """Give a row; a cell may have several lines, and what could steer anything is escaped."""
    written = io.StringIO()
    shown = ("\n".join(map(printable, cell.split("\n"))) for cell in cells)
    csv.writer(written, lineterminator="\n").writerow(
        f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in shown
    )
    return written.getvalue()
