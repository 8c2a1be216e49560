"""What is inside each kind of node, in the order of evaluation, and the names that it binds."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from aurora_lint.pieces.python.names import (
    COMPREHENSIONS,
    DEEPEST,
    FUNCTIONS,
    Arms,
    Binding,
    Kind,
)

Task = tuple["ast.AST | Binding", ast.AST, Arms]
Inside = Iterator["ast.AST | Binding | None"]
Path = tuple["int | slice", ...]

_GROWS = frozenset({"append", "extend"})
#: What changes a list in another way: nobody follows that.
_CHANGES = frozenset({"insert", "pop", "remove", "clear", "reverse", "sort"})


def tasks(node: ast.AST, scope: ast.AST, arms: Arms) -> Iterator[Task]:
    """Yield what is inside ``node``, each with the scope and the branches that it stands in."""
    if isinstance(node, FUNCTIONS):
        yield from _of_function(node, scope, arms)
    elif isinstance(node, ast.ClassDef):
        for child in (*node.decorator_list, *node.bases, *node.keywords):
            yield child, scope, arms
        yield from ((child, node, arms) for child in node.body)
        yield Binding("class", node.name, node), scope, arms
    elif isinstance(node, COMPREHENSIONS):
        yield from _of_comprehension(node, scope, arms)
    elif type(node) in _BRANCHES:
        yield from _of_branches(node, scope, arms)
    else:
        inside = _INSIDE.get(type(node), ast.iter_child_nodes)
        yield from ((child, scope, arms) for child in inside(node) if child)


def _of_function(
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, scope: ast.AST, arms: Arms
) -> Iterator[Task]:
    given = node.args
    if not isinstance(node, ast.Lambda):
        yield from ((child, scope, arms) for child in node.decorator_list)
    for default in (*given.defaults, *given.kw_defaults):
        if default:
            yield default, scope, arms
    yield from ((parameter, node, ()) for parameter in _parameters(given))
    if isinstance(node, ast.Lambda):
        yield node.body, node, ()
    else:
        yield from ((child, node, ()) for child in node.body)
        yield Binding("function", node.name, node), scope, arms


def _parameters(given: ast.arguments) -> Iterator[Binding]:
    positional = [*given.posonlyargs, *given.args]
    defaults: list[ast.expr | None] = [None] * (len(positional) - len(given.defaults))
    for each, default in zip(
        (*positional, *given.kwonlyargs), (*defaults, *given.defaults, *given.kw_defaults)
    ):
        yield Binding("parameter", each.arg, each, default)
    for rest in (given.vararg, given.kwarg):
        if rest:
            yield Binding("parameter", rest.arg, rest)


def _of_comprehension(node: ast.AST, scope: ast.AST, arms: Arms) -> Iterator[Task]:
    for number, each in enumerate(node.generators):  # type: ignore[attr-defined]
        yield each.iter, scope if number == 0 else node, arms
        for target in _names(each.target):
            yield Binding("parameter", target.id, target), node, arms
        yield from ((test, node, arms) for test in each.ifs)
    for field in ("elt", "key", "value"):
        if hasattr(node, field):
            yield getattr(node, field), node, arms


def _names(target: ast.expr) -> Iterator[ast.Name]:
    return (node for node in ast.walk(target) if isinstance(node, ast.Name))


def _of_branches(node: ast.AST, scope: ast.AST, arms: Arms) -> Iterator[Task]:
    """Yield what is in a branch's or loop's head, and its arms by their numbers."""
    before, bodies = _BRANCHES[type(node)](node)
    yield from ((child, scope, arms) for child in before if child)
    for number, body in enumerate(bodies):
        inside = arms if len(arms) >= DEEPEST else (*arms, (node, number))
        yield from ((child, scope, inside) for child in body)


Split = tuple["list[ast.AST | Binding | None]", "list[list[ast.AST]]"]


def _if(node: ast.If) -> Split:
    return [node.test], [[*node.body], [*node.orelse]]


def _while(node: ast.While) -> Split:
    return [node.test], [[*node.body, *node.orelse]]


def _for(node: ast.For | ast.AsyncFor) -> Split:
    return [node.iter, *_bound("each", node.target, node)], [[*node.body, *node.orelse]]


def _try(node: ast.Try) -> Split:
    handlers: list[list[ast.AST]] = [[handler] for handler in node.handlers]
    return [*node.body, *node.orelse], [*handlers, [*node.finalbody]]


def _match(node: ast.Match) -> Split:
    return [node.subject], [[case] for case in node.cases]


_BRANCHES: dict[type[ast.AST], Callable[..., Split]] = {
    ast.If: _if, ast.While: _while, ast.For: _for, ast.AsyncFor: _for, ast.Try: _try,
    ast.Match: _match,
}  # fmt: skip
if hasattr(ast, "TryStar"):
    _BRANCHES[ast.TryStar] = _try


def _bound(
    kind: Kind, target: ast.AST, value: ast.AST, path: tuple[int | slice, ...] = ()
) -> Inside:
    """Yield the bindings of ``target`` to ``value``, unpacked by ``path``."""
    if isinstance(target, (ast.Tuple, ast.List)):
        yield from _unpacked(kind, target.elts, value, path)
    elif isinstance(target, ast.Name):
        yield Binding(kind, target.id, target, value, path)
    elif isinstance(target, ast.Attribute) and _is_self(target.value):
        yield Binding(kind, target.attr, target, value, path)
    elif isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name) and not path:
        yield target.slice
        name = target.value.id
        yield Binding("grow", name, target.value, value, change="entry", key=target.slice)
    else:
        yield target


def _unpacked(kind: Kind, targets: list[ast.expr], value: ast.AST, path: Path) -> Inside:
    behind = False
    paired = kind == "value" and not path and _pairs(value, targets)
    for number, target in enumerate(targets):
        index: int | slice = number - len(targets) if behind else number
        if isinstance(target, ast.Starred):
            behind, target = True, target.value
            last = number + 1 - len(targets)
            index = slice(number, last or None)
        if paired:
            yield from _bound(kind, target, value.elts[number])  # type: ignore[attr-defined]
        else:
            yield from _bound(kind, target, value, (*path, index))


def _pairs(value: ast.AST, targets: list[ast.expr]) -> bool:
    """Whether both sides of an unpacking are written out, one to one."""
    if not isinstance(value, (ast.Tuple, ast.List)) or len(value.elts) != len(targets):
        return False
    return not any(isinstance(each, ast.Starred) for each in (*value.elts, *targets))


def _is_self(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id in ("self", "cls")


def _assign(node: ast.Assign) -> Inside:
    yield node.value
    for target in node.targets:
        yield from _bound("value", target, node.value)


def _declare(node: ast.AnnAssign | ast.NamedExpr) -> Inside:
    if node.value:
        yield node.value
        yield from _bound("value", node.target, node.value)


def _grow(node: ast.AugAssign) -> Inside:
    yield node.value
    target = node.target
    if isinstance(target, ast.Name):
        yield Binding("grow", target.id, target, node.value, change=type(node.op))
    elif isinstance(target, ast.Attribute) and _is_self(target.value):
        yield target.value
        yield Binding("grow", target.attr, target, node.value, change=type(node.op))


def _statement(node: ast.Expr) -> Inside:
    """Yield a statement; ``parts.append(…)`` makes ``parts`` grow."""
    yield node.value
    call = node.value
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
        name, method = call.func.value, call.func.attr
        if isinstance(name, ast.Name) and method in _GROWS and len(call.args) == 1:
            yield Binding("grow", name.id, name, call.args[0], change=method)
        elif isinstance(name, ast.Name) and method in _CHANGES:
            yield Binding("unknown", name.id, name)


def _import(node: ast.Import) -> Inside:
    for alias in node.names:
        path = alias.name if alias.asname else alias.name.split(".")[0]
        yield Binding("import", alias.asname or path, alias, key=path)


def _import_from(node: ast.ImportFrom) -> Inside:
    for alias in node.names:
        path = f"{node.module}.{alias.name}" if node.module and not node.level else ""
        yield Binding("import", alias.asname or alias.name, alias, key=path)


def _with(node: ast.With | ast.AsyncWith) -> Inside:
    for each in node.items:
        yield each.context_expr
        if each.optional_vars:
            yield from (Binding("unknown", name.id, name) for name in _names(each.optional_vars))
    yield from node.body


def _except(node: ast.ExceptHandler) -> Inside:
    yield node.type
    if node.name:
        yield Binding("unknown", node.name, node)
    yield from node.body


def _captured(node: ast.MatchAs | ast.MatchStar) -> Inside:
    if node.name:
        yield Binding("unknown", node.name, node)
    yield getattr(node, "pattern", None)


def _deleted(node: ast.Delete) -> Inside:
    for target in node.targets:
        yield from (Binding("unknown", name.id, name) for name in _names(target))


_INSIDE: dict[type[ast.AST], Callable[..., Inside]] = {
    ast.Assign: _assign, ast.AnnAssign: _declare, ast.NamedExpr: _declare, ast.AugAssign: _grow,
    ast.Expr: _statement, ast.Import: _import, ast.ImportFrom: _import_from, ast.With: _with,
    ast.AsyncWith: _with, ast.ExceptHandler: _except, ast.MatchAs: _captured,
    ast.MatchStar: _captured, ast.Delete: _deleted,
}  # fmt: skip
