"""Where else in a Python file a key is used: the names it is bound to, and their uses.

``KEY = "…"`` at the top and ``if sandbox: client = Aurora(KEY)`` further down: the key is in the
sandbox's branch, too. Followed are names, attributes of ``self`` and of classes, entries of
dictionaries, parameters by their defaults, and functions that return the key, through strings
and containers but not through calls, whose result is something else.
"""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from aurora_lint.address.python_tree import dotted, start, text_of

#: How many uses of one key are looked at, and how many names it is handed on by.
_MOST = 50
_DEEPEST = 3
#: What a value passes through unchanged or as a part.
_HOLDS = (
    ast.JoinedStr, ast.FormattedValue, ast.BinOp, ast.BoolOp, ast.IfExp, ast.Dict, ast.List,
    ast.Tuple, ast.Set, ast.keyword, ast.Starred, ast.Await,
)  # fmt: skip
#: Calls that give back what they are given, or a text with it.
_GIVES_BACK = frozenset("str bytes encode decode strip format join secretstr secret dict".split())
#: Calls that give back what they are given where nothing else is there.
_FALLS_BACK = frozenset("get getenv env config setdefault pop cast".split())
_SCOPES = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


class _Binding(NamedTuple):
    """A name in a scope: a variable, ``self.name`` of a class, ``name["entry"]``, ``name()``."""

    name: str
    scope: ast.AST
    kind: str = "variable"
    entry: str = ""


