"""The address of a place in a Python file, read from its syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from aurora_lint import hosts
from aurora_lint.address import Label, inline
from aurora_lint.address.python_blocks import guards
from aurora_lint.address.python_flow import Flow
from aurora_lint.address.python_settings import apart_from, of_block
from aurora_lint.address.python_steps import Said
from aurora_lint.address.python_steps import read as read_step
from aurora_lint.address.python_tree import Place, Step, descend, source_of, start, text_of
from aurora_lint.address.python_tree import end as end_of
from aurora_lint.lines import LONGEST, Lines

_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
_BESIDE = frozenset({"setting", "host"})
#: More conditions than this before a place are a table, not a choice of environments.
_MOST = 50
_LONGEST_COMMENT_BLOCK = 5
#: How many lines away from a comment to look for the code it belongs to.
_FAR = 100


class PythonReader:
    """Reads addresses in one file: what a block says is read once, however many keys it holds."""

    def __init__(self, tree: ast.Module, lines: Lines) -> None:
        self._tree = tree
        self._lines = lines
        self._blocks: dict[int, _Block] = {}
        self._flow: Flow | None = None
        self._descended: tuple[int, list[Step]] = (-1, [])

    def read(self, first: int, last: int, level: int) -> list[Label]:
        """Give the labels inside the file for a key at the byte offsets ``first`` to ``last``.

        They run from the outermost to the innermost, their levels from ``level`` on.
        """
        lines = self._lines
        line, column = lines.place_in_bytes(first)
        steps = self._descend(first)
        leaf = steps[-1].child if steps else None
        in_string = isinstance(leaf, (ast.Constant, ast.JoinedStr))
        is_use = isinstance(leaf, (ast.Name, ast.Attribute, ast.Call, ast.Subscript))
        if not in_string and not is_use:
            steps = _around_comment(self._tree, lines, (line, column))
        groups = [*_remarks(steps, lines, line), *self._groups(steps)]
        if in_string and leaf:
            groups.append(_hosts_in(leaf, lines))
        elif lines.beginning(line).lstrip().startswith("#"):
            # What is switched off is not used with what stands beside it.
            groups = [[one for one in group if one.role not in _BESIDE] for group in groups]
        labels: list[Label] = []
        for said in groups:
            level += 1
            labels += [label._replace(level=level) for label in said]
        within = _on_line(leaf, line) if in_string and leaf else (0, None)
        around = inline.window(lines, first, last, *within)
        if is_use:
            return labels
        if not in_string or _is_docstring(steps):
            labels += inline.remark(around, level)
        return labels + inline.read(around, level + 1)

    def uses(self, first: int) -> list[tuple[int, int]]:
        """Give the byte offsets of what stands for the key at ``first`` elsewhere in the file."""
        self._flow = self._flow or Flow(self._tree)
        found = []
        steps = self._descend(first)
        for node in self._flow.uses(steps[-1].child) if steps else ():
            begin, end = start(node), end_of(node)
            if begin and end:
                found.append((self._lines.offset(*begin), self._lines.offset(*end)))
        return found

    def _descend(self, first: int) -> list[Step]:
        """Give the steps to a byte offset; a key's are asked for twice in a row."""
        if self._descended[0] != first:
            self._descended = first, descend(self._tree, self._lines.place_in_bytes(first))
        return self._descended[1]

    def _groups(self, steps: list[Step]) -> Said:
        """Give what the steps say, each group nearer than the one before it."""
        groups: Said = []
        above: Step | None = None
        tested = False
        for step in steps:
            said = [group for group in read_step(step, above, self._lines) if group]
            if groups and above and _is_next_branch(step, above):
                # All that an if/elif chain has ruled out before its last branch is equally near.
                ruled_out = said.pop(0)
                groups[-1] += ruled_out if len(groups[-1]) < _MOST else []
            groups += said + self._beside(step, tested)
            if isinstance(step.child, (ast.FunctionDef, ast.AsyncFunctionDef)):
                # What a test asserts is what it checks, not what it lets through.
                tested = tested or step.child.name.startswith("test")
            above = step
        return groups

    def _beside(self, step: Step, tested: bool) -> Said:
        """Give what the statements around a step's child say: settings, then guards before it."""
        block = getattr(step.parent, step.field, None)
        if not (isinstance(step.child, ast.stmt) and isinstance(block, list)):
            return []
        if id(block) not in self._blocks:
            self._blocks[id(block)] = _Block(of_block(block), guards(block, self._lines))
        settings, passed = self._blocks[id(block)]
        said = [
            apart_from(settings, step.child),
            [
                label
                for index, label in passed
                if index < step.nth and not (tested and label.text.startswith("assert "))
            ][-_MOST:],
        ]
        return [group for group in said if group]


