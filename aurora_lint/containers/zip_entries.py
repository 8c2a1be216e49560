"""Where a zip's members stand: by its directory, or by the header of each where that is lost."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from aurora_lint.containers.budget import Unread
from aurora_lint.containers.naming import decoded

_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_END_64, _LOCATOR_64 = b"PK\x06\x06", b"PK\x06\x07"
_END_SIZE, _END_64_SIZE, _LOCATOR_SIZE = 22, 56, 20
_LONGEST_COMMENT = 0xFFFF
#: In a field of four bytes: the number is in the extra field, as it takes eight.
_IN_EXTRA = 0xFFFFFFFF
_HAS_DESCRIPTOR = 8


class Entry(NamedTuple):
    """A member: the offset of its local header, and what is said of its content."""

    name: str
    start: int
    flags: int
    method: int
    packed: int
    size: int
    sum: int


def entries(data: bytes) -> Iterator[Entry]:
    """Yield the members that the zip's directory lists; Unread where it is lost or damaged."""
    at, end, shift = _directory(data)
    while at < end:
        if data[at : at + 4] != _CENTRAL:
            raise Unread("a damaged zip: its directory breaks off")
        try:
            entry, at = _central(data, at, shift)
        except struct.error:
            raise Unread("a damaged zip: its directory is cut short") from None
        yield entry


def entries_without_directory(data: bytes) -> Iterator[Entry]:
    """Yield the members whose own headers can be found, one behind the other."""
    at = data.find(_LOCAL)
    while at >= 0:
        try:
            fields = struct.unpack_from("<HHHHHIIIHH", data, at + 4)
        except struct.error:
            return
        _, flags, method, _, _, crc, packed, size, name_size, extra_size = fields
        name = data[at + 30 : at + 30 + name_size]
        start = at + 30 + name_size + extra_size
        size, packed = _large(data[start - extra_size : start], [size, packed])
        if flags & _HAS_DESCRIPTOR or start + packed > len(data):
            # Its sizes stand behind it, so it ends where the next one begins.
            following = data.find(_LOCAL, start)
            packed = (following if following >= 0 else len(data)) - start
        yield Entry(_named(name, flags), at, flags, method, packed, size, crc)
        at = data.find(_LOCAL, start + packed)


def content_start(data: bytes, entry: Entry) -> int:
    """Give the offset of a member's content; Unread where its own header is not there."""
    if data[entry.start : entry.start + 4] != _LOCAL or entry.start + 30 > len(data):
        raise Unread("damaged: its header is not where the zip's directory says")
    name_size, extra_size = struct.unpack_from("<HH", data, entry.start + 26)
    return int(entry.start + 30 + name_size + extra_size)


def _directory(data: bytes) -> tuple[int, int, int]:
    """Give the directory's start and end, and by how much all offsets are off.

    They are off where something stands before the zip, as in archives that extract themselves.
    """
    at = data.rfind(_END, max(0, len(data) - _END_SIZE - _LONGEST_COMMENT))
    if at < 0 or at + _END_SIZE > len(data):
        raise Unread("a damaged zip: its directory is lost")
    size, offset = struct.unpack_from("<II", data, at + 12)
    large = at - _LOCATOR_SIZE - _END_64_SIZE
    if data[at - _LOCATOR_SIZE : at][:4] == _LOCATOR_64 and data[large:at][:4] == _END_64:
        size, offset = struct.unpack_from("<QQ", data, large + 40)
        at = large
    start = at - size
    if start < 0 or (size and data[start : start + 4] != _CENTRAL):
        raise Unread("a damaged zip: its directory is lost")
    return start, at, start - offset


def _central(data: bytes, at: int, shift: int) -> tuple[Entry, int]:
    """Read the directory's entry at ``at``, and give the offset behind it."""
    flags, method = struct.unpack_from("<HH", data, at + 8)
    crc, packed, size, name_size, extra_size, comment_size = struct.unpack_from(
        "<IIIHHH", data, at + 16
    )
    (start,) = struct.unpack_from("<I", data, at + 42)
    name_end = at + 46 + name_size
    extra = data[name_end : name_end + extra_size]
    size, packed, start = _large(extra, [size, packed, start])
    name = _named(data[at + 46 : name_end], flags)
    entry = Entry(name, max(0, start + shift), flags, method, packed, size, crc)
    return entry, name_end + extra_size + comment_size


def _named(raw: bytes, flags: int) -> str:
    return decoded(raw, "utf-8" if flags & 0x800 else "cp437")


def _large(extra: bytes, numbers: list[int]) -> list[int]:
    """Replace those of ``numbers`` that stand in the zip64 part of the ``extra`` field."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == 1:
            part, used = extra[at + 4 : at + 4 + size], 0
            for which, number in enumerate(numbers):
                if number == _IN_EXTRA and used + 8 <= len(part):
                    (numbers[which],) = struct.unpack_from("<Q", part, used)
                    used += 8
            break
        at += 4 + size
    return numbers
