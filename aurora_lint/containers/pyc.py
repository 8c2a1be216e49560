"""The texts in a compiled Python file: its constants and names.

The marshal format is walked, one object behind the other, and nothing is built of it:
``marshal.loads`` crashes on data that was made to crash it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import repeat

from aurora_lint.containers import naming
from aurora_lint.containers.budget import Budget, Unread, gather
from aurora_lint.source import Source

_HEADER = 16
#: Deeper than any code that a compiler makes; the interpreter's own reader stops there.
_DEEPEST = 2000
#: The first magic number of 3.11, whose code objects have other fields.
_FIRST_OF_311 = 3450

#: How many bytes stand behind the tags of what is no text and holds nothing.
_FIXED = {
    **dict.fromkeys(b"0NFTS.", 0),
    **dict.fromkeys(b"ir", 4),
    **dict.fromkeys(b"Ig", 8),
    ord("y"): 16,
}
_TEXTS, _SHORT_TEXTS = b"stuaA", b"zZ"
_MANY, _FEW = b"([<>", b")"
_DICT, _SLICE, _CODE, _NULL = b"{:c0"
_LONG, _DECIMAL, _DECIMALS = b"lfx"

#: What becomes of a part of an object: a text is wanted or not; or it is a number of four bytes.
_WANTED, _OTHER, _NUMBER = range(3)
#: code, consts, names, varnames, freevars, cellvars, filename, name, firstlineno, lnotab
_CODE_UNTIL_310 = (*[_NUMBER] * 6, _OTHER, *[_WANTED] * 7, _NUMBER, _OTHER)
#: code, consts, names, localsplusnames, localspluskinds, filename, name, qualname, firstlineno,
#: linetable, exceptiontable
_CODE_SINCE_311 = (
    *[_NUMBER] * 5, _OTHER, *[_WANTED] * 3, _OTHER, *[_WANTED] * 3, _NUMBER, _OTHER, _OTHER,
)  # fmt: skip


def members(source: Source, budget: Budget) -> Iterator[Source]:
    """Yield the texts of a module and of all in it; Unread where it is damaged."""
    lines, fault = gather(_texts(source.data), budget, source.path or "")
    if lines:
        yield naming.member(source, "constants", b"\n".join(lines))
    if fault:
        raise fault


def _texts(data: bytes) -> Iterator[bytes]:
    is_old = int.from_bytes(data[:2], "little") < _FIRST_OF_311
    walk = _Walk(data, _CODE_UNTIL_310 if is_old else _CODE_SINCE_311)
    try:
        yield from walk.texts()
    except (IndexError, struct.error):
        raise Unread("a Python file that is cut short") from None


class _Walk:
    """A walk over one marshalled object. Outermost first, ``parts`` says what is still to come."""

    def __init__(self, data: bytes, code: tuple[int, ...]) -> None:
        self.data = data
        self.at = _HEADER
        self.code = code
        self.parts: list[Iterator[int]] = [iter((_WANTED,))]

    def texts(self) -> Iterator[bytes]:
        """Yield what is text; IndexError or struct.error at the data's end."""
        while self.parts:
            part = next(self.parts[-1], None)
            if part is None:
                self.parts.pop()
            elif part == _NUMBER:
                self.at += 4
            else:
                text = self._object()
                if text and part == _WANTED:
                    yield text

    def _object(self) -> bytes:
        """Step over the next object's beginning, or over all of it; give what is text."""
        tag = self.data[self.at] & 0x7F
        self.at += 1
        if tag in _SHORT_TEXTS:
            return self._text(self._number("<B"))
        if tag in _TEXTS:
            return self._text(self._number("<i"))
        if tag in _FIXED:
            self.at += _FIXED[tag]
            if tag == _NULL:
                self.parts.pop()
        elif tag in (_LONG, _DECIMAL, _DECIMALS):
            self._digits(tag)
        else:
            self._enter(tag)
        return b""

    def _enter(self, tag: int) -> None:
        """Note the parts of an object that holds others."""
        if len(self.parts) > _DEEPEST:
            raise Unread("a Python file that is nested too deep")
        if tag in _MANY or tag in _FEW:
            parts = repeat(_WANTED, self._number("<i" if tag in _MANY else "<B"))
        elif tag == _DICT:
            parts = repeat(_WANTED)
        elif tag == _SLICE:
            parts = repeat(_WANTED, 3)
        elif tag == _CODE:
            self.parts.append(iter(self.code))
            return
        else:
            raise Unread("a damaged Python file")
        self.parts.append(parts)

    def _digits(self, tag: int) -> None:
        if tag == _LONG:
            digits = abs(self._number("<i"))
            self.at += 2 * digits
        else:
            for _ in range(1 if tag == _DECIMAL else 2):
                self._text(self._number("<B"))

    def _text(self, size: int) -> bytes:
        text = self.data[self.at : self.at + size]
        if size < 0 or len(text) < size:
            raise Unread("a damaged Python file")
        self.at += size
        return text

    def _number(self, form: str) -> int:
        (number,) = struct.unpack_from(form, self.data, self.at)
        self.at += 4 if form == "<i" else 1
        return int(number)
