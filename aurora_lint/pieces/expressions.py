"""What the expressions of a statement give, in code of any language."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aurora_lint.address.outline.phrases import op
from aurora_lint.address.outline.syntax import Syntax
from aurora_lint.address.outline.tree import Group, Item, Token
from aurora_lint.pieces import calls
from aurora_lint.pieces.choices import Run
from aurora_lint.pieces.texts import (
    EMPTY,
    Budget,
    Known,
    Listed,
    Path,
    Piece,
    Text,
    filled,
    formatted,
    has_places,
    joined,
    kept,
    path_of,
    used,
)
from aurora_lint.pieces.variables import Names

#: What joins two texts in any language, and what does in some: elsewhere it chooses or compares.
_JOINS = frozenset({"+"})
_JOINS_OF = {
    "php": frozenset({"."}), "perl": frozenset({"."}), "lua": frozenset({".."}),
    "vb": frozenset({"&"}), "elixir": frozenset({"<>"}), "sql": frozenset({"||"}),
    "ruby": frozenset({"<<"}), "c": frozenset({"<<"}), "page": frozenset({"~"}),
    "kotlin": frozenset({"++"}), "hocon": frozenset({"++"}),
    "nim": frozenset({"&"}), "julia": frozenset({"*"}), "haskell": frozenset({"<>"}),
}  # fmt: skip
#: What gives its left side, where that is known, and else its right one.
_ELSE = frozenset({"||", "??", "?:"})
#: A longer path is no name.
_DEEPEST_PATH = 8
_MEMBERS = frozenset({".", "->", "::", "?."})
#: Languages in which strings side by side are one, and those in which nothing may be between.
_SIDE_BY_SIDE = frozenset({"c", "python", "ruby", "dart", "erlang"})
TOUCHING = frozenset({"shell", "fish", "docker", "make", "batch", "nginx"})
#: In these a word is a text, and only its signs make it a name.
_BARE = TOUCHING | {"yaml"}
#: What stands before an operand and changes nothing about its text.
_SKIPPED = frozenset({"new", "await", "@"})
#: What may stand before brackets that are no call's.
_LEADS = frozenset("return echo print puts throw yield in and or not if when case typeof".split())
#: What stands before the words of a list, and what before the brackets of one.
WORD_LISTS = frozenset("w W i qw".split())
_LISTS = WORD_LISTS | {"vec"}
#: What names something that is elsewhere, in templates of CloudFormation.
_REFERENCES = frozenset({"!Ref", "!GetAtt", "!ImportValue"})
#: A comment behind the value of a line.
_REMARK = re.compile(r"\s[#;]")


class Expressions:
    """Reads the expressions of one language. ``groups`` holds what brackets are known to hold."""

    def __init__(
        self, syntax: Syntax, names: Names, groups: dict[Group, Listed], budget: Budget
    ) -> None:
        self._names = names
        self._budget = budget
        self._groups = groups
        self._language = syntax.name
        self._is_bare = syntax.name in _BARE
        self._is_line = syntax.layout == "lines"
        #: Whether nothing may stand between what is one.
        self.is_touching = syntax.name in TOUCHING
        self._is_side_by_side = syntax.name in _SIDE_BY_SIDE
        self._joins = _JOINS | _JOINS_OF.get(syntax.name, frozenset())
        self._members = _MEMBERS - self._joins
        if syntax.name == "lua":
            self._members = _MEMBERS | {":"}

    def runs(self, items: Sequence[Item]) -> list[Run]:
        """Give what each stretch of items gives that are joined to each other."""
        if self._language == "yaml" and any(_text_of(item) in _REFERENCES for item in items):
            return []
        if len(items) == 1:
            return [Run(self._term(items, 0)[0], is_else=False)]
        found: list[Run] = []
        parts: list[Known] = []
        is_else = False
        sign, end, n = "", -1, 0
        while n < len(items):
            mark = op(items[n])
            if mark:
                is_unary = self._language == "c" and mark == "@"
                sign, n = sign if is_unary else mark, n + 1
                continue
            first = items[n]
            if _text_of(first) in _SKIPPED:
                n += 1
                continue
            if parts and _text_of(first) == "-join" and n + 1 < len(items):
                value, n = self._term(items, n + 1)
                parts[-1] = calls.call("join", parts[-1], Listed([value], {}))
                continue
            value, n = self._term(items, n)
            if parts and sign in ("%", "*") and _is_filled(sign, parts[-1]):
                parts[-1] = _filled_in(sign, parts[-1], value)
            elif parts and (
                sign in self._joins or (not sign and self._are_one(parts[-1], value, end, first))
            ):
                parts.append(value)
            else:
                found += _whole(parts, is_else)
                parts, is_else = [value], sign in _ELSE
            sign, end = "", items[n - 1].end
        return found + _whole(parts, is_else)

    def _are_one(self, last: Known, value: Known, end: int, first: Item) -> bool:
        """Whether two texts side by side are one."""
        if self.is_touching:
            return end == first.start
        return self._is_side_by_side and isinstance(last, Text) and isinstance(value, Text)

    def text(self, token: Token) -> Text:
        """Give the text of a literal, the names in it filled in."""
        text = _of_line(token.text) if self._is_line else token.value
        if self._language == "batch":
            return _of_batch(text, token, self._names)
        if "$" in text or "{" in text or "\\(" in text or "%(" in text:
            return filled(text, token.start, token.end, self._names.get)
        return Text((Piece(text, token.start, token.end, token.start),))

    def _term(self, items: Sequence[Item], n: int) -> tuple[Known, int]:
        """Give what one operand gives, with what is called on it, and where it ends."""
        value, end = self._operand(items, n)
        return self._budget.spend(value), end

    def _operand(self, items: Sequence[Item], n: int) -> tuple[Known, int]:
        item = items[n]
        path: Path = ()
        value: Known
        if isinstance(item, Group):
            value = self._inside(item)
        elif item.kind == "string" or (item.kind == "word" and self._is_bare):
            value = self.text(item)
        elif item.kind == "word":
            path = path_of(item.text)
            value = self._name(path, item, item)
        else:
            return None, n + 1
        if self._is_bare:
            return value, n + 1
        return self._behind(items, n, n + 1, path, value)

    def _name(self, path: Path, first: Item, last: Item) -> Known:
        return used(self._names.get(path), first.start, last.end, first.start)

    def _inside(self, group: Group) -> Known:
        held = self._groups.get(group)
        if held and group.kind in ("(", "block") and len(held.entries) == 1 and not held.fields:
            return held.entries[0]
        return held or (Listed([], {}) if group.kind == "[" else None)

    def _behind(
        self, items: Sequence[Item], first: int, n: int, path: Path, value: Known
    ) -> tuple[Known, int]:
        """Go on behind an operand: ``.name``, ``.name(…)``, ``(…)``, ``[…]``, ``{…}``."""
        while n < len(items):
            item = items[n]
            following = items[n + 1] if n + 1 < len(items) else None
            if op(item) == "!" and path and isinstance(following, Group):  # a macro of Rust
                n += 1
            elif isinstance(item, Group) and item.kind == "(" and path:
                if path[-1].lower() in _LEADS:
                    break
                value, path = calls.call(path[-1], None, self._given(item)), ()
                n += 1
            elif isinstance(item, Group) and item.kind in ("[", "{") and (path or value):
                if item.kind == "{" and not path:
                    break
                path, value = self._subscript(item, path, value)
                if path:
                    value = self._name(path, items[first], item)
                n += 1
            elif op(item) in self._members and _is_member(item, following):
                assert isinstance(following, Token)
                name, called = following.text, items[n + 2 : n + 3]
                n += 2
                if called and isinstance(called[0], Group) and called[0].kind == "(":
                    value, path = calls.call(name, value, self._given(called[0])), ()
                    n += 1
                elif "join" in name and _is_string(called):
                    given, n = self._term(items, n)
                    value, path = calls.call(name, value, Listed([given], {})), ()
                elif 0 < len(path) < _DEEPEST_PATH:
                    path = (*path, *path_of(name))
                    value = self._name(path, items[first], following)
                else:
                    value, path = calls.call(name, value, Listed([], {})), ()
            else:
                break
        return value, n

    def _given(self, group: Group) -> Listed:
        return self._groups.get(group) or Listed([], {})

    def _subscript(self, group: Group, path: Path, value: Known) -> tuple[Path, Known]:
        """Give the path or the value that brackets behind another choose."""
        held = self._given(group)
        if group.kind == "{" or (path and path[-1] in _LISTS):
            return (), held
        key = held.entries[0] if len(held.entries) == 1 else EMPTY
        if not held.entries:
            return path, value
        if not isinstance(key, Text):
            return (), None
        if (
            isinstance(value, Listed)
            and key.text.isdecimal()
            and int(key.text) < len(value.entries)
        ):
            return (), value.entries[int(key.text)]
        if isinstance(value, Listed) and not path:
            return (), value.fields.get(key.text)
        return ((*path, key.text), value) if 0 < len(path) < _DEEPEST_PATH else ((), None)


def words_in(group: Group) -> Listed:
    """Give the words of a list of words: ``%w[sk prod]``."""
    items = group.elements[0].items if len(group.elements) == 1 else []
    return Listed(
        [
            Text((Piece(item.text, item.start, item.end, item.start),))
            for item in items
            if isinstance(item, Token)
        ],
        {},
    )


def _of_line(text: str) -> str:
    """Give the value of a line's name: within its quotes, or up to a comment."""
    if text[:1] in ("'", '"'):
        return text[1:].partition(text[0])[0]
    return _REMARK.split(text, maxsplit=1)[0].rstrip()


