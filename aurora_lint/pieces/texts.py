"""What an expression is known to give: a text in pieces, or a list, and how these are joined."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from aurora_lint import keys
from aurora_lint.keys import Sighting

#: What is not known, in a text: a character that no key has.
UNKNOWN = "\0"
#: As much of a text as a name holds, and as many of its pieces or of a list's entries: the last.
_LONGEST, _MOST = 400, 40
#: The name of a variable in a text, with what it belongs to.
_PATH = r"[$@]*[A-Za-z_]\w*(?:(?:\.|->|::|\?\.)[A-Za-z_]\w*)*"
_QUOTED = r"""(?:"[^"\\\n{}]*"|'[^'\\\n{}]*')"""
#: What a text adds within it: ``"rk"``, ``"P" + t``, ``'P' ~ 'T'``.
_MORE = rf"(?:\s*[+~&]\s*(?:{_QUOTED}|{_PATH}))"
_SUM = rf"{_QUOTED}{_MORE}*|{_PATH}{_MORE}+"
_OPERAND = re.compile(rf"{_QUOTED}|{_PATH}")
#: ``${name}``, ``#{name}``, ``{name}``, ``{{ name }}``, ``${name:-…}``; ``\(name)``, ``$(name)``;
#: ``%(name)s``; ``$name``; and a sum in the same brackets.
_FILLED = re.compile(
    rf"(?:[$#]?\{{\{{?|[\\$]\()\s*(?P<sum>{_SUM})\s*(?:\}}?\}}|\))|"
    rf"[$#]?\{{\{{?\s*({_PATH})\s*(?::?[-=](?P<default>[^{{}}]*)|:?\?[^{{}}]*)?\}}?\}}"
    rf"|[\\$]\(\s*({_PATH})\s*\)|%\(({_PATH})\)s|(?<!%\d)\$([A-Za-z_]\w*)"
)
#: ``%s``, ``%2$s``, ``%-5s``, ``%@``, ``{}``, ``{0}``.
_PLACE = re.compile(r"%(?:(\d+)\$)?-?\d*[sdviq@]|\{(\d*)\}")

#: A pattern of one sign: ``/-/g``, and what is left of it without the slashes as quotes.
_PATTERN = re.compile(r"/\\?(.)/g?")

Path = tuple[str, ...]


class Piece(NamedTuple):
    """A part of a text, the byte offsets where it is written, and what of the code gives it.

    Pieces of the same ``term`` come from one literal, or through one use of a name.
    """

    text: str
    start: int
    end: int
    term: int


class Text(NamedTuple):
    """A text by its pieces."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The text as a whole."""
        return "".join(piece.text for piece in self.pieces)


class Listed(NamedTuple):
    """What brackets hold: the entries, and what has a name there."""

    entries: list[Known]
    fields: dict[str, Known]


Known = Text | Listed | None
EMPTY = Text(())
Lookup = Callable[[Path], Known]


def used(value: Known, start: int, end: int, term: int) -> Known:
    """Give the value of a name where it is used: one piece, whatever it was made of."""
    if not isinstance(value, Text):
        return value
    return Text((Piece(value.text, start, end, term),))


class Budget:
    """How much may still be worked out in one file: what goes beyond is unknown."""

    def __init__(self, size: int) -> None:
        self._left = 2_000_000 + 60 * size

    @property
    def is_spent(self) -> bool:
        """Whether something was left that would have taken more."""
        return self._left < 0

    def spend(self, value: Known) -> Known:
        """Give ``value``, if what it takes is there."""
        if isinstance(value, Text):
            self._left -= sum(20 + len(piece.text) for piece in value.pieces)
        elif value:
            self._left -= 20 + len(value.entries)
        return None if self.is_spent else value


def kept(value: Known) -> Known:
    """Give as much of a value as a name holds."""
    if isinstance(value, Listed):
        return Listed(value.entries[-_MOST:], value.fields)
    if value is None:
        return None
    pieces, size = value.pieces[-_MOST:], 0
    for place in range(len(pieces) - 1, -1, -1):
        size += len(pieces[place].text)
        if size > _LONGEST:
            first = pieces[place]
            tail = first._replace(text=first.text[size - _LONGEST :])
            return Text((tail, *pieces[place + 1 :]))
    return Text(pieces)


def path_of(name: str) -> Path:
    """Give the parts of a name as a text writes it: ``this->prefix``."""
    if name.isidentifier():
        return (name,)
    return tuple(re.split(r"\.|->|::|\?\.", name))


