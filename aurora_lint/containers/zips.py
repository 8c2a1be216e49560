"""Zip, and all that is one: jar, whl, docx, xlsx, epub, apk, vsix, nupkg."""

from __future__ import annotations

from binascii import crc32
from collections.abc import Iterator

from aurora_lint.containers import naming
from aurora_lint.containers.budget import Budget, LimitPassed, Unread
from aurora_lint.containers.inflate import Unpacked, unpack
from aurora_lint.containers.own import Stored
from aurora_lint.containers.zip_entries import (
    Entry,
    content_start,
    entries,
    entries_without_directory,
)
from aurora_lint.source import Source
from aurora_lint.sources import Skipped

_ENCRYPTED = 1
_STORED, _LZMA = 0, 14
_HAS_END_MARK = 2
_UNKNOWN = (1 << 64) - 1
_CODECS = {8: "deflate", 12: "bzip2", 14: "lzma", 95: "xz"}


def members(source: Source, budget: Budget) -> Iterator[Source | Stored | Skipped]:
    """Yield a zip's files.

    Each that can't be read is skipped, with its reason; those behind it are read all the same,
    by their own headers where the directory is damaged.
    """
    furthest = -1
    try:
        for entry in entries(source.data):
            furthest = max(furthest, entry.start)
            yield from _member(source, entry, budget)
    except Unread as unread:
        yield unread.at(source.path or "")
        for entry in entries_without_directory(source.data):
            if entry.start > furthest:
                yield from _member(source, entry, budget)


def _member(source: Source, entry: Entry, budget: Budget) -> Iterator[Source | Stored | Skipped]:
    path = naming.inside(source, entry.name)
    try:
        start = _start(source.data, entry)
        data, end, fault = _content(source.data, entry, start, budget, path)
    except Unread as unread:
        yield unread.at(path)
        return
    if data:
        member = naming.member(source, entry.name, data)
        is_whole = not fault and (entry.method != _STORED or crc32(data) == entry.sum)
        yield Stored(member, ((start, end),)) if is_whole else member
    if isinstance(fault, LimitPassed):
        raise fault
    if fault:
        yield fault.at(path)


def _start(data: bytes, entry: Entry) -> int:
    """Give where a member's content begins; Unread where nothing can be made of it."""
    if entry.flags & _ENCRYPTED:
        raise Unread("encrypted")
    if entry.method != _STORED and entry.method not in _CODECS:
        raise Unread(f"compressed by method {entry.method}, which is not read")
    return content_start(data, entry)


def _content(data: bytes, entry: Entry, start: int, budget: Budget, path: str) -> Unpacked:
    end = start + entry.packed
    if entry.method == _STORED:
        content = data[start:end]
        budget.spend(len(content), path)
        return Unpacked(content, end, Unread("cut short") if end > len(data) else None)
    header = b""
    if entry.method == _LZMA:
        header, start = _lzma_header(data, entry, start)
    span = (start, min(end, len(data)))
    return unpack(_CODECS[entry.method], data, span, budget, path, header)


def _lzma_header(data: bytes, entry: Entry, start: int) -> tuple[bytes, int]:
    """Give the header that an lzma file would have, and where what follows a zip's own begins."""
    size = -1 if entry.flags & _HAS_END_MARK else entry.size
    properties = data[start + 4 : start + 9]
    return properties + (size & _UNKNOWN).to_bytes(8, "little"), start + 9
