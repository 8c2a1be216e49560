"""The class or function whose body a place is in, and what annotates it."""

from __future__ import annotations

import re

from aurora_lint.address import Label
from aurora_lint.address.outline.naming import Said, names_set
from aurora_lint.address.outline.phrases import KEYWORDS, Text, op, path_before, strings_in, word
from aurora_lint.address.outline.syntax import Syntax
from aurora_lint.address.outline.tree import Element, Group, Item, Token
from aurora_lint.condition import is_switch

CLASSES = frozenset(
    "class interface struct enum trait impl object record protocol extension actor module mod "
    "namespace defmodule union".split()
)
_BASES = frozenset("extends implements : < with for".split())
FUNCTIONS = frozenset(
    "function def fn func fun sub proc method init constructor defp defun macro procedure".split()
)
CONTROL = frozenset(
    "if else elif elsif elseif unless for foreach while until do switch match case when try catch "
    "finally except rescue ensure begin loop select synchronized using lock guard default "
    "with unsafe go defer".split()
)
_CFG = re.compile(r"\[\s*cfg\(\s*(not\()?(.*?)\)*\s*\]$")


def declared(items: list[Item], at: int, syntax: Syntax, text: Text) -> Said | None:
    """Read the class or function whose body ``at`` is; None where it is none."""
    said: Said = []
    for n in range(at):
        name = word(items[n])
        following = items[n + 1] if n + 1 < at else None
        if (
            name in CLASSES
            and word(following)
            and isinstance(following, Token)
            and not syntax.mapping
        ):
            if following.text in ("class", "object", "exports"):
                continue
            return annotated(items[:n], text) + _class(items, n, at, text)
        if name in FUNCTIONS and not syntax.mapping:
            return annotated(items[:n], text) + _function(items, n, at, text)
    if syntax.mapping or syntax.keywords.closers or not _is_method(items, at):
        return None
    bracket = _brackets(items, at)[0]
    path = path_before(items, bracket)
    said = annotated(items[:bracket], text)
    said += [[Label("function", part.text, text.line(part))] for part in path[-1:]]
    inside = items[bracket]
    assert isinstance(inside, Group)
    return said + [[Label("section", each.value, text.line(each))] for each in strings_in(inside)]


def _brackets(items: list[Item], at: int) -> list[int]:
    return [
        n
        for n in range(1, at)
        if (item := items[n])
        and isinstance(item, Group)
        and item.kind == "("
        and word(items[n - 1])
        and not word(items[n - 1]).startswith("@")
    ]


def _is_method(items: list[Item], at: int) -> bool:
    """Whether a block follows ``name(…)``, as a method's body does."""
    brackets = _brackets(items, at)
    if not brackets or word(items[brackets[0] - 1]) in CONTROL:
        return False
    return not any(op(item) in ("=", ":=", "=>", "?", "&&", "||") for item in items[:at])


def _class(items: list[Item], n: int, at: int, text: Text) -> Said:
    said: Said = []
    name = items[n + 1]
    assert isinstance(name, Token)
    in_bases = False
    for item in items[n + 2 : at]:
        in_bases = in_bases or op(item) in _BASES or word(item) in _BASES
        if in_bases and isinstance(item, Token) and word(item) not in KEYWORDS | _BASES | {""}:
            said.append([Label("class", item.text, text.line(item))])
    return [*said, [Label("class", f"class {name.value}", text.line(name))]]


def _function(items: list[Item], n: int, at: int, text: Text) -> Said:
    for m in range(n + 1, at):
        item = items[m]
        if isinstance(item, Token) and item.kind == "word" and "-" in item.text:
            # A verb and its noun, as PowerShell has them.
            return [
                [Label("function", item.text.partition("-")[2], text.line(item), written=item.text)]
            ]
        if isinstance(item, Token) and item.kind == "word":
            last, k = item, m + 1
            while (
                k + 1 < at and op(items[k]) in (".", ":", "::") and isinstance(items[k + 1], Token)
            ):
                last, k = items[k + 1], k + 2  # type: ignore[assignment]
            return [[Label("function", last.text, text.line(last))]]
    # A function without a name has that of what it is set to.
    return names_set(items, 0, n, text, _ANY)


_ANY = Syntax("any", "brackets")


def clause(items: list[Item], text: Text) -> Said:
    """Read the head of a one-line function: ``def key(:staging), do: …``."""
    name, arguments = items[1], items[2] if len(items) > 2 else None
    said: Said = []
    if isinstance(name, Token):
        said.append([Label("function", name.text, text.line(name))])
    if isinstance(arguments, Group):
        said += [
            [Label("section", each.value, text.line(each))]
            for element in arguments.elements
            for each in _flat(element)
            if each.kind == "string" or each.text.startswith(":")
        ]
    return said


def annotated(items: list[Item], text: Text) -> Said:
    """Read what stands before a declaration: ``@Profile("test")``, ``#[cfg(test)]``."""
    said: Said = []
    for n, item in enumerate(items):
        following = items[n + 1] if n + 1 < len(items) else None
        if isinstance(item, Token) and item.text.startswith("@") and len(item.text) > 1:
            if isinstance(following, Group) and following.kind == "(":
                said += _arguments(item, following, text)
            else:
                said.append([Label("function", item.text, text.line(item))])
        elif op(item) == "#" and isinstance(following, Group) and following.kind == "[":
            said += _attribute(following, text)
    return said


def _attribute(group: Group, text: Text) -> Said:
    """Read an attribute of Rust: ``#[cfg(not(feature = "sandbox"))]``."""
    written = text.of([group])
    found = _CFG.match(written)
    if not found:
        return [[Label("function", written.strip("[]"), text.line(group))]]
    condition = found[2]
    if condition == "debug_assertions":
        condition = "debug == true"
    if re.fullmatch(r"\w+", condition):
        return (
            []
            if found[1]
            else [[Label("section", condition, text.line(group), written=f"#{written}")]]
        )
    return [[Label("branch", f"if {condition}", text.line(group), bool(found[1]))]]


def _arguments(name: Token, group: Group, text: Text) -> Said:
    """Read what an annotation is given: an environment, where its name says so."""
    if is_switch(name.text):
        values = [
            each
            for element in group.elements[:5]
            for each in _flat(element)
            if each.kind == "string"
        ]
        written = f"{name.text}{text.of([group])}"
        negated = bool(values) and all(each.value.startswith("!") for each in values)
        said = ", ".join(repr(each.value.lstrip("!")) for each in values)
        return (
            [[Label("branch", f"it in ({said},)", text.line(name), negated, written=written)]]
            if values
            else []
        )
    return [
        [Label("section", each.value, text.line(each))]
        for element in group.elements[:5]
        for each in _flat(element)
        if each.kind == "string"
    ]


def _flat(element: Element) -> list[Token]:
    tokens: list[Token] = []
    for item in element.items[:10]:
        if isinstance(item, Token):
            tokens.append(item)
        else:
            tokens += [
                each
                for inner in item.elements[:5]
                for each in inner.items
                if isinstance(each, Token)
            ]
    return tokens
