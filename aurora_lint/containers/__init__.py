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
    beyond,
)
from aurora_lint.containers.own import Rest, Span, Stored
from aurora_lint.source import Source
from aurora_lint.sources import Skipped

__all__ = ["ORDINARY", "Limits", "Rest", "expand"]

_Opener = Callable[[Source, Budget], Iterator[Source | Stored | Skipped]]
_STREAMS = frozenset({"gzip", "bzip2", "xz", "lzma", "zlib"})


def expand(source: Source, limits: Limits = ORDINARY) -> Iterator[Source | Rest | Skipped]:
    """Yield the members of ``source`` and of the containers among them.

    A member is called ``lib/app.zip!conf/app.yml``. A container comes as its Rest, behind its
    members; the last one is that of ``source``. What can't be read is Skipped; that is an error
    where a limit was passed.
    """
    kind = magic.kind(source.data, source.path)
    if not kind:
        return
    budget = Budget(limits, len(source.data))
    opened = [_Open(source, kind, source.path or "", 1, budget)]
    try:
        while opened:
            here = opened[-1]
            found = here.next()
            if found is None:
                yield opened.pop().rest()
            elif isinstance(found, Skipped) or not (inner := here.inside(found)):
                yield found
            elif inner.depth > limits.depth:
                yield found
                what = f"more than {limits.depth} containers in each other"
                yield beyond(found.path or "", what, "--max-depth")
            else:
                opened.append(inner)
    except LimitPassed as passed:
        yield passed.skipped
        while opened:
            yield opened.pop().rest()


class _Open:
    """A container that is being read: its members are called after ``path``."""

    def __init__(self, source: Source, kind: str, path: str, depth: int, budget: Budget) -> None:
        self.depth = depth
        self._source, self._kind, self._path, self._budget = source, kind, path, budget
        self._members = _opener(kind)(source._replace(path=path), budget)
        self._told: list[Span] = []
        self._is_apart = True

    def next(self) -> Source | Skipped | None:
        """Give the next member, or what can't be read; None at the end. May be LimitPassed."""
        try:
            found = next(self._members, None)
        except Unread as unread:
            found = unread.at(self._path)
        if found is not None:
            self._budget.count(self._path)
        if isinstance(found, Stored):
            self._told += found.spans
            return found.member
        self._is_apart = self._is_apart and not isinstance(found, Source)
        return found

    def inside(self, member: Source) -> _Open | None:
        """Open a member that is a container itself.

        What there is one way to open counts once: a tar in gzip, an office's document.
        """
        kind, path, depth = magic.kind(member.data, member.path), member.path or "", self.depth + 1
        if not kind and self._kind == "zip" and _is_of_office(member.data, path):
            kind, depth = "office", self.depth
        elif kind == "tar" and self._kind in _STREAMS:
            path, depth = self._path, self.depth
        return _Open(member, kind, path, depth, self._budget) if kind else None

    def rest(self) -> Rest:
        """Give what no member has told so far."""
        return Rest(self._source, self._told, self._is_apart)


def _is_of_office(data: bytes, path: str) -> bool:
    """Whether a file in a zip is a part of an office's document."""
    if not path.endswith(".xml"):
        return False
    from aurora_lint.containers.office import has_text

    return has_text(data)


def _opener(kind: str) -> _Opener:
    """Give what opens containers of ``kind``. Only that is imported."""
    if kind == "zip":
        from aurora_lint.containers.zips import members as opener
    elif kind == "office":
        from aurora_lint.containers.office import members as opener
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