class _Block(NamedTuple):
    """What the statements of a block say: settings, and guards by their statement's index."""

    settings: list[tuple[ast.AST, Label]]
    guards: list[tuple[int, Label]]


def _on_line(node: ast.AST, line: int) -> tuple[int, int | None]:
    """Give the columns in bytes between which ``node`` stands on ``line``."""
    first, last = start(node), end_of(node)
    return (
        first[1] if first and first[0] == line else 0,
        last[1] if last and last[0] == line else None,
    )


def _hosts_in(node: ast.AST, lines: Lines) -> list[Label]:
    """Give the hosts in a string, all of its parts taken together; a long one is a document."""
    first, last = start(node), end_of(node)
    if not first or not last or lines.offset(*last) - lines.offset(*first) > LONGEST:
        return []
    text = source_of(node, lines)
    return [Label("host", host, getattr(node, "lineno", 0)) for host, _ in hosts.find(text)]


def _is_docstring(steps: list[Step]) -> bool:
    return isinstance(steps[-1].parent, ast.Expr)


def _is_next_branch(step: Step, above: Step) -> bool:
    """Whether both steps go to the failing side of two conditions of one if/elif chain."""
    return (
        step.field == above.field == "orelse"
        and isinstance(step.parent, (ast.If, ast.IfExp))
        and above.child is step.parent
        and (isinstance(step.parent, ast.IfExp) or len(above.parent.orelse) == 1)  # type: ignore[attr-defined]
    )


def _remarks(steps: list[Step], lines: Lines, line: int) -> Said:
    """Give what people wrote about the place: docstrings around it, comments above it."""
    groups: Said = []
    for step in steps:
        if isinstance(step.parent, _DOCUMENTED) and step.field == "body":
            text = _docstring(step.parent)
            if text:
                groups.append([Label("comment", text, _start_line(step.parent))])
    statements = [step.child for step in steps if isinstance(step.child, ast.stmt)]
    first = _start_line(statements[-1]) if statements else line
    for top in dict.fromkeys((first, line)):
        groups += [[label] for label in _comments_above(lines, top)]
    return groups


def _docstring(node: ast.AST) -> str:
    """Give the first line of the docstring of a module, class or function."""
    body: list[ast.stmt] = getattr(node, "body", [])
    first = body[0].value if body and isinstance(body[0], ast.Expr) else None
    return inline.prose(text_of(first)[:LONGEST].strip().split("\n", 1)[0])


def _start_line(node: ast.AST) -> int:
    place = start(node)
    return place[0] if place else 1


def _comments_above(lines: Lines, line: int) -> list[Label]:
    """Give the block of comment lines that ends right above ``line``, the nearest last."""
    labels: list[Label] = []
    for above in range(line - 1, max(0, line - 1 - _LONGEST_COMMENT_BLOCK), -1):
        text = lines.beginning(above).strip()
        if not text.startswith("#"):
            break
        if inline.comment_text(text):
            labels.append(Label("comment", inline.comment_text(text), above))
    return labels[::-1]


def _around_comment(tree: ast.Module, lines: Lines, place: Place) -> list[Step]:
    """Give the steps to the block in which a comment stands, or to the statement before it."""
    line = place[0]
    text = lines.beginning(line)
    if not text.lstrip().startswith("#"):
        return descend(tree, (line, _indent(text)))
    around = descend(tree, place)
    if around and isinstance(around[-1].child, ast.expr):
        return around
    for neighbour in _neighbours(lines, line):
        steps = descend(tree, (neighbour, _indent(text)))
        last = [nth for nth, step in enumerate(steps) if _starts_at(step, neighbour)]
        if last:
            return steps[: last[-1] + 1]
    return around


def _neighbours(lines: Lines, line: int) -> Iterator[int]:
    """Yield the lines of code that stand in one block with a comment, those below it first."""
    indent = _indent(lines.beginning(line))
    for way in (range(line + 1, line + _FAR), range(line - 1, line - _FAR, -1)):
        for neighbour in way:
            code = lines.beginning(neighbour)
            if code.strip() and not code.lstrip().startswith("#"):
                if _indent(code) == indent:
                    yield neighbour
                elif _indent(code) < indent:
                    break


def _starts_at(step: Step, line: int) -> bool:
    return isinstance(step.child, ast.stmt) and _start_line(step.child) == line


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
