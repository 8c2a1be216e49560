"""Conditions of Python code as labels: the text the judge reads, and what stands in the file."""

from __future__ import annotations

import ast

from aurora_lint.address import Label
from aurora_lint.address.python_tree import source_of
from aurora_lint.lines import Lines

_LONGEST_CONDITION = 500


def branch(test: ast.AST, lines: Lines, negated: bool) -> Label:
    """Give the label of the side of a condition that a key stands on."""
    return Label("branch", condition_text("if", test, lines), getattr(test, "lineno", 0), negated)


def condition_text(keyword: str, test: ast.AST, lines: Lines) -> str:
    """Write a condition as evidence shows it: ``if settings.ENV == 'production'``."""
    return f"{keyword} {source_of(test, lines)}"[:_LONGEST_CONDITION]


def case_label(subject: ast.AST, case: ast.match_case, lines: Lines) -> list[Label]:
    """Give a case as a condition, ``env in ("dev", "test",)``; none where it compares nothing."""
    values = _values(case.pattern)
    if not values:
        return []
    texts = ", ".join(source_of(value, lines) for value in values)
    text = f"{source_of(subject, lines)} in ({texts},)"[:_LONGEST_CONDITION]
    written = f"case {source_of(case.pattern, lines)}"
    return [Label("branch", text, case.pattern.lineno, written=written)]


def _values(pattern: ast.pattern) -> list[ast.expr]:
    """Give the values that a pattern compares with; what it captures or takes apart is none."""
    if isinstance(pattern, ast.MatchValue):
        return [pattern.value]
    if isinstance(pattern, ast.MatchAs) and pattern.pattern:
        return _values(pattern.pattern)
    if isinstance(pattern, (ast.MatchOr, ast.MatchSequence)):
        return [value for each in pattern.patterns for value in _values(each)]
    return []
