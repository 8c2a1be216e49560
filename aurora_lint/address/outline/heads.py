"""What the head of a step says: the name set, the call made, the class, function or section."""

from __future__ import annotations

import re

from aurora_lint.address import Label
from aurora_lint.address.outline.phrases import (
    COMPARES,
    HOLDERS,
    KEYWORDS,
    Text,
    assignments,
    is_block,
    op,
    path_before,
    segment,
    strings_in,
    word,
)
from aurora_lint.address.outline.syntax import Syntax
from aurora_lint.address.outline.tree import Element, Group, Item, Step, Token
from aurora_lint.condition import is_switch
from aurora_lint.keys import mask
from aurora_lint.words import split

Said = list[list[Label]]

_CLASSES = frozenset(
    "class interface struct enum trait impl object record protocol extension actor module mod "
    "namespace defmodule union".split()
)
_BASES = frozenset("extends implements : < with for".split())
_FUNCTIONS = frozenset(
    "function def fn func fun sub proc method init constructor defp defun macro procedure".split()
)
_CONTROL = frozenset(
    "if else elif elsif elseif unless for foreach while until do switch match case when try catch "
    "finally except rescue ensure begin loop select synchronized using lock guard default "
    "with unsafe go defer".split()
)
#: Names that say nothing: of the object itself, of what every key is sent in.
_OWN = re.compile(
    r"\$?(?:this|self|cls|module|exports|export|authorization|authentication|bearer|string|env"
    r"|process|const|var|-)\Z",
    re.IGNORECASE,
)
#: Variables that anything is called.
_ANYTHING = re.compile(r"[$@]?(?:local|test)\Z", re.IGNORECASE)
_NAMING = re.compile(r"[$:@]?[A-Za-z_][\w.\-/$: ]{0,80}\Z")
_CFG = re.compile(r"\[\s*cfg\(\s*(not\()?(.*?)\)*\s*\]$")
#: A heading of more words is a sentence.
_LONGEST_TITLE = 6
_MOST_WORDS = 8


def read(step: Step, syntax: Syntax, text: Text) -> Said:
    """Give what stands before ``step``'s item in its element, the outermost first."""
    element, at = step
    item = step.item
    if isinstance(item, Token) and item.kind == "text":
        if syntax.layout == "tags":
            return [[Label("section", "browser", text.line(element), written="<script>")]]
        return _names(element.items, 0, at, text, syntax) + _redirected(element.items, text)
    if isinstance(item, Group) and item.kind in ("section", "tag"):
        return _section(element, item, syntax, text)
    items = element.items
    first, _ = segment(items, at)
    if word(items[0]).startswith("@") or op(items[0]) == "#":
        if not (isinstance(item, Group) and is_block(item)):
            end = max((n for n in range(at) if isinstance(items[n], Group)), default=-1) + 1
            return _annotations(items[:end], text) + _plain(step, syntax, text)
    said = _plain(step, syntax, text)
    if syntax.name in ("kotlin", "groovy"):
        return [[_build_type(label) for label in group] for group in said]
    return said


def _build_type(label: Label) -> Label:
    """Read the two build types of Android as what they are for."""
    if label.role in ("section", "function") and label.text in ("debug", "release"):
        negated = label.text == "release"
        return Label("branch", "if debug", label.line, negated, written="" if negated else label.text)
    return label


def _plain(step: Step, syntax: Syntax, text: Text) -> Said:
    element, at = step
    item = step.item
    items = element.items
    first, _ = segment(items, at)
    if syntax.name == "elixir" and word(items[0]) in ("def", "defp") and first:
        return _clause(items, text)
    if isinstance(item, Group) and is_block(item):
        declared = _declared(items, at, syntax, text)
        if declared is not None:
            return declared
    if isinstance(item, Group) and is_block(item) and word(items[0]) in _CONTROL:
        return []
    said = _names(items, first, at, text, syntax)
    if isinstance(item, Group) and item.kind == "(":
        return said + _call(items, at, first, text)
    if said:
        if isinstance(item, Group):
            return [[label._replace(role="section") for label in group] for group in said]
        return said + _fallbacks(items, first, at, text)
    if isinstance(item, Group) and is_block(item):
        return [] if assignments(items, first, at) else _words(items[:at], text)
    return _fallbacks(items, first, at, text) or _command(items, at, first, text)


def _label(text: Text, token: Token) -> list[list[Label]]:
    value = token.value.strip()
    if not _NAMING.match(value) or _OWN.match(value) or mask(value) != value:
        return []
    return [[Label("name", value, text.line(token))]]