def filled(text: str, start: int, end: int, lookup: Lookup) -> Text:
    """Give the text of a literal, the names in it replaced by what they hold."""
    pieces: list[Piece] = []
    place = 0
    for found in _FILLED.finditer(text):
        name = found[2] or found[4] or found[5] or found[6]
        value = lookup(path_of(name)) if name else None
        if found.start() > place:
            pieces.append(Piece(text[place : found.start()], start, end, start + place))
        if found["sum"]:
            pieces += _added(found["sum"], start, end, start + found.start("sum"), lookup)
        elif isinstance(value, Text):
            term = start + found.start()
            pieces.append(Piece(value.text, start, end, term))
        elif found["default"] is not None:
            term = start + found.start("default")
            pieces.append(Piece(found["default"], start, end, term))
        elif found[0][0] == "{":  # a brace as it is, or a place to fill
            pieces.append(Piece(found[0], start, end, start + found.start()))
        else:
            pieces.append(Piece(UNKNOWN, start, end, start + found.start()))
        place = found.end()
    if place < len(text) or not pieces:
        pieces.append(Piece(text[place:], start, end, start + place))
    return Text(tuple(pieces))


def _added(text: str, start: int, end: int, term: int, lookup: Lookup) -> Iterator[Piece]:
    """Yield what is added within a literal, each operand a piece."""
    for operand in _OPERAND.finditer(text):
        own = operand[0]
        value = None if own[0] in "\"'" else lookup(path_of(own))
        known = own[1:-1] if own[0] in "\"'" else UNKNOWN
        known = value.text if isinstance(value, Text) else known
        yield Piece(known, start, end, term + operand.start())


def joined(values: Iterable[Known], separator: Text = EMPTY) -> Text:
    """Give the text that values make one behind the other."""
    pieces: list[Piece] = []
    for nth, value in enumerate(values):
        if nth:
            pieces += separator.pieces
        pieces += value.pieces if isinstance(value, Text) else [Piece(UNKNOWN, 0, 0, -1)]
    return Text(tuple(pieces))


def has_places(value: Known) -> bool:
    """Whether a text has places to fill: ``%s_%s``."""
    return isinstance(value, Text) and any(_PLACE.search(piece.text) for piece in value.pieces)


def formatted(template: Text, values: Sequence[Known]) -> Text:
    """Give a text with its places filled."""
    parts: list[Known] = []
    following = 0
    for piece in template.pieces:
        place = 0
        for found in _PLACE.finditer(piece.text):
            number = int(found[1]) - 1 if found[1] else int(found[2]) if found[2] else following
            following += not (found[1] or found[2])
            parts.append(Text((_cut(piece, place, found.start()),)))
            parts.append(values[number] if 0 <= number < len(values) else None)
            place = found.end()
        parts.append(Text((_cut(piece, place, len(piece.text)),)))
    return joined(parts)


def _cut(piece: Piece, start: int, end: int) -> Piece:
    return piece._replace(text=piece.text[start:end], term=piece.term + start)


def parted(text: Known, sign: Known) -> Listed | None:
    """Give the parts of a text of one piece between signs: ``-``, or ``/-/g`` as a pattern."""
    if not (isinstance(text, Text) and isinstance(sign, Text) and len(text.pieces) == 1):
        return None
    pattern = _PATTERN.fullmatch(sign.text)
    letter = pattern[1] if pattern else sign.text
    (piece,) = text.pieces
    if len(letter) != 1 or piece.text.count(letter) > _MOST:
        return None
    ends = [n for n, each in enumerate(piece.text) if each == letter]
    bounds = zip([0, *(end + 1 for end in ends)], [*ends, len(piece.text)])
    return Listed([Text((_cut(piece, first, last),)) for first, last in bounds], {})


def keys_in(text: Text) -> Iterator[tuple[Sighting, tuple[str, ...]]]:
    """Yield the keys that the pieces of a text make together and none holds alone.

    With each come the parts of it, as they are written.
    """
    if len(text.pieces) < 2:
        return
    whole = text.text
    if "k_prod_" not in whole and "k_sand_" not in whole:
        return
    coded = [piece.text.encode("utf-8", "replace") for piece in text.pieces]
    ends = list(accumulate(map(len, coded)))
    for sighting in keys.find(b"".join(coded)):
        first = bisect_right(ends, sighting.start)
        last = bisect_right(ends, sighting.end - 1)
        own = text.pieces[first : last + 1]
        if len({piece.term for piece in own}) < 2:
            continue  # it is told where it is written, or where the name is set
        begins = coded[first][sighting.start - ends[first] :]
        if any(each.start == 0 and not each.doubt for each in keys.find(begins)):
            continue  # a key, and what is added to it
        start = own[0].start
        end = own[-1].end if own[-1].end > start else max(each.end for each in own)
        bounds = [0, *ends]
        parts = tuple(
            code[max(0, sighting.start - begin) : sighting.end - begin].decode("utf-8", "replace")
            for code, begin in zip(coded[first : last + 1], bounds[first : last + 1])
        )
        yield sighting._replace(start=start, end=end), parts
