"""Which side of which conditions a place stands on: chains, ternaries, what follows ``&&``."""

from __future__ import annotations

from aurora_lint.address import Label
from aurora_lint.address.outline import cases
from aurora_lint.address.outline.phrases import Text, is_block, is_ternary, op, word
from aurora_lint.address.outline.syntax import Syntax
from aurora_lint.address.outline.tree import Element, Group, Item, Step

Said = list[list[Label]]
_IF = frozenset("if elif elsif elseif unless while until guard".split())
_HEADS = frozenset("if while for foreach elif elsif elseif unless until".split())
_NEGATED = frozenset({"unless", "until"})
#: More cases than this before one are a table, not a choice of environments.
_MOST = 50


def begin(step: Step) -> int:
    """Give the byte offset where the branch of ``step``'s element begins that its item is in."""
    items = step.element.items
    for n in range(step.at - 1, 0, -1):
        if word(items[n]) in ("else", "elif", "elsif", "elseif", "when"):
            return items[n].start
    return step.element.start


def read(step: Step, syntax: Syntax, text: Text) -> Said:
    """Give the branches within ``step``'s element that its item stands in, the outermost first."""
    element, at = step
    said = cases.read(step, text)
    if syntax.name == "elixir":
        said += _keyword_form(element.items, at, text)
    said += _chain(element, at, syntax, text)
    if syntax.name in ("python", "nim"):
        said += _python_ternary(element.items, at, text)
    elif syntax.postfix:
        said += _postfix(element.items, at, text)
    said += _ternary_call(step, text)
    return said + _ternary(element.items, at, text) + _and_or(element.items, at, syntax, text)


def condition_label(text: Text, keyword: str, items: list[Item], negated: bool) -> Label:
    """Give a condition as a label; ``negated`` is the side where it fails."""
    return Label("branch", f"{keyword} {text.of(items)}", text.line(items[0]), negated)


def _chain(element: Element, at: int, syntax: Syntax, text: Text) -> Said:
    """Read ``if … else if … else``, also where the last of it is an element of its own."""
    ruled_out, here = _conditions(element, at, syntax, text)
    if word(element.items[0]) == "else" and element.nth:
        before = element.group.elements[element.nth - 1]
        if before.items and word(before.items[0]) in ("if", "else", "unless"):
            earlier, last = _conditions(before, len(before.items), syntax, text)
            ruled_out = earlier + last + ruled_out
    return [group for group in (ruled_out[-_MOST:], here) if group]


def _conditions(
    element: Element, at: int, syntax: Syntax, text: Text
) -> tuple[list[Label], list[Label]]:
    """Give what the chain has ruled out before ``at``, and the condition that ``at`` is under.

    ``at`` behind the last item gives what all of the chain rules out.
    """
    items, ruled_out = element.items, list[Label]()
    here: list[Label] = []
    subject: list[Item] = []
    n = 0
    is_over = at >= len(items)
    while n < min(at, len(items)):
        keyword = word(items[n])
        if keyword in _IF or keyword == "when" or (keyword == "case" and syntax.keywords.waits):
            if (
                keyword in _IF
                and n
                and syntax.name in ("python", "nim")
                and word(items[0]) not in _IF
            ):
                return ruled_out, here  # its ternary
            ruled_out += [_opposite(label) for label in here]
            here = []
            body = body_of(items, n + 1)
            condition = items[n + 1 : body]
            if keyword == "case":
                subject = condition
            elif keyword == "when" and not subject and not syntax.keywords.waits:
                return [], []
            elif condition and body <= at:
                here = [_condition(keyword, subject if keyword == "when" else [], condition, text)]
            elif not is_over:
                return ruled_out, []  # it stands in the condition itself
            n = body
            continue
        if keyword == "else":
            ruled_out += [_opposite(label) for label in here]
            here = []
        elif keyword in ("catch", "rescue", "finally", "ensure", "except"):
            ruled_out, here = [], []
        n += 1
    if is_over:
        return ruled_out + [_opposite(label) for label in here], []
    return ([], []) if here and _is_past_body(items, at) else (ruled_out, here)


def _is_past_body(items: list[Item], at: int) -> bool:
    """Whether ``at`` comes after a body that has ended: ``if (a) { … } key``."""
    return at > 0 and is_block(items[at - 1]) and not is_block(items[at])


def _condition(keyword: str, subject: list[Item], items: list[Item], text: Text) -> Label:
    if subject:
        written = f"{keyword} {text.of(items)}"
        return Label(
            "branch",
            f"{text.of(subject)} in ({text.of(items)},)",
            text.line(items[0]),
            written=written,
        )
    return condition_label(text, "if", items, keyword in _NEGATED)


def _opposite(label: Label) -> Label:
    return label._replace(negated=not label.negated)


