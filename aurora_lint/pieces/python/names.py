"""The names of a module: where each gets its values, and which of them a use can see.

The tree is walked once, in a loop and in the order in which Python works it out, so that a
binding counts as earlier than a use that follows it on the same line.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from typing import Literal, NamedTuple

Kind = Literal["value", "each", "grow", "parameter", "function", "class", "import", "unknown"]
Arms = tuple[tuple[ast.AST, int], ...]
"""The branches and loops around a place, from the outermost, each with the number of its arm."""

COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
LOOPS = (ast.For, ast.AsyncFor)
#: Branches nested deeper than this are not told apart.
DEEPEST = 40


class Site(NamedTuple):
    """A place in the file: its scope, its number in the order of evaluation, its branches."""

    scope: ast.AST
    order: int
    arms: Arms


class Binding:
    """One way in which a name gets a value.

    ``path`` says which item of the value it is, where that is unpacked; ``change`` what a name
    that grows does with the value: an operator's type, or ``append``, ``extend`` or ``entry``.
    """

    __slots__ = ("change", "key", "kind", "loop", "name", "path", "site", "target", "value")

    def __init__(
        self,
        kind: Kind,
        name: str,
        target: ast.AST,
        value: ast.AST | None = None,
        path: tuple[int | slice, ...] = (),
        change: type[ast.operator] | str = "",
        key: ast.expr | str | None = None,
    ) -> None:
        self.kind = kind
        self.name = name
        self.target = target
        self.value = value
        self.path = path
        self.change = change
        self.key = key
        self.site = Site(target, 0, ())
        self.loop: ast.AST | None = None


class Names:
    """The bindings of every scope of ``tree``, and the sites of the names that are read.

    ``attributes`` are those of ``self`` by their class, ``locals`` the same by their function.
    """

    def __init__(self, tree: ast.Module) -> None:
        from aurora_lint.pieces.python.bindings import tasks

        self.bindings: dict[tuple[ast.AST, str], list[Binding]] = defaultdict(list)
        self.attributes: dict[tuple[ast.AST, str], list[Binding]] = defaultdict(list)
        self.locals: dict[tuple[ast.AST, str], list[Binding]] = defaultdict(list)
        self.sites: dict[ast.AST, Site] = {}
        self.outer: dict[ast.AST, ast.AST] = {}
        self.returns: dict[ast.AST, list[ast.Return | ast.Yield]] = defaultdict(list)
        self.may_grow: list[Binding] = []
        self.stars: set[str] = set()
        self._elsewhere: dict[tuple[ast.AST, str], ast.AST] = {}
        self._order = 0
        waiting: list[tuple[ast.AST | Binding, ast.AST, Arms]] = [(tree, tree, ())]
        while waiting:
            each, scope, arms = waiting.pop()
            self._order += 1
            if isinstance(each, Binding):
                self._bind(each, scope, arms)
            else:
                self._note(each, scope, arms)
                waiting.extend(reversed(list(tasks(each, scope, arms))))

    def _note(self, node: ast.AST, scope: ast.AST, arms: Arms) -> None:
        if isinstance(node, (ast.Name, ast.Return, ast.Yield, *LOOPS)):
            self.sites[node] = Site(scope, self._order, arms)
            if isinstance(node, (ast.Return, ast.Yield)):
                self.returns[scope].append(node)
        elif isinstance(node, (*FUNCTIONS, ast.ClassDef, *COMPREHENSIONS)):
            self.outer[node] = scope
        elif isinstance(node, (ast.Global, ast.Nonlocal)):
            self._move(node, scope)
        elif isinstance(node, ast.ImportFrom) and node.module:
            self.stars |= {node.module for alias in node.names if alias.name == "*"}

    def _move(self, node: ast.Global | ast.Nonlocal, scope: ast.AST) -> None:
        """Note that a function binds names of a scope further out."""
        home = self.outer.get(scope, scope)
        while isinstance(node, ast.Global) and home in self.outer:
            home = self.outer[home]
        for name in node.names:
            self._elsewhere[scope, name] = home

    def _bind(self, binding: Binding, scope: ast.AST, arms: Arms) -> None:
        home = self._elsewhere.get((scope, binding.name))
        if home:
            arms = ((scope, 0), *arms)  # only where that function is called
        while binding.kind != "parameter" and isinstance(scope, COMPREHENSIONS):
            scope = self.outer[scope]  # a walrus binds outside
        binding.site = Site(scope, self._order, arms)
        binding.loop = next((node for node, _ in reversed(arms) if isinstance(node, LOOPS)), None)
        if isinstance(binding.target, ast.Attribute):
            self.attributes[self.class_of(scope), binding.name].append(binding)
            self.locals[scope, binding.name].append(binding)
        else:
            self.bindings[home or scope, binding.name].append(binding)
        if binding.kind == "grow" or (binding.kind == "value" and binding.loop):
            self.may_grow.append(binding)

    def runs_at_once(self, scope: ast.AST, home: ast.AST) -> bool:
        """Whether what stands in ``scope`` runs where it stands in ``home``: in no function."""
        while scope is not home and isinstance(scope, (ast.ClassDef, *COMPREHENSIONS)):
            scope = self.outer[scope]
        return scope is home

    def class_of(self, scope: ast.AST) -> ast.AST:
        """Give the class whose method ``scope`` is in; the module where there is none."""
        while scope in self.outer and not isinstance(scope, ast.ClassDef):
            scope = self.outer[scope]
        return scope

    def home(self, name: str, scope: ast.AST) -> ast.AST | None:
        """Give the scope whose ``name`` is seen in ``scope``; None where none binds it."""
        for each in self._around(scope):
            if (each, name) in self.bindings:
                return each
            if (each, name) in self._elsewhere:
                return self._elsewhere[each, name]
        return None

    def _around(self, scope: ast.AST) -> Iterator[ast.AST]:
        yield scope
        while scope in self.outer:
            scope = self.outer[scope]
            if not isinstance(scope, ast.ClassDef):  # methods do not see a class's names bare
                yield scope
