"""What a statement sets, and to what: ``P = …``, ``P += …``, ``P: …``, ``P.append(…)``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from aurora_lint.address.outline.phrases import assignments, op, path_before, word
from aurora_lint.address.outline.syntax import Syntax
from aurora_lint.address.outline.tree import Group, Item, Token
from aurora_lint.pieces import calls
from aurora_lint.pieces.expressions import TOUCHING
from aurora_lint.pieces.texts import Path, path_of

_SETS = frozenset({"=", ":=", "<-", "?=", "||=", "??="})
_KEYS = frozenset({":", "=>", "->"})
_MEMBERS = frozenset({".", "->", "::", "?."})
_DECLARES = frozenset({"var", "const", "declare", "dim", "set"})
#: As many names as one statement sets to the same.
_MOST = 10
#: Commands that set what follows them, with no sign between.
_COMMANDS = frozenset({"set", "env", "arg"})


class Setting(NamedTuple):
    """A name, the items of its value, and how it is set to them.

    The value begins with the name where it ``adds`` or ``fills``.

    ``key``: as an entry of a mapping; ``adds``: behind what it held; ``changes``: by calls on it;
    ``fills``: by a call of C.
    """

    path: Path
    value: Sequence[Item]
    how: Literal["is", "key", "adds", "changes", "fills"] = "is"
    is_declared: bool = False


def settings(items: Sequence[Item], syntax: Syntax) -> Iterator[Setting]:
    """Yield what a statement sets, in order."""
    if syntax.name in TOUCHING:
        yield from _of_command(items, syntax.name)
        return
    if len(items) > 3 and op(items[0]) == "<" and op(items[1]) == "?":
        items = items[3:]  # <?php
    is_declared = False
    for part in _parts(items):
        for each in _of_statement(part, syntax):
            is_declared = is_declared or each.is_declared
            yield each._replace(is_declared=is_declared)


def _parts(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Yield what commas part: ``const a = …, b = …``."""
    ends = [n for n, item in enumerate(items) if op(item) in (",", ";")]
    if not ends:
        yield items
        return
    for first, end in zip([0, *(end + 1 for end in ends)], [*ends, len(items)]):
        yield items[first:end]


def _of_command(items: Sequence[Item], language: str) -> Iterator[Setting]:
    """Yield what a command sets: ``export A=x B=y``, ``A := x``, ``ENV A x``, ``set A x``."""
    is_set, after = False, 0
    for n, item in enumerate(items):
        sign = op(item)
        if n < after or (sign not in _SETS and sign != "+="):
            continue
        path = path_before(items, n)
        behind = n + 1
        if not path or behind >= len(items):
            continue
        if language != "make" and not path[-1].end == item.start == items[behind].start - len(sign):
            continue  # a comparison
        is_set = True
        named, value = path[-1], _touching(items, behind)
        after = behind + len(value)
        if sign == "+=" or named.text.endswith("+"):  # which a shell's word may hold
            yield Setting((named.text.rstrip("+"),), [named, *value], "adds")
        else:
            yield Setting((named.text,), value)
    first = word(items[0]) if items else ""
    names = [n for n in range(1, len(items)) if not _text(items[n]).startswith("-")]
    if is_set or first not in _COMMANDS or not names:
        return
    name = _text(items[names[0]])
    if language == "batch" and "=" in name:
        yield _quoted(items[names[0]])
    elif len(names) > 1:
        yield Setting((name,), _touching(items, names[1]))


def _quoted(item: Item) -> Setting:
    """Give what ``set "A=x"`` of a batch file sets."""
    text = _text(item)
    name, _, value = text.strip('"').partition("=")
    start = item.start + text.index("=") + 1
    return Setting((name,), [Token("word", start, start + len(value), value)])


def _touching(items: Sequence[Item], first: int) -> Sequence[Item]:
    last = first + 1
    while last < len(items) and items[last].start == items[last - 1].end:
        last += 1
    return items[first:last]


