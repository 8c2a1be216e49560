"""Files that are one compressed file: gzip, bzip2, xz, lzma, zlib."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aurora_lint import magic
from aurora_lint.containers import naming
from aurora_lint.containers.budget import Budget, LimitPassed, Unread
from aurora_lint.containers.inflate import unpack
from aurora_lint.containers.own import Span, Stored
from aurora_lint.source import Source

_NO_ZERO = re.compile(rb"[^\0]")
#: Their first bytes are few: what doesn't unpack is some other file, unless its name says more.
_WEAK = ("zlib", "lzma")
#: Bits in a gzip header: there are fields of other programs, a name, a comment.
_FIELDS, _NAME, _COMMENT = 4, 8, 16


def members(source: Source, budget: Budget) -> Iterator[Source | Stored]:
    """Yield what ``source`` holds: of a damaged file what could be unpacked before the error."""
    codec, name = magic.kind(source.data), naming.unpacked(source.path)
    content, spans, fault = _content(source, codec, budget)
    if content:
        member = naming.member(source, name, content)
        yield member if fault else Stored(member, tuple(spans))
    is_sure = codec not in _WEAK or naming.is_compressed(source.path)
    if fault and (is_sure or isinstance(fault, LimitPassed) or fault.error):
        raise fault


def _content(
    source: Source, codec: str, budget: Budget
) -> tuple[bytes, list[Span], Unread | LimitPassed | None]:
    """Unpack stream after stream, as ``cat`` joins them, zeros between them or not.

    With the content come the spans of the streams, without their headers.
    """
    data, at, pieces = source.data, 0, []
    path = source.path or ""
    spans: list[Span] = []
    while True:
        piece, end, fault = unpack(codec, data, (at, len(data)), budget, path)
        pieces.append(piece)
        spans += [] if fault else [(_after_header(codec, data, at), end)]
        at = _after_zeros(data, end)
        if fault or magic.kind(data[at : at + 16]) != codec:
            return b"".join(pieces), spans, fault
        try:
            budget.count(path)
        except LimitPassed as passed:
            return b"".join(pieces), spans, passed


def _after_header(codec: str, data: bytes, at: int) -> int:
    """Give where a stream that could be read goes on behind texts that aren't its content's."""
    if codec != "gzip":
        return at
    flags, at = data[at + 3], at + 10
    if flags & _FIELDS:
        at += 2 + int.from_bytes(data[at : at + 2], "little")
    for _ in range(bool(flags & _NAME) + bool(flags & _COMMENT)):
        at = data.index(b"\0", at) + 1
    return at


def _after_zeros(data: bytes, at: int) -> int:
    found = _NO_ZERO.search(data, at)
    return found.start() if found else len(data)
