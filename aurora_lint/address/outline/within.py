"""What else one element says: the other calls of a chain, options, attributes, arguments."""

from __future__ import annotations

from aurora_lint import hosts
from aurora_lint.address import Label
from aurora_lint.address.outline.beside import Beside
from aurora_lint.address.outline.entries import setting_of
from aurora_lint.address.outline.phrases import Text, op, path_before, segment, word
from aurora_lint.address.outline.syntax import Syntax
from aurora_lint.address.outline.tree import Group, Step, Token

#: How many statements back the making of an object is looked for.
_NEAR = 30


def in_command(step: Step, beside: Beside) -> list[Label]:
    """Read the other arguments of a call without brackets: ``config :aurora, :test, key: …``."""
    items, at = step.element.items, step.at
    commas = [n for n, item in enumerate(items) if op(item) == ","]
    if not commas:
        return []
    call = Group("(", step.element.start)
    begin = 0
    for end in (*commas, len(items)):
        first = begin + 1 if begin == 0 and end > 1 else begin
        if not begin <= at < end:
            call.add().items = list(items[first:end])
        begin = end + 1
    return [label for _, label in beside.of_group(call)]


def in_call_chain(step: Step, text: Text, beside: Beside) -> list[Label]:
    """Read the other calls of a chain: ``.apiKey(…).environment("sandbox")``."""
    items, at = step.element.items, step.at
    first, last = segment(items, at)
    labels = []
    if not isinstance(items[at], Group):
        return []
    for n in range(first + 1, last):
        item = items[n]
        if n == at or not isinstance(item, Group) or item.kind != "(":
            continue
        name = items[n - 1]
        if not word(name) or n < 2 or op(items[n - 2]) not in (".", "->", "::", "?."):
            continue
        assert isinstance(name, Token)
        if not item.elements:
            labels.append(Label("setting", name.text, text.line(name), written=f".{name.text}()"))
            continue
        for said, written in beside.of_setter(
            [items[n - 2], name, item], f".{name.text}{text.of([item])}"
        ):
            labels.append(Label("setting", said, text.line(name), written=written))
        for found, _ in hosts.find(text.of([item])):
            labels.append(Label("host", found, text.line(name)))
    return labels


def of_receiver(step: Step, syntax: Syntax, text: Text, beside: Beside) -> list[Label]:
    """Read how the object was made that is given the key: ``x = new Client(Hosts.SANDBOX)``."""
    items, at = step.element.items, step.at
    if syntax.mapping:
        return []
    end = (
        at - 1
        if isinstance(items[at], Group)
        else next((n for n in range(at - 1, 0, -1) if op(items[n]) == "="), 0)
    )
    path = path_before(items, end + 1 if isinstance(items[at], Group) else end) if end > 0 else []
    if len(path) != 2:
        return []
    for element in reversed(step.element.group.elements[: step.element.nth][-_NEAR:]):
        made, sign = (
            element.items,
            next((n for n, item in enumerate(element.items[:6]) if op(item) in ("=", ":=")), 0),
        )
        if not sign or word(made[sign - 1]) != word(path[0]):
            continue
        call = made[-1] if op(made[-1]) != ";" else made[-2]
        if not isinstance(call, Group) or call.kind not in ("(", "{"):
            return []
        name = [part.text for part in path_before(made, made.index(call)) if part.kind == "word"]
        labels = [Label("call", ".".join(name), text.line(call))] if name else []
        return labels + [label for _, label in beside.of_group(call)]
    return []


def in_tag(step: Step, syntax: Syntax, text: Text) -> list[Label]:
    """Read the attributes beside one in a tag within code: ``<Map apiKey="…" mode="test" />``."""
    items, at = step.element.items, step.at
    begin = max((n for n in range(at) if op(items[n]) == "<"), default=-1)
    if begin < 0 or any(op(items[n]) == ">" for n in range(begin, at)):
        return []
    labels = []
    for n in range(begin + 2, len(items) - 1):
        if op(items[n]) == ">":
            break
        if op(items[n]) == "=" and n + 1 != at:
            name, value = items[n - 1], items[n + 1]
            if isinstance(value, Group) and value.kind == "{" and len(value.elements) == 1:
                said = setting_of(text.of([name]), value.elements[0].items, syntax)
            else:
                said = setting_of(text.of([name]), [value], syntax)
            if said:
                labels.append(Label("setting", said, text.line(name)))
    return labels


def in_line(step: Step, syntax: Syntax, text: Text) -> list[Label]:
    """Read what else an element sets: ``A=… ENV=test ./run``, ``SET a = '…' WHERE env = 'x'``."""
    items, at = step.element.items, step.at
    if not syntax.options:
        return []
    labels = []
    for n in range(1, len(items) - 1):
        if op(items[n]) in ("=", "==") and n + 1 != at:
            name, value = path_before(items, n), items[n + 1]
            if name and (said := setting_of(name[-1].value, [value], syntax)):
                labels.append(Label("setting", said, text.line(items[n])))
        elif word(items[n]).startswith("-") and n + 1 != at and isinstance(items[n + 1], Token):
            option = word(items[n]).lstrip("-")
            if said := setting_of(option, [items[n + 1]], syntax):
                labels.append(Label("setting", said, text.line(items[n])))
    return labels
