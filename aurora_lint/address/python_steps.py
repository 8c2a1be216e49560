"""What each step down a Python tree says: one small function for each kind of node.

A function is handed the step and the step above it, and gives labels from the outermost to the
innermost. Their levels are set by the reader; labels in one inner list are equally near.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

from aurora_lint.address import Label
from aurora_lint.address.python_conditions import branch, case_label, condition_text
from aurora_lint.address.python_settings import apart_from, of_call, of_dict, of_parameters
from aurora_lint.address.python_tree import Step, dotted, text_of
from aurora_lint.lines import Lines
from aurora_lint.vocabulary import HOLDERS
from aurora_lint.words import split

Said = list[list[Label]]
Reader = Callable[[Step, "Step | None", Lines], Said]

#: A string that names something, as in ``getenv("AURORA_KEY", …)`` or ``("api_key", …)``.
_NAMING = re.compile(r"[A-Za-z_][\w.\-/]*\Z")
#: Names that say nothing: of the object itself, of variables that anything is called.
_OWN = frozenset({"self", "cls", "local", "test"})
#: More cases than this before one are a table, not a choice of environments.
_MOST = 50


def _names(node: ast.AST) -> Said:
    line = getattr(node, "lineno", 0)
    return [[Label("name", part, line)] for part in dotted(node) if part not in _OWN]


def _named(text: str, node: ast.AST) -> Said:
    return [[Label("name", text, getattr(node, "lineno", 0))]] if _NAMING.match(text) else []


def _class(step: Step, above: Step | None, lines: Lines) -> Said:
    node = step.parent
    assert isinstance(node, ast.ClassDef)
    bases = [[Label("class", ".".join(dotted(base)), node.lineno)] for base in node.bases]
    return [*bases, *_decorated(node, lines), [Label("class", f"class {node.name}", node.lineno)]]


def _function(step: Step, above: Step | None, lines: Lines) -> Said:
    node = step.parent
    assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    return [*_decorated(node, lines), [Label("function", f"def {node.name}", node.lineno)]]


def _decorated(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef, lines: Lines) -> Said:
    return [
        [Label("function", "@" + ".".join(dotted(each)), each.lineno)]
        for each in node.decorator_list
    ]


def _parameters(step: Step, above: Step | None, lines: Lines) -> Said:
    node = step.parent
    assert isinstance(node, ast.arguments)
    if step.field == "defaults":
        positional = [*node.posonlyargs, *node.args][-len(node.defaults) :]
        name = positional[step.nth]
    elif step.field == "kw_defaults":
        # The tree's index counts parameters that have no default, too.
        name = node.kwonlyargs[step.nth]
    else:
        return []
    return [apart_from(of_parameters(node), step.child), *_named(name.arg, name)]


def _if(step: Step, above: Step | None, lines: Lines) -> Said:
    node = step.parent
    assert isinstance(node, (ast.If, ast.While, ast.IfExp))
    if step.field == "body":
        keyword = "while" if isinstance(node, ast.While) else "if"
        return [[Label("branch", condition_text(keyword, node.test, lines), node.test.lineno)]]
    if step.field == "orelse" and not isinstance(node, ast.While):
        return [[branch(node.test, lines, negated=True)]]
    return []


def _match(step: Step, above: Step | None, lines: Lines) -> Said:
    node, case = step.parent, step.child
    assert isinstance(node, ast.Match)
    if not isinstance(case, ast.match_case):
        return []
    earlier = [
        label._replace(negated=True)
        for each in node.cases[: step.nth][-_MOST:]
        if not each.guard
        for label in case_label(node.subject, each, lines)
    ]
    here = case_label(node.subject, case, lines)
    return [group for group in (earlier, here) if group]


def _case(step: Step, above: Step | None, lines: Lines) -> Said:
    node = step.parent
    assert isinstance(node, ast.match_case)
    if step.field == "body" and node.guard:
        return [[branch(node.guard, lines, negated=False)]]
    return []


def _assign(step: Step, above: Step | None, lines: Lines) -> Said:
    node = step.parent
    if step.field != "value":
        return []
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]  # type: ignore[attr-defined]
    return [said for target in targets for said in _names(target)]


def _sequence(step: Step, above: Step | None, lines: Lines) -> Said:
    node = step.parent
    assert isinstance(node, (ast.Tuple, ast.List))
    if above and isinstance(above.parent, ast.Assign) and above.field == "value":
        for target in above.parent.targets:
            if isinstance(target, (ast.Tuple, ast.List)) and len(target.elts) == len(node.elts):
                return _names(target.elts[step.nth])
    if above and isinstance(above.parent, ast.Subscript) and len(node.elts) == 2:
        # ("sandbox's", "production's")[is_production]
        return [[branch(above.parent.slice, lines, negated=step.nth == 0)]]
    if len(node.elts) == 2 and step.nth == 1:
        return _named(text_of(node.elts[0]), node.elts[0])
    return []


def _dict(step: Step, above: Step | None, lines: Lines) -> Said:
    node = step.parent
    assert isinstance(node, ast.Dict)
    if step.field == "keys":
        return _named(text_of(node.values[step.nth]), node.values[step.nth])
    key = node.keys[step.nth]
    beside = apart_from(of_dict(node, lines), step.child)
    if key is None:
        return [beside]
    if isinstance(key, ast.Constant) and isinstance(key.value, bool):
        chosen = above.parent if above else None
        if isinstance(chosen, ast.Subscript):
            return [[branch(chosen.slice, lines, negated=not key.value)]]
        return [beside]
    text = text_of(key)
    if not text:
        return [beside, *_names(key)]
    section = isinstance(step.child, (ast.Dict, ast.List, ast.Tuple, ast.Call))
    return [beside, [Label("section" if section else "name", text, key.lineno)]]


def _call(step: Step, above: Step | None, lines: Lines) -> Said:
    node = step.parent
    assert isinstance(node, ast.Call)
    if step.field == "func":
        return []
    said: Said = []
    function = ".".join(part for part in dotted(node.func) if part not in _OWN)
    if function:
        said.append([Label("call", function, node.lineno)])
    value = step.child.value if isinstance(step.child, ast.keyword) else step.child
    said.append(apart_from(of_call(node, lines), value))
    if step.field != "args" or step.nth == 0:
        return said
    if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Dict):
        # {"production": …}.get(env, the key): what none of the entries is for.
        return [*said, _other_entries(node.func.value, node)]
    name = text_of(node.args[0]) if step.nth == 1 else ""
    return said + (_named(name, node.args[0]) if HOLDERS.intersection(split(name)) else [])


def _other_entries(entries: ast.Dict, call: ast.Call) -> list[Label]:
    return [
        Label("branch", f'entry == "{text}"', call.lineno, negated=True)
        for key in entries.keys
        if (text := text_of(key))
    ]


def _keyword(step: Step, above: Step | None, lines: Lines) -> Said:
    node = step.parent
    assert isinstance(node, ast.keyword)
    return _named(node.arg, node) if node.arg else []


def _either_or(step: Step, above: Step | None, lines: Lines) -> Said:
    node = step.parent
    assert isinstance(node, ast.BoolOp)
    earlier = node.values[: step.nth]
    if isinstance(node.op, ast.And):
        if isinstance(step.child, ast.Compare):  # what is compared is not used here
            return []
        return [[branch(each, lines, negated=False)] for each in earlier]
    said: Said = []
    for each in earlier:
        if isinstance(each, ast.BoolOp) and isinstance(each.op, ast.And):
            said.append([branch(each.values[0], lines, negated=True)])
        elif isinstance(each, ast.Call):
            said += _named(text_of(each.args[0]) if each.args else "", each)
        else:
            said += _names(each)
    return said


def _compare(step: Step, above: Step | None, lines: Lines) -> Said:
    node = step.parent
    assert isinstance(node, ast.Compare)
    other = node.left if step.field == "comparators" else node.comparators[0]
    return _names(other)


def _comprehension(step: Step, above: Step | None, lines: Lines) -> Said:
    if step.field not in ("elt", "key", "value"):
        return []
    generators: list[ast.comprehension] = getattr(step.parent, "generators", [])
    return [[branch(test, lines, negated=False)] for each in generators for test in each.ifs]


def _with(step: Step, above: Step | None, lines: Lines) -> Said:
    node = step.parent
    assert isinstance(node, (ast.With, ast.AsyncWith))
    if step.field != "body":
        return []
    return [
        [Label("call", name, node.lineno)]
        for item in node.items
        if (name := ".".join(dotted(item.context_expr)))
    ]


READERS: dict[type[ast.AST], Reader] = {
    ast.ClassDef: _class,
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.arguments: _parameters,
    ast.If: _if,
    ast.While: _if,
    ast.IfExp: _if,
    ast.Match: _match,
    ast.match_case: _case,
    ast.Assign: _assign,
    ast.AnnAssign: _assign,
    ast.AugAssign: _assign,
    ast.NamedExpr: _assign,
    ast.Tuple: _sequence,
    ast.List: _sequence,
    ast.Dict: _dict,
    ast.Call: _call,
    ast.keyword: _keyword,
    ast.BoolOp: _either_or,
    ast.Compare: _compare,
    ast.ListComp: _comprehension,
    ast.SetComp: _comprehension,
    ast.DictComp: _comprehension,
    ast.GeneratorExp: _comprehension,
    ast.With: _with,
    ast.AsyncWith: _with,
}


def read(step: Step, above: Step | None, lines: Lines) -> Said:
    """Give what the step from a node to its child says, the outermost first."""
    reader = READERS.get(type(step.parent))
    return reader(step, above, lines) if reader else []
