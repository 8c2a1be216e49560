"""The lines of text that a PDF page draws: ``[(sk_pr) -20 (od_…)] TJ`` is one word."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    rb"(?P<string>\()"
    rb"|<(?P<hex>[0-9A-Fa-f\s]+)>"
    rb"|(?P<array>[\[\]])"
    rb"|(?P<number>-\d+)"
    rb"|(?<![A-Za-z])(?:(?P<draws>T[jJ])|(?P<moves>T[dDm*]|ET))(?![A-Za-z])"
    rb"|(?P<moves_and_draws>['\"])"
)
#: Other streams may hold some of these tokens by chance, and are no page's for that.
_BEGINS = re.compile(rb"(?<![A-Za-z])BT\s")
_DRAWS = re.compile(rb"[)\]>]\s*(?:T[jJ]|['\"])\s")
_INSIDE = re.compile(rb"[()]|\\(?:(?P<octal>[0-7]{1,3})|\r\n|.)", re.DOTALL)
_ESCAPES = {b"\\n": b"\n", b"\\r": b"\r", b"\\t": b"\t", b"\\b": b"\b", b"\\f": b"\f",
            b"\\\n": b"", b"\\\r": b"", b"\\\r\n": b""}  # fmt: skip
#: Thousandths of the letters' size: a shift between letters is smaller, one for a space larger.
_SPACE = -200


def lines(content: bytes) -> Iterator[bytes]:
    """Yield the lines that ``content``, a stream's operators, draws: none where it is no page's.

    A line ends where the next text is placed anew.
    """
    if not (_BEGINS.search(content) and _DRAWS.search(content)):
        return
    line: list[bytes] = []
    operand: list[bytes] = []
    is_array = False
    for kind, text in _tokens(content):
        if kind == "array":
            is_array = text == b"["
            operand = [] if is_array else operand
        elif kind in ("string", "hex"):
            if not is_array:
                operand.clear()
            operand.append(text)
        elif kind == "number":
            operand += [b" "] if is_array and int(text[:9]) < _SPACE else []
        elif kind == "draws":
            line += operand
            operand = []
        else:
            if line:
                yield b"".join(line)
            line, operand = operand if kind == "moves_and_draws" else [], []
    if line:
        yield b"".join(line)


def _tokens(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what matters of the operators and their operands; strings are decoded."""
    at = 0
    while token := _TOKEN.search(content, at):
        kind, text, at = token.lastgroup or "", token[0], token.end()
        if kind == "string":
            text, at = _string(content, at)
        elif kind == "hex":
            text = _from_hex(token["hex"])
        yield kind, text


def _string(content: bytes, start: int) -> tuple[bytes, int]:
    """Read the string that begins at ``start``, behind its parenthesis; others nest in it."""
    pieces: list[bytes] = []
    at, depth = start, 1
    for found in _INSIDE.finditer(content, start):
        pieces.append(content[at : found.start()])
        at = found.end()
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
        if not depth:
            return b"".join(pieces).replace(b"\0", b""), at
        pieces.append(_unescaped(found))
    pieces.append(content[at:])
    return b"".join(pieces), len(content)


def _unescaped(found: re.Match[bytes]) -> bytes:
    if found["octal"]:
        return bytes([int(found["octal"], 8) & 0xFF])
    return _ESCAPES.get(found[0], found[0][-1:])


def _from_hex(digits: bytes) -> bytes:
    """Decode a hexadecimal string. Letters of two bytes have a zero before what is ASCII."""
    digits = digits.translate(None, b" \t\r\n\f\v\0")
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii")).replace(b"\0", b"")
