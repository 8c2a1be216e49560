"""HTML made of tags: text becomes markup in one place, and there it is masked and escaped."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import TypeAlias

from aurora_lint.spellings.masking import mask

#: More of one text than this is not shown: no file's name, author or message needs it.
LONGEST = 500
#: The elements that have no content and no end.
_VOID = frozenset({"input", "link", "meta"})


class Markup(str):
    """Text that is HTML already. Only this module makes it of text that is not."""

    __slots__ = ()


Child: TypeAlias = "str | Iterable[Child] | None"


def tag(name: str, /, *children: Child, **attributes: str | bool | None) -> Markup:
    """Give an element; a child that is no :class:`Markup` is text, and so is each attribute.

    ``class_`` is the attribute ``class``, ``data_kind`` ``data-kind``. One that is None or False
    is left out.
    """
    said = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{text(value)}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in _VOID:
        return Markup(f"<{name}{said}>")
    return Markup(f"<{name}{said}>{''.join(map(_inner, children))}</{name}>")


def join(*children: Child) -> Markup:
    """Give markup and texts one after the other, without an element around them."""
    return Markup("".join(map(_inner, children)))


def _inner(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, Markup):
        return child
    return text(child) if isinstance(child, str) else "".join(map(_inner, child))


@lru_cache(maxsize=1 << 14)
def text(plain: str) -> Markup:
    """Give ``plain`` as HTML, in a tag or in quotes: ASCII on one line, every key in it masked.

    What cannot be seen, would reorder the text around it or is no character is shown as an escape.
    """
    masked = mask(plain)
    if len(masked) > LONGEST:
        masked = f"{masked[:LONGEST]}… ({len(masked):,} characters)"
    shown = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in masked)
    return Markup(escape(shown).encode("ascii", "xmlcharrefreplace").decode("ascii"))


def name(plain: str) -> Markup:
    """Give what somebody called something; its letters reorder nothing that stands around it."""
    return tag("bdi", plain)


def code(plain: str, class_: str | None = None) -> Markup:
    """Give a name as a program writes it, from left to right whatever its letters."""
    return tag("code", plain, class_=class_, dir="ltr")


def listed(names: Iterable[str]) -> Markup:
    """Give several names with commas between them."""
    parts: list[Child] = []
    for each in names:
        parts += [", ", name(each)] if parts else [name(each)]
    return join(*parts)


def number(count: int, noun: str) -> str:
    """Give a number with its noun: ``1 place``, ``1,200 places``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