def _names(items: list[Item], first: int, at: int, text: Text, syntax: Syntax) -> Said:
    said: Said = []
    for n in assignments(items, first, at):
        if op(items[n]) == "=>" and syntax.name in ("script", "dart") and n and not _is_string(items[n - 1]):
            continue
        begin = first if op(items[n]) != ":" or not syntax.mapping else 0
        parts = path_before(items, n, begin)
        if syntax.name == "yaml" and parts:
            parts = [item for item in items[first:n] if isinstance(item, Token) and item.kind in ("word", "string") and item.text != "-"]
        is_variable = op(items[n]) in ("=", ":=") and not syntax.mapping
        said += [
            group
            for part in parts
            if not (is_variable and _ANYTHING.match(part.text))
            for group in _label(text, part)
        ]
    compared = [n for n in range(first, at) if op(items[n]) in COMPARES or word(items[n]) == "eq"]
    if compared and at == compared[-1] + 1:
        said += [group for part in path_before(items, compared[-1], first) for group in _label(text, part)]
    return said


def _is_string(item: Item) -> bool:
    return isinstance(item, Token) and item.kind == "string"


def _call(items: list[Item], at: int, first: int, text: Text) -> Said:
    """Read a call: its name, and the name that its first argument gives to the second."""
    end = at
    if end and op(items[end - 1]) == ">":  # new Map<String, Key>(…)
        while end > first and op(items[end]) != "<":
            end -= 1
    path = [part for part in path_before(items, end, first) if part.kind == "word"]
    if path and word(path[-1]) in _CONTROL | _CLASSES:
        return []
    if len(path) > 1 or not path or word(path[0]) not in KEYWORDS:
        before = at - 2
        if before >= 0 and word(items[before]) in _FUNCTIONS and path:
            return [[Label("function", path[-1].text, text.line(path[-1]))]]
    name = ".".join(part.text for part in path if not _OWN.match(part.text))
    return [[Label("call", name, text.line(path[0]))]] if name else []


def _declared(items: list[Item], at: int, syntax: Syntax, text: Text) -> Said | None:
    """Read the class or function whose body ``at`` is; None where it is none."""
    said: Said = []
    for n in range(at):
        name = word(items[n])
        following = items[n + 1] if n + 1 < at else None
        if name in _CLASSES and word(following) and isinstance(following, Token) and not syntax.mapping:
            if following.text in ("class", "object", "exports"):
                continue
            return _annotations(items[:n], text) + _class(items, n, at, text)
        if name in _FUNCTIONS and not syntax.mapping:
            return _annotations(items[:n], text) + _function(items, n, at, text)
    if syntax.mapping or syntax.keywords.closers or not _is_method(items, at):
        return None
    bracket = _brackets(items, at)[0]
    path = path_before(items, bracket)
    said = _annotations(items[:bracket], text)
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
    if not brackets or word(items[brackets[0] - 1]) in _CONTROL:
        return False
    return not any(op(item) in ("=", ":=", "=>", "?", "&&", "||") for item in items[:at])


def _class(items: list[Item], n: int, at: int, text: Text) -> Said:
    said: Said = []
    name = items[n + 1]
    assert isinstance(name, Token)
    in_bases = False
    for item in items[n + 2 : at]:
        in_bases = in_bases or op(item) in _BASES or word(item) in _BASES
        if isinstance(item, Token) and item.kind == "word" and in_bases:
            if word(item) not in KEYWORDS and word(item) not in _BASES:
                said.append([Label("class", item.text, text.line(item))])
    return [*said, [Label("class", f"class {name.value}", text.line(name))]]


def _function(items: list[Item], n: int, at: int, text: Text) -> Said:
    for m in range(n + 1, at):
        item = items[m]
        if isinstance(item, Token) and item.kind == "word" and "-" in item.text:
            # A verb and its noun, as PowerShell has them.
            return [[Label("function", item.text.partition("-")[2], text.line(item), written=item.text)]]
        if isinstance(item, Token) and item.kind == "word":
            last, k = item, m + 1
            while k + 1 < at and op(items[k]) in (".", ":", "::") and isinstance(items[k + 1], Token):
                last, k = items[k + 1], k + 2  # type: ignore[assignment]
            return [[Label("function", last.text, text.line(last))]]
    # A function without a name has that of what it is set to.
    return _names(items, 0, n, text, _ANY)


_ANY = Syntax("any", "brackets")


def _clause(items: list[Item], text: Text) -> Said:
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


