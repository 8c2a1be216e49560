"""Tar: plain, ustar, pax and GNU. Read here, as the standard module trusts too much of a header.

Sparse members give the parts that are stored, without the holes. Links and devices hold nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from aurora_lint.containers import naming
from aurora_lint.containers.budget import Budget, Unread
from aurora_lint.containers.own import Stored
from aurora_lint.source import Source
from aurora_lint.sources import Skipped

_BLOCK = 512
_SUM = slice(148, 156)
#: Links, devices, folders, pipes: whatever size they state, no content follows.
_EMPTY = (b"1", b"2", b"3", b"4", b"5", b"6")
_LONG_NAME, _LONG_LINK, _SPARSE = b"L", b"K", b"S"
_PAX, _PAX_FOR_ALL = (b"x", b"X"), b"g"


class _Entry(NamedTuple):
    """A member as its header tells it; its content begins at ``start``. No type: it is damaged."""

    name: bytes
    type: bytes
    start: int
    size: int


def members(source: Source, budget: Budget) -> Iterator[Source | Stored | Skipped]:
    """Yield the files in a tar, and in one piece what stands behind a damaged header."""
    name: bytes | None = None
    size: int | None = None
    at = 0
    while entry := _entry(source.data, at, size):
        content = source.data[entry.start : entry.start + entry.size]
        at = entry.start + entry.size + -entry.size % _BLOCK
        if entry.type == _LONG_NAME:
            name = content.rstrip(b"\0")
        elif entry.type in _PAX:
            records = _records(content)
            name = records.get(b"GNU.sparse.name", records.get(b"path", name))
            size = _decimal(records.get(b"size"))
        elif entry.type not in (_LONG_LINK, _PAX_FOR_ALL):
            if content:
                called = naming.decoded(entry.name if name is None else name)
                budget.spend(len(content), naming.inside(source, called))
                member, end = naming.member(source, called, content), entry.start + len(content)
                # What pads it is no zero where the header states another size than it has.
                is_whole = not source.data[end:at].strip(b"\0")
                yield Stored(member, ((entry.start, end),)) if is_whole else member
            if not entry.type:
                yield Skipped(source.path or "", "a damaged tar header")
            name = size = None
        if len(content) < entry.size:
            raise Unread("a tar cut short")


def _entry(data: bytes, at: int, size: int | None) -> _Entry | None:
    """Read the entry at ``at``; None at the end. ``size`` is what a pax header says of it.

    Empty blocks end an archive, but another may follow; what else follows is padding of some kind.
    """
    start = at
    while not (block := data[at : at + _BLOCK]).strip(b"\0"):
        if not block:
            return None
        at += _BLOCK
    entry = _header(block, at + _BLOCK)
    if not entry:
        return None if start < at else _damaged(data, at + _BLOCK)
    if entry.type in _EMPTY:
        return entry._replace(size=0)
    if entry.type == _SPARSE:
        entry = entry._replace(start=_after_maps(data, entry.start, block))
    if size is not None and entry.type not in (_LONG_NAME, _LONG_LINK, _PAX_FOR_ALL, *_PAX):
        entry = entry._replace(size=size)
    return entry


def _damaged(data: bytes, start: int) -> _Entry:
    """Give what stands from ``start`` to the next header as one member, as it is called nowhere."""
    end = min(start, len(data))
    while end < len(data) and not _header(data[end : end + _BLOCK], end):
        end += _BLOCK
    return _Entry(b"damaged", b"", start, max(0, min(end, len(data)) - start))


def _header(block: bytes, start: int) -> _Entry | None:
    """Read a header; None where it is none, by its checksum."""
    try:
        stated = _number(block[_SUM])
        size = _number(block[124:136])
    except ValueError:
        return None
    if len(block) < _BLOCK or size < 0 or not _adds_up(block, stated):
        return None
    name = block[:100].split(b"\0")[0]
    if block[257:263] == b"ustar\0" and block[345]:
        name = block[345:500].split(b"\0")[0] + b"/" + name
    return _Entry(name, block[156:157], start, size)


def _adds_up(block: bytes, stated: int) -> bool:
    """Whether a header's bytes, spaces in place of the sum, make it; some added signed ones."""
    total = sum(block) - sum(block[_SUM]) + 8 * 0x20
    if total == stated:
        return True
    large = sum(byte > 0x7F for byte in block) - sum(byte > 0x7F for byte in block[_SUM])
    return total - 256 * large == stated


def _number(field: bytes) -> int:
    """Read a number: octal digits, or bytes behind a mark where it is large. May be ValueError."""
    if field[:1] == b"\x80":
        return int.from_bytes(field[1:], "big")
    return int(field.split(b"\0")[0].strip() or b"0", 8)


def _after_maps(data: bytes, at: int, header: bytes) -> int:
    """Give the offset behind the blocks that only say where a sparse file's parts belong."""
    more = header[482:483]
    while more.strip(b"\0") and at < len(data):
        more = data[at + 504 : at + 505]
        at += _BLOCK
    return at


def _records(content: bytes) -> dict[bytes, bytes]:
    """Read pax records, ``14 path=a/name\\n``; from the first damaged one on they are lost."""
    records, at = {}, 0
    while at < len(content):
        digits, _, _ = content[at : at + 20].partition(b" ")
        length = _decimal(digits)
        if not length or length <= len(digits) + 1:
            break
        keyword, _, value = content[at + len(digits) + 1 : at + length - 1].partition(b"=")
        records[keyword] = value
        at += length
    return records


def _decimal(digits: bytes | None) -> int | None:
    return int(digits) if digits and len(digits) < 20 and digits.isdigit() else None