class Flow:
    """The names of one module: what is above each node, and where each name is used."""

    def __init__(self, tree: ast.Module) -> None:
        self._tree = tree
        self._above: dict[ast.AST, tuple[ast.AST, str]] = {}
        self._scopes: dict[ast.AST, ast.AST] = {tree: tree}
        self._classes: dict[ast.AST, ast.AST] = {tree: tree}
        self._named: dict[str, list[ast.Name | ast.Attribute]] = defaultdict(list)
        self._bound: Counter[tuple[ast.AST, str]] = Counter()
        waiting: list[ast.AST] = [tree]
        while waiting:
            node = waiting.pop()
            for field, value in ast.iter_fields(node):
                for child in value if isinstance(value, list) else (value,):
                    if isinstance(child, ast.AST):
                        self._place(child, node, field)
                        waiting.append(child)
            if isinstance(node, (ast.Name, ast.Attribute)):
                self._name(node)

    def _place(self, node: ast.AST, above: ast.AST, field: str) -> None:
        """Note what ``node`` is under: the module, class or function whose names it is among.

        A default is worked out where the function stands; its parameter is inside.
        """
        is_inside = isinstance(above, _SCOPES) and field in ("body", "args")
        self._above[node] = above, field
        self._scopes[node] = above if is_inside else self._scopes[above]
        self._classes[node] = above if isinstance(above, ast.ClassDef) else self._classes[above]

    def _name(self, node: ast.Name | ast.Attribute) -> None:
        name = node.id if isinstance(node, ast.Name) else node.attr
        self._named[name].append(node)
        if not isinstance(node.ctx, ast.Load):
            owners = {self._scopes[node]}
            if isinstance(node, ast.Attribute):
                owners.add(self._classes[node])
            self._bound.update((owner, name) for owner in owners)

    def uses(self, leaf: ast.AST) -> list[ast.AST]:
        """Give the nodes that stand for the key at ``leaf`` elsewhere, in the file's order."""
        found: dict[ast.AST, None] = {}
        waiting = [(leaf, 0)]
        while waiting and len(found) < _MOST:
            node, depth = waiting.pop(0)
            for binding in self._bindings(node):
                for use in self._uses(binding):
                    if use not in found:
                        found[use] = None
                        if depth < _DEEPEST:
                            waiting.append((use, depth + 1))
        return sorted(found, key=lambda node: start(node) or (0, 0))[:_MOST]

    def _bindings(self, node: ast.AST) -> Iterator[_Binding]:
        """Yield what the value at ``node`` is bound to."""
        entry = ""
        while node in self._above:
            above, field = self._above[node]
            if isinstance(above, ast.Dict) and field == "values":
                entry = text_of(above.keys[above.values.index(node)])  # type: ignore[arg-type]
            elif (isinstance(above, ast.Call) and not self._gives_back(above, node)) or (
                isinstance(above, ast.IfExp) and field == "test"
            ):
                return
            if isinstance(above, (ast.Assign, ast.AnnAssign, ast.NamedExpr)) and field == "value":
                yield from self._of_assignment(above, entry)
                if not isinstance(above, ast.NamedExpr):
                    return
            elif isinstance(above, ast.arguments):
                yield from self._of_default(above, field, node)
                return
            elif isinstance(above, ast.Return):
                function = self._scopes[above]
                if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
                    yield _Binding(function.name, self._scopes[function], "function")
                return
            elif not isinstance(above, (*_HOLDS, ast.Call, ast.NamedExpr)):
                return
            node = above

    @staticmethod
    def _gives_back(call: ast.Call, node: ast.AST) -> bool:
        name = (dotted(call.func) or [""])[-1].lower()
        if name in _FALLS_BACK:
            is_default = isinstance(node, ast.keyword) and node.arg == "default"
            return is_default or node in call.args[1:]
        return name in _GIVES_BACK

    def _of_assignment(self, node: ast.AST, entry: str) -> Iterator[_Binding]:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]  # type: ignore[attr-defined]
        for target in targets:
            if isinstance(target, ast.Name):
                kind = "entry" if entry else "variable"
                yield _Binding(target.id, self._scopes[target], kind, entry)
            elif isinstance(target, ast.Attribute) and dotted(target)[:-1] in (["self"], ["cls"]):
                yield _Binding(target.attr, self._classes[target], "attribute")
            elif isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
                yield _Binding(
                    target.value.id, self._scopes[target], "entry", text_of(target.slice)
                )

    def _of_default(self, node: ast.arguments, field: str, value: ast.AST) -> Iterator[_Binding]:
        function = self._above[node][0]
        if field == "defaults":
            positional = [*node.posonlyargs, *node.args][-len(node.defaults) :]
            yield _Binding(positional[node.defaults.index(value)].arg, function)  # type: ignore[arg-type]
        elif field == "kw_defaults":
            yield _Binding(node.kwonlyargs[node.kw_defaults.index(value)].arg, function)  # type: ignore[arg-type]

    def _uses(self, binding: _Binding) -> Iterator[ast.AST]:
        """Yield the nodes that stand for what ``binding`` holds."""
        if self._is_bound_again(binding):
            return
        for node in self._named.get(binding.name, ()):
            if not isinstance(node.ctx, ast.Load) or not self._sees(node, binding):
                continue
            if binding.kind == "function":
                above, field = self._above[node]
                if isinstance(above, ast.Call) and field == "func":
                    yield above
            elif binding.kind == "entry":
                yield from self._entry(node, binding.entry)
            else:
                yield node

    def _is_bound_again(self, binding: _Binding) -> bool:
        """Whether a name gets a value more than once: then nobody knows which one is used."""
        return binding.kind != "entry" and self._bound[binding.scope, binding.name] > 1

    def _entry(self, node: ast.AST, entry: str) -> Iterator[ast.AST]:
        above, field = self._above[node]
        if isinstance(above, ast.Subscript) and field == "value":
            if text_of(above.slice) == entry and isinstance(above.ctx, ast.Load):
                yield above
        elif isinstance(above, ast.Attribute) and above.attr == "get":
            call = self._above[above][0]
            if isinstance(call, ast.Call) and call.args and text_of(call.args[0]) == entry:
                yield call
        elif entry.lower() in ("authorization", "x-api-key") or field in ("args", "value"):
            yield node  # the whole mapping is handed on: headers=headers

    def _sees(self, node: ast.Name | ast.Attribute, binding: _Binding) -> bool:
        """Whether a name at ``node`` is the one that ``binding`` binds."""
        if isinstance(node, ast.Attribute):
            owner = dotted(node.value)
            if binding.kind == "attribute" or isinstance(binding.scope, ast.ClassDef):
                within = owner in (["self"], ["cls"]) and self._classes[node] is binding.scope
                return within or owner == [getattr(binding.scope, "name", "")]
            return False
        if binding.kind == "attribute":
            return False
        scope = self._scopes[node]
        while scope is not binding.scope:
            if isinstance(scope, ast.Module) or self._binds(scope, binding.name):
                return False
            scope = self._scopes[scope]
            if isinstance(scope, ast.ClassDef) and scope is binding.scope:
                return False  # methods do not see a class's names bare
        return True

    def _binds(self, scope: ast.AST, name: str) -> bool:
        """Whether a scope has a name of its own that hides one further out."""
        if isinstance(scope, _FUNCTIONS):
            arguments = scope.args
            listed = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
            if any(argument.arg == name for argument in listed):
                return True
        return self._bound[scope, name] > 0
