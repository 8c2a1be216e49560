"""What calls give whose arguments are known: texts that are formatted, joined or handed on.

The names are those of many languages, in lower case and without what marks a macro.
"""

from __future__ import annotations

from aurora_lint.pieces.texts import (
    EMPTY,
    Known,
    Listed,
    Text,
    formatted,
    has_places,
    joined,
    kept,
    parted,
)

_JOINS = frozenset({"implode", "mkstring", "concat_ws", "paste", "str_c"})
_ADDS = ("concat", "append", "strcat", "strncat", "strlcat", "paste0", "push_str", "write")
#: These hand on the text they are given, and these a list of their arguments.
_KEEPS = frozenset(
    "string str from new to_s to_string tostring to_owned clone dup freeze trim strip chomp c_str "
    "valueof text stringbuilder stringbuffer ostringstream stringstream build result strcpy "
    "strncpy strlcpy encode".split()
)
_LISTS = frozenset("array listof arrayof mutablelistof of aslist list c qw w i".split())
#: What puts another sign between the parts of a text, what parts it there; and those of them that
#: take the text last.
_REPLACES = frozenset("replace replaceall replace_all gsub tr str_replace".split())
_SPLITS = frozenset({"split", "explode"})
_LAST = frozenset({"str_replace", "explode"})
#: What adds to a list, and what changes the text or the list it is called on.
_PUSHES = frozenset({"push", "add", "append"})
CHANGES = ("append", "push", "concat", "write", "add")
#: What writes to its first argument, in C; the second it takes are what is written.
FILLS = frozenset(
    "strcpy strncpy strlcpy strcat strncat strlcat sprintf snprintf sprintf_s strcpy_s".split()
)


def call(name: str, receiver: Known, given: Listed) -> Known:
    """Give what a function gives, or a method of ``receiver``; None where that is not known."""
    low = name.lower()
    values = (*([receiver] if receiver else []), *given.entries)
    for nth, value in enumerate(values):
        if isinstance(value, Text) and has_places(value):
            return kept(formatted(value, values[nth + 1 :]))
    if low in _REPLACES and len(values) > 2:
        text, old, new = (values[2], *values[:2]) if low in _LAST else values[:3]
        split = parted(text, old)
        return kept(joined(split.entries, new)) if split and isinstance(new, Text) else None
    if low in _SPLITS and len(values) > 1:
        return parted(*(values[1::-1] if low in _LAST else values[:2]))
    if "join" in low or low in _JOINS:
        return kept(_join(values, given))
    if low in _PUSHES and isinstance(receiver, Listed):
        return kept(Listed([*receiver.entries, *given.entries], receiver.fields))
    if low.startswith(_ADDS) or low.endswith(_ADDS):
        return _concat(values)
    if low in _LISTS:
        return given if len(given.entries) != 1 or not _is_list(given.entries[0]) else values[-1]
    if low in _KEEPS:
        return values[0] if values else EMPTY
    return None


def fill(name: str, held: Known, given: Listed) -> Known:
    """Give what a C function leaves in its first argument, which held ``held``."""
    if name.startswith("s") and "printf" in name:
        return call(name, None, given)
    added = given.entries[1] if len(given.entries) > 1 else None
    return joined([held, added]) if "cat" in name else added


def _is_list(value: Known) -> bool:
    return isinstance(value, Listed)


def _join(values: tuple[Known, ...], given: Listed) -> Text:
    named = given.fields.get("sep", given.fields.get("separator"))
    listed = next((each for each in values if isinstance(each, Listed)), None)
    rest = [each for each in values if each is not listed]
    if isinstance(named, Text):
        return joined(listed.entries if listed else rest, named)
    separator = rest[0] if rest else EMPTY
    entries = listed.entries if listed else rest[1:]
    return joined(entries, separator) if isinstance(separator, Text) else joined([None])


def _concat(values: tuple[Known, ...]) -> Known:
    if len(values) > 1 and isinstance(values[0], Listed) and isinstance(values[1], Text):
        return joined(values[0].entries, values[1])  # Lua's table.concat
    flat: list[Known] = []
    for value in values:
        flat += value.entries if isinstance(value, Listed) else [value]
    return kept(joined(flat))
