"""Where a word ends in bytes that may be escaped.

A key is a word of its own: a letter, digit or ``_`` on either side makes it part of another one
(``task_prod_…``). But the byte before a key can belong to an escape that stands for something
else: the ``n`` of ``\\n``, the ``D`` of ``%3D``, the ``m`` that ends a terminal's colour code.
"""

import re

#: How far back an escape can begin: ``\\u{00003d}`` is short, a colour code may be longer.
REACH = 32

_WORD = re.compile(rb"[A-Za-z0-9_]")
#: What no text holds, and how near it stands in a file that is none.
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a]")
_FRAME = 32

_COLOUR = re.compile(rb"(?:\x1b|\\e|\\0?33|\\x1[bB]|\\u001[bB])\[[0-?]*[ -/]*[@-~]\Z|\[[0-9;]+m\Z")
_LETTER_ESCAPE = re.compile(rb"\\[abefnrtv0]\Z")
_CODED = re.compile(
    rb"(?:\\x|\\u00|\\U000000)(?P<hex>[0-9A-Fa-f]{2})\Z"
    rb"|\\u(?P<unicode>[0-9A-Fa-f]{4})\Z"
    rb"|\\(?P<octal>[0-3][0-7]{2})\Z"
    # A byte of ASCII, or the last byte of a longer UTF-8 character: `%desk_` is no escape.
    rb"|%(?:25)*(?P<percent>[0-9ABab][0-9A-Fa-f])\Z"
    # Quoted-printable writes its digits in upper case.
    rb"|=(?P<quoted>[0-9AB][0-9A-F])\Z"
)


def starts_word(data: bytes, start: int) -> bool:
    """Whether a word can begin at ``start``, a byte offset into ``data``."""
    if start == 0 or not _WORD.match(data, start - 1):
        return True
    before = bytes(data[max(0, start - REACH) : start])
    if _LETTER_ESCAPE.search(before) or _COLOUR.search(before):
        return True
    coded = _CODED.search(before)
    return coded is not None and not _decodes_to_word(coded)


def ends_word(data: bytes, end: int) -> bool:
    """Whether a word can end before ``end``, a byte offset into ``data``."""
    return end >= len(data) or not _WORD.match(data, end)


def is_framed(data: bytes, start: int, size: int) -> bool:
    """Whether the ``size`` of the text at ``start`` stands before it, as binary formats write it.

    What follows may be a letter then: ``.pyc`` and ``.class`` files, protobuf, MessagePack, BSON.
    """
    before = bytes(data[max(0, start - 4) : start])
    if not before.endswith(bytes([size])) and before != size.to_bytes(4, "little"):
        return False
    around = data[max(0, start - _FRAME) : start + size + _FRAME]
    return _CONTROL.search(around) is not None


def _decodes_to_word(coded: "re.Match[bytes]") -> bool:
    base = 8 if coded.lastgroup == "octal" else 16
    character = chr(int(coded[coded.lastgroup or 0], base))
    return character.isascii() and (character.isalnum() or character == "_")
