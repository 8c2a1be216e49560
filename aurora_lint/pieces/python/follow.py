"""From a name or an attribute to what it is bound to, and what that makes of it."""

from __future__ import annotations

import ast

from aurora_lint.pieces.python import reach
from aurora_lint.pieces.python.apply import apply
from aurora_lint.pieces.python.evaluate import Evaluator, Work
from aurora_lint.pieces.python.functions import MODULES, is_known, items_of, reference
from aurora_lint.pieces.python.growth import grow, is_growth
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
)
from aurora_lint.pieces.python.methods import has_method
from aurora_lint.pieces.python.names import Binding
from aurora_lint.pieces.python.operators import item

_TYPES = frozenset("str bytes bytearray int dict list tuple map filter type".split())
_MOST_BASES = 8


def name(evaluator: Evaluator, node: ast.Name, frame: Frame | None) -> Work:
    """Give what a name is bound to where it is read; a builtin where the file binds it nowhere."""
    site = evaluator.names.sites.get(node)
    reached = reach.of_name(evaluator.names, node.id, site) if site else []
    if reached is None:
        return _builtin(evaluator, node.id)
    return (yield from reach.through(reached, frame))


def _builtin(evaluator: Evaluator, called: str) -> Options:
    for module in MODULES:
        if module in evaluator.names.stars and is_known(f"{module}.{called}"):
            return (Known(Reference(f"{module}.{called}")),)
    path = f"builtins.{called}"
    return (Known(Reference(path)),) if called in _TYPES or is_known(path) else ()


def bound(evaluator: Evaluator, binding: Binding, frame: Frame | None) -> Work:
    """Give what ``binding`` makes of its name."""
    kind, node = binding.kind, binding.target
    if kind == "parameter":
        return (yield from _parameter(evaluator, binding, frame))
    if is_growth(binding):
        return (yield from grow(evaluator, binding, frame))
    if kind in ("value", "each") and binding.value:
        return (yield from _assigned(binding, frame))
    if isinstance(node, ast.ClassDef) and kind == "class":
        return (Known(Class(node)),)
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return (Known(Closure(node, frame)),)
    return (Known(reference(binding.key)),) if isinstance(binding.key, str) else ()


def _assigned(binding: Binding, frame: Frame | None) -> Work:
    loop = binding.value
    if isinstance(loop, (ast.For, ast.AsyncFor)):
        if frame and frame.scope is loop:
            return frame.names.get(binding.name, ())
        over = yield loop.iter, frame
        options = tuple(
            known.become(each) for known in over for each in (items_of(known.value) or ())[:FEW]
        )
    else:
        options = yield loop, frame  # type: ignore[misc]
    for index in binding.path:
        options = tuple(each.become(item(each.value, index)) for each in options)
    return tuple(each for each in options if each.value is not HOLE)


def _parameter(evaluator: Evaluator, binding: Binding, frame: Frame | None) -> Work:
    """Give an argument of the call in ``frame``; else the class of ``self``, or the default."""
    function = binding.site.scope
    if frame and frame.scope is function and binding.name in frame.names:
        return frame.names[binding.name]
    owner = evaluator.names.outer.get(function)
    if isinstance(owner, ast.ClassDef) and binding.name in ("self", "cls"):
        return (Known(Class(owner)),)
    return (yield binding.value, frame) if binding.value else ()


def attribute(evaluator: Evaluator, node: ast.Attribute, frame: Frame | None) -> Work:
    """Give an attribute of a module, a class of the file, or a known value."""
    found: list[Known] = []
    for owner in (yield node.value, frame):
        value = owner.value
        if isinstance(value, Reference):
            found.append(Known(reference(f"{value.path}.{node.attr}")))
        elif isinstance(value, Class):
            found += yield from _of_class(evaluator, value, node, frame)
        elif has_method(value, node.attr):
            found.append(owner.become(Method(value, node.attr)))
        elif node.attr == "value" and isinstance(value, (str, bytes, int)):
            found.append(owner)  # of an enumeration's member
    return tuple(found)


def _of_class(evaluator: Evaluator, owner: Class, node: ast.Attribute, frame: Frame | None) -> Work:
    """Give an attribute of a class, or of the first of its bases that has it."""
    if node.attr == "__class__":
        return (Known(owner),)
    site = evaluator.names.sites.get(node.value)
    waiting, seen = [owner], 0
    while waiting and seen < _MOST_BASES:
        seen += 1
        each = waiting.pop(0)
        found = yield from reach.through(
            reach.of_attribute(evaluator.names, each.node, node.attr, site), frame
        )
        if found:
            return (yield from _owned(evaluator, found, owner, frame))
        for base in each.node.bases[:_MOST_BASES]:
            waiting += [
                known.value for known in (yield base, None) if isinstance(known.value, Class)
            ]
    return ()


def _owned(evaluator: Evaluator, found: Options, owner: Class, frame: Frame | None) -> Work:
    """Give what a class's attribute is on an instance: a method, or a property's value."""
    made: list[Known] = []
    for each in found:
        function = each.value
        if not isinstance(function, Closure) or isinstance(function.node, ast.Lambda):
            made.append(each)
            continue
        marks = {
            getattr(mark, "id", getattr(mark, "attr", "")) for mark in function.node.decorator_list
        }
        if "staticmethod" in marks:
            made.append(each)
        elif marks & {"property", "cached_property", "classproperty"}:
            made += yield from apply(evaluator, function._replace(owner=owner), [], {}, frame)
        else:
            made.append(each.become(function._replace(owner=owner)))
    return tuple(made)
