r"""Characters as escapes: ``\x5f``, ``\u005f``, ``\137``, ``\_``; ``%5F``; ``&#95;``; ``=5F``."""

from __future__ import annotations

import re

from aurora_lint.candidates import Hit
from aurora_lint.literals import CORES
from aurora_lint.spellings.reading import Reading

#: How far around a hit the text is read; each character of a key may be an escape of ten.
_BEFORE, _BEHIND = 300, 1200
#: As many bytes as a key has whose characters are all escapes.
_WIDEST = 400
#: The ways to escape a character, by spelling. What matches without a group stands for nothing.
_ESCAPES = {
    "escaped": re.compile(
        rb"\\{1,8}(?:(?:x|u00|U0{6}|[ux]\{0{0,4})(?P<hex>[0-9A-Fa-f]{2})\}?|o?\{?(?P<octal>[01][0-7]{2}|[4-7][0-7])\}?"
        rb"|(?P<itself>[_/\"'])|\r?\n[ \t]*)"
    ),
    "percent": re.compile(rb"%(?:25)*(?P<hex>[0-9A-Fa-f]{2})"),
    "html": re.compile(
        rb"&(?:amp;)?(?:#(?:[xX]0*(?P<hex>[0-9A-Fa-f]{2})|0*(?P<decimal>\d{2,3}))"
        rb"|(?P<underscore>lowbar|UnderBar));"
    ),
    "quoted-printable": re.compile(rb"=(?:(?P<hex>[0-9A-Fa-f]{2})|[ \t]*\r?\n)"),
}
SPELLINGS = frozenset(_ESCAPES)
_BASES = {"hex": 16, "octal": 8, "decimal": 10}
#: As many bytes as the escape of one character may have before the core of a key.
_LONGEST = 12
_TOKEN = re.compile(rb"[A-Za-z0-9]{0,99}")


def read(data: bytes, hit: Hit) -> list[Reading]:
    """Give the text around a hit with its escapes undone."""
    begin = max(0, hit.start - _BEFORE)
    end = min(len(data), hit.start + _BEHIND)
    text, places, place = bytearray(), list[int](), begin
    for escape in _ESCAPES[hit.family].finditer(data, begin, end):
        text += data[place : escape.start()]
        places += range(place, escape.start())
        place = escape.end()
        if character := _character(escape):
            text += character
            places.append(escape.start())
    text += data[place:end]
    places += range(place, end + 1)
    reach = hit.start + _BEHIND - _WIDEST
    is_cut = begin > 0, end < len(data)
    return [Reading(hit.family, bytes(text), places, reach, is_cut=is_cut)]


def _character(escape: re.Match[bytes]) -> bytes:
    kind = escape.lastgroup
    if kind in _BASES:
        value = int(escape[kind], _BASES[kind])
        return bytes([value]) if value < 256 else b""
    return b"_" if kind == "underscore" else escape["itself"] if kind else b""


def around(data: bytes, core: int) -> list[Hit]:
    """Give the escapes that may spell the rest of a key whose core stands plain."""
    token = _TOKEN.match(data, core + len(CORES[0]))
    end = token.end() if token else core
    before = bytes(data[max(0, core - _LONGEST) : core])
    return [
        Hit(spelling, b"", core)
        for spelling, escape in _ESCAPES.items()
        if escape.match(data, end)
        or any(each.end() == len(before) for each in escape.finditer(before))
    ]
