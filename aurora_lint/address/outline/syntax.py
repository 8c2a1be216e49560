"""What tells languages apart for an outline: comments, strings, and what makes a block."""

from __future__ import annotations

from typing import Literal, NamedTuple

Layout = Literal["brackets", "indents", "lines", "tags", "prose"]


class Keywords(NamedTuple):
    """The words that open and close blocks where brackets do not.

    ``heads`` open what ends at a closer; their block begins at a line's end or at one of
    ``starts``. ``waits`` open it, too, but hold no block before the next of ``middles``.
    ``anywhere`` open a block at once, ``middles`` end one and begin the next.
    """

    heads: frozenset[str] = frozenset()
    waits: frozenset[str] = frozenset()
    anywhere: frozenset[str] = frozenset()
    middles: frozenset[str] = frozenset()
    closers: frozenset[str] = frozenset()
    starts: frozenset[str] = frozenset()
    ends_line: bool = True


class Syntax(NamedTuple):
    """One family of languages. Comments and strings are patterns over bytes, longest first."""

    name: str
    layout: Layout
    comments: tuple[bytes, ...] = ()
    strings: tuple[bytes, ...] = ()
    word: bytes = rb"[\w$@\x80-\xff]+"
    keywords: Keywords = Keywords()
    continued: bytes = rb"\\\r?\n"
    mapping: bool = False
    regexes: bool = False
    lines_end: bool = True
