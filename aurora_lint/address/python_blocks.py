"""What the statements before a place in its block have let through."""

from __future__ import annotations

import ast

from aurora_lint.address import Label
from aurora_lint.address.python_conditions import case_label, condition_text
from aurora_lint.address.python_tree import dotted
from aurora_lint.lines import Lines

#: Calls that do not come back, bare or on one of these: `progress.skip()` does.
_EXITS = frozenset({"exit", "_exit", "abort", "quit", "fail", "skip", "skipTest"})
_OWNERS = frozenset("sys os self pytest unittest click typer flask ctx context".split())


def guards(statements: list[ast.stmt], lines: Lines) -> list[tuple[int, Label]]:
    """Give the conditions that hold, or fail, once a statement has been passed, by its index."""
    return [
        (index, label)
        for index, statement in enumerate(statements)
        for label in _passed(statement, lines)
    ]


def _passed(statement: ast.stmt, lines: Lines) -> list[Label]:
    if isinstance(statement, ast.Assert):
        return [_guard("assert", statement.test, lines, negated=False)]
    if isinstance(statement, ast.Match):
        return [
            label._replace(role="guard", negated=True)
            for case in statement.cases
            if _leaves(case.body) and not case.guard
            for label in case_label(statement.subject, case, lines)
        ]
    if not isinstance(statement, ast.If):
        return []
    if _leaves(statement.body):
        label = _guard("if", statement.test, lines, negated=True)
        rest = [more for last in statement.orelse[-1:] for more in _passed(last, lines)]
        return [label, *rest]
    if statement.orelse and _leaves(statement.orelse):
        return [_guard("if", statement.test, lines, negated=False)]
    return []


def _guard(keyword: str, test: ast.expr, lines: Lines, negated: bool) -> Label:
    return Label("guard", condition_text(keyword, test, lines), test.lineno, negated)


def _leaves(body: list[ast.stmt]) -> bool:
    """Whether control never runs on past the end of ``body``."""
    if not body:
        return False
    last = body[-1]
    if isinstance(last, (ast.Return, ast.Raise, ast.Continue, ast.Break)):
        return True
    if isinstance(last, ast.Expr) and isinstance(last.value, ast.Call):
        *owner, name = dotted(last.value.func) or [""]
        return name in _EXITS and _OWNERS.issuperset(owner)
    if isinstance(last, ast.If):
        return _leaves(last.body) and _leaves(last.orelse)
    return False
