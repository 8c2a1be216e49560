"""Calls: of functions of the file, of methods, and of the standard library's by their names."""

from __future__ import annotations

import ast

from aurora_lint.pieces.python.containers import spread
from aurora_lint.pieces.python.evaluate import Evaluator, Work
from aurora_lint.pieces.python.functions import call_function, is_known, items_of
from aurora_lint.pieces.python.known import (
    FEW,
    HOLE,
    Class,
    Closure,
    Frame,
    Known,
    Method,
    Options,
    Reference,
    combine,
    held_by,
    union,
)
from aurora_lint.pieces.python.methods import call_method

#: Functions that call what they are given.
_OF_FUNCTIONS = frozenset({"builtins.map", "builtins.filter", "functools.reduce"})
_MOST_ITEMS = 4096
_MOST_YIELDS = 64
_MOST_NAMED = 256


def call(evaluator: Evaluator, node: ast.Call, frame: Frame | None) -> Work:
    """Work out a call; nothing of it is looked at where nobody knows what it calls."""
    functions = tuple(each for each in (yield node.func, frame) if _is_called(each.value))
    if not functions:
        return ()
    pools: list[Options] = [functions]
    for argument in node.args:
        inner = argument.value if isinstance(argument, ast.Starred) else argument
        pools.append((yield inner, frame))
    for keyword in node.keywords:
        pools.append((yield keyword.value, frame))
    found: list[Known] = []
    for each in combine(pools):
        function, *values = each.values
        subject = function.value if isinstance(function, Method) else None
        if not evaluator.budget.afford((subject, *values)):
            return ()
        given = spread(node.args, values)
        named = _named(node.keywords, values[len(node.args) :])
        for made in (yield from apply(evaluator, function, given, named, frame)):
            held = union((each.held, made.held))
            found.append(Known(made.value, (each.origins, made.origins), held, each.choices))
    return tuple(found)


def _is_called(value: object) -> bool:
    if isinstance(value, Reference):
        return value.path in _OF_FUNCTIONS or value.path == "builtins.type" or is_known(value.path)
    return isinstance(value, (Method, Closure, Class))


def _named(keywords: list[ast.keyword], values: list[object]) -> dict[str, object]:
    named: dict[str, object] = {}
    for keyword, value in zip(keywords, values):
        if keyword.arg:
            named[keyword.arg] = value
        elif isinstance(value, dict) and len(value) <= _MOST_NAMED:
            named.update({key: each for key, each in value.items() if isinstance(key, str)})
    return named


def apply(
    evaluator: Evaluator,
    function: object,
    given: list[object],
    named: dict[str, object],
    caller: Frame | None,
) -> Work:
    """Give what ``function`` returns for plain values."""
    if isinstance(function, Closure):
        return (yield from _of_file(evaluator, function, given, named, caller))
    if isinstance(function, Class):
        return (Known(function),)
    if isinstance(function, Method):
        made = call_method(function.value, function.name, given, named)
        return () if made is HOLE else (Known(made),)
    if not isinstance(function, Reference):
        return ()
    if function.path in _OF_FUNCTIONS:
        return (yield from _of_function(evaluator, function.path, given, caller))
    if function.path == "builtins.type":
        return (Known(given[0]),) if given and isinstance(given[0], Class) else ()
    made = call_function(function.path, given, named)
    return () if made is HOLE else (Known(made),)


def _of_function(
    evaluator: Evaluator, path: str, given: list[object], caller: Frame | None
) -> Work:
    """Work out ``map``, ``filter`` and ``reduce``, step by step."""
    function, *rest = given or [HOLE]
    columns = [items_of(each) or [] for each in rest[: 1 if "reduce" in path else None]]
    if not all(0 < len(each) <= _MOST_ITEMS for each in columns):
        return ()
    if path == "functools.reduce":
        values = [*rest[1:], *(each for column in columns for each in column)]
        return (yield from _reduced(evaluator, function, values, caller))
    rows = [list(row) for row in zip(*columns)]
    made: list[Known] = []
    for row in rows:
        if function is None:
            answer: Options = (Known(row[0]),)
        else:
            answer = yield from apply(evaluator, function, row, {}, caller)
        if path == "builtins.map":
            made += answer[:1] or [Known(HOLE)]
        elif not answer:
            return ()
        elif answer[0].value:
            made.append(answer[0].become(row[0]))
    return _listed([(each,) for each in made])