def _annotations(items: list[Item], text: Text) -> Said:
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
        return [] if found[1] else [[Label("section", condition, text.line(group), written=f"#{written}")]]
    return [[Label("branch", f"if {condition}", text.line(group), bool(found[1]))]]


def _arguments(name: Token, group: Group, text: Text) -> Said:
    """Read what an annotation is given: an environment, where its name says so."""
    if is_switch(name.text):
        values = [each for element in group.elements[:5] for each in _flat(element) if each.kind == "string"]
        written = f"{name.text}{text.of([group])}"
        negated = bool(values) and all(each.value.startswith("!") for each in values)
        said = ", ".join(repr(each.value.lstrip("!")) for each in values)
        return [[Label("branch", f"it in ({said},)", text.line(name), negated, written=written)]] if values else []
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
            tokens += [each for inner in item.elements[:5] for each in inner.items if isinstance(each, Token)]
    return tokens


def _section(element: Element, group: Group, syntax: Syntax, text: Text) -> Said:
    """Read a section's header, a tag."""
    head = element.items[0]
    if not isinstance(head, Token) or head is group:
        return []
    line = text.line(head)
    if group.kind == "section":
        title = head.value.strip().split(" : ")[0]
        if not title or title.startswith("---"):
            return []
        if syntax.layout == "prose" or len(split(title)) > _LONGEST_TITLE:
            return [[Label("text", title, line)]]
        parts = [title] if " " in title else re.split(r"[./:]", title)
        return [[Label("section", part, line)] for part in parts if part]
    attributes = element.items[1]
    named: Said = []
    if isinstance(attributes, Group) and attributes is not group:
        for each in attributes.elements:
            if word(each.items[0]) in ("name", "key", "id") and len(each.items) == 3:
                value = each.items[2]
                if isinstance(value, Token):
                    named += _label(text, value)
    if syntax.name == "page" and attributes is group:
        named.insert(0, [Label("section", "browser", line, written=f"<{head.text}>")])
    return [[Label("section", head.text, line)], *named]


def _words(items: list[Item], text: Text) -> Said:
    """Read the words before a block: ``provider "aurora" {``, ``environment :test do``."""
    said: Said = []
    for item in items[-_MOST_WORDS:]:
        if isinstance(item, Group):
            said += [[Label("section", each.value, text.line(each))] for each in strings_in(item)]
        elif item.kind == "string" or (
            item.kind == "word" and item.text != "-" and word(item) not in KEYWORDS | _CONTROL
        ):
            said.append([Label("section", item.value, text.line(item))])
        elif item.kind == "word" and item.text.startswith(":"):
            said.append([Label("section", item.text, text.line(item))])
    return said


def _redirected(items: list[Item], text: Text) -> Said:
    """Read where a shell writes the text that follows: ``cat > .env.staging <<EOF``."""
    for n, item in enumerate(items[:-1]):
        following = items[n + 1]
        if op(item) == ">" or word(item) in ("tee", "-a"):
            if isinstance(following, Token) and following.kind in ("word", "string"):
                return [[Label("section", following.value, text.line(following))]]
    return []


def _fallbacks(items: list[Item], first: int, at: int, text: Text) -> Said:
    """Read what a key stands in for: ``env("AURORA_SANDBOX_KEY") || "…"``."""
    said: Said = []
    for n in range(first + 1, at):
        if op(items[n]) in ("||", "??", "?:", "||=", "??=") or word(items[n]) == "or":
            before = items[n - 1]
            if isinstance(before, Group) and before.kind in ("(", "["):
                said += [group for each in strings_in(before, 1) for group in _label(text, each)]
            else:
                said += [group for part in path_before(items, n, first) for group in _label(text, part)]
    return said


def _command(items: list[Item], at: int, first: int, text: Text) -> Said:
    """Read a call without brackets: ``set $aurora_key "…"``, ``ENV AURORA_KEY …``."""
    if at == 0:
        return []
    said: Said = []
    head = items[0]
    is_command = first > 0 or at == 1 or not op(items[1])
    if isinstance(head, Token) and is_command and word(head) not in KEYWORDS | _CONTROL | {""}:
        said.append([Label("call", head.text, text.line(head))])
    before = items[at - 1] if at > first else None
    if before is None and first > 1:
        # buildConfigField "String", "AURORA_KEY", "…"
        previous = items[first - 2]
        if isinstance(previous, Token) and HOLDERS.intersection(split(previous.text)):
            return said + _label(text, previous)
        return said
    if isinstance(before, Token) and before.kind in ("word", "string") and before is not head:
        said += _label(text, before)
    return said
