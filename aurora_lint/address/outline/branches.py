"""Which side of which conditions a place stands on: chains, cases, ternaries, guards."""

from __future__ import annotations

from aurora_lint.address import Label
from aurora_lint.address.outline.phrases import Text, is_block, is_ternary, op, word
from aurora_lint.address.outline.syntax import Syntax
from aurora_lint.address.outline.tree import Element, Group, Item, Step, Token

Said = list[list[Label]]

_IF = frozenset("if elif elsif elseif unless while until guard".split())
_HEADS = frozenset("if while for foreach elif elsif elseif unless until".split())
#: Where most of what `&&` joins is commands.
_COMMANDS = frozenset({"shell", "docker", "make", "batch", "fish"})
_NEGATED = frozenset({"unless", "until"})
_CHOOSES = frozenset("switch match case when select given".split())
#: What the last of a switch is called, which takes what no other takes.
_OTHERWISE = frozenset({"default", "else", "_", "*", "otherwise"})
_POSTFIX = frozenset({"ruby", "perl", "elixir"})
#: More cases than this before one are a table, not a choice of environments.
_MOST = 50
_LEAVES = frozenset("return throw raise exit break continue die next redo last croak fail abort panic".split())
_EXITS = frozenset("exit abort panic die fatal fatalf quit error fatalerror".split())
_OWNERS = frozenset("system os process log runtime sys kernel t std fatal".split())
_ARROWS = frozenset({"->", "=>", ":"})


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
    said = _case(step, syntax, text)
    if syntax.name == "elixir":
        said += _keyword_form(element.items, at, text)
    said += _chain(element, at, syntax, text)
    if syntax.name == "python":
        said += _python_ternary(element.items, at, text)
    elif syntax.name in _POSTFIX:
        said += _postfix(element.items, at, text)
    said += _ternary_call(step, text)
    return said + _ternary(element.items, at, text) + _and_or(element.items, at, syntax, text)


def _label(text: Text, keyword: str, items: list[Item], negated: bool) -> Label:
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
            if keyword in _IF and n and syntax.name == "python" and word(items[0]) not in _IF:
                return ruled_out, here  # its ternary
            ruled_out += [_opposite(label) for label in here]
            here = []
            body = _body(items, n + 1)
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
    if is_over or (here and _is_past_body(items, at)):
        ruled_out, here = (ruled_out + [_opposite(each) for each in here], []) if is_over else ([], [])
    return ruled_out, here


def _is_past_body(items: list[Item], at: int) -> bool:
    """Whether ``at`` comes after a body that has ended: ``if (a) { … } key``."""
    return at > 0 and is_block(items[at - 1]) and not is_block(items[at])


def _condition(keyword: str, subject: list[Item], items: list[Item], text: Text) -> Label:
    if subject:
        written = f"{keyword} {text.of(items)}"
        return Label("branch", f"{text.of(subject)} in ({text.of(items)},)", text.line(items[0]), written=written)
    return _label(text, "if", items, keyword in _NEGATED)


def _opposite(label: Label) -> Label:
    return label._replace(negated=not label.negated)


def _body(items: list[Item], n: int) -> int:
    """Give where the body of a condition that begins at ``n`` begins."""
    if n < len(items):
        first = items[n]
        following = items[n + 1] if n + 1 < len(items) else None
        goes_on = op(following) not in ("", "!", "-", "$", "@") or word(following) in ("and", "or", "xor")
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
                here.append(_label(text, "if", condition, negated=False))
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
            return [[_label(text, "if", items[:-2], negated=element.nth == 1)]]
    before = [n for n in range(max(0, at - 2), at) if word(element.items[n]) == "ternary"]
    if before and len(element.items) > before[0] + 3:
        condition = element.items[before[0] + 3 :]
        return [[_label(text, "if", condition, negated=at - before[0] == 2)]]
    return []


