"""Lists, tuples, dictionaries and comprehensions: what is unknown in them is a hole."""

from __future__ import annotations

import ast
from collections.abc import Generator, Sequence

from aurora_lint.pieces.python.evaluate import Evaluator, Request, Work
from aurora_lint.pieces.python.functions import items_of
from aurora_lint.pieces.python.known import HOLE, ITEMS, Frame, Known, Options, combine, held_by

_MOST_TURNS = 4096
_MOST_MERGED = 256
_KEYS = (str, bytes, int, type(None))


def sequence(
    evaluator: Evaluator, node: ast.List | ast.Tuple | ast.Set, frame: Frame | None
) -> Work:
    """Work out a display; a set is a list here."""
    pools: list[Options] = []
    for element in node.elts:
        pools.append((yield element.value if isinstance(element, ast.Starred) else element, frame))
    kind = tuple if isinstance(node, ast.Tuple) else list
    return tuple(
        each.become(kind(spread(node.elts, each.values)))
        for each in combine(pools)
        if evaluator.budget.afford(each.values)
    )


def spread(elements: Sequence[ast.expr], values: list[object]) -> list[object]:
    """Give the ``values`` of ``elements`` with those behind a star unpacked.

    What is unpacked and unknown, or too much, is one hole.
    """
    made: list[object] = []
    for element, value in zip(elements, values):
        if not isinstance(element, ast.Starred):
            made.append(value)
        elif len(made) <= ITEMS:
            items = items_of(value)
            made += [HOLE] if items is None else items
    return made


def dictionary(evaluator: Evaluator, node: ast.Dict, frame: Frame | None) -> Work:
    """Work out a dictionary; entries under an unknown key are left out."""
    pools: list[Options] = []
    for key, value in zip(node.keys, node.values):
        pools.append((yield key, frame) if key else (Known(HOLE),))
        pools.append((yield value, frame))
    return tuple(each.become(_entries(node, each.values)) for each in combine(pools))


def _entries(node: ast.Dict, values: list[object]) -> dict[object, object]:
    made: dict[object, object] = {}
    for written, key, value in zip(node.keys, values[::2], values[1::2]):
        if written is None and isinstance(value, dict) and len(value) <= _MOST_MERGED:
            made.update(value)
        elif key is not HOLE and isinstance(key, _KEYS):
            made[key] = value
    return made


def unpacked(target: ast.expr, value: Known) -> dict[str, Options]:
    """Give what the names in ``target`` are in one turn of a loop over values like ``value``."""
    names: dict[str, Options] = {}
    waiting: list[tuple[ast.expr, Known]] = [(target, value)]
    while waiting:
        each, known = waiting.pop()
        if isinstance(each, ast.Name):
            names[each.id] = () if known.value is HOLE else (known,)
        elif isinstance(each, (ast.Tuple, ast.List)):
            items = items_of(known.value) or []
            if len(items) == len(each.elts):
                waiting += [(inner, known.become(item)) for inner, item in zip(each.elts, items)]
    return names


Comprehension = ast.ListComp | ast.GeneratorExp | ast.SetComp
Turns = list[tuple[Frame | None, Known]]
"""What a comprehension's names are in each turn, and what it goes over."""


def comprehension(evaluator: Evaluator, node: Comprehension, frame: Frame | None) -> Work:
    """Work out a comprehension turn by turn, where what it goes over and its tests are known."""
    alone = yield node.elt, None
    turns: Turns = [(frame, Known(None))]
    for generator in node.generators:
        further = yield from _turns(evaluator, node, generator, turns)
        if further is None:
            return ()
        turns = further
    made: list[Options] = []
    for turn, over in turns:
        each = yield node.elt, turn
        made.append(each[:1] or (Known(HOLE, over.origins),))
    return tuple(each.become(each.values, held_by(alone)) for each in combine(made))


def _turns(
    evaluator: Evaluator, node: Comprehension, generator: ast.comprehension, outers: Turns
) -> Generator[Request, Options, Turns | None]:
    """Take the turns of one ``for`` inside those around it; None where they are not known."""
    turns: Turns = []
    for outer, _ in outers:
        over = yield generator.iter, outer
        if not over or not evaluator.budget.afford([over[0].value]):
            return None
        items = items_of(over[0].value)
        if items is None or len(items) + len(turns) > _MOST_TURNS:
            return None
        for item in items:
            inner = _turn(node, outer, unpacked(generator.target, over[0].become(item)))
            wanted = yield from _passes(generator.ifs, inner)
            if wanted is None:
                return None
            turns += [(inner, over[0])] if wanted else []
    return turns


def _turn(node: ast.AST, outer: Frame | None, names: dict[str, Options]) -> Frame:
    if outer and outer.scope is node:
        return Frame(node, {**outer.names, **names}, outer.outer)
    return Frame(node, names, outer)


def _passes(tests: list[ast.expr], frame: Frame) -> Generator[Request, Options, bool | None]:
    """Whether one turn passes all ``tests``; None where that is not known."""
    for test in tests:
        answer = yield test, frame
        if not answer or not isinstance(answer[0].value, (str, int)):
            return None
        if not answer[0].value:
            return False
    return True
