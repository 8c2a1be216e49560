"""The case of a switch that a place stands in: its labels, its arm, a pattern of a shell."""

from __future__ import annotations

from aurora_lint.address import Label
from aurora_lint.address.outline.phrases import Text, op, word
from aurora_lint.address.outline.tree import Element, Group, Item, Step, Token

Said = list[list[Label]]
#: More cases than this before one are a table, not a choice of environments.
_MOST = 50
_CHOOSES = frozenset("switch match case when select given".split())
#: What the last of a switch is called, which takes what no other takes.
_OTHERWISE = frozenset({"default", "else", "_", "*", "otherwise"})
_ARROWS = frozenset({"->", "=>", ":"})


def read(step: Step, text: Text) -> Said:
    """Read the case of a switch that holds the key, its arm in a match, its pattern in a shell."""
    element, at = step
    item = step.item
    group = element.group
    if isinstance(item, Group) and item.kind == "case":
        cases = [_values(each) for each in group.elements]
    else:
        if group.above is None or group.kind not in ("{", "block") or not _chooses(group):
            return []
        cases = [_arm(each) for each in group.elements]
    here = cases[element.nth]
    if not here or (not _is_case(element) and at < len(here)):
        return []
    subject = _subject(group, text)
    n = element.nth
    while n and (cases[n - 1] and _is_empty(group.elements[n - 1])):
        n -= 1
    together = [value for each in cases[n : element.nth + 1] for value in each]
    if any(word(value) in _OTHERWISE or op(value) in _OTHERWISE for value in together):
        if len(cases) < 2 and not subject:
            return []
        others = [each for nth, each in enumerate(cases) if not n <= nth <= element.nth and each]
        labels = [_choice(subject, each, text, negated=True) for each in others[-_MOST:]]
        return [labels] if labels else []
    return [[_choice(subject, together, text, negated=False)]]


def _choice(subject: str, values: list[Item], text: Text, negated: bool) -> Label:
    said = ", ".join(text.of([value]) for value in values if op(value) not in (",", "|"))
    joined = text.of(values)
    line = text.line(values[0])
    if said.lower() in ("true", "false") and subject:
        return Label("branch", f"{subject} == {said}", line, negated, written=f"{subject}: {said}")
    if any(op(value) in ("==", "===", "!=") or word(value) == "in" for value in values) or (
        not subject and any(op(value) in (".", "!") for value in values)
    ):
        return Label("branch", f"if {joined}", line, negated)
    if any(op(value) in (".", "::") for value in values):
        said = ", ".join(repr(each) for each in _last_words(values))
    written = "" if negated else f"case {joined}"
    return Label("branch", f"it in ({said},)", line, negated, written=written)


def _last_words(values: list[Item]) -> list[str]:
    """Give the last part of each of several names: ``.dev, Env.prod`` gives dev, prod."""
    found: list[str] = []
    begins = True
    for value in values:
        if isinstance(value, Token) and value.kind in ("word", "string"):
            if begins:
                found.append(value.value)
            else:
                found[-1] = value.value
            begins = False
        elif op(value) in (",", "|", "||"):
            begins = True
    return found


def _is_case(element: Element) -> bool:
    return any(isinstance(item, Group) and item.kind == "case" for item in element.items)


def _values(element: Element) -> list[Item]:
    """Give the values of a case label: what stands between its word and its colon."""
    values: list[Item] = []
    for item in element.items:
        if isinstance(item, Group) and item.kind == "case":
            return _without_guard(values)
        if op(item) not in _ARROWS and not (not values and word(item) == "case"):
            values.append(item)
    return []


def _without_guard(values: list[Item]) -> list[Item]:
    for n, item in enumerate(values):
        if word(item) in ("when", "if", "where") and n:
            return values[n + 1 :] if n == 1 and word(values[0]) else values[:n]
    if values and isinstance(values[0], Token) and values[0].text in ("let", "is"):
        return values[1:]
    return values


def _arm(element: Element) -> list[Item]:
    """Give the values of an arm of a match: what stands before its arrow, or all of it."""
    for n, item in enumerate(element.items):
        if op(item) in ("->", "=>"):
            return _without_guard(element.items[:n])
    return element.items if len(element.items) == 1 and isinstance(element.items[0], Token) else []


def _is_empty(element: Element) -> bool:
    """Whether a case does nothing of its own and falls through to the next."""
    last = element.items[-1]
    if isinstance(last, Group) and last.kind == "case":
        return not last.elements
    return not any(op(item) in ("->", "=>") for item in element.items)


def _chooses(group: Group) -> bool:
    """Whether a group is the body of a match."""
    above = group.above
    if above is None:
        return False
    head = above.items[: group.nth]
    tail = head[-3:] if head else []
    return any(word(item) in _CHOOSES for item in (head[:4] + tail))


def _subject(group: Group, text: Text) -> str:
    """Give the text of what a switch chooses by."""
    if group.above is None:
        return ""
    head = group.above.items[: group.nth]
    for n in range(len(head) - 1, -1, -1):
        if word(head[n]) in _CHOOSES:
            after = [item for item in head[n + 1 :] if word(item) != "in"]
            if after:
                return text.of(after)
            begin = max(
                (
                    m + 1
                    for m in range(n)
                    if op(head[m]) in ("=", ":=") or word(head[m]) == "return"
                ),
                default=0,
            )
            return text.of(head[begin:n])
    return ""