def _of_statement(items: Sequence[Item], syntax: Syntax) -> Iterator[Setting]:
    places = assignments(items, 0, len(items))
    if not places:
        yield from _without_sign(items, syntax.name)
        return
    n = places[0]
    equals = [place for place in places if op(items[place]) in _SETS]
    if op(items[n]) in _KEYS and not (op(items[n]) == ":" and equals and not syntax.mapping):
        if path := _path(path_before(items, n)):
            yield Setting(path, items[n + 1 :], "key")
        return
    if op(items[n]) == "+=":
        yield from _addition(path_before(items, n), items[n + 1 :])
        return
    if op(items[n - 1]) == "." and n > 1:  # PHP's .=
        yield from _addition(path_before(items, n - 1), items[n + 1 :])
        return
    for place in [n, *equals[1:_MOST]] if n == equals[0] else [n]:
        named = _named(items, place, syntax.name)
        if named:
            declares = place == n and (named[0] is not items[0] or op(items[n]) in (":", ":="))
            yield Setting(_path(named), items[equals[-1] + 1 :], is_declared=declares)


def _named(items: Sequence[Item], n: int, language: str) -> list[Token]:
    """Give the name before the sign at ``n``, and not its type."""
    if n > 1 and op(items[n - 1]) == "||":  # ||=
        n -= 1
    if language == "vb":
        typed = next((k for k in range(1, n) if word(items[k]) == "as"), n)
        return path_before(items, typed)
    if language in ("go", "sql") and n and op(items[n]) == "=":
        words = [item for item in items[:n] if isinstance(item, Token) and item.kind == "word"]
        while words and words[0].text.lower() in _DECLARES:
            words = words[1:]
        if len(words) > 1 and not any(op(item) in _MEMBERS for item in items[:n]):
            return words[:1]
    last = items[n - 1] if n else None
    if language == "c" and isinstance(last, Group) and last.kind == "[":
        return path_before(items, n - 1)
    return path_before(items, n)


def _without_sign(items: Sequence[Item], language: str) -> Iterator[Setting]:
    first = items[0] if items else None
    if not isinstance(first, Token) or len(items) < 2:
        return
    second = items[1]
    if language == "c" and first.text == "#" and word(second) == "define" and len(items) > 3:
        yield Setting((_text(items[2]),), items[3:], is_declared=True)
    elif language == "elixir" and first.text.startswith("@"):
        yield Setting((first.text,), items[1:], is_declared=True)
    elif first.kind != "word":
        return
    elif isinstance(second, Group) and second.kind == "(":
        yield from _of_call(first.text, second, items)
    else:
        n = 1
        while n + 1 < len(items) and op(items[n]) in _MEMBERS:
            n += 2
        path = _path(path_before(items, n))
        if n < len(items) - 1 and op(items[n]) == "<<":
            yield from _addition(path_before(items, n), items[n + 1 :])
        elif len(path) > 1 and path[-1].lower().startswith(calls.CHANGES) and _calls(items[n:]):
            yield Setting(path[:-1], items, "changes")


def _calls(items: Sequence[Item]) -> bool:
    """Whether all that follows a method's name is its arguments and calls like it."""
    for n, item in enumerate(items):
        if n % 3 == 0 and not (isinstance(item, Group) and item.kind == "("):
            return False
        if n % 3 == 1 and op(item) not in _MEMBERS:
            return False
        if n % 3 == 2 and not word(item).startswith(calls.CHANGES):
            return False
    return len(items) % 3 == 1


def _of_call(name: str, given: Group, items: Sequence[Item]) -> Iterator[Setting]:
    """Yield what ``define('P', …)`` and ``strcat(key, …)`` set."""
    first = given.elements[0].items if given.elements else []
    path = _path(path_before(first, len(first))) if first else ()
    if not path or len(given.elements) < 2:
        return
    if name.lower() == "define":
        yield Setting(path, given.elements[1].items, is_declared=True)
    elif name in calls.FILLS:
        yield Setting(path, [first[0], *items], "fills")


def _addition(named: Sequence[Token], value: Sequence[Item]) -> Iterator[Setting]:
    if named:
        yield Setting(_path(named), [named[0], *value], "adds")


def _path(tokens: Sequence[Token]) -> Path:
    parts = ((token.value,) if token.kind == "string" else path_of(token.text) for token in tokens)
    return tuple(part for each in parts for part in each)


def _text(item: Item) -> str:
    return item.text if isinstance(item, Token) else ""
