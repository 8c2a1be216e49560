"""The parts of an element: what is assigned to what, the path of a name, the text of a stretch."""

from __future__ import annotations

from collections.abc import Sequence

from aurora_lint.address.outline.tree import Element, Group, Item, Token
from aurora_lint.lines import Lines, decode

ASSIGNS = frozenset(":= = => <- += ||= ??= ?= :".split())
COMPARES = frozenset("== === != !== eq ne =~".split())
_JOINS = frozenset(". -> :: ?. - /".split())
#: As many bytes of a stretch as a label shows.
_LONGEST = 500
_BLOCKS = frozenset({"{", "block", "case", "section", "tag"})
#: Words of a language, or of a shell, that are no names.
KEYWORDS = frozenset(
    "abstract and as async await begin break case catch class const continue data "
    "declare def default "
    "defer do dynamic elif else elseif elsif end enum ensure esac export extends extern "
    "fallthrough fi final finally fixed fn for foreach func function global goto guard "
    "if impl implements "
    "import in inline instanceof interface internal is last lazy let local match mod module mut "
    "my namespace new next nil none not null object of open or operator our override package pass "
    "private protected pub public raise readonly register rescue return sealed self select static "
    "struct sub super switch then this throw throws trait try type typedef typeof undef union "
    "unless unset until use using val var virtual void volatile when where while with yield "
    "set string int bool boolean char str object echo print printf test function env arg "
    "run".split()
)


class Text:
    """The bytes of a file, cut into the texts of labels."""

    def __init__(self, data: bytes, lines: Lines) -> None:
        self.data = data
        self.lines = lines

    def line(self, node: Item | Element) -> int:
        """Give the line that a node begins on."""
        return self.lines.place_in_bytes(node.start)[0]

    def of(self, items: Sequence[Item]) -> str:
        """Give the source of ``items`` on one line, cut short."""
        if not items:
            return ""
        first, last = items[0].start, items[-1].end
        return " ".join(decode(self.data[first : min(last, first + _LONGEST)]).split())


def is_block(item: Item) -> bool:
    """Whether an item can be the body of a statement."""
    return isinstance(item, Group) and item.kind in _BLOCKS


def word(item: Item | None) -> str:
    """Give the text of a word in lower case; empty for anything else."""
    return item.text.lower() if isinstance(item, Token) and item.kind == "word" else ""


def op(item: Item | None) -> str:
    """Give the text of an operator; empty for anything else."""
    return item.text if isinstance(item, Token) and item.kind == "op" else ""


def segment(items: Sequence[Item], at: int) -> tuple[int, int]:
    """Give the bounds of the argument around ``at`` in a call without brackets."""
    first = max((n + 1 for n in range(at) if op(items[n]) == ","), default=0)
    last = next((n for n in range(at + 1, len(items)) if op(items[n]) == ","), len(items))
    return first, last


def path_before(items: Sequence[Item], end: int, first: int = 0) -> list[Token]:
    """Give the parts of the name that ends before ``end``: ``a.b["c"]`` gives a, b, c."""
    parts: list[Token] = []
    n = end - 1
    while n >= first and op(items[n]) in ("?", "!") and n:
        n -= 1
    if n > first and isinstance(items[n], Group) and items[n].kind == "(" and word(items[n - 1]):
        n -= 1  # what a function gives: `def key(env) = …`
    while n >= first:
        item = items[n]
        if isinstance(item, Token) and item.kind in ("word", "string"):
            parts.append(item)
            if n - 1 >= first and op(items[n - 1]) in _JOINS:
                n -= 2
                continue
            break
        if isinstance(item, Group) and item.kind == "[" and n > first:
            parts += _inside(item)[::-1]
            n -= 1
            continue
        if isinstance(item, Group) and item.kind == "[" and not parts:
            parts += _inside(item)[::-1]  # a computed key: `[Stage.Test]: …`
        break
    return parts[::-1]


def _inside(group: Group) -> list[Token]:
    """Give the parts of the name that is all of a group."""
    if len(group.elements) != 1:
        return []
    items = group.elements[0].items
    path = path_before(items, len(items))
    return path if len(items) <= 2 * len(path) else []


def only_token(group: Group) -> Token | None:
    """Give the token that is all of a group; None where it holds more or less."""
    if len(group.elements) != 1 or len(group.elements[0].items) != 1:
        return None
    item = group.elements[0].items[0]
    return item if isinstance(item, Token) and item.kind in ("word", "string") else None


def strings_in(group: Group, most: int = 5) -> list[Token]:
    """Give the strings that are arguments of their own in a group."""
    return [
        element.items[0]
        for element in group.elements[:most]
        if len(element.items) == 1
        and isinstance(element.items[0], Token)
        and element.items[0].kind == "string"
    ]


def assignments(items: Sequence[Item], first: int, end: int) -> list[int]:
    """Give the places of what assigns between ``first`` and ``end``; not those of a ternary."""
    found = []
    for n in range(first, end):
        text = op(items[n])
        if text == "?" and not _is_optional(items, n):
            break
        if text in ASSIGNS or (text == "->" and n and _is_string(items[n - 1])):
            found.append(n)
    return found


def is_ternary(items: Sequence[Item], n: int) -> bool:
    """Whether the operator at ``n`` is the question of a ternary."""
    return op(items[n]) == "?" and n > 0 and not _is_optional(items, n)


def _is_optional(items: Sequence[Item], n: int) -> bool:
    """Whether a question mark says that something may be missing: ``key?: string``."""
    following = items[n + 1] if n + 1 < len(items) else None
    return following is None or op(following) in ("=", ":", ",", ";", ".", "?", ">")


def _is_string(item: Item) -> bool:
    return isinstance(item, Token) and item.kind == "string"
