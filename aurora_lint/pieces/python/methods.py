"""Methods of texts, bytes and containers that people take keys apart and together with."""

from __future__ import annotations

import re
from collections.abc import Callable

from aurora_lint.pieces.python.known import BITS, HOLE, ITEMS, MARK, MARK_BYTES, TEXT, has_hole
from aurora_lint.pieces.python.operators import FAILS, join
from aurora_lint.pieces.python.text import fields

Work = Callable[..., object]

#: An escape that Python warns of is no escape.
_ODD_ESCAPE = re.compile(rb"\\(?:[^\n\\'\"abfnrtvxuU0-7]|\Z)")
_CHARSETS = frozenset(
    "utf8 utf16 utf16le utf16be utf32 utf32le utf32be utf8sig ascii usascii latin1 iso88591 cp1252"
    " windows1252".split()
)


def plain_codec(name: object) -> str:
    """Give the name of a codec without its dashes; raises LookupError where it is no text."""
    if not isinstance(name, str) or len(name) > 40:
        raise LookupError("no codec")
    return re.sub("[-_ ]", "", name.lower())


def decode(data: bytes, encoding: object = "utf-8", errors: object = "strict") -> object:
    """Give ``data.decode(encoding)``: for character sets, and escapes that are all well-formed."""
    codec = plain_codec(encoding)
    if codec in ("unicodeescape", "rawunicodeescape") and not _ODD_ESCAPE.search(
        data.replace(b"\\\\", b"")
    ):
        return data.decode("unicode_escape")
    if codec not in _CHARSETS or errors not in ("strict", "ignore", "replace"):
        return HOLE
    return data.decode(str(encoding), str(errors))


def encode(text: str, encoding: object = "utf-8", errors: object = "strict") -> object:
    """Give ``text.encode(encoding)`` for character sets; a hole in a text stays one in bytes."""
    if plain_codec(encoding) not in _CHARSETS or errors not in ("strict", "ignore", "replace"):
        return HOLE
    parts = text.split(MARK)
    if len(parts) > 1 and plain_codec(encoding) not in ("utf8", "ascii", "latin1"):
        return HOLE
    return MARK_BYTES.join(part.encode(str(encoding), str(errors)) for part in parts)


def _replace(text: str, old: str, new: str, count: int = -1) -> object:
    grown = len(text) + text.count(old) * max(len(new) - len(old), 0)
    return text.replace(old, new, count) if grown <= TEXT else HOLE


def _translate(text: str | bytes, table: object, delete: bytes = b"") -> object:
    if isinstance(text, bytes) and isinstance(table, (bytes, type(None))):
        return text.translate(table, delete)
    if (
        isinstance(text, bytes)
        or not isinstance(table, dict)
        or not all(isinstance(key, int) for key in table)
    ):
        return HOLE
    if any(isinstance(value, str) and len(value) > 1 for value in table.values()):
        return HOLE
    return text.translate(table)


def _padded(name: str) -> Work:
    def pad(text: str, width: int, *fill: str) -> object:
        return getattr(text, name)(width, *fill) if width <= TEXT else HOLE

    return pad


def _format(text: str, *values: object, **named: object) -> object:
    made = fields(text, values, named)
    return made if len(made) <= TEXT else HOLE


def _format_map(text: str, named: object) -> object:
    return _format(text, **named) if isinstance(named, dict) else HOLE


def _get(entries: dict[object, object], key: object, default: object = HOLE) -> object:
    return entries.get(key, default) if isinstance(key, (str, bytes, int)) else HOLE


def _maketrans(*given: object) -> object:
    if len(given) == 1 and isinstance(given[0], dict):
        return str.maketrans(given[0])
    first, second, *_ = given
    if isinstance(first, bytes) and isinstance(second, bytes):
        return bytes.maketrans(first, second)
    return str.maketrans(*given) if all(isinstance(each, str) for each in given) else HOLE  # type: ignore[call-overload]


def _to_bytes(number: int, length: int = 1, byteorder: str = "big") -> object:
    return number.to_bytes(length, byteorder) if length <= BITS else HOLE  # type: ignore[arg-type]


def _reversed(items: list[object]) -> object:
    return items[::-1]


def _items(entries: dict[object, object]) -> object:
    return [tuple(entry) for entry in entries.items()]


def _same(name: str) -> Work:
    return lambda value, *given, **named: getattr(value, name)(*given, **named)


_OF_BOTH: dict[str, Work] = {
    name: _same(name)
    for name in (
        "strip lstrip rstrip removeprefix removesuffix lower upper swapcase title capitalize split"
        " rsplit splitlines partition rpartition index find"
    ).split()
} | {"join": join, "replace": _replace, "translate": _translate, "maketrans": _maketrans}
_OF_BOTH |= {name: _padded(name) for name in ("zfill", "ljust", "rjust", "center")}

METHODS: dict[type[object], dict[str, Work]] = {
    str: {
        **_OF_BOTH, "casefold": _same("casefold"), "encode": encode, "format": _format,
        "format_map": _format_map,
    },
    bytes: {**_OF_BOTH, "decode": decode, "hex": _same("hex")},
    dict: {
        "get": _get, "pop": _get, "items": _items, "values": lambda entries: [*entries.values()],
        "keys": lambda entries: [*entries], "copy": dict,
    },
    list: {"copy": list, "index": _same("index")},
    tuple: {"index": _same("index")},
    int: {"to_bytes": _to_bytes},
}  # fmt: skip

#: What may be asked of a text of which a part is unknown, or of a container of such.
_TOLERANT = frozenset(
    "strip lstrip rstrip lower upper swapcase capitalize replace join format format_map encode"
    " decode removeprefix removesuffix get pop items values keys copy".split()
)
_FILLS = frozenset({"format", "join", "get", "pop"})


def has_method(value: object, name: str) -> bool:
    """Whether ``value`` has a method ``name`` that is known here."""
    return name in METHODS.get(type(value), {})


def call_method(value: object, name: str, given: list[object], named: dict[str, object]) -> object:
    """Give ``value.name(*given, **named)``; a hole where it is unknown, fails or is too large."""
    work = METHODS.get(type(value), {}).get(name)
    if not work or (name not in _TOLERANT and has_hole(value)):
        return HOLE
    if name not in _FILLS and any(map(has_hole, (*given, *named.values()))):
        return HOLE
    try:
        made = work(value, *given, **named)
    except FAILS:
        return HOLE
    sized = isinstance(made, (list, tuple)) and len(made) > ITEMS
    return HOLE if sized else made
