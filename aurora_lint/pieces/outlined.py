"""Keys in pieces in code of any language: literals that are added, filled in, listed or handed on.

Read are strings with a sign that joins them between, or side by side where that joins them;
names, by what they were last set to (:mod:`aurora_lint.pieces.variables`); what is added to a
name later; texts with names in them; calls that format, join or add what they are given; lists of
a key's letters, or of its three parts, whatever may join them; and what templates join
(:mod:`aurora_lint.pieces.templates`).

Of what a condition chooses between the last counts, but production's before the sandbox's.

Missed are: what loops, functions, parameters and handed-over lists make; what a text holds within
it but names, literals and their sums (``${f(a)}``); parallel assignments (``a, b = …``);
PowerShell's ``-f``, Go's ``append``, PHP's ``[] =``; properties with a body (``{ get; } = …``);
what a constructor of C++ or a look-up by a Ruby symbol gives; names from another file; attributes
of tags; what cuts, encodes or reverses a text, or replaces more than a sign; words without quotes
in a list of YAML, and its values with ``{`` in them; languages that have no outline (Clojure, Nix,
OCaml); and files of more than 1 MB, whose outline is only read in windows around keys that are
whole: to outline all of one takes seconds for each MB. A name that belongs to something is taken
for the same in every object that is called so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aurora_lint.address.outline.outline import Outline
from aurora_lint.address.outline.phrases import op
from aurora_lint.address.outline.syntax import Syntax
from aurora_lint.address.outline.tree import Element, Group, Item, Token, TokenKind
from aurora_lint.keys import Key, Sighting
from aurora_lint.pieces import calls, scriptlets, templates
from aurora_lint.pieces.choices import chosen
from aurora_lint.pieces.expressions import TOUCHING, WORD_LISTS, Expressions, words_in
from aurora_lint.pieces.parameters import parameters
from aurora_lint.pieces.settings import Setting, settings
from aurora_lint.pieces.texts import (
    Budget,
    Known,
    Listed,
    Piece,
    Text,
    formatted,
    has_places,
    joined,
    kept,
    keys_in,
    used,
)
from aurora_lint.pieces.variables import Names

Found = tuple[Sighting, tuple[str, ...]]

_UNDERSCORE = Text((Piece("_", 0, 0, -1),))
#: As many entries as a list has of a key's letters, or of its parts.
_LETTERS, _PARTS = 32, 3
#: How many entries of brackets may be a template for those behind it.
_TEMPLATES = 4
_PREFIX = re.compile(r"[sr]k_(?:prod|sand)")
#: How many languages deep code stands in code.
_DEEPEST = 3
#: In these a string goes on in the next line.
_GOES_ON = frozenset({"c", "erlang"})
#: What looks like a here-document and is an addition: ``key << "…"``.
_HERE = re.compile(r"<<[ ](?=.)")
#: Ways to set a name of which several make a text.
_GROWS = frozenset({"adds", "changes", "fills"})


def find(
    outline: Outline, data: bytes, path: str, unread: list[str] | None = None
) -> Iterator[Found]:
    """Yield the keys that code puts together, where the first piece is, and the pieces.

    ``unread`` gets the reason where not all of the code could be worked out.
    """
    outlines = [outline]
    if outline.syntax.name == "page":
        outlines += scriptlets.find(data, path)
    names, budget = Names(), Budget(len(data))
    for _ in range(2):
        reader = _Reader(names, budget, data)
        for each in outlines:
            reader.read(each)
        if not names.misses:
            break
        names = Names(names)
    if unread is not None and budget.is_spent:
        unread.append("not all of its code was worked out: it takes too many steps")
    yield from reader.found


def _nodes(root: Group) -> Iterator[tuple[Group | Element, bool]]:
    """Yield groups and elements in order, a group twice; an element behind the groups in it."""
    waiting: list[tuple[Group | Element, bool]] = [(root, False)]
    while waiting:
        node, is_behind = waiting.pop()
        yield node, is_behind
        if isinstance(node, Element) or is_behind:
            continue
        waiting.append((node, True))
        for element in reversed(node.elements):
            waiting.append((element, True))
            waiting += [(item, False) for item in reversed(element.items) if _is_group(item)]  # type: ignore[misc]


def _is_group(item: Item) -> bool:
    return isinstance(item, Group)


class _Reader:
    """Reads outlines from their beginning to their end, and keeps what their names hold."""

    def __init__(self, names: Names, budget: Budget, data: bytes) -> None:
        self.names = names
        self._data = data
        self._budget = budget
        self.found: list[Found] = []
        self._told: set[tuple[Key | None, int]] = set()
        #: What brackets are known to hold, and what those hold so far that are open.
        self._groups: dict[Group, Listed] = {}
        self._open: dict[Group, Listed] = {}

    def read(self, outline: Outline, depth: int = 0) -> None:
        """Read an outline, and those of other languages in it."""
        expressions = Expressions(outline.syntax, self.names, self._groups, self._budget)
        for node, is_behind in _nodes(outline.root):
            if self._budget.is_spent:
                return
            if isinstance(node, Element):
                self._read_inner(node, outline, depth)
                self._read(node, expressions, outline.syntax)
            elif is_behind:
                self._leave(node, is_inner=node is not outline.root)
            elif node is not outline.root:
                self.names.enter()
                for name in dict.fromkeys(parameters(node)):
                    self.names.shadow(name)

    def _read_inner(self, element: Element, outline: Outline, depth: int) -> None:
        for item in element.items if depth < _DEEPEST else ():
            if not isinstance(item, Token):
                continue
            if item.kind == "string" and outline.syntax.mapping:
                for each in templates.within(item, self._data, outline.syntax.name):
                    self.read(each, depth + 1)
            elif item.kind == "text":
                within = outline.descend(item.start)
                if len(within) > 1 and within[1][0].root.start == item.start:
                    self.read(within[1][0], depth + 1)

    def _leave(self, group: Group, is_inner: bool) -> None:
        if is_inner:
            self.names.leave()
        held = self._open.pop(group, None)
        before = group.above.items[group.nth - 1] if group.above and group.nth else None
        if isinstance(before, Token) and before.text in WORD_LISTS:
            held = words_in(group)
        if held:
            self._groups[group] = held
            self._tell_list(group, held)
            self._tell(templates.joined_in(group, held))

    def _read(self, element: Element, expressions: Expressions, syntax: Syntax) -> None:
        items = _items(element, syntax)
        held = self._open.setdefault(element.group, Listed([], {}))
        sets = list(settings(items, syntax)) if len(items) > 1 else []
        if sets and syntax.name in TOUCHING:
            self._value(items, expressions)  # there may be a command behind
        for setting in sets:
            held.fields[setting.path[-1]] = self._set(setting, expressions, syntax)
        if not sets:
            held.entries.append(kept(self._value(items, expressions)))

    def _value(self, items: Sequence[Item], expressions: Expressions) -> Known:
        """Tell the keys in what items give; give what they choose."""
        runs = expressions.runs(items)
        for run in runs:
            self._tell(run.value)
        return chosen(runs)

    def _set(self, setting: Setting, expressions: Expressions, syntax: Syntax) -> Known:
        path, names = setting.path, self.names
        value = self._given(setting, expressions)
        grows = setting.how in _GROWS
        if grows:
            self._tell(value)
        if setting.how == "key":
            names.set_field(path[-1], value)
        if setting.how != "key" or syntax.mapping:
            names.set(path, value, setting.is_declared, grows)
        return value

    def _given(self, setting: Setting, expressions: Expressions) -> Known:
        """Give what a setting sets its name to."""
        if setting.how in ("is", "key") and not expressions.is_touching:
            return self._value(setting.value, expressions)
        if setting.how in ("is", "changes"):
            return chosen(expressions.runs(setting.value))
        first = setting.value[0]
        held = used(self.names.get(setting.path), first.start, first.end, first.start)
        if setting.how == "fills":
            called, given = setting.value[1:3]
            listed = self._groups.get(given) if isinstance(given, Group) else None
            return (
                calls.fill(called.text, held, listed)
                if isinstance(called, Token) and listed
                else None
            )
        added = chosen(expressions.runs(setting.value[1:]))
        if isinstance(held, Listed):
            return Listed([*held.entries, added], held.fields)
        return joined([held, added])

    def _tell(self, value: Known) -> None:
        """Tell the keys in a text that are beyond doubt: of others there may be more to come."""
        if not isinstance(value, Text):
            return
        for sighting, parts in keys_in(value):
            place = (sighting.key, sighting.start)
            if place not in self._told and not sighting.doubt:
                self._told.add(place)
                self.found.append((sighting, parts))

    def _tell_list(self, group: Group, held: Listed) -> None:
        """Tell a list of all letters of a key, or of its three parts, whatever joins them.

        A template in brackets is filled with what follows it there, whatever is called.
        """
        entries = held.entries
        for nth, each in enumerate(entries[:_TEMPLATES] if group.kind in ("(", "[") else ()):
            if isinstance(each, Text) and has_places(each):
                self._tell(formatted(each, entries[nth + 1 :]))
        for each in list(held.fields.values())[:_TEMPLATES] if group.kind == "[" else ():
            if isinstance(each, Text) and has_places(each):  # a message of Objective-C
                self._tell(formatted(each, entries))
        if len(entries) not in (_LETTERS, _PARTS) or not all(map(_is_literal, group.elements)):
            return
        texts = [each.text if isinstance(each, Text) else "" for each in entries]
        if all(len(each) == 1 for each in texts):
            self._tell(joined(entries))
        elif group.kind in ("[", "{") and _PREFIX.fullmatch("_".join(texts[:2])):
            self._tell(joined(entries, _UNDERSCORE))


def _is_literal(element: Element) -> bool:
    """Whether an element is a string and nothing else."""
    items = element.items
    return len(items) == 1 and isinstance(items[0], Token) and items[0].kind == "string"


def _is_at(element: Element) -> bool:
    """Whether an element begins with the sign of Objective-C: ``@"…"``."""
    first = element.items[0] if element.items else None
    return isinstance(first, Token) and first.text == "@"


def _is_string(items: list[Item]) -> bool:
    return any(isinstance(item, Token) and item.kind == "string" for item in items)


def _items(element: Element, syntax: Syntax) -> list[Item]:
    """Give an element's items, and those of the lines that go on with another string."""
    items, nth = element.items, element.nth
    if any(isinstance(item, Token) and item.text.startswith("<") for item in items):
        items = _shifts(items)
    if syntax.name not in _GOES_ON or not _is_string(items[-1:]):
        return items
    if element.group.kind in ("(", "[") or (element.group.kind == "{" and len(items) == 1):
        return items  # an argument, an entry
    elements = element.group.elements
    if _is_string(items[:1]) and nth and _is_string(elements[nth - 1].items[-1:]):
        return items  # a part of what has been read
    items = [*items]
    for other in elements[nth + 1 :]:
        if not _is_string(other.items[_is_at(other) : _is_at(other) + 1]):
            break
        items += other.items
        if not _is_string(items[-1:]):
            break
    return items


def _shifts(items: list[Item]) -> list[Item]:
    """Give items with ``<<`` as one sign, which outlines hold as two, or as a here-document."""
    found: list[Item] = []
    for item in items:
        last = found[-1] if found else None
        if not isinstance(item, Token) or item.kind != "op":
            found.append(item)
        elif item.text == "<" and last and op(last) == "<" and last.end == item.start:
            found[-1] = Token("op", last.start, item.end, "<<")
        elif begins := _HERE.match(item.text):
            behind, text = item.start + begins.end(), item.text[begins.end() :]
            kind: TokenKind = "string" if text[0] in "\"'" else "word"
            found.append(Token("op", item.start, item.start + 2, "<<"))
            found.append(Token(kind, behind, item.end, text))
        else:
            found.append(item)
    return found
