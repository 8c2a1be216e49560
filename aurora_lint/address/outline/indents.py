"""The outline of a language whose blocks are indented: YAML, Python, CoffeeScript."""

from __future__ import annotations

from collections.abc import Iterable

from aurora_lint.address.outline.brackets import Builder
from aurora_lint.address.outline.syntax import Syntax
from aurora_lint.address.outline.tree import Group, Token

_GOES_ON = frozenset({"elif", "else", "except", "finally", "catch"})
#: Twice a column, and one more for an entry of a list, which may stand as deep as its key.
Depth = int


def _moved(comment: str) -> Depth:
    """Give how much deeper a line stood before it was switched off: ``#    key: …``."""
    text = comment.lstrip("#")
    gap = len(text) - len(text.lstrip(" "))
    return 2 * gap if gap > 1 else 0


class IndentBuilder(Builder):
    """Builds an outline from tokens and the columns they begin at."""

    def __init__(self, syntax: Syntax, start: int, end: int, data: bytes) -> None:
        super().__init__(syntax, start, end)
        self._data = data
        self._first = start
        self._depths: dict[Group, Depth] = {self.root: -1}
        self._line: Depth = 0
        self._begins = True
        self._is_list = syntax.name == "yaml"

    def build(self, tokens: Iterable[Token]) -> None:
        """Build the outline under ``root``; ``homes`` gets each comment with its group."""
        listed = list(tokens)
        nearest: Token | None = None
        code: list[Token | None] = [None] * (len(listed) + 1)
        for place in range(len(listed) - 1, -1, -1):
            code[place] = nearest
            if listed[place].kind not in ("newline", "comment"):
                nearest = listed[place]
        for place, token in enumerate(listed):
            if token.kind == "newline" and not self._in_brackets:
                self._end_line(listed[place + 1 : place + 2], code[place])
            elif token.kind == "newline":
                continue
            elif token.kind == "comment":
                self.homes.append((token, self._home(self._column(token) + _moved(token.text))))
            else:
                if self._begins and not self._in_brackets:
                    self._begin_line(token)
                following = listed[place + 1] if place + 1 < len(listed) else None
                if self._is_dash(token, following):
                    self._entry(token, following)
                else:
                    self._begins = False
                    self.take(token, following)
        for group in self._stack[1:]:
            group.end = self.root.end

    @property
    def _in_brackets(self) -> bool:
        return self._stack[-1].kind in ("(", "[", "{")

    def _column(self, token: Token) -> Depth:
        start = self._data.rfind(b"\n", self._first, token.start) + 1
        return 2 * (token.start - max(start, self._first))

    def _is_dash(self, token: Token, following: Token | None) -> bool:
        return (
            self._is_list
            and token.text == "-"
            and self._begins
            and (not following or following.kind == "newline" or following.start > token.end)
        )

    def _begin_line(self, token: Token) -> None:
        """Leave the blocks that are deeper than the line that begins with ``token``."""
        depth = self._column(token)
        if self._is_list and token.text == "-":
            depth += 1
        top = self._stack[-1]
        outer = self._depths[self._stack[-2]] if len(self._stack) > 1 else -1
        if not top.elements and top.kind == "block" and outer < depth < self._depths[top]:
            self._depths[top] = depth
        while len(self._stack) > 1 and self._depths[self._stack[-1]] > depth:
            self._pop(token.start)
        self._element = None
        self._line = depth
        group = self._stack[-1]
        if self.syntax.name != "yaml" and token.text in _GOES_ON and group.elements:
            self._element = group.elements[-1]
        if self._is_list and token.text == "---":
            while len(self._stack) > 1:
                self._pop(token.start)
            self._element = None
            element = self._current()
            element.items.append(token)
            self._open("section", token.end, -1)

    def _entry(self, token: Token, following: Token | None) -> None:
        """Take the dash of an entry of a list: what follows it is a block of its own."""
        element = self._current()
        element.items.append(token)
        if following and following.kind not in ("newline", "comment"):
            self._open("block", token.end, self._column(following))
            self._line = self._column(following)

    def _open(self, kind: str, start: int, depth: Depth) -> None:
        group = self._current().open(kind, start)  # type: ignore[arg-type]
        self._depths[group] = depth
        self._push(group)

    def _end_line(self, following: list[Token], code: Token | None) -> None:
        """Open the block of the line that ends here, where a deeper one follows."""
        element = self._element
        self._begins = True
        if element is None:
            return
        last = element.items[-1]
        is_head = isinstance(last, Token) and (
            last.text in (":", "-", "->", "=>") or last.text.startswith(("&", "!"))
        )
        if isinstance(last, Token) and self.syntax.name in ("coffee", "make"):
            is_head = True
        nearest = following[0] if following and following[0].kind == "comment" else None
        for token in (code, nearest):
            if token and is_head:
                depth = self._column(token) + (self._is_list and token.text == "-")
                if depth > self._line:
                    self._open("block", last.end, depth)
                    return

    def _home(self, column: Depth) -> Group:
        """Give the deepest block that a comment at ``column`` can stand in."""
        for group in reversed(self._stack):
            if group.kind in ("(", "[", "{") or self._depths[group] <= column:
                return group
        return self.root
