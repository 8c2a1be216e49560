"""What of a scan is known, and what of a baseline is over."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from aurora_lint.baseline.entry import Entry, has_no_path, of_finding
from aurora_lint.baseline.files import Baseline
from aurora_lint.finding import Finding


class Compared(NamedTuple):
    """The findings that are new, those that are known, and the entries afterwards.

    ``moved`` are entries that follow their file, from old to new; ``stale`` those of which the
    scan, which read their path, found nothing any more.
    """

    new: list[Finding]
    known: list[Finding]
    moved: dict[Entry, Entry]
    stale: frozenset[Entry]


def compare(
    findings: list[Finding],
    baseline: Baseline,
    is_there: Callable[[str], bool],
    is_read: Callable[[Entry], bool],
) -> Compared:
    """Compare what was found with a baseline.

    ``is_there`` tells of a path whether there still is a file, ``is_read`` of an entry whether the
    scan would have found it.
    """
    found = {of_finding(each) for each in findings}
    gone = {each for each in baseline.entries - found if _is_gone(each, is_there)}
    moved = _moved(gone, found - baseline.entries)
    accepted = baseline.entries | frozenset(moved.values())
    new: list[Finding] = []
    known: list[Finding] = []
    for each in findings:
        is_known = of_finding(each) in accepted or (
            baseline.audited is not None and baseline.audited.accepts(each)
        )
        (known if is_known else new).append(each)
    left = baseline.entries - found - moved.keys()
    return Compared(new, known, moved, frozenset(each for each in left if is_read(each)))


def _is_gone(entry: Entry, is_there: Callable[[str], bool]) -> bool:
    return not has_no_path(entry) and not is_there(entry.path.partition("!")[0])


def _moved(gone: set[Entry], new: set[Entry]) -> dict[Entry, Entry]:
    """Give where entries of files that are gone went: to the only new one that is like them."""
    moved = {}
    taken: dict[tuple[str, str], list[Entry]] = {}
    for each in new:
        if not has_no_path(each):
            taken.setdefault((each.subject, each.code), []).append(each)
    left: dict[tuple[str, str], list[Entry]] = {}
    for each in gone:
        left.setdefault((each.subject, each.code), []).append(each)
    for alike, old in left.items():
        if len(taken.get(alike, ())) == 1:
            moved[min(old)] = taken[alike][0]
    return moved
