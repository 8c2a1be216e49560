"""Records of keys as text, JSON and CSV."""

from __future__ import annotations

import json
import shutil
import sys
import unicodedata
from collections.abc import Iterator
from typing import Any

from aurora_lint.history.records import Place, Record
from aurora_lint.keys import mask
from aurora_lint.reporters.cells import row
from aurora_lint.reporters.json import account, origin, stay
from aurora_lint.reporters.text import printable, short
from aurora_lint.reporters.text import stay as stay_text
from aurora_lint.scan import Report
from aurora_lint.source import Moment, Stay

VERSION = 1
_HEADS = ("", "KEY", "KIND", "SINCE", "BY", "UNTIL", "PLACES", "SPELLED", "SHARED BY")
#: What a narrow terminal does without, first to last: below the table it is all said again.
_SPARED = ("SPELLED", "PLACES", "BY")
#: With less room than this for the last column it is left out, too.
_LEAST = 12
_BETWEEN = "  "
#: As many names as stand in a cell of the table.
_NAMES = 2
_COLUMNS = (
    "order", "fingerprint", "masked", "kind", "environment", "possible", "since", "since_commit",
    "by", "until", "until_commit", "refs", "places", "spellings", "shared_by", "steps", "owner",
    "rotated",
)  # fmt: skip


def text(records: list[Record], _: Report) -> Iterator[str]:
    """Yield a table, and below it each key's places and what to do about it."""
    if not records:
        return
    yield from _table([_HEADS, *(_row(nth, each) for nth, each in enumerate(records, 1))])
    for nth, each in enumerate(records, 1):
        yield f"\n{nth}. {each.masked}, fingerprint {each.fingerprint}{_of_register(each)}\n"
        for place in each.places:
            yield f"   {_place(place)}\n"
        for number, step in enumerate(each.steps, 1):
            yield f"   {number}) {printable(step)}\n"


def _of_register(one: Record) -> str:
    said = f", of {printable(one.registered)}" if one.registered else ""
    return said + (f", rotated on {one.rotated}" if one.rotated else "")


def _table(rows: list[tuple[str, ...]]) -> Iterator[str]:
    """Yield rows as lines, with all their columns or as much as a terminal has room for."""
    room = shutil.get_terminal_size().columns if sys.stdout.isatty() else sys.maxsize
    columns = list(zip(*rows, strict=True))
    for spared in _SPARED:
        if _taken(columns) > room:
            columns = [each for each in columns if each[0] != spared]
    if _taken(columns[:-1]) + len(_BETWEEN) + _LEAST > room:
        columns.pop()
    widths = [max(map(_width, each)) for each in columns]
    for cells in zip(*columns, strict=True):
        padded = (
            cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True)
        )
        yield _cut(_BETWEEN.join(padded).rstrip(), room) + "\n"


def _taken(columns: list[tuple[str, ...]]) -> int:
    return sum(max(map(_width, each)) for each in columns) + len(_BETWEEN) * (len(columns) - 1)


def _cut(text: str, room: int) -> str:
    if _width(text) <= room:
        return text
    while _width(text) >= room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _width(text: str) -> int:
    """Give how many columns of a terminal a text takes."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(map(bool, map(unicodedata.combining, text)))


def _row(nth: int, one: Record) -> tuple[str, ...]:
    kind = f"{'possible ' if one.is_possible else ''}{one.kind} {one.environment}"
    return (
        f"{nth}.",
        one.masked,
        kind,
        one.since.date[:10] if one.since else "–",
        printable(one.since.author) if one.since else "–",
        _until(one),
        f"{len(one.places):,}",
        _some(one.spellings),
        _some([printable(each) for each in one.owners]) or "–",
    )


def _until(one: Record) -> str:
    if one.refs:
        return f"still in {_some([printable(short(each)) for each in one.refs])}"
    if one.is_staged:
        return "staged"
    if all(each.origin.type == "dangling" for each in one.places):
        return "dangling"
    return one.until.date[:10] if one.until else "–"


def _some(names: list[str] | tuple[str, ...]) -> str:
    more = f" and {len(names) - _NAMES:,} more" if len(names) > _NAMES else ""
    return ", ".join(names[:_NAMES]) + more


def _place(place: Place) -> str:
    said = place.origin.type
    if name := place.origin.commit or place.origin.object:
        said += f" {name[:12]}"
    where = f"<{place.origin.type}>" if place.path is None else printable(place.path)
    shown = stay_text(place.origin.stay) if place.origin.stay else ""
    spelled = "" if place.spelling == "plain" else f", {place.spelling}"
    return f"{where}:{place.line}:{place.column} ({said}{shown}{spelled}) {' '.join(place.codes)}"


def as_json(records: list[Record], report: Report) -> Iterator[str]:
    """Yield one JSON document: ``keys``, and the account of the scan as ``check`` gives it."""
    document = {
        "version": VERSION,
        "keys": [_key(nth, each) for nth, each in enumerate(records, 1)],
        **account([report]),
    }
    yield from json.JSONEncoder(indent=2).iterencode(document)
    yield "\n"


def _key(nth: int, one: Record) -> dict[str, Any]:
    return {
        "order": nth,
        "fingerprint": one.fingerprint,
        "masked": one.masked,
        "kind": one.kind,
        "environment": one.environment,
        "possible": one.is_possible,
        **stay(Stay(one.since, one.until, one.refs)),
        "spellings": list(one.spellings),
        "shared_by": [mask(each) for each in one.owners],
        "owner": mask(one.registered) or None,
        "rotated": one.rotated or None,
        "places": [
            {
                "path": each.path and mask(each.path),
                "line": each.line,
                "column": each.column,
                "spelling": each.spelling,
                "codes": list(each.codes),
                "origin": origin(each.origin),
            }
            for each in one.places
        ],
        "steps": [mask(each) for each in one.steps],
    }


def as_csv(records: list[Record], _: Report) -> Iterator[str]:
    """Yield a row for each key; what there is several of stands in one cell, line below line."""
    yield row(_COLUMNS)
    for nth, one in enumerate(records, 1):
        yield row(
            (
                str(nth), one.fingerprint, one.masked, one.kind, one.environment,
                "yes" if one.is_possible else "no",
                *_moment(one.since), _author(one.since), *_moment(one.until),
                "\n".join(map(short, one.refs)), "\n".join(map(_place, one.places)),
                "\n".join(one.spellings), "\n".join(one.owners), "\n".join(one.steps),
                one.registered, one.rotated,
            )
        )  # fmt: skip


def _moment(moment: Moment | None) -> tuple[str, str]:
    return (moment.date, moment.commit) if moment else ("", "")


def _author(moment: Moment | None) -> str:
    return moment.author if moment else ""


def as_html(records: list[Record], report: Report) -> Iterator[str]:
    """Yield one page for people, as ``check --history`` gives it."""
    from aurora_lint.reporters import html

    yield from html.keys(records, report)


FORMATS = {"text": text, "json": as_json, "csv": as_csv, "html": as_html}
