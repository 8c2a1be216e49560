"""Where in the bytes of a file it is worth looking closely: one pass for each table of literals."""

from __future__ import annotations

import re
from typing import NamedTuple

from aurora_lint.literals import IN_OTHER_SIGNS, OF_BYTES, OF_CODE, OF_ENVIRONMENTS, OF_TEXT
from aurora_lint.tables import IN_BYTES, IN_CODE, IN_TEXT

#: What a prefix that was cut behind ``sk_`` or further on goes on with, but for a longer word:
#: code of networks is full of ``sk_protocol`` and ``sk_priority``.
_GOES_ON = re.compile(rb"[ps][\"']|(?:pro?|san?)(?![A-Za-z_])|(?:prod|sand)(?![A-Za-z])")
#: What a word without quotation marks goes on with that is no prefix: ``sk_buff``.
_IS_A_WORD = re.compile(rb"[a-z]")
_QUOTES = b"\"'`"
_ENVIRONMENT = re.compile(rb"(?<![A-Za-z])(?:prod|sand)(?![A-Za-z])")
#: What a key begins with, where the rest of its prefix stands elsewhere.
_KIND = re.compile(
    rb"(?<![A-Za-z0-9])(?:[sr]k|[SR]K)(?!_?[A-Za-z0-9])|[sr]k_?[\"'`]"
    rb"|[\"'`](?:[srk]|ks|kr)[\"'`]|\(107\)"
)
#: What stands before the rest of a prefix that is written with other signs or letters.
_OF_A_KIND = re.compile(rb"(?:\A|[^A-Za-z])[srSR]\Z")
#: What stands before the escape of an underscore: a ``k`` or a ``d``, which may be escaped, too.
_LEADS = re.compile(
    rb"(?:[kd]|6[bB4]\}?|&#0*1(?:07|00);|&#[xX]0*6[bB4];|\\1(?:53|44)|\{1(?:53|44)\})"
    rb"(?:\\+o?|&(?:amp;)?)?\Z"
)
_LEAD = 20
_OF_UNDERSCORE = "underscore "
#: What follows the number of a ``k`` in a list, or in a call.
_NEXT_NUMBER = re.compile(
    rb"\s*(?:95|0[xX]5[fF])[uU]?\s*,|\s*[.&+]\s*(?i:chrw?)\(\s*95\s*\)",
)
#: A text holds no NUL at its beginning.
_HEAD = 1000


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


def candidates(data: bytes, is_code: bool = False, is_replacing: bool = True) -> Candidates:
    """Find in ``data`` where it is worth looking closely; in code also for pieces of a key.

    ``is_replacing`` says of code that whatever replaces letters in it is worked out: then any word
    may stand where a prefix goes on.
    """
    cores: list[int] = []
    names: list[int] = []
    spelled: list[Hit] = []
    for pattern, start, _ in IN_BYTES.find_matches_as_indexes(data):
        family, literal = OF_BYTES[pattern]
        if family == "plain":
            cores.append(start)
        elif family == "name":
            names.append(start)
        else:
            spelled.append(Hit(family, literal, start))
    if data.find(b"\0", 0, _HEAD) >= 0:
        return Candidates(cores, names, spelled)
    for pattern, start, end in IN_TEXT.find_matches_as_indexes(data):
        family, literal = OF_TEXT[pattern]
        if is_likely(pattern, data, start, end):
            spelled.append(Hit(family.removeprefix(_OF_UNDERSCORE), literal, start))
    return Candidates(cores, names, spelled, is_code and _is_pieced(data, is_replacing))


def is_likely(pattern: int, data: bytes, start: int, end: int) -> bool:
    """Whether a literal of texts, by its number, stands in ``data`` as it does in a key."""
    family, literal = OF_TEXT[pattern]
    if family.startswith(_OF_UNDERSCORE):
        return _LEADS.search(data[max(0, start - _LEAD) : start]) is not None
    return not literal.endswith((b",", b")")) or _NEXT_NUMBER.match(data, end) is not None


def _is_pieced(data: bytes, is_replacing: bool) -> bool:
    """Whether pieces of a prefix stand in code."""
    is_begun = is_cut = False
    for pattern, start, end in IN_CODE.find_matches_as_indexes(data):
        if is_piece(pattern, data, end):
            literal = OF_CODE[pattern][1]
            if literal in OF_ENVIRONMENTS:
                # `_product` goes on as no key does.
                is_cut = is_cut or is_replacing or not data[end : end + 1].isalnum()
            elif literal not in IN_OTHER_SIGNS or _is_in_other_signs(data, start, end):
                return True
        else:
            is_begun = is_begun or is_beginning(pattern, data, end)
    # `sk` alone is Slovak, too.
    if is_begun and _ENVIRONMENT.search(data):
        return True
    # A column is called `prod_name`, too.
    return is_cut and _KIND.search(data) is not None


def _is_in_other_signs(data: bytes, start: int, end: int) -> bool:
    """Whether a prefix stands there, and nothing like ``task-production``."""
    is_ended = not data[end : end + 1].isalpha()
    return is_ended and _OF_A_KIND.search(data, max(0, start - 2), start) is not None


def is_piece(pattern: int, data: bytes, end: int) -> bool:
    """Whether a literal of code, by its number, is a piece of a prefix as it stands in ``data``."""
    return OF_CODE[pattern][0] == "piece" or _GOES_ON.match(data, end) is not None


def is_beginning(pattern: int, data: bytes, end: int) -> bool:
    """Whether a literal of code begins a prefix, if an environment is named somewhere, too."""
    return OF_CODE[pattern][1][0] in _QUOTES or not _IS_A_WORD.match(data, end)