def body_of(items: list[Item], n: int) -> int:
    """Give where the body of a condition that begins at ``n`` begins."""
    if n < len(items):
        first = items[n]
        following = items[n + 1] if n + 1 < len(items) else None
        goes_on = op(following) not in ("", "!", "-", "$", "@") or word(following) in (
            "and",
            "or",
            "xor",
        )
        if isinstance(first, Group) and first.kind == "(" and not goes_on:
            return n + 1
    begin = n
    while n < len(items):
        item = items[n]
        if isinstance(item, Group) and is_block(item):
            return n
        if (op(item) in (":", ";") and n > begin) or word(item) in ("then", "else", "when"):
            return n + (op(item) == ";" and not is_block(items[-1]))
        n += 1
    return n


def _ternary(items: list[Item], at: int, text: Text) -> Said:
    """Read ``condition ? this : that``, one in the other where they follow each other."""
    begin = 0
    ruled_out: list[Label] = []
    here: list[Label] = []
    for n in range(at):
        sign = op(items[n])
        if is_ternary(items, n):
            condition = items[begin:n]
            if condition:
                here.append(condition_label(text, "if", condition, negated=False))
            begin = n + 1
        elif sign == ":" and here:
            ruled_out.append(_opposite(here.pop()))
            begin = n + 1
        elif sign == ",":
            begin, here, ruled_out = n + 1, [], []
        elif sign in ("=", ":=", ":", "=>", "+=") or word(items[n]) in ("return", "yield"):
            begin = n + 1
    return [group for group in (ruled_out, here) if group]


def _ternary_call(step: Step, text: Text) -> Said:
    """Read ``(condition) | ternary("this", "that")`` of templates, also with the condition last."""
    element, at = step
    above = element.group.above
    if above and element.group.kind == "(" and element.nth < 2:
        nth = element.group.nth
        items = above.items[:nth]
        if items and word(items[-1]) == "ternary" and len(items) > 2 and op(items[-2]) == "|":
            return [[condition_label(text, "if", items[:-2], negated=element.nth == 1)]]
    before = [n for n in range(max(0, at - 2), at) if word(element.items[n]) == "ternary"]
    if before and len(element.items) > before[0] + 3:
        condition = element.items[before[0] + 3 :]
        return [[condition_label(text, "if", condition, negated=at - before[0] == 2)]]
    return []


def _and_or(items: list[Item], at: int, syntax: Syntax, text: Text) -> Said:
    """Read ``condition && this``, and what ``|| that`` falls back from."""
    begin = body_of(items, 1) if word(items[0]) in _HEADS else 0
    said: list[Label] = []
    for n in range(begin, at):
        sign, name = op(items[n]), word(items[n])
        if sign in ("&&", "||") and syntax.commands and not _tests(items[begin:n]):
            begin, said = n + 1, []
        elif sign == "&&" or (name == "and" and syntax.spoken):
            if items[begin:n]:
                said = [condition_label(text, "if", items[begin:n], negated=False)]
            begin = n + 1
        elif sign == "||" or (name == "or" and syntax.spoken):
            if said:
                said = [_opposite(said[0])]
            elif syntax.commands and items[begin:n]:
                said = [condition_label(text, "if", items[begin:n], negated=True)]
            begin = n + 1
        elif sign == ",":
            begin, said = n + 1, []
        elif sign in ("=", ":=", ":", "=>") or name in ("return", "if", "elif"):
            begin = n + 1
    return [said] if said else []


def _keyword_form(items: list[Item], at: int, text: Text) -> Said:
    """Read Elixir's ``if condition, do: this, else: that``."""
    end = next((n for n in range(1, at) if op(items[n]) == "," and word(items[n + 1]) == "do"), 0)
    if word(items[0]) not in ("if", "unless") or not end:
        return []
    is_else = any(word(item) == "else" for item in items[end:at])
    return [[condition_label(text, "if", items[1:end], is_else != (word(items[0]) == "unless"))]]


def _tests(items: list[Item]) -> bool:
    """Whether a command tests something: ``[ "$ENV" = prod ]``, ``test -n "$SANDBOX"``."""
    first = items[0] if items else None
    return (isinstance(first, Group) and first.kind in ("[", "(")) or word(first) == "test"


def _postfix(items: list[Item], at: int, text: Text) -> Said:
    """Read ``this if condition``, ``this unless condition``."""
    for n in range(at + 1, len(items)):
        keyword = word(items[n])
        if keyword in ("if", "unless") and items[n + 1 :]:
            return [[condition_label(text, "if", items[n + 1 :], keyword == "unless")]]
    return []


def _python_ternary(items: list[Item], at: int, text: Text) -> Said:
    begins = word(items[0]) in _IF
    if begins:
        return []
    conditions = [n for n, item in enumerate(items) if word(item) == "if"]
    for n in conditions:
        end = next((m for m in range(n + 1, len(items)) if word(items[m]) == "else"), len(items))
        if at < n and items[n + 1 : end]:
            return [[condition_label(text, "if", items[n + 1 : end], negated=False)]]
        if at > end > n and items[n + 1 : end]:
            return [[condition_label(text, "if", items[n + 1 : end], negated=True)]]
    return []
