"""Operators on known values: what Python would give, never larger than the limits."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from operator import and_, floordiv, lshift, mod, or_, rshift, sub, xor

from aurora_lint.pieces.python.known import BITS, HOLE, ITEMS, MARK, MARK_BYTES, TEXT, has_hole
from aurora_lint.pieces.python.text import percent, percent_bytes

#: What an operation on input that does not fit can raise; its result is unknown then.
FAILS = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError)


def spine(node: ast.BinOp) -> list[ast.expr]:
    """Give the operands of a chain of ``+``, from the left."""
    operands: list[ast.expr] = []
    left: ast.expr = node
    while isinstance(left, ast.BinOp) and isinstance(left.op, ast.Add):
        operands.append(left.right)
        left = left.left
    return [left, *reversed(operands)]


def add(values: Sequence[object]) -> object:
    """Give the sum of ``values`` from the left; unknown parts of a text are holes in it."""
    known = [value for value in values if value is not HOLE]
    if not known:
        return HOLE
    if all(isinstance(value, str) for value in known):
        return _joined("", values, MARK)
    if all(isinstance(value, bytes) for value in known):
        return _joined(b"", values, MARK_BYTES)
    if len(known) < len(values):
        return HOLE
    if all(isinstance(value, int) for value in known):
        return _bounded(sum(known))  # type: ignore[arg-type]
    return _concatenated(known)


def _joined(between: str | bytes, values: Sequence[object], hole: str | bytes) -> object:
    pieces = [hole if value is HOLE else value for value in values]
    size = sum(map(len, pieces)) + len(between) * len(pieces)  # type: ignore[arg-type]
    return between.join(pieces) if size <= TEXT else HOLE  # type: ignore[arg-type]


def _concatenated(values: Sequence[object]) -> object:
    kind = type(values[0])
    rows = [value for value in values if isinstance(value, (list, tuple)) and type(value) is kind]
    if len(rows) < len(values) or sum(map(len, rows)) > ITEMS:
        return HOLE
    items = [item for row in rows for item in row]
    return items if kind is list else tuple(items)


def join(between: object, values: object) -> object:
    """Give ``between.join(values)`` with a hole for each value that is unknown."""
    if isinstance(between, str) and isinstance(values, (list, tuple, str, dict)):
        whole = [value if isinstance(value, str) else HOLE for value in values]
        return _joined(between, whole, MARK)
    if isinstance(between, bytes) and isinstance(values, (list, tuple)):
        raw = [value if isinstance(value, bytes) else HOLE for value in values]
        return _joined(between, raw, MARK_BYTES)
    return HOLE


def _bounded(number: int) -> object:
    return number if number.bit_length() <= BITS else HOLE


def _times(left: object, right: object) -> object:
    if isinstance(left, int) and isinstance(right, int):
        return _bounded(left * right)
    if isinstance(left, int):
        left, right = right, left
    if isinstance(left, (str, bytes, list, tuple)) and isinstance(right, int):
        longest = TEXT if isinstance(left, (str, bytes)) else ITEMS
        return left * right if len(left) * right <= longest else HOLE
    return HOLE


def _remainder(left: object, right: object) -> object:
    if isinstance(left, str):
        return percent(left, right)
    if isinstance(left, bytes):
        return percent_bytes(left, right)
    return _of_integers(mod)(left, right)


def _power(left: object, right: object) -> object:
    if isinstance(left, int) and isinstance(right, int) and right >= 0:
        return left**right if left.bit_length() * right <= BITS else HOLE
    return HOLE


def _shifted(left: object, right: object) -> object:
    fits = isinstance(right, int) and 0 <= right <= BITS
    return _of_integers(lshift)(left, right) if fits else HOLE


def _or(left: object, right: object) -> object:
    if isinstance(left, dict) and isinstance(right, dict):
        return left | right if len(left) + len(right) <= ITEMS else HOLE
    return _of_integers(or_)(left, right)


def _of_integers(work: Callable[[int, int], int]) -> Callable[[object, object], object]:
    def on_integers(left: object, right: object) -> object:
        if isinstance(left, int) and isinstance(right, int):
            return _bounded(work(left, right))
        return HOLE

    return on_integers


def _plus(left: object, right: object) -> object:
    return add([left, right])


OPERATORS: dict[type[ast.operator], Callable[[object, object], object]] = {
    ast.Add: _plus,
    ast.Mult: _times,
    ast.Mod: _remainder,
    ast.Pow: _power,
    ast.LShift: _shifted,
    ast.BitOr: _or,
    ast.Sub: _of_integers(sub),
    ast.RShift: _of_integers(rshift),
    ast.BitXor: _of_integers(xor),
    ast.BitAnd: _of_integers(and_),
    ast.FloorDiv: _of_integers(floordiv),
}


def operate(operator: type[ast.operator], left: object, right: object) -> object:
    """Give ``left operator right``; a hole where it is unknown, fails or is too large."""
    work = OPERATORS.get(operator)
    if not work or (left is HOLE and operator is not ast.Add):
        return HOLE
    try:
        return work(left, right)
    except FAILS:
        return HOLE


def item(value: object, index: object) -> object:
    """Give ``value[index]``, where ``index`` may be a slice; a hole where there is none."""
    if isinstance(value, dict):
        return value.get(index, HOLE) if isinstance(index, (str, bytes, int)) else HOLE
    if not isinstance(value, (str, bytes, list, tuple)):
        return HOLE
    is_reversal = isinstance(value, str) and index == slice(None, None, -1)
    if has_hole(value) and not is_reversal:
        return HOLE  # nobody knows how long it is
    try:
        return value[index]  # type: ignore[call-overload, index]
    except FAILS:
        return HOLE


def compare(operator: ast.cmpop, left: object, right: object) -> bool | None:
    """Give whether two plain values compare so; None where that is not known."""
    if isinstance(operator, (ast.In, ast.NotIn)):
        return _within(left, right, isinstance(operator, ast.In))
    if has_hole(left) or has_hole(right) or type(left) is not type(right):
        return None
    if not isinstance(left, (str, bytes, int)):
        return None
    if isinstance(operator, (ast.Eq, ast.NotEq)):
        return (left == right) is isinstance(operator, ast.Eq)
    return None


def _within(left: object, right: object, expected: bool) -> bool | None:
    if has_hole(left) or has_hole(right):
        return None
    if isinstance(left, str) and isinstance(right, str):
        return (left in right) is expected
    if isinstance(left, (str, int)) and isinstance(right, (list, tuple, dict)):
        return None if HOLE in right else (left in right) is expected
    return None
