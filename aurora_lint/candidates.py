"""Where in the bytes of a file it is worth looking closely: one pass for each table of literals."""

from __future__ import annotations

import re
from typing import NamedTuple

from aurora_lint.literals import OF_BYTES, OF_CODE, OF_TEXT
from aurora_lint.tables import IN_BYTES, IN_CODE, IN_TEXT

#: What a prefix that was cut behind ``sk_`` or ``sk_p`` goes on with, here or elsewhere.
_GOES_ON = re.compile(rb"p[r\"']|s[a\"']")
_QUOTES = b"\"'`"
_ENVIRONMENTS = (b"prod", b"sand")
_ENDS = (*_ENVIRONMENTS, b"PROD", b"SAND")
#: What may stand behind ``sk_`` where a prefix was cut: no other word, as in ``sk_buff``.
_CUT = re.compile(rb"(?![A-Za-z0-9_])|(?:p(?:r(?:od?)?)?|s(?:a(?:nd?)?)?)(?![A-Za-z0-9])")
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

    ``is_replacing`` says of code that what replaces letters in it is worked out: then any word may
    stand where a prefix goes on.
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


def is_piece(pattern: int, data: bytes, end: int) -> bool:
    """Whether a literal of code, by its number, may be a piece of a prefix in any language.

    What stands without quotation marks is none where its word goes on in small letters: letters
    are replaced in what a program writes down, and written large.
    """
    family, literal = OF_CODE[pattern]
    is_quoted = literal[0] in _QUOTES or not data[end : end + 1].islower()
    return is_quoted or not _is_other_word(family, literal, data, end)


def _is_pieced(data: bytes, is_replacing: bool) -> bool:
    """Whether pieces of a prefix stand in code."""
    is_begun = False
    for pattern, _, end in IN_CODE.find_matches_as_indexes(data):
        family, literal = OF_CODE[pattern]
        if not is_replacing and _is_other_word(family, literal, data, end):
            continue
        if family == "piece" or _GOES_ON.match(data, end):
            return True
        is_begun = True
    # `sk` alone is Slovak, too.
    return is_begun and any(_has_word(data, each) for each in _ENVIRONMENTS)


def _is_other_word(family: str, literal: bytes, data: bytes, end: int) -> bool:
    """Whether the word in which a literal stands goes on as no key does: ``_product``."""
    if literal.endswith(_ENDS):
        return data[end : end + 1].isalnum()
    return family == "beginning" and literal.endswith(b"_") and not _CUT.match(data, end)


def _has_word(data: bytes, word: bytes) -> bool:
    """Whether a word stands in ``data`` with no letter beside it."""
    start = data.find(word)
    while start >= 0:
        end = start + len(word)
        if not (data[end : end + 1].isalpha() or data[max(0, start - 1) : start].isalpha()):
            return True
        start = data.find(word, end)
    return False
