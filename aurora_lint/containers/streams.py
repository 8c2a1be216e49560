"""Files that are one compressed file: gzip, bzip2, xz, lzma, zlib, and the tar in one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aurora_lint import magic
from aurora_lint.containers import naming, tars
from aurora_lint.containers.budget import Budget, LimitPassed, Unread
from aurora_lint.containers.inflate import unpack
from aurora_lint.source import Source
from aurora_lint.sources import Skipped

_NO_ZERO = re.compile(rb"[^\0]")
#: Their first bytes are few: what can't be unpacked at all is some other file.
_WEAK = ("zlib", "lzma")


def members(source: Source, budget: Budget) -> Iterator[Source | Skipped]:
    """Yield what ``source`` holds: its content, or the members where that is a tar.

    What could be unpacked of a damaged file is yielded before the error.
    """
    codec = magic.kind(source.data)
    content, fault = _content(source, codec, budget)
    if not content and codec in _WEAK and isinstance(fault, Unread) and not fault.error:
        return
    inner = naming.member(source, naming.unpacked(source.path), content)
    if magic.kind(content, inner.path) == "tar":
        yield from tars.members(source._replace(data=content), budget)
    elif content:
        yield inner
    if fault:
        raise fault


def _content(
    source: Source, codec: str, budget: Budget
) -> tuple[bytes, Unread | LimitPassed | None]:
    """Unpack stream after stream, as ``cat`` joins them, zeros between them or not."""
    data, at, pieces = source.data, 0, []
    path = source.path or ""
    while True:
        piece, at, fault = unpack(codec, data, (at, len(data)), budget, path)
        pieces.append(piece)
        at = _after_zeros(data, at)
        if fault or magic.kind(data[at : at + 16]) != codec:
            return b"".join(pieces), fault
        try:
            budget.count(path)
        except LimitPassed as passed:
            return b"".join(pieces), passed


def _after_zeros(data: bytes, at: int) -> int:
    found = _NO_ZERO.search(data, at)
    return found.start() if found else len(data)
