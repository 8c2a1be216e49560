"""Snippets in which a key is taken apart, with marks where its pieces go.

``<:8>`` stands for a piece of the key, as a slice; ``<base64 8:>`` for a piece written in
another way; ``§`` stands before the expression that is to be found.
"""

import base64
import codecs
import gzip
import re
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "idioms"
SIGN = "§"


def _codes(numbers: "list[int]") -> str:
    return ", ".join(map(str, numbers))


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


WRITTEN: dict[str, Callable[[bytes], str]] = {
    "": bytes.decode,
    "escaped": lambda data: "".join(f"\\x{byte:02x}" for byte in data),
    "unicode": lambda data: "".join(f"\\u{byte:04x}" for byte in data),
    "octal": lambda data: "".join(f"\\{byte:03o}" for byte in data),
    "codes": lambda data: _codes(list(data)),
    "hexcodes": lambda data: ", ".join(map(hex, data)),
    "plus1": lambda data: _codes([byte + 1 for byte in data]),
    "xor": lambda data: _codes([byte ^ 42 for byte in data]),
    "xorhex": lambda data: bytes(byte ^ 42 for byte in data).hex(),
    "ord": lambda data: str(data[0]),
    "reversed": lambda data: data.decode()[::-1],
    "interleaved": lambda data: "".join(f"{char}x" for char in data.decode()),
    "upper": lambda data: data.decode().upper(),
    "swapped": lambda data: data.decode().swapcase(),
    "hex": bytes.hex,
    "HEX": lambda data: data.hex().upper(),
    "rot13": lambda data: codecs.encode(data.decode(), "rot13"),
    "base64": _base64,
    "base64twice": lambda data: _base64(base64.b64encode(data)),
    "base64reversed": lambda data: _base64(data)[::-1],
    "base32": lambda data: base64.b32encode(data).decode(),
    "base85": lambda data: base64.b85encode(data).decode(),
    "ascii85": lambda data: re.sub(r'(["\\])', r"\\\1", base64.a85encode(data).decode()),
    "utf16": lambda data: "".join(f"{char}\\x00" for char in data.decode()),
    "zlib": lambda data: _base64(zlib.compress(data)),
    "gzip": lambda data: _base64(gzip.compress(data, mtime=0)),
    "bigint": lambda data: str(int.from_bytes(data, "big")),
}  # fmt: skip
_MARK = re.compile(r"<(?:(\w+) )?(?=[-\d:])(-?\d*)(:?)(-?\d*)>")


class Idiom(NamedTuple):
    name: str
    text: str

    def source(self, key: str) -> str:
        """Give the snippet with the pieces of ``key`` filled in."""
        return _MARK.sub(lambda mark: _piece(mark, key), self.text.replace(SIGN, ""))

    def place(self, key: str) -> tuple[int, int]:
        """Give the line from 1 and the column from 0 of the expression to be found."""
        before = _MARK.sub(lambda mark: _piece(mark, key), self.text.split(SIGN)[0])
        return before.count("\n") + 1, len(before) - before.rfind("\n") - 1


def _piece(mark: "re.Match[str]", key: str) -> str:
    first, last = int(mark[2] or 0), int(mark[4]) if mark[4] else None
    piece = key[first:last] if mark[3] else key[first]
    return WRITTEN[mark[1] or ""](piece.encode())


def read(file: str) -> list[Idiom]:
    blocks = re.split(r"^## (.*)\n", (FOLDER / file).read_text(encoding="utf-8"), flags=re.M)[1:]
    return [Idiom(name, text) for name, text in zip(blocks[::2], blocks[1::2])]


FOUND = read("python.txt")
SILENT = read("python_silent.txt")
