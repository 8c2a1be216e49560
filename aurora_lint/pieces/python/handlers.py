"""The handlers of expressions: how each kind of node makes its value of its parts'."""

from __future__ import annotations

import ast

from aurora_lint.pieces.python.apply import call
from aurora_lint.pieces.python.containers import comprehension, dictionary, sequence
from aurora_lint.pieces.python.evaluate import Evaluator, Handler, Work
from aurora_lint.pieces.python.follow import attribute, bound, name
from aurora_lint.pieces.python.known import (
    HOLE,
    MARK,
    TEXT,
    Closure,
    Frame,
    Known,
    Options,
    combine,
)
from aurora_lint.pieces.python.names import Binding
from aurora_lint.pieces.python.operators import add, compare, item, operate, spine
from aurora_lint.pieces.python.text import formatted


def known(options: list[Known]) -> Options:
    """Give those of ``options`` that are no hole."""
    return tuple(each for each in options if each.value is not HOLE)


def _constant(evaluator: Evaluator, node: ast.Constant, frame: Frame | None) -> Work:
    yield from ()
    value = node.value
    if isinstance(value, (str, bytes)):
        known = evaluator.firsts.literal(node, value)
        return (known,) if len(value) <= TEXT else ()
    plain = value is None or isinstance(value, (int, float))
    return (Known(value),) if plain else ()


def _binary(evaluator: Evaluator, node: ast.BinOp, frame: Frame | None) -> Work:
    if isinstance(node.op, ast.Add):
        pools: list[Options] = []
        for operand in spine(node):
            pools.append((yield operand, frame))
        return known([each.become(add(each.values)) for each in combine(pools)])
    left = yield node.left, frame
    right = yield node.right, frame
    operator = type(node.op)
    return known(
        [
            each.become(operate(operator, *each.values))
            for each in combine([left, right])
            if evaluator.budget.afford(each.values)
        ]
    )


def _unary(evaluator: Evaluator, node: ast.UnaryOp, frame: Frame | None) -> Work:
    if not isinstance(node.op, (ast.USub, ast.Invert)):
        return ()
    inner = yield node.operand, frame
    negative = isinstance(node.op, ast.USub)
    return tuple(
        each.become(-each.value if negative else ~each.value)
        for each in inner
        if isinstance(each.value, int)
    )


def _formatted_string(evaluator: Evaluator, node: ast.JoinedStr, frame: Frame | None) -> Work:
    pools: list[Options] = []
    for piece in node.values:
        if isinstance(piece, ast.Constant):
            pools.append((Known(piece.value, (piece, node)),))
        else:
            pools.append((yield piece, frame))
    held = evaluator.firsts.written(node)
    return known([each.become(add(each.values), held) for each in combine(pools)])


def _field(evaluator: Evaluator, node: ast.FormattedValue, frame: Frame | None) -> Work:
    value = yield node.value, frame
    spec: Options = (Known(""),)
    if node.format_spec:
        spec = yield node.format_spec, frame
    conversion = chr(node.conversion) if node.conversion > 0 else ""
    return tuple(
        each.become(formatted(each.values[0], str(each.values[1]), conversion))
        for each in combine([value, spec])
    ) or (Known(MARK),)


def _subscript(evaluator: Evaluator, node: ast.Subscript, frame: Frame | None) -> Work:
    value = yield node.value, frame
    if not value:
        return ()
    index = yield node.slice, frame
    return known([each.become(item(*each.values)) for each in combine([value, index])])


def _slice(evaluator: Evaluator, node: ast.Slice, frame: Frame | None) -> Work:
    pools: list[Options] = []
    for limit in (node.lower, node.upper, node.step):
        pools.append((yield limit, frame) if limit else (Known(None),))
    if not all(pools):
        return ()
    return tuple(each.become(slice(*each.values)) for each in combine(pools))


def _either(evaluator: Evaluator, node: ast.IfExp, frame: Frame | None) -> Work:
    found: list[Known] = []
    for number, arm in enumerate((node.body, node.orelse)):
        for each in (yield arm, frame):
            chosen = each.chosen(frozenset({(node, number)}))
            found += [chosen] if chosen else []
    return tuple(found)


def _any_of(evaluator: Evaluator, node: ast.BoolOp, frame: Frame | None) -> Work:
    found: list[Known] = []
    for value in node.values:
        found += yield value, frame
        if len(found) >= 4:
            break
    return tuple(found)


def _inner(evaluator: Evaluator, node: ast.NamedExpr | ast.Await, frame: Frame | None) -> Work:
    return (yield node.value, frame)


def _lambda(evaluator: Evaluator, node: ast.Lambda, frame: Frame | None) -> Work:
    yield from ()
    return (Known(Closure(node, frame)),)


def _comparison(evaluator: Evaluator, node: ast.Compare, frame: Frame | None) -> Work:
    if len(node.ops) > 1:
        return ()
    left = yield node.left, frame
    right = yield node.comparators[0], frame
    for each in combine([left, right]):
        answer = compare(node.ops[0], *each.values)
        return () if answer is None else (each.become(answer),)
    return ()


HANDLERS: dict[type[object], Handler] = {
    ast.Attribute: attribute,
    ast.Await: _inner,
    ast.BinOp: _binary,
    ast.BoolOp: _any_of,
    ast.Call: call,
    ast.Compare: _comparison,
    ast.Constant: _constant,
    ast.Dict: dictionary,
    ast.FormattedValue: _field,
    ast.GeneratorExp: comprehension,
    ast.IfExp: _either,
    ast.JoinedStr: _formatted_string,
    ast.Lambda: _lambda,
    ast.List: sequence,
    ast.ListComp: comprehension,
    ast.Name: name,
    ast.NamedExpr: _inner,
    ast.Set: sequence,
    ast.SetComp: comprehension,
    ast.Slice: _slice,
    ast.Subscript: _subscript,
    ast.Tuple: sequence,
    ast.UnaryOp: _unary,
    Binding: bound,
}
"""What works out which kind of node."""