def _of_batch(text: str, token: Token, names: Names) -> Text:
    pieces: list[Known] = []
    place = token.start
    for nth, part in enumerate(text.split("%")):
        is_name = nth % 2 == 1
        own: Known = Text((Piece(part, token.start, token.end, place),))
        pieces.append(used(names.get((part,)), token.start, token.end, place) if is_name else own)
        place += len(part) + 1
    return joined(pieces)


def _text_of(item: Item) -> str:
    return item.text if isinstance(item, Token) else ""


def _is_member(sign: Item, following: Item | None) -> bool:
    """Whether a sign stands before the name of a member, and not before what a case gives."""
    return isinstance(following, Token) and not (op(sign) == "->" and following.kind == "string")


def _is_string(items: Sequence[Item]) -> bool:
    return any(isinstance(item, Token) and item.kind == "string" for item in items)


def _is_filled(sign: str, value: Known) -> bool:
    return has_places(value) if sign == "%" else isinstance(value, Listed)


def _filled_in(sign: str, last: Known, value: Known) -> Known:
    """Give what Ruby makes of ``"%s_%s" % ["sk", "prod"]`` and of ``["sk", "prod"] * "_"``."""
    if sign == "%" and isinstance(last, Text):
        return kept(formatted(last, value.entries if isinstance(value, Listed) else [value]))
    if isinstance(last, Listed) and isinstance(value, Text):
        return kept(joined(last.entries, value))
    return None


def _whole(parts: list[Known], is_else: bool) -> list[Run]:
    return [Run(parts[0] if len(parts) == 1 else joined(parts), is_else)] if parts else []
