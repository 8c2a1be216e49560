"""Where a statement ends, and what it is that goes on."""

from __future__ import annotations

from aurora_lint.address.outline.syntax import Syntax
from aurora_lint.address.outline.tree import Element, Group, Item, Token

#: After these, and before those, a line's end ends no statement.
GOES_ON_AFTER = frozenset(
    "= := + - * && || ?? ? : -> => , . | & <- << += ||= ??= == != and or not return |> "
    ":: <> < .. =~".split()
)
GOES_ON_BEFORE = frozenset(
    "else elif elseif catch finally . ?. ? : && || ?? + |> = -> => { | or and & * :: <> .. "
    "orelse".split()
)
BEGINS_CASE = frozenset({"case", "default"})
#: Where a word can begin a statement or a value.
BEFORE_VALUE = frozenset(
    "RUN newline = ( [ , ; { return || && or and => -> := then else do begin case <- ||= "
    "| << ?".split()
)
#: These need no such place.
DECLARES = frozenset("def class module function sub".split())
#: After a closing brace these go on with what it closed.
AFTER_BRACE = frozenset(
    "else elif elseif elsif catch finally while as in of instanceof and or if unless then do where "
    "from until rescue".split()
)
#: An element of more items is none that only annotates the next.
_MOST_ANNOTATED = 60
ENDS_CASE_LABEL = frozenset({":", "->", "=>"})


def begins_case(items: list[Item]) -> bool:
    """Whether an element begins with the word of a case label."""
    return bool(items) and isinstance(items[0], Token) and items[0].text in BEGINS_CASE


def holds_block(element: Element) -> bool:
    """Whether an element has come to its body."""
    return any(isinstance(item, Group) and item.kind in ("{", "block") for item in element.items)


def is_annotation(items: list[Item]) -> bool:
    """Whether all of an element says something of the next one: ``@Profile("test")``."""
    if len(items) > _MOST_ANNOTATED:
        return False
    first, *rest = items
    if not isinstance(first, Token) or not first.text.startswith("@") or len(first.text) == 1:
        return False
    if any(isinstance(item, Token) and item.text in ("=", "||=", "<<") for item in rest):
        return False
    return all(isinstance(item, Token) or (item.kind == "(" and item is rest[-1]) for item in rest)


def is_command(element: Element) -> bool:
    """Whether an element is a call without brackets, or a case label that goes on."""
    items = element.items
    if begins_case(items):
        return not any(isinstance(item, Group) and item.kind == "case" for item in items)
    if len(items) < 2 or not isinstance(items[0], Token) or items[0].kind != "word":
        return False
    second = items[1]
    if isinstance(second, Group):
        return False
    return second.kind in ("word", "string")


def declares(group: Group, syntax: Syntax) -> bool:
    """Whether the lines in a bracket are declarations: ``const ( … )`` of Go."""
    head = group.above.items[: group.nth] if group.above else []
    first = head[-1] if len(head) == 1 else None
    return (
        syntax.name == "go"
        and isinstance(first, Token)
        and first.text in ("const", "var", "type", "import")
    )


class Frame:
    """A block between keywords that is open: the element it is in, and how far it has come."""

    __slots__ = ("depth", "element", "pending", "waiting", "word")

    def __init__(self, word: str, element: Element, depth: int, waiting: bool) -> None:
        self.word = word
        self.element = element
        self.depth = depth
        self.waiting = waiting
        self.pending = not waiting


def is_middle(word: str, frame: Frame, begins: bool) -> bool:
    """Whether a word goes on with the block between keywords that is open."""
    if word == "in":
        return False
    if word == "when":
        return frame.word == "case"
    return begins or word in ("elif", "elseif", "elsif", "else")
