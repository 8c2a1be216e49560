"""Where in the bytes of a file it is worth looking closely: one pass for each table of literals.

Up to 64 literals are searched for with vector instructions, at several GB/s; with one more the
search falls to a twentieth of that. So there are several tables, and no table may grow past it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick, MatchKind

from aurora_lint.literals import OF_BYTES, OF_TEXT, UNDERSCORES, Literal

MOST_LITERALS = 64
#: What a prefix that was cut behind ``sk_`` or ``sk_p`` goes on with, here or elsewhere.
_GOES_ON = re.compile(rb"p[r\"']|s[a\"']")
_ENVIRONMENT = re.compile(rb"(?<![A-Za-z])(?:prod|sand)(?![A-Za-z])")
#: What stands before an underscore of a prefix: a ``k`` or a ``d``, which may be an escape, too.
_LEADS = re.compile(rb"(?:[kd]|6[bB4]\}?|&#1(?:07|00);|&#x6[bB4];|\\1(?:53|44))\\*\Z")
_LEAD = 10
#: A text holds no NUL at its beginning.
_HEAD = 1000


def _automaton(table: tuple[Literal, ...]) -> BytesAhoCorasick:
    return BytesAhoCorasick([each for _, each in table], matchkind=MatchKind.LeftmostFirst)


_OF_BYTES = _automaton(OF_BYTES)
_OF_TEXT = _automaton(OF_TEXT)


class Hit(NamedTuple):
    """A literal of a family, and the byte offset at which it stands."""

    family: str
    literal: bytes
    start: int


class Candidates(NamedTuple):
    """Byte offsets at which something may stand: ``k_prod_``, the vendor's name, a spelling.

    ``is_pieced`` says that pieces of a prefix stand somewhere, for code to put together.
    """

    cores: list[int]
    names: list[int]
    spelled: list[Hit]
    is_pieced: bool = False

    @property
    def is_only_spelled(self) -> bool:
        """Whether nothing stands there but what may be an encoding or an escape."""
        return bool(self.spelled) and not (self.cores or self.names or self.is_pieced)

    def __bool__(self) -> bool:
        return bool(self.cores or self.names or self.spelled or self.is_pieced)


def candidates(data: bytes, is_code: bool = False) -> Candidates:
    """Find in ``data`` where it is worth looking closely; in code also for pieces of a key."""
    cores: list[int] = []
    names: list[int] = []
    spelled: list[Hit] = []
    for pattern, start, _ in _OF_BYTES.find_matches_as_indexes(data):
        family, literal = OF_BYTES[pattern]
        if family == "plain":
            cores.append(start)
        elif family == "name":
            names.append(start)
        else:
            spelled.append(Hit(family, literal, start))
    is_begun = is_pieced = False
    if b"\0" not in data[:_HEAD]:
        for pattern, start, end in _OF_TEXT.find_matches_as_indexes(data):
            family, literal = OF_TEXT[pattern]
            if family == "beginning":
                is_begun = True
                is_pieced = is_pieced or _GOES_ON.match(data, end) is not None
            elif family == "piece":
                is_pieced = True
            elif literal not in UNDERSCORES or _LEADS.search(data[max(0, start - _LEAD) : start]):
                spelled.append(Hit(family, literal, start))
    if is_begun and is_code and not is_pieced:  # `sk` alone is Slovak, too
        is_pieced = _ENVIRONMENT.search(data) is not None
    return Candidates(cores, names, spelled, is_pieced and is_code)
