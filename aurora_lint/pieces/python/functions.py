"""Functions of the standard library by their dotted names, each bounded in what it makes.

None is imported before it is called: few files call any.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from importlib import import_module
from itertools import islice

from aurora_lint.pieces.python.known import BITS, HOLE, ITEMS, TEXT, Reference, has_hole
from aurora_lint.pieces.python.methods import METHODS, decode, encode, plain_codec
from aurora_lint.pieces.python.operators import FAILS, item, operate
from aurora_lint.pieces.python.text import formatted

Work = Callable[..., object]
_SEQUENCES = (list, tuple, str, bytes, dict)
_DIGITS = 5000


def items_of(value: object) -> list[object] | None:
    """Give what ``value`` yields when it is iterated; None where that is not known."""
    if not isinstance(value, _SEQUENCES) or has_hole(value) or len(value) > ITEMS:
        return None
    return list(value)


def _items(value: object = ()) -> list[object]:
    found = items_of(value)
    if found is None:
        raise TypeError("not a known sequence")
    return found


def _text(value: object = "", encoding: object = None, errors: object = "strict") -> object:
    if isinstance(value, bytes):
        return decode(value, encoding, errors) if encoding else HOLE
    if isinstance(value, str):
        return value
    return formatted(value) if isinstance(value, (int, float)) else HOLE


def _bytes(value: object = b"", encoding: object = "utf-8", errors: object = "strict") -> object:
    if isinstance(value, str):
        return encode(value, encoding, errors)
    if isinstance(value, int):
        return bytes(value) if value <= TEXT else HOLE
    return value if isinstance(value, bytes) else bytes(_items(value))  # type: ignore[arg-type]


def _integer(value: object, base: int = 10) -> object:
    if isinstance(value, (str, bytes)):
        return int(value, base) if len(value) <= _DIGITS else HOLE
    return int(value) if isinstance(value, (int, float)) else HOLE


def _from_bytes(data: object, byteorder: str = "big") -> object:
    raw = _bytes(data)
    if isinstance(raw, bytes) and len(raw) * 8 <= BITS:
        return int.from_bytes(raw, byteorder)  # type: ignore[arg-type]
    return HOLE


def _range(*limits: int) -> object:
    numbers = range(*limits)
    return list(numbers) if len(numbers) <= ITEMS else HOLE


def _enumerated(value: object, start: int = 0) -> object:
    return [tuple(pair) for pair in enumerate(_items(value), start)]


def _zipped(*values: object) -> object:
    total = sum(len(value) for value in values if isinstance(value, _SEQUENCES))
    return HOLE if total > ITEMS else [tuple(row) for row in zip(*map(_items, values))]


def _dictionary(value: object = (), **named: object) -> object:
    pairs = [*value.items()] if isinstance(value, dict) else [_pair(each) for each in _items(value)]
    return {**dict(pairs), **named}


def _pair(value: object) -> tuple[object, object]:
    key, entry = _items(value)
    if not isinstance(key, (str, bytes, int)):
        raise TypeError("a key that may take long to hash")
    return key, entry


def _chained(*values: object) -> object:
    made = list(islice((each for value in values for each in _items(value)), ITEMS + 1))
    return made if len(made) <= ITEMS else HOLE


def _chained_rows(values: object) -> object:
    return _chained(*_items(values))


def _inflated(data: bytes, wbits: int = zlib.MAX_WBITS | 32) -> object:
    """Give what ``data`` is the compressed form of, where that is not too much."""
    stream = zlib.decompressobj(wbits)
    made = stream.decompress(data, TEXT)
    return made if stream.eof else HOLE


def _recoded(value: object, encoding: object = "utf-8", *_: object) -> object:
    codec = plain_codec(encoding)
    if codec in ("rot13", "rot"):
        return _library("codecs.decode")(value, "rot13") if isinstance(value, str) else HOLE
    if codec in ("hex", "hexcodec", "base64", "base64codec") and isinstance(value, bytes):
        return _library("binascii." + ("unhexlify" if "hex" in codec else "a2b_base64"))(value)
    if isinstance(value, bytes):
        return decode(value, encoding)
    return HOLE


def _encoded(value: object, encoding: object = "utf-8", *_: object) -> object:
    if plain_codec(encoding) in ("rot13", "rot"):
        return _recoded(value, encoding)
    return encode(value, encoding) if isinstance(value, str) else HOLE


def _default(_: object, default: object = HOLE) -> object:
    return default


def _library(path: str) -> Work:
    """Give the function of the standard library at ``path``, with texts and bytes only."""
    module, name = path.rsplit(".", 1)

    def call(*given: object, **named: object) -> object:
        if not all(isinstance(each, (str, bytes, int)) for each in (*given, *named.values())):
            return HOLE
        return getattr(import_module(module), name)(*given, **named)

    return call


_OF_LIBRARY = (
    "base64.b64decode base64.standard_b64decode base64.urlsafe_b64decode base64.b32decode"
    " base64.b16decode base64.b85decode base64.a85decode base64.decodebytes binascii.unhexlify"
    " binascii.a2b_hex binascii.a2b_base64 urllib.parse.unquote urllib.parse.unquote_plus"
    " urllib.parse.unquote_to_bytes html.unescape textwrap.dedent base64.b64encode"
    " binascii.hexlify"
).split()

_OPERATORS = {
    "add": "Add", "concat": "Add", "xor": "BitXor", "mod": "Mod", "mul": "Mult", "sub": "Sub",
}  # fmt: skip

FUNCTIONS: dict[str, Work] = {
    "builtins.chr": chr,
    "builtins.ord": ord,
    "builtins.str": _text,
    "builtins.bytes": _bytes,
    "builtins.bytearray": _bytes,
    "builtins.memoryview": _bytes,
    "builtins.int": _integer,
    "builtins.len": lambda value: len(_items(value)),
    "builtins.range": _range,
    "builtins.list": _items,
    "builtins.set": _items,
    "builtins.iter": _items,
    "builtins.tuple": lambda value=(): tuple(_items(value)),
    "builtins.reversed": lambda value: _items(value)[::-1],
    "builtins.enumerate": _enumerated,
    "builtins.zip": _zipped,
    "builtins.dict": _dictionary,
    "builtins.format": lambda value, spec="": formatted(value, spec),
    "bytes.fromhex": bytes.fromhex,
    "int.from_bytes": _from_bytes,
    "itertools.chain": _chained,
    "itertools.chain.from_iterable": _chained_rows,
    "operator.getitem": item,
    "os.path.join": lambda *parts: METHODS[str]["join"]("/", parts),
    "os.environ.get": _default,
    "os.getenv": _default,
    "zlib.decompress": _inflated,
    "gzip.decompress": _inflated,
    "codecs.decode": _recoded,
    "codecs.encode": _encoded,
    "typing.cast": _default,
    **{path: _library(path) for path in _OF_LIBRARY},
}
"""What can be called, by its dotted name."""


def _of_operator(name: str) -> Work:
    import ast

    return lambda left, right: operate(getattr(ast, name), left, right)


FUNCTIONS |= {f"operator.{name}": _of_operator(of) for name, of in _OPERATORS.items()}

#: The modules whose functions a star import may bring.
MODULES = sorted({path.rpartition(".")[0] for path in FUNCTIONS} - {"builtins"})

#: What takes unknown values as they are.
_TOLERANT = frozenset(
    "builtins.zip builtins.dict builtins.str builtins.format itertools.chain operator.add"
    " operator.concat os.environ.get os.getenv os.path.join str.join str.format typing.cast".split()
)


def reference(path: str) -> Reference:
    """Give what stands at ``path``; methods of builtin types go by the name of their type."""
    bare = path.removeprefix("builtins.")
    return Reference(bare.replace("bytearray.", "bytes.") if "." in bare else path)


def is_known(path: str) -> bool:
    """Whether the function at ``path`` can be called here."""
    kind, _, name = path.partition(".")
    return path in FUNCTIONS or name in METHODS.get(_TYPES.get(kind, object), {})


_TYPES: dict[str, type[object]] = {"str": str, "bytes": bytes, "dict": dict, "int": int}


def call_function(path: str, given: list[object], named: dict[str, object]) -> object:
    """Give ``path(*given, **named)``; a hole where it is unknown, fails or is too large."""
    if path not in _TOLERANT and any(map(has_hole, (*given, *named.values()))):
        return HOLE
    work = FUNCTIONS.get(path)
    if not work:
        kind, _, name = path.partition(".")
        work = METHODS.get(_TYPES.get(kind, object), {}).get(name)
    if not work:
        return HOLE
    try:
        return work(*given, **named)
    except (*FAILS, zlib.error):
        return HOLE
