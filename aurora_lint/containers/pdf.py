"""The streams of a PDF file, inflated: the text of its pages, and what else is no picture.

What is encrypted stays so, and texts in a font's own numbering can't be read.
"""

from __future__ import annotations

import re
from base64 import a85decode
from collections.abc import Iterator
from typing import NamedTuple

from aurora_lint.containers import naming
from aurora_lint.containers.budget import Budget, LimitPassed, Unread
from aurora_lint.containers.inflate import unpack
from aurora_lint.containers.pdf_text import lines
from aurora_lint.source import Source
from aurora_lint.sources import Skipped

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_END = b"endstream"
#: A stream's dictionary stands right before it, behind the last `obj`.
_DICTIONARY = 2048
_FILTERS = re.compile(rb"/Filter\s*(\[[^\]]*\]|/\w+)")
_NAME = re.compile(rb"/(\w+)")
_FLATE, _ASCII85 = (b"FlateDecode", b"Fl"), (b"ASCII85Decode", b"A85")
#: Five characters at a time make four bytes; so many are decoded at once.
_GROUPS = 5 << 18
_NO_TEXT = re.compile(rb"/Subtype\s*/Image\b|/Type\s*/XRef\b|/Length[123]\b")
_ENCRYPTED = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R\b|<<)")


class _Stream(NamedTuple):
    dictionary: bytes
    body: bytes


def members(source: Source, budget: Budget) -> Iterator[Source | Skipped]:
    """Yield the text of each stream of a PDF, or what it holds where it draws none."""
    is_encrypted: bool | None = None
    for number, stream in enumerate(_streams(source.data), start=1):
        name = f"stream {number}"
        path = naming.inside(source, name)
        content, fault = _decoded(stream, budget, path)
        text = b"\n".join(lines(content)) or (content if content is not stream.body else b"")
        if text:
            budget.spend(len(text), path)
            yield naming.member(source, name, text)
        if isinstance(fault, LimitPassed):
            raise fault
        if fault and is_encrypted is None:
            is_encrypted = _ENCRYPTED.search(source.data) is not None
        if is_encrypted:
            raise Unread("encrypted")
        if fault:
            yield fault.at(path)


def _streams(data: bytes) -> Iterator[_Stream]:
    """Yield the streams that may hold text."""
    at = 0
    while found := _STREAM.search(data, at):
        before = data[max(at, found.start() - _DICTIONARY) : found.start()]
        dictionary = before.rpartition(b"obj")[2]
        end = data.find(_END, found.end())
        at = end if end >= 0 else len(data)
        if not _NO_TEXT.search(dictionary):
            yield _Stream(dictionary, data[found.end() : at])


def _decoded(
    stream: _Stream, budget: Budget, path: str
) -> tuple[bytes, Unread | LimitPassed | None]:
    """Undo a stream's filters; nothing comes of those that are for pictures."""
    filters = _FILTERS.search(stream.dictionary)
    body = stream.body
    for name in _NAME.findall(filters[1]) if filters else ():
        if name in _FLATE:
            body, _, fault = unpack("zlib", body, (0, len(body)), budget, path)
            if fault:
                return body, fault
        elif name in _ASCII85:
            try:
                body = _from_ascii85(body)
            except ValueError:
                return b"", Unread("damaged ASCII85 data")
        else:
            return b"", None
    return body, None


def _from_ascii85(body: bytes) -> bytes:
    """Decode part by part: each group takes ten times its size meanwhile. May be ValueError."""
    digits = body.partition(b"~")[0].translate(None, b" \t\r\n\f\0").replace(b"z", b"!!!!!")
    parts = range(0, len(digits), _GROUPS)
    return b"".join(a85decode(digits[part : part + _GROUPS]) for part in parts)
