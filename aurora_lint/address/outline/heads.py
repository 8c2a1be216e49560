"""What the head of a step says: the name set, the call made, the section it opens."""

from __future__ import annotations

import re

from aurora_lint.address import Label
from aurora_lint.address.outline.declarations import (
    CLASSES,
    CONTROL,
    FUNCTIONS,
    annotated,
    clause,
    declared,
)
from aurora_lint.address.outline.naming import OWN, Said, name_label, names_set
from aurora_lint.address.outline.phrases import (
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
from aurora_lint.vocabulary import HOLDERS
from aurora_lint.words import split

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
        return names_set(element.items, 0, at, text, syntax) + _redirected(element.items, text)
    if isinstance(item, Group) and item.kind in ("section", "tag"):
        return _section(element, item, syntax, text)
    items = element.items
    is_annotated = word(items[0]).startswith("@") or op(items[0]) == "#"
    if is_annotated and not is_block(item):
        end = max((n for n in range(at) if isinstance(items[n], Group)), default=-1) + 1
        return annotated(items[:end], text) + _plain(step, syntax, text)
    said = _plain(step, syntax, text)
    if syntax.commands:
        return _redirected(items, text) + said
    if syntax.name in ("kotlin", "groovy"):
        return [[_build_type(label) for label in group] for group in said]
    return said


def _build_type(label: Label) -> Label:
    """Read the two build types of Android as what they are for."""
    if label.role in ("section", "function") and label.text in ("debug", "release"):
        negated = label.text == "release"
        return Label(
            "branch", "if debug", label.line, negated, written="" if negated else label.text
        )
    return label


def _plain(step: Step, syntax: Syntax, text: Text) -> Said:
    element, at = step
    item = step.item
    items = element.items
    first, _ = segment(items, at)
    if syntax.name == "elixir" and word(items[0]) in ("def", "defp") and first:
        return clause(items, text)
    if isinstance(item, Group) and is_block(item):
        body = declared(items, at, syntax, text)
        if body is not None:
            return body
    if isinstance(item, Group) and is_block(item) and word(items[0]) in CONTROL:
        return []
    said = names_set(items, first, at, text, syntax)
    if isinstance(item, Group) and item.kind == "(":
        return said + _call(items, at, first, text)
    if said:
        if isinstance(item, Group):
            return [[label._replace(role="section") for label in group] for group in said]
        return said + _fallbacks(items, first, at, text)
    if isinstance(item, Group) and is_block(item):
        return [] if assignments(items, first, at) else _words(items[:at], text)
    return _fallbacks(items, first, at, text) or _command(items, at, first, text)


def _call(items: list[Item], at: int, first: int, text: Text) -> Said:
    """Read a call, or the parameters of a function that is declared."""
    end = at
    if end and op(items[end - 1]) == ">":  # new Map<String, Key>(…)
        while end > first and op(items[end]) != "<":
            end -= 1
    path = [part for part in path_before(items, end, first) if part.kind == "word"]
    if path and word(path[-1]) in CONTROL | CLASSES:
        return []
    if path and at > 1 and word(items[at - 2]) in FUNCTIONS:
        return [[Label("function", path[-1].text, text.line(path[-1]))]]
    name = ".".join(part.text for part in path if not OWN.match(part.text))
    return [[Label("call", name, text.line(path[0]))]] if name else []


def _section(element: Element, group: Group, syntax: Syntax, text: Text) -> Said:
    """Read a section's header, a tag."""
    head = element.items[0]
    if not isinstance(head, Token):
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
                    named += name_label(text, value)
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
            item.kind == "word" and item.text != "-" and word(item) not in KEYWORDS | CONTROL
        ):
            said.append([Label("section", item.value, text.line(item))])
    return said


def _redirected(items: list[Item], text: Text) -> Said:
    """Read where a shell writes the text that follows: ``cat > .env.staging <<EOF``."""
    for n, item in enumerate(items[:-1]):
        following = items[n + 1]
        if not isinstance(following, Token) or following.kind not in ("word", "string"):
            continue
        is_target = op(item) == ">" or word(item) in ("tee", "-a")
        if is_target and not following.text.startswith("/dev/"):
            return [[Label("section", following.value, text.line(following))]]
    return []


def _fallbacks(items: list[Item], first: int, at: int, text: Text) -> Said:
    """Read what a key stands in for: ``env("AURORA_SANDBOX_KEY") || "…"``."""
    said: Said = []
    for n in range(first + 1, at):
        if op(items[n]) in ("||", "??", "?:", "||=", "??=") or word(items[n]) == "or":
            before = items[n - 1]
            if isinstance(before, Group) and before.kind in ("(", "["):
                said += [
                    group for each in strings_in(before, 1) for group in name_label(text, each)
                ]
            else:
                said += [
                    group
                    for part in path_before(items, n, first)
                    for group in name_label(text, part)
                ]
    return said


def _command(items: list[Item], at: int, first: int, text: Text) -> Said:
    """Read a call without brackets: ``set $aurora_key "…"``, ``ENV AURORA_KEY …``."""
    if at == 0:
        return []
    said: Said = []
    head = items[0]
    is_command = first > 0 or at == 1 or not op(items[1])
    if isinstance(head, Token) and is_command and word(head) not in KEYWORDS | CONTROL | {""}:
        said.append([Label("call", head.text, text.line(head))])
    before = items[at - 1] if at > first else None
    if before is None and first > 1:
        # buildConfigField "String", "AURORA_KEY", "…"
        previous = items[first - 2]
        if isinstance(previous, Token) and HOLDERS.intersection(split(previous.text)):
            return said + name_label(text, previous)
        return said
    if isinstance(before, Token) and before.kind in ("word", "string") and before is not head:
        said += name_label(text, before)
    return said
