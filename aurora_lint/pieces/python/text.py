"""Formatting with ``%``, ``str.format`` and f-strings, where parts may be unknown.

Widths are read before anything is formatted: ``%1000000000d`` would fill the memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from string import Formatter

from aurora_lint.pieces.python.known import HOLE, MARK, MARK_BYTES, TEXT

_PERCENT = re.compile(
    r"%(?:\((?P<name>[^()]*)\))?(?P<flags>[#0 +-]*)(?P<width>\d{0,3})(?P<exact>\.\d{0,3})?"
    r"(?P<kind>[sdixXocra%])"
)
_SPEC = re.compile(r"(?:.?[<>=^])?[-+ ]?#?0?\d{0,3}[,_]?(?:\.\d{1,3})?[a-zA-Z%]?", re.DOTALL)
_PLAIN = (str, int, float, type(None))


def formatted(value: object, spec: str = "", conversion: str = "") -> str:
    """Give ``value`` as an f-string or ``format`` writes it; a hole where that is not known."""
    if not isinstance(value, _PLAIN) or not _SPEC.fullmatch(spec):
        return MARK
    if conversion in ("r", "a"):
        value = repr(value) if conversion == "r" else ascii(value)
    elif conversion == "s":
        value = str(value)
    try:
        return format(value, spec)
    except (ValueError, TypeError, OverflowError):
        return MARK  # the program would fail here


def percent(pattern: str, values: object) -> str:
    """Give ``pattern % values``; raises ValueError where it is not understood."""
    pieces: list[str] = []
    given = iter(values if isinstance(values, tuple) else (values,))
    end = size = 0
    for match in _PERCENT.finditer(pattern):
        pieces += [pattern[end : match.start()], _filled(match, values, given)]
        end = match.end()
        size += len(pieces[-1])
        if size > TEXT:
            raise ValueError("too long a text")
    pieces.append(pattern[end:])
    if any("%" in piece for piece in pieces[::2]):
        raise ValueError("a conversion that is not known")
    return "".join(pieces)


def percent_bytes(pattern: bytes, values: object) -> bytes:
    """Give ``pattern % values`` for bytes; raises ValueError where it is not understood."""
    listed = values if isinstance(values, tuple) else (values,)
    texts = tuple(each.decode("latin-1") if isinstance(each, bytes) else each for each in listed)
    made = percent(pattern.decode("latin-1"), texts)
    return MARK_BYTES.join(piece.encode("latin-1") for piece in made.split(MARK))


def _filled(match: re.Match[str], values: object, given: Iterator[object]) -> str:
    kind, name = match["kind"], match["name"]
    if kind == "%":
        return "%"
    if name is None:
        value = next(given, HOLE)
    else:
        value = values.get(name, HOLE) if isinstance(values, dict) else HOLE
    if not isinstance(value, _PLAIN):
        return MARK
    try:
        return f"%{match['flags']}{match['width']}{match['exact'] or ''}{kind}" % (value,)
    except (ValueError, TypeError, OverflowError):
        return MARK  # the program would fail here


def fields(pattern: str, values: Sequence[object], named: dict[str, object]) -> str:
    """Give ``pattern.format(*values, **named)``; raises ValueError where it is not understood."""
    pieces: list[str] = []
    automatic = size = 0
    for text, field, spec, conversion in Formatter().parse(pattern):
        pieces.append(text)
        if field is None:
            continue
        if field == "" or field[0] in ".[":
            field = f"{automatic}{field}"
            automatic += 1
        value = _field(field, values, named)
        pieces.append(formatted(value, spec or "", conversion or ""))
        size += len(pieces[-1])
        if size > TEXT:
            raise ValueError("too long a text")
    return "".join(pieces)


_FIELD = re.compile(r"(?P<name>\w+)(?:\[(?P<entry>[^\[\]]*)\])?")


def _field(field: str, values: Sequence[object], named: dict[str, object]) -> object:
    match = _FIELD.fullmatch(field)
    if not match:
        return HOLE
    name, entry = match["name"], match["entry"]
    if name.isdecimal():
        value = values[int(name)] if len(name) < 6 and int(name) < len(values) else HOLE
    else:
        value = named.get(name, HOLE)
    if entry is None:
        return value
    if isinstance(value, dict):
        return value.get(entry, HOLE)
    if isinstance(value, (list, tuple)) and entry.isdecimal() and len(entry) < 6:
        return value[int(entry)] if int(entry) < len(value) else HOLE
    return HOLE
