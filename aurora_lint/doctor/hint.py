"""What the doctor says: one thing that hides a key, or could."""

from __future__ import annotations

from typing import NamedTuple

from aurora_lint.finding import Finding


class Hint(NamedTuple):
    """Something that hides a key now, or only could: ``id`` names what it is.

    ``path`` is relative to the repository's top, and empty where it is about all of it; ``line``
    is 0 where it is about the whole file. ``cure`` says what to do.
    """

    id: str
    hides: bool
    path: str
    line: int
    says: str
    cure: str
    masked: str | None = None


def of(finding: Finding, id: str, says: str, cure: str) -> Hint:  # noqa: A002
    """Give the hint of a key that is hidden; ``says`` goes on behind the key."""
    shown = finding.masked or finding.named
    path = finding.path or ""
    return Hint(id, True, path, finding.span.line, f"{shown} {says}", cure, finding.masked)
