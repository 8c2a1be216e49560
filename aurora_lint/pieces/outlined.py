"""Keys in pieces in code of any language: literals that are added, filled in, listed or handed on.

Read are strings with a sign that joins them between, or side by side where that joins them;
names, by what they were last set to (:mod:`aurora_lint.pieces.variables`); what is added to a
name later; texts with names in them; calls that format, join or add what they are given; and
lists whose entries make a key with ``_``, or nothing, between them.

Missed are: what loops, functions, parameters and handed-over lists make; of what a condition
chooses between, all but the last; expressions within a text (``${a + b}``); parallel assignments
(``a, b = …``); PowerShell's ``-f``; names from another file; attributes of tags; what replaces,
cuts, encodes or reverses a text; words without quotes in a list of YAML; languages that have no
outline (F#, Haskell, Erlang, Clojure); and files of more than 1 MB, whose outline is only read in
windows around keys that are whole: to outline all of one takes seconds for each MB.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from aurora_lint.address.outline.outline import Outline
from aurora_lint.address.outline.phrases import op
from aurora_lint.address.outline.syntax import Syntax
from aurora_lint.address.outline.tree import Element, Group, Item, Token, TokenKind
from aurora_lint.keys import Key, Sighting
from aurora_lint.pieces import calls, scriptlets
from aurora_lint.pieces.expressions import TOUCHING, WORD_LISTS, Expressions, words_in
from aurora_lint.pieces.settings import Setting, settings
from aurora_lint.pieces.texts import EMPTY, Known, Listed, Piece, Text, joined, kept, keys_in, used
from aurora_lint.pieces.variables import Names

Found = tuple[Sighting, tuple[str, ...]]

_SEPARATORS = (Text((Piece("_", 0, 0, -1),)), EMPTY)
#: An entry with which a list begins to spell a key.
_BEGINNING = re.compile(r"[sr]|[sr]k_?|[sr]k_(?:p|pr|pro|prod|s|sa|san|sand)_?")
_MOST_ENTRIES = 40
#: How many languages deep code stands in code.
_DEEPEST = 3
#: In these a string goes on in the next line.
_GOES_ON = frozenset({"c"})
#: What looks like a here-document and is an addition: ``key << "…"``.
_HERE = re.compile(r"<<[ ](?=.)")
#: Ways to set a name of which several make a text.
_GROWS = frozenset({"adds", "changes", "fills"})


def find(outline: Outline, data: bytes, path: str) -> Iterator[Found]:
    """Yield the keys that code puts together, where the first piece is, and the pieces."""
    outlines = [outline]
    if outline.syntax.name == "page":
        outlines += scriptlets.find(data, path)
    names = Names()
    for _ in range(2):
        reader = _Reader(names)
        for each in outlines:
            reader.read(each)
        if not names.misses:
            break
        names = Names(names)
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

    def __init__(self, names: Names) -> None:
        self.names = names
        self.found: list[Found] = []
        self._told: set[tuple[Key | None, int]] = set()
        #: What brackets are known to hold, and what those hold so far that are open.
        self._groups: dict[Group, Listed] = {}
        self._open: dict[Group, Listed] = {}

    def read(self, outline: Outline, depth: int = 0) -> None:
        """Read an outline, and those of other languages in it."""
        expressions = Expressions(outline.syntax, self.names, self._groups)
        for node, is_behind in _nodes(outline.root):
            if isinstance(node, Element):
                self._read_inner(node, outline, depth)
                self._read(node, expressions, outline.syntax)
            elif is_behind:
                self._leave(node, is_inner=node is not outline.root)
            elif node is not outline.root:
                self.names.enter()

    def _read_inner(self, element: Element, outline: Outline, depth: int) -> None:
        for item in element.items if depth < _DEEPEST else ():
            if isinstance(item, Token) and item.kind == "text":
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
            self._tell_list(held)

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
        """Tell the keys in what items give; give the last that is known: they may choose."""
        value: Known = None
        for run in expressions.runs(items):
            value = run or value
            self._tell(run)
        return value

    def _set(self, setting: Setting, expressions: Expressions, syntax: Syntax) -> Known:
        path, names = setting.path, self.names
        value = self._given(setting, expressions)
        grows = setting.how in _GROWS
        if grows:
            self._tell(value, in_doubt=False)  # there may be more to come
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
            return expressions.value(setting.value)
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
        added = expressions.value(setting.value[1:])
        if isinstance(held, Listed):
            return Listed([*held.entries, added], held.fields)
        return joined([held, added])

    def _tell(self, value: Known, in_doubt: bool = True) -> None:
        if not isinstance(value, Text):
            return
        for sighting, parts in keys_in(value):
            place = (sighting.key, sighting.start)
            if place not in self._told and (in_doubt or not sighting.doubt):
                self._told.add(place)
                self.found.append((sighting, parts))

    def _tell_list(self, held: Listed) -> None:
        """Tell what the entries of a list make together, from one on that could begin a key."""
        for n, entry in enumerate(held.entries):
            if not isinstance(entry, Text) or not _BEGINNING.fullmatch(entry.text):
                continue
            rest = list(takewhile(_is_text, held.entries[n : n + _MOST_ENTRIES]))
            for separator in _SEPARATORS:
                self._tell(joined(rest, separator), in_doubt=False)


def _is_text(value: Known) -> bool:
    return isinstance(value, Text)


def _is_string(items: list[Item]) -> bool:
    return any(isinstance(item, Token) and item.kind == "string" for item in items)


def _items(element: Element, syntax: Syntax) -> list[Item]:
    """Give an element's items, and those of the lines that go on with another string."""
    items, nth = element.items, element.nth
    if any(isinstance(item, Token) and item.text.startswith("<") for item in items):
        items = _shifts(items)
    if syntax.name not in _GOES_ON or not _is_string(items[-1:]):
        return items
    elements = element.group.elements
    if _is_string(items[:1]) and nth and _is_string(elements[nth - 1].items[-1:]):
        return items  # a part of what has been read
    items = [*items]
    for other in elements[nth + 1 :]:
        if not _is_string(other.items[:1]):
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
