"""Which bindings of a name a use can see, by where both stand, and what they yield."""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from aurora_lint.pieces.python.evaluate import Work
from aurora_lint.pieces.python.known import FEW, Choices, Frame, Known
from aurora_lint.pieces.python.names import LOOPS, Arms, Binding, Names, Site

_LOOKED_AT = 64
#: In these, one arm is taken and no other.
_EXCLUSIVE = (ast.If, ast.Match)


class Reached(NamedTuple):
    """A binding, and the branches that must be taken for its value to arrive."""

    binding: Binding
    choices: Choices


def of_name(names: Names, name: str, site: Site) -> list[Reached] | None:
    """Give what ``name`` may be bound to at ``site``; None where the file never binds it.

    Where the use is in a function further in, nobody knows when it runs: each binding may be it.
    """
    home = names.home(name, site.scope)
    if home is None:
        return None
    bindings = names.bindings[home, name]
    if names.runs_at_once(site.scope, home):
        return before(bindings, site)
    if len(bindings) > FEW:
        return before(bindings, Site(home, bindings[-1].site.order + 1, ()))
    return [Reached(each, _taken(each.site.arms)) for each in bindings]


def of_attribute(names: Names, owner: ast.AST, name: str, site: Site | None) -> list[Reached]:
    """Give what ``self.name`` may be at ``site`` in a method of the class ``owner``."""
    here = names.locals.get((site.scope, name), []) if site else []
    if site and here and here[0].site.order < site.order:
        return before(here, site)
    rows = (names.bindings.get((owner, name), []), names.attributes.get((owner, name), []))
    if sum(map(len, rows)) > _LOOKED_AT:
        return []
    away = [each for row in rows for each in row if not site or each.site.scope is not site.scope]
    return [Reached(each, _taken(each.site.arms)) for each in away] if len(away) <= FEW else []


def before(bindings: list[Binding], site: Site) -> list[Reached]:
    """Give those of ``bindings`` that reach ``site``, the latest first; none where too many do."""
    last = bisect_left(bindings, site.order, key=lambda binding: binding.site.order)
    found: list[Reached] = []
    passed: Choices = frozenset()
    for binding in reversed(bindings[max(0, last - _LOOKED_AT) : last]):
        arms = binding.site.arms
        shared = _shared(arms, site.arms)
        if _is_other_arm(arms[shared:], site.arms[shared:]):
            continue
        found.append(Reached(binding, passed | _taken(arms[shared:])))
        if _hides(binding, arms[shared:]):
            break
        passed |= _not_taken(arms[shared:])
    return found if len(found) <= FEW else []


def _shared(first: Arms, second: Arms) -> int:
    pairs = enumerate(zip(first, second))
    return next((n for n, (one, two) in pairs if one != two), min(len(first), len(second)))


def _is_other_arm(binding: Arms, use: Arms) -> bool:
    return bool(binding and use) and binding[0][0] is use[0][0] and _excludes(binding[0][0])


def _excludes(node: ast.AST) -> bool:
    return isinstance(node, _EXCLUSIVE)


def _hides(binding: Binding, arms: Arms) -> bool:
    """Whether nothing that was bound earlier reaches past ``binding``."""
    grows = len(arms) == 1 and isinstance(arms[0][0], LOOPS) and binding.kind == "grow"
    return not arms or grows


def _taken(arms: Arms) -> Choices:
    return frozenset(arm for arm in arms if _excludes(arm[0]))


def _not_taken(arms: Arms) -> Choices:
    """Give the choice by which a value gets past a binding in ``arms``, where it is a plain one."""
    if len(arms) == 1 and isinstance(arms[0][0], ast.If):
        node, arm = arms[0]
        return frozenset({(node, 1 - arm)})
    return frozenset()


def through(reached: Iterable[Reached], frame: Frame | None) -> Work:
    """Give the options of all bindings ``reached``."""
    found: list[Known] = []
    for binding, choices in reached:
        for each in (yield binding, frame_of(binding, frame)):
            chosen = each.chosen(choices)
            found += [chosen] if chosen else []
    return tuple(found)


def frame_of(binding: Binding, frame: Frame | None) -> Frame | None:
    """Give the innermost of the calls and turns around that ``binding`` is a part of."""
    homes = {binding.site.scope, *(node for node, _ in binding.site.arms)}
    if binding.kind == "each" and binding.value:
        homes.add(binding.value)
    while frame and frame.scope not in homes:
        frame = frame.outer
    return frame
