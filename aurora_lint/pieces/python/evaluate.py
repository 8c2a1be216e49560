"""Works out what expressions yield, without ever running anything.

Each kind of node has a handler, a generator that asks for the values of what it is made of. The
asking is done in one loop with a stack of its own: no depth of a file overruns Python's.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Generator
from typing import Any

from aurora_lint.pieces.python.firsts import Firsts
from aurora_lint.pieces.python.known import Budget, Frame, Options
from aurora_lint.pieces.python.names import Binding, Names

Item = ast.AST | Binding
Request = tuple[Item, Frame | None]
Work = Generator[Request, Options, Options]
Handler = Callable[[Any, Any, Frame | None], Work]
"""Takes the evaluator, a node of the handler's kind, and the frame to read parameters in."""

_DEEPEST_FRAME = 16

#: What makes a new text, and may be where a key is first whole.
MAKERS = (
    ast.BinOp, ast.Call, ast.JoinedStr, ast.Subscript, ast.ListComp, ast.GeneratorExp, ast.SetComp,
    ast.List, ast.Tuple, ast.Set, ast.Dict, Binding,
)  # fmt: skip


class Evaluator:
    """The values of one module's expressions, each worked out once.

    ``firsts`` is told of every value that an expression makes outside of calls and loops, and
    gives it back, marked with the keys it holds.
    """

    def __init__(self, names: Names, firsts: Firsts, handlers: dict[type[object], Handler]) -> None:
        self.names = names
        self.firsts = firsts
        self.budget = Budget()
        self._handlers = handlers
        self._memo: dict[Item, Options] = {}

    def run(self, item: Item) -> Options:
        """Give the options of an expression or binding; none where it is unknown."""
        stack: list[tuple[dict[Any, Options], Item, Frame | None, Work]] = []
        self.budget.begin()
        answer = self._begin(item, None, stack)
        while stack:
            memo, item, frame, work = stack[-1]
            try:
                request = work.send(answer)  # type: ignore[arg-type]  # None starts it
            except StopIteration as done:
                stack.pop()
                answer = memo[item] = self._finished(item, frame, done.value)
            else:
                answer = self._begin(*request, stack)
        return answer or ()

    def _begin(
        self,
        item: Item,
        frame: Frame | None,
        stack: list[tuple[dict[Any, Options], Item, Frame | None, Work]],
    ) -> Options | None:
        """Give the options where they are known by now; else put the work on the stack."""
        if isinstance(item, ast.Constant):
            frame = None  # the same everywhere
        memo: dict[Any, Options] = frame.memo if frame else self._memo
        if item in memo:
            return memo[item]
        handler = self._handlers.get(type(item))
        if not handler or not self._may_take(item, frame):
            return ()
        memo[item] = ()  # what asks for itself is unknown
        stack.append((memo, item, frame, handler(self, item, frame)))
        return None

    def _may_take(self, item: Item, frame: Frame | None) -> bool:
        if frame and (frame.depth > _DEEPEST_FRAME or not self.budget.step()):
            return False
        return not (self.budget.is_spent and isinstance(item, MAKERS))

    def _finished(self, item: Item, frame: Frame | None, options: Options) -> Options:
        if not options or not isinstance(item, MAKERS):
            return options
        kept = tuple(known for known in options if self.budget.keep(known.value) is known.value)
        return kept if frame else tuple(self.firsts.made(item, known) for known in kept)
