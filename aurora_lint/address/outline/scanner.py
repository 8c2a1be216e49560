"""Bytes as tokens: words, strings, brackets, operators, comments, line ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from aurora_lint.address.outline.syntax import Syntax
from aurora_lint.address.outline.tree import Token
from aurora_lint.lines import decode

_OPERATORS = (
    rb"=>|->|<-|:=|\?\?=?|\?\.|\?:|&&|\|\||===|!==|==|!=|=~|!~|<=|>=|<>|::|\.\.\.?|;;|[+*/%-]="
    rb"|[^\s\w\x80-\xff]"
)
#: After one of these a slash begins a regular expression; after a value it divides.
_BEFORE_REGEX = frozenset(
    "= ( , : [ ! & | ? { } ; => && || ?? return typeof case when if unless and or =~ !~ "
    "+ newline".split()
)
_REGEX = re.compile(rb"/(?![*/\s])(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
_BLOCK_SCALAR = re.compile(rb"[|>][+\-]?\d?[+\-]?[ \t]*(?:#[^\n]*)?\r?\n")
_DEEPER = re.compile(rb"([ \t]*)([^\s]?)[^\n]*(?:\n|\Z)")
#: Round brackets hold the blocks of a batch file, and nothing else.
_BLOCKS_OF_BATCH = {"(": "{", ")": "}"}
#: As much of a token as is ever looked at.
_LONGEST = 4000


@lru_cache(maxsize=64)
def _pattern(syntax: Syntax) -> re.Pattern[bytes]:
    parts = [
        (b"continued", syntax.continued),
        (b"newline", rb"\r?\n|\r"),
        (b"space", rb"[^\S\r\n]+"),
        (b"comment", b"|".join(syntax.comments)),
        (b"string", b"|".join(syntax.strings)),
        (b"open", rb"[(\[{]"),
        (b"close", rb"[)\]}]"),
        (b"word", syntax.word),
        (b"op", _OPERATORS),
        (b"other", b"."),
    ]
    if syntax.words_first:
        # What is a word there would be a bracket: ${NAME}, {{ value }}.
        parts[5:8] = [parts[7], parts[5], parts[6]]
    return re.compile(b"|".join(b"(?P<%s>%s)" % part for part in parts if part[1]), re.DOTALL)


def scan(data: bytes, start: int, end: int, syntax: Syntax) -> Iterator[Token]:
    """Yield the tokens of ``data`` between two byte offsets, white space left out."""
    match = _pattern(syntax).match
    place, last = start, "newline"
    heredoc: tuple[int, int, int] | None = None
    unended: set[bytes] = set()
    names = _pattern(syntax).groupindex
    while place < end:
        found = match(data, place, end)
        assert found is not None  # any byte is at least an operator
        kind = found.lastgroup or ""
        stop = found.end()
        if "here" in names and found["here"]:
            # The rest of its first line goes on as code; its body comes behind that line.
            heredoc = heredoc or _heredoc(data, found["here"], stop, end, unended)
            kind = "op"
        elif kind == "newline" and heredoc and stop == heredoc[0]:
            yield Token("text", heredoc[0], heredoc[1], "")
            place, heredoc = heredoc[2], None
            continue
        if syntax.regexes and data[place] == 0x2F and kind == "op" and last in _BEFORE_REGEX:
            regex = _REGEX.match(data, place, end)
            if regex:
                kind, stop = "string", regex.end()
        elif syntax.name == "yaml" and data[place] in b"|>" and last in (":", "-", "!"):
            scalar = _BLOCK_SCALAR.match(data, place, end)
            if scalar:
                stop = _end_of_scalar(data, start, place, scalar.end(), end)
                yield Token("text", scalar.end(), stop, "")
                place, last = stop, "newline"
                yield Token("newline", stop, stop, "")
                continue
        if kind not in ("space", "continued"):
            text = decode(data[place : min(stop, place + _LONGEST)])
            if syntax.name == "batch":
                text = _BLOCKS_OF_BATCH.get(text, text)
            if kind == "other":
                kind = "op"
            yield Token(kind, place, stop, text)  # type: ignore[arg-type]
            if kind != "comment":
                last = kind if kind in ("newline", "string") else text
        place = stop


def _heredoc(
    data: bytes, name: bytes, place: int, end: int, unended: set[bytes]
) -> tuple[int, int, int] | None:
    """Give where a here-document begins and ends, and where the line that ends it does."""
    begin = data.find(b"\n", place, end) + 1
    if not begin or name in unended:
        return None
    closing = begin - 1
    while True:
        closing = data.find(name, closing + 1, end)
        if closing < 0:
            unended.add(name)
            return None
        line = data.rfind(b"\n", begin - 1, closing) + 1
        if not data[line:closing].strip():
            return begin, line, closing + len(name)


def _end_of_scalar(data: bytes, first: int, place: int, begin: int, end: int) -> int:
    """Give where a block scalar ends: at the first line that is not deeper than its key's."""
    line = max(data.rfind(b"\n", first, place) + 1, first)
    indent = _column(data[line:place])
    while begin < end:
        found = _DEEPER.match(data, begin, end)
        if not found or (found[2] and len(found[1]) <= indent):
            break
        begin = found.end()
    return begin


def _column(line: bytes) -> int:
    """Give how deep a line of YAML is: the marks of a list count as spaces, but the last."""
    text = line.lstrip()
    deep = len(line) - len(text)
    while text.startswith(b"- "):
        inner = text[2:].lstrip()
        if inner[:1] in (b"|", b">", b""):
            break
        deep += len(text) - len(inner)
        text = inner
    return deep
