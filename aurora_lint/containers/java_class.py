"""The texts in a Java class file: its constants, and the names of all it has and calls."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from aurora_lint.containers import naming
from aurora_lint.containers.budget import Budget, Unread, gather
from aurora_lint.source import Source

_TEXT = 1
#: By its tag, how many bytes a constant takes behind it.
_SIZES = {3: 4, 4: 4, 5: 8, 6: 8, 7: 2, 8: 2, 9: 4, 10: 4, 11: 4, 12: 4, 15: 3, 16: 2, 17: 4,
          18: 4, 19: 2, 20: 2}  # fmt: skip
#: Numbers of eight bytes count as two constants.
_DOUBLE = (5, 6)


def members(source: Source, budget: Budget) -> Iterator[Source]:
    """Yield the texts of a class, one a line; Unread where its pool of constants is damaged."""
    lines, fault = gather(_texts(source.data), budget, source.path or "")
    if lines:
        yield naming.member(source, "constants", b"\n".join(lines))
    if fault:
        raise fault


def _texts(data: bytes) -> Iterator[bytes]:
    try:
        (left,) = struct.unpack_from(">H", data, 8)
        at = 10
        while left > 1:
            tag = data[at]
            left -= 2 if tag in _DOUBLE else 1
            if tag == _TEXT:
                (size,) = struct.unpack_from(">H", data, at + 1)
                yield data[at + 3 : at + 3 + size]
                at += 3 + size
            else:
                at += 1 + _SIZES[tag]
    except (IndexError, KeyError, struct.error):
        raise Unread("a damaged Java class") from None