def _listed(pools: list[Options]) -> Options:
    return tuple(each.become(each.values) for each in combine(pools))


def _reduced(
    evaluator: Evaluator, function: object, values: list[object], caller: Frame | None
) -> Work:
    total = Known(values[0]) if values else Known(HOLE)
    for value in values[1:]:
        answer = yield from apply(evaluator, function, [total.value, value], {}, caller)
        if not answer or evaluator.budget.keep(answer[0].value) is HOLE:
            return ()
        step = answer[0]
        total = Known(step.value, (total.origins, step.origins), union((total.held, step.held)))
    return (total,)


def _of_file(
    evaluator: Evaluator,
    closure: Closure,
    given: list[object],
    named: dict[str, object],
    caller: Frame | None,
) -> Work:
    """Work out a call of a function of the file: its parameters are known, the rest is as ever."""
    function = closure.node
    if _is_inside(function, caller):
        return ()  # nobody knows when it would come to an end
    values = [closure.owner, *given] if closure.owner else given
    arguments = _arguments(function.args, values, named)
    frame = closure.frame
    if any(arguments.values()):
        frame = Frame(function, arguments, closure.frame, caller)
    if isinstance(function, ast.Lambda):
        return (yield from _result(function.body, frame))
    ends = evaluator.names.returns.get(function, [])
    if any(isinstance(each, ast.Yield) for each in ends):
        return (yield from _generated(evaluator, ends, frame))
    found: list[Known] = []
    for end in ends[: FEW + 1]:
        if end.value and len(ends) <= FEW:
            found += yield from _result(end.value, frame)
    return tuple(found)


def _is_inside(function: ast.AST, frame: Frame | None) -> bool:
    """Whether what is worked out in ``frame`` is a part of a call of ``function``."""
    while frame and frame.scope is not function:
        frame = frame.caller
    return frame is not None


def _result(node: ast.expr, frame: Frame | None) -> Work:
    """Give what ``node`` yields in a call, knowing what it yields without."""
    alone = yield node, None
    held = held_by(alone)
    return tuple(
        Known(each.value, each.origins, union((each.held, held))) for each in (yield node, frame)
    )


def _generated(
    evaluator: Evaluator, ends: list[ast.Return | ast.Yield], frame: Frame | None
) -> Work:
    """Give the list of what a generator yields that has neither loops nor branches."""
    pools: list[Options] = []
    if len(ends) > _MOST_YIELDS or any(evaluator.names.sites[end].arms for end in ends):
        return ()
    for end in ends:
        if isinstance(end, ast.Yield) and end.value:
            pools.append((yield from _result(end.value, frame)))
    return _listed(pools)


def _arguments(
    parameters: ast.arguments, given: list[object], named: dict[str, object]
) -> dict[str, Options]:
    """Give the parameters' values; one that is left out has its default where it is read."""
    positional = [each.arg for each in (*parameters.posonlyargs, *parameters.args)]
    values = dict(zip(positional, given))
    known = {*positional, *(each.arg for each in parameters.kwonlyargs)}
    values.update({key: value for key, value in named.items() if key in known})
    if parameters.vararg:
        values[parameters.vararg.arg] = tuple(given[len(positional) :])
    if parameters.kwarg:
        rest = {key: value for key, value in named.items() if key not in known}
        values[parameters.kwarg.arg] = rest
    return {key: () if value is HOLE else (Known(value),) for key, value in values.items()}
