"""The tables of literals, made ready for the search.

Up to 64 literals are searched for with vector instructions, at several GB/s; with one more the
search falls to a twentieth of that. So there are several tables, and no table may grow past it.
"""

from __future__ import annotations

from ahocorasick_rs import BytesAhoCorasick, MatchKind

from aurora_lint.literals import OF_BYTES, OF_CODE, OF_TEXT, Literal


def automaton(literals: list[bytes]) -> BytesAhoCorasick:
    """Make a table ready; of two literals that begin alike the first one is found."""
    return BytesAhoCorasick(literals, matchkind=MatchKind.LeftmostFirst)


def _of(table: tuple[Literal, ...]) -> BytesAhoCorasick:
    return automaton([each for _, each in table])


IN_BYTES = _of(OF_BYTES)
IN_TEXT = _of(OF_TEXT)
IN_CODE = _of(OF_CODE)


def is_bare(data: bytes) -> bool:
    """Whether no literal at all stands in a text, so that no key does."""
    tables = (IN_BYTES, IN_TEXT, IN_CODE)
    return not any(each.find_matches_as_indexes(data) for each in tables)
