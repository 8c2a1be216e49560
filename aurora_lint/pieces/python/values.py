"""Keys in Python code that are not written in one piece."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from operator import attrgetter

from aurora_lint.pieces.python.evaluate import Evaluator
from aurora_lint.pieces.python.firsts import Firsts, Value
from aurora_lint.pieces.python.growth import is_growth
from aurora_lint.pieces.python.handlers import HANDLERS
from aurora_lint.pieces.python.names import Names
from aurora_lint.pieces.python.operators import spine

__all__ = ["Value", "values"]

#: Where a key may be first whole; a name or a branch only hands it on.
_ROOTS = (ast.BinOp, ast.Call, ast.Constant, ast.JoinedStr, ast.Subscript, ast.Attribute)


def values(tree: ast.Module, data: bytes, unread: list[str] | None = None) -> Iterator[Value]:
    """Yield the keys that expressions of ``tree`` put together, in the order of the file.

    ``data`` are the bytes that the tree was parsed from, as UTF-8. Never raises for any tree.
    ``unread`` gets the reason where not all expressions could be worked out.
    """
    firsts = Firsts(data)
    evaluator = Evaluator(Names(tree), firsts, HANDLERS)
    for node in _roots(tree):
        evaluator.run(node)
    for binding in filter(is_growth, evaluator.names.may_grow):
        evaluator.run(binding)
    if unread is not None and evaluator.budget.is_passed:
        unread.append("not all of its code was worked out: it takes too many steps")
    yield from sorted(firsts.values, key=attrgetter("node.lineno", "node.col_offset"))


def _roots(tree: ast.Module) -> Iterator[ast.expr]:
    """Yield the expressions that may make a text; a chain of ``+`` is one, to its last operand."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, _ROOTS):
            yield node
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            waiting.extend(spine(node))
        elif isinstance(node, ast.JoinedStr):
            waiting.extend(each for each in node.values if isinstance(each, ast.FormattedValue))
        else:
            waiting.extend(ast.iter_child_nodes(node))