def _and_or(items: list[Item], at: int, syntax: Syntax, text: Text) -> Said:
    """Read ``condition && this``, and what ``|| that`` falls back from."""
    begin = _body(items, 1) if word(items[0]) in _HEADS else 0
    said: list[Label] = []
    for n in range(begin, at):
        sign, name = op(items[n]), word(items[n])
        if sign in ("&&", "||") and syntax.name in _COMMANDS and not _tests(items[begin:n]):
            begin, said = n + 1, []
        elif sign == "&&" or (name == "and" and syntax.name in ("lua", "ruby", "perl")):
            if items[begin:n]:
                said = [_label(text, "if", items[begin:n], negated=False)]
            begin = n + 1
        elif sign == "||" or (name == "or" and syntax.name in ("lua", "ruby", "perl")):
            if said:
                said = [_opposite(said[0])]
            elif syntax.name == "shell" and items[begin:n]:
                said = [_label(text, "if", items[begin:n], negated=True)]
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
    return [[_label(text, "if", items[1:end], is_else != (word(items[0]) == "unless"))]]


def _tests(items: list[Item]) -> bool:
    """Whether a command tests something: ``[ "$ENV" = prod ]``, ``test -n "$SANDBOX"``."""
    first = items[0] if items else None
    return (isinstance(first, Group) and first.kind in ("[", "(")) or word(first) == "test"


def _postfix(items: list[Item], at: int, text: Text) -> Said:
    """Read ``this if condition``, ``this unless condition``."""
    for n in range(at + 1, len(items)):
        keyword = word(items[n])
        if keyword in ("if", "unless") and items[n + 1 :]:
            return [[_label(text, "if", items[n + 1 :], keyword == "unless")]]
    return []


def _python_ternary(items: list[Item], at: int, text: Text) -> Said:
    begins = word(items[0]) in _IF
    if begins:
        return []
    conditions = [n for n, item in enumerate(items) if word(item) == "if"]
    for n in conditions:
        end = next((m for m in range(n + 1, len(items)) if word(items[m]) == "else"), len(items))
        if at < n and items[n + 1 : end]:
            return [[_label(text, "if", items[n + 1 : end], negated=False)]]
        if at > end > n and items[n + 1 : end]:
            return [[_label(text, "if", items[n + 1 : end], negated=True)]]
    return []


def _case(step: Step, syntax: Syntax, text: Text) -> Said:
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
            begin = max((m + 1 for m in range(n) if op(head[m]) in ("=", ":=") or word(head[m]) == "return"), default=0)
            return text.of(head[begin:n])
    return ""


def guards(group: Group, until: int, syntax: Syntax, text: Text) -> list[Label]:
    """Give what the elements before ``until`` let through."""
    labels: list[Label] = []
    for element in group.elements[:until][-_MOST:]:
        labels += _passed(element, syntax, text)
    return [label._replace(role="guard") for label in labels]


def _passed(element: Element, syntax: Syntax, text: Text) -> list[Label]:
    items = element.items
    first = word(items[0]) if items else ""
    if first in ("if", "unless"):
        body = _body(items, 1)
        if body >= len(items) or not items[1:body]:
            return []
        if any(word(item) in ("else", "elif", "elsif", "elseif") for item in items):
            return []
        inside = items[body]
        leaves = _leaves(inside.elements[-1].items) if is_block(inside) and isinstance(inside, Group) and inside.elements else _leaves(items[body:])
        return [_label(text, "if", items[1:body], first == "if")] if leaves else []
    if first == "guard":
        end = next((n for n, item in enumerate(items) if word(item) == "else"), 0)
        return [_label(text, "if", items[1:end], negated=False)] if end > 1 else []
    if syntax.name in _POSTFIX and first in _LEAVES:
        for n, item in enumerate(items):
            if word(item) in ("if", "unless") and items[n + 1 :]:
                return [_label(text, "if", items[n + 1 :], word(item) == "if")]
    for n, item in enumerate(items[:-1]):
        if op(item) in ("&&", "||") and n and _leaves(items[n + 1 :]) and syntax.name in ("shell", "php", "perl"):
            return [_label(text, "if", items[:n], op(item) == "&&")]
    return []


def _leaves(items: list[Item]) -> bool:
    """Whether a statement leaves for good: ``return``, ``process.exit(1)``."""
    if not items:
        return False
    first = items[0]
    if isinstance(first, Group) and first.kind in ("{", "(") and first.elements:
        return _leaves(first.elements[-1].items)  # { echo …; exit 1; }
    if word(first) in _LEAVES:
        return True
    words = [word(item) for item in items[:5] if isinstance(item, Token)]
    called = [each for each in words if each]
    return bool(called) and called[-1] in _EXITS and _OWNERS.issuperset(called[:-1])
