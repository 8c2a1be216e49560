"""Keys as numbers: ``[115, 107, 95, …]``, ``0x73, 0x6b, …``, ``73 6b 5f …``, ``chr(115).chr(…``."""

from __future__ import annotations

import re

from aurora_lint.candidates import Hit
from aurora_lint.spellings.reading import Reading

#: How far around a hit the numbers are followed: each may stand on a line of its own.
_BEFORE, _BEHIND = 600, 4000
_DECIMAL = rb"\d{1,3}"
_HEX = rb"(?:0[xX])?[0-9A-Fa-f]{2}"
_COMMA = rb"[uU]?\s*,\s*"
_CALL = rb"\s*\)\s*[.&+]\s*(?i:chrw?)\(\s*"


def _list(number: bytes, between: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"(?<!\w)%s(?:(?:%s)%s)+(?!\w)" % (number, between, number))


_LISTS = {
    10: (_list(_DECIMAL, _COMMA + b"|" + _CALL), re.compile(_DECIMAL)),
    16: (_list(_HEX, _COMMA + rb"|[ :]"), re.compile(_HEX)),
}
#: What stands before the number of a ``k``: that of an ``s`` or an ``r``.
_BEFORE_K = {
    10: re.compile(rb"11[45](?:%s|\s*\)\s*[.&+]\s*(?i:chrw?))\(?1?\Z" % _COMMA),
    16: re.compile(rb"7[23](?:%s|[ :])[06]\Z" % _COMMA),
}
_NEAR = 40


def read(data: bytes, hit: Hit) -> list[Reading]:
    """Give the bytes that the numbers around a hit stand for."""
    base = 10 if b"107" in hit.literal else 16
    if not _BEFORE_K[base].search(data[max(0, hit.start - _NEAR) : hit.start + 1]):
        return []
    lists, number = _LISTS[base]
    first, last = max(0, hit.start - _BEFORE), min(len(data), hit.start + _BEHIND)
    for found in lists.finditer(data, first, last):
        if found.end() > hit.start:
            numbers = list(number.finditer(data, *found.span()))
            values = [int(each[0], base) for each in numbers]
            text = bytes(value if value < 256 else 0 for value in values)
            places = *(each.start() for each in numbers), found.end()
            is_cut = 0 < first > found.start() - _NEAR, found.end() + _NEAR > last < len(data)
            reach = found.end() - _BEFORE if is_cut[1] else found.end()
            return [Reading("numbers", text, places, reach, is_cut=is_cut)]
    return []
