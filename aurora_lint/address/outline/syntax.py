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
    """One family of languages. Comments and strings are patterns over bytes, longest first.

    ``mapping``: all of it is entries. ``regexes``: a slash may begin one. ``lines_end``: a line's
    end ends a statement. ``words_first``: ``${NAME}`` is a word, and no bracket. ``folds_case``:
    keywords are written in either case. ``commands``: its lines are commands with options.
    ``options``: what an element sets beside a key is written in it. ``postfix``: conditions may
    follow what they are on. ``spoken``: ``and`` and ``or`` choose a value.
    """

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
    words_first: bool = False
    folds_case: bool = False
    commands: bool = False
    options: bool = False
    postfix: bool = False
    spoken: bool = False
