"""Names that grow: ``key += "…"``, ``parts.append(…)``, ``settings["key"] = …``, also in loops."""

from __future__ import annotations

import ast
from bisect import bisect_left

from aurora_lint.pieces.python import reach
from aurora_lint.pieces.python.containers import unpacked
from aurora_lint.pieces.python.evaluate import Evaluator, Work
from aurora_lint.pieces.python.functions import items_of
from aurora_lint.pieces.python.known import (
    HOLE,
    ITEMS,
    Frame,
    Known,
    Options,
    combine,
    held_by,
    union,
)
from aurora_lint.pieces.python.names import LOOPS, Binding, Site
from aurora_lint.pieces.python.operators import add, operate, spine

_MOST_TURNS = 1000
_MOST_STEPS = 8


def is_growth(binding: Binding) -> bool:
    """Whether a binding adds to what its name was; in loops ``key = key + part`` counts, too."""
    return binding.kind == "grow" or (binding.loop is not None and bool(_added(binding)))


def _added(binding: Binding) -> list[ast.expr]:
    """Give the parts of ``key = key + part + part``."""
    value = binding.value
    if binding.kind != "value" or not isinstance(binding.target, ast.Name):
        return []
    operands = spine(value) if isinstance(value, ast.BinOp) else []
    left = operands[0] if operands else None
    return operands[1:] if isinstance(left, ast.Name) and left.id == binding.name else []


def grow(evaluator: Evaluator, binding: Binding, frame: Frame | None) -> Work:
    """Give what a name is after it grew; after a loop's last turn where it grows in one."""
    loop = binding.loop
    if isinstance(loop, LOOPS) and not (frame and frame.scope is loop):
        return (yield from _looped(evaluator, binding, loop, frame))
    before = yield from reach.through(_earlier(evaluator, binding, binding.site), frame)
    return (yield from _grown(evaluator, binding, before, frame))


def _earlier(evaluator: Evaluator, binding: Binding, site: Site) -> list[reach.Reached]:
    if isinstance(binding.target, ast.Attribute):
        owner = evaluator.names.class_of(site.scope)
        return reach.of_attribute(evaluator.names, owner, binding.name, site)
    return reach.of_name(evaluator.names, binding.name, site) or []


def _looped(
    evaluator: Evaluator, binding: Binding, loop: ast.For | ast.AsyncFor, frame: Frame | None
) -> Work:
    """Take the turns of a loop in which nothing else happens to the name."""
    steps = _steps(evaluator, binding, loop)
    over = yield loop.iter, frame
    items = items_of(over[0].value) if over and steps else None
    if items is None or len(items) > _MOST_TURNS:
        return ()
    site = evaluator.names.sites[loop]
    grown = yield from reach.through(_earlier(evaluator, binding, site), frame)
    for item in items:
        turn = Frame(loop, unpacked(loop.target, over[0].become(item)), frame)
        for step in steps:
            grown = yield from _grown(evaluator, step, grown, turn)
    return grown


def _steps(evaluator: Evaluator, binding: Binding, loop: ast.AST) -> list[Binding]:
    """Give all that a turn does to the name; nothing where it is not known what."""
    names, scope = evaluator.names, binding.site.scope
    if isinstance(binding.target, ast.Attribute):
        every = names.attributes[names.class_of(scope), binding.name]
    else:
        every = names.bindings[names.home(binding.name, scope) or scope, binding.name]
    first = bisect_left(every, names.sites[loop].order, key=lambda each: each.site.order)
    near = every[first : first + _MOST_STEPS + 1]
    inside = [each for each in near if any(node is loop for node, _ in each.site.arms)]
    plain = all(is_growth(each) and each.site.arms[-1][0] is loop for each in inside)
    return inside if plain and len(inside) <= _MOST_STEPS else []


def _grown(evaluator: Evaluator, binding: Binding, before: Options, frame: Frame | None) -> Work:
    pools, alone = [before], [before[:0]]
    parts: list[ast.AST] = [*_added(binding)] or [each for each in [binding.value] if each]
    for part in parts:
        if frame:
            alone.append((yield part, None))
        pools.append((yield part, frame))
    if isinstance(binding.key, ast.expr):
        pools.append((yield binding.key, frame))
    held = union(held_by(options) for options in alone)
    made: list[Known] = []
    for each in combine(pools):
        grown = evaluator.budget.keep(_changed(binding, each.values))
        if grown is not HOLE:
            made.append(each.become(grown, held))
    return tuple(made)


def _changed(binding: Binding, values: list[object]) -> object:
    change, (old, new, *rest) = binding.change, values
    if not change:
        return add(values)
    if not isinstance(change, str):
        return operate(change, old, new)
    if change == "entry":
        fits = isinstance(old, dict) and isinstance(rest[0], (str, bytes, int))
        return {**old, rest[0]: new} if fits and len(old) < ITEMS else HOLE  # type: ignore[dict-item, arg-type]
    items = items_of(new) if change == "extend" else [new]
    if not isinstance(old, list) or items is None:
        return HOLE
    return operate(ast.Add, old, items)
