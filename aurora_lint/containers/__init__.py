"""What holds other files, opened: archives, compressed files, databases, compiled code, PDF.

Input is hostile. Nothing is written, run or built by it, and all it unpacks to is bounded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from aurora_lint import magic
from aurora_lint.containers.budget import (
    ORDINARY,
    Budget,
    LimitPassed,
    Limits,
    Unread,
)
from aurora_lint.source import Source
from aurora_lint.sources import Skipped

__all__ = ["ORDINARY", "Limits", "expand"]

_Opener = Callable[[Source, Budget], Iterator[Source | Skipped]]


def expand(source: Source, limits: Limits = ORDINARY) -> Iterator[Source | Skipped]:
    """Yield the members of ``source`` and of the containers among them, never the source itself.

    A member is called ``lib/app.zip!conf/app.yml``. What can't be read is Skipped; that is an
    error where a limit was passed.
    """
    kind = magic.kind(source.data, source.path)
    if kind:
        try:
            yield from _walk(source, kind, Budget(limits, len(source.data)))
        except LimitPassed as passed:
            yield passed.skipped


def _walk(source: Source, kind: str, budget: Budget) -> Iterator[Source | Skipped]:
    """Yield what is inside, a member's own members right behind it."""
    opened = [(source.path or "", _opener(kind)(source, budget))]
    while opened:
        path, members = opened[-1]
        try:
            member = next(members, None)
        except Unread as unread:
            member = unread.at(path)
        if member is None:
            opened.pop()
            continue
        budget.count(path)
        yield member
        inner = magic.kind(member.data, member.path) if isinstance(member, Source) else ""
        if inner and len(opened) >= budget.limits.depth:
            reason = f"more than {budget.limits.depth} containers in each other (--max-depth)"
            yield Skipped(member.path or "", reason, error=True)
        elif inner and isinstance(member, Source):
            opened.append((member.path or "", _opener(inner)(member, budget)))


def _opener(kind: str) -> _Opener:
    """Give what opens containers of ``kind``. Only that is imported."""
    if kind == "zip":
        from aurora_lint.containers.zips import members as opener
    elif kind == "tar":
        from aurora_lint.containers.tars import members as opener
    elif kind == "sqlite":
        from aurora_lint.containers.databases import members as opener
    elif kind == "pyc":
        from aurora_lint.containers.pyc import members as opener
    elif kind == "class":
        from aurora_lint.containers.java_class import members as opener
    elif kind == "pdf":
        from aurora_lint.containers.pdf import members as opener
    else:
        from aurora_lint.containers.streams import members as opener
    return opener
