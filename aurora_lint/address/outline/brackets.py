"""The outline of a language whose blocks are in brackets or between keywords."""

from __future__ import annotations

from collections.abc import Iterable

from aurora_lint.address.outline.statements import (
    AFTER_BRACE,
    BEFORE_VALUE,
    BEGINS_CASE,
    DECLARES,
    ENDS_CASE_LABEL,
    GOES_ON_AFTER,
    GOES_ON_BEFORE,
    Frame,
    begins_case,
    declares,
    holds_block,
    is_annotation,
    is_command,
    is_middle,
)
from aurora_lint.address.outline.syntax import Syntax
from aurora_lint.address.outline.tree import Element, Group, GroupKind, Token

_CLOSES: dict[str, GroupKind] = {")": "(", "]": "[", "}": "{"}


class Builder:
    """Builds an outline from tokens, one at a time."""

    def __init__(self, syntax: Syntax, start: int, end: int) -> None:
        self.syntax = syntax
        self.root = Group("file", start)
        self.root.end = end
        self.homes: list[tuple[Token, Group]] = []
        self._stack: list[Group] = [self.root]
        self._element: Element | None = None
        self._frames: list[Frame] = []
        self._last = "newline"
        self._in_arguments = False
        self._begins_line = True
        self._has_cases = syntax.layout == "brackets" and not syntax.mapping

    def build(self, tokens: Iterable[Token]) -> None:
        """Build the outline under ``root``; ``homes`` gets each comment with its group."""
        listed = list(tokens)
        for token, following in zip(listed, [*listed[1:], None]):
            self.take(token, following)
        for group in self._stack[1:]:
            group.end = self.root.end

    def take(self, token: Token, following: Token | None) -> None:
        """Take the next token; ``following`` is the one after it."""
        kind = token.kind
        if self._in_arguments:  # of a block: |name|
            self._in_arguments = token.text != "|"
            return
        if kind in ("comment", "newline"):
            self.comment(token) if kind == "comment" else self.newline(token, following)
            return
        if kind == "open":
            self._ends_after_brace(token)
            self._push(self._current().open(token.text, token.start))  # type: ignore[arg-type]
        elif kind == "close":
            self._close(token)
        elif kind == "op":
            self._operator(token)
        elif kind == "word":
            self._ends_after_brace(token)
            self._word(token, following)
        else:
            self._current().items.append(token)
        self._last = kind if kind == "string" else token.text
        if self.syntax.folds_case:
            self._last = self._last.lower()
            self._begins_line = False

    def comment(self, token: Token) -> None:
        """Take a comment: it is in the group that is open."""
        self.homes.append((token, self._stack[-1]))

    def _current(self) -> Element:
        if self._element is None:
            self._element = self._stack[-1].add()
        return self._element

    def _push(self, group: Group) -> None:
        self._stack.append(group)
        self._element = None

    def _pop(self, end: int) -> None:
        group = self._stack.pop()
        group.end = end
        self._element = group.above
        while self._frames and self._frames[-1].depth > len(self._stack):
            self._frames.pop()

    def _close(self, token: Token) -> None:
        opened = _CLOSES[token.text]
        frame = self._frames[-1] if self._frames else None
        if (
            opened == "("
            and frame
            and frame.word == "cases"
            and frame.depth + 1 == len(self._stack)
        ):
            # A pattern of a shell's case.
            self._push(self._current().open("case", token.end))
            self._last = "newline"
            return
        for depth in range(len(self._stack) - 1, 0, -1):
            if self._stack[depth].kind == opened:
                while len(self._stack) > depth:
                    self._pop(token.end)
                return
            if self._stack[depth].kind in ("{", "block", "case") and opened != "{":
                return  # it closes nothing that stands there

    def _ends_after_brace(self, token: Token) -> None:
        """Let a new statement begin right behind the brace that ends a block."""
        element = self._element
        if self._last != "}" or not element or not isinstance(element.items[-1], Group):
            return
        group = element.items[-1]
        if token.kind != "word" or token.text in AFTER_BRACE or group.kind != "{":
            return
        if (
            group.nth
            and self.syntax.name == "perl"
            and element.items[group.nth - 1].end == group.start
        ):
            return  # $ENV{NAME}
        self._element = None

    def _operator(self, token: Token) -> None:
        text, top = token.text, self._stack[-1]
        if text == ";;" and top.kind == "case":
            self._pop(token.start)
            self._element = None
        elif text in (";", ";;"):
            self._semicolon(token)
        elif text == "," and top.kind not in ("(", "["):
            if self._element and not is_command(self._element):
                self._element = None
            elif self._element:
                self._element.items.append(token)
        elif text == ",":
            self._element = None
        elif text == "|" and self.syntax.name == "ruby" and self._element is None:
            self._in_arguments = True
        else:
            if text == "=" and self._frames and self._frames[-1].word == "def":
                self._ends_definition(token)
            element = self._current()
            is_label = text in ENDS_CASE_LABEL and begins_case(element.items)
            element.items.append(token)
            if is_label and self._has_cases and top.kind in ("{", "case", "block", "file"):
                self._push(element.open("case", token.end))

    def _ends_definition(self, token: Token) -> None:
        """Leave a definition that has no end of its own: ``def key = "…"``."""
        frame = self._frames[-1]
        before = frame.element.items[-1]
        if frame.pending and frame.depth == len(self._stack) and before.end < token.start:
            self._frames.pop()

    def _semicolon(self, token: Token) -> None:
        if self._open_pending(token):
            return
        if self._stack[-1].kind in ("(", "["):
            return
        element = self._element
        first = element.items[0] if element else None
        if element and isinstance(first, Token) and self.syntax.name == "go":
            is_head = first.text in ("if", "switch", "for") and not holds_block(element)
            if is_head:
                element.items.append(token)
                return
        if not (self._frames and self._frames[-1].pending):
            self._element = None

    def newline(self, token: Token, following: Token | None) -> None:
        """End the statement, where it does not go on in the next line."""
        self._begins_line = True
        if self._stack[-1].kind in ("(", "[") and not declares(self._stack[-1], self.syntax):
            return
        if self.syntax.keywords.ends_line and self._open_pending(token):
            self._last = "newline"
            return
        if self._frames and self._frames[-1].depth == len(self._stack):
            frame = self._frames[-1]
            if frame.waiting or frame.pending:
                return
        if not self.syntax.lines_end and self._last not in ("}", ";", "newline"):
            return
        if self._last in GOES_ON_AFTER and not (self._last == ":" and self.syntax.mapping):
            return
        if following and following.kind == "newline":
            return
        if following and following.text in GOES_ON_BEFORE and not self.syntax.mapping:
            return
        if self._element and not self.syntax.mapping and is_annotation(self._element.items):
            return
        self._element = None
        self._last = "newline"

    def _open_pending(self, token: Token) -> bool:
        """Open the block of the keyword whose head ends here."""
        if not self._frames:
            return False
        frame = self._frames[-1]
        if not frame.pending or frame.depth != len(self._stack):
            return False
        if token.text == ";" and not self.syntax.keywords.ends_line:
            if self.syntax.name == "sql":
                self._frames.pop()  # it had a statement only
            return False
        frame.pending = False
        self._push(frame.element.open("block", token.end))
        return True

    def _word(self, token: Token, following: Token | None) -> None:
        keywords, word = self.syntax.keywords, token.text.lower()
        if self._last in BEFORE_VALUE and word in BEGINS_CASE and self._stack[-1].kind == "case":
            above = self._stack[-1].above
            if above and begins_case(above.items):
                self._pop(token.start)
                self._element = None
        if (
            not keywords.closers
            or self._last in (".", ":", "?.", "->")
            or (following and following.text == ":" and following.start == token.end)
        ):
            self._current().items.append(token)
            return
        frame = self._frames[-1] if self._frames else None
        begins = self._last in BEFORE_VALUE
        if self.syntax.folds_case and self._begins_line:
            begins = True
            if self._last == "end" and word in keywords.heads:
                self._last, self._element = "newline", None
        if (
            word in keywords.closers
            and frame
            and (begins or word == "end" or self._last != "newline")
        ):
            self._leave(frame, token)
        elif word in keywords.middles and frame and is_middle(word, frame, begins):
            self._leave_block(frame, token)
            frame.element.items.append(token)
            frame.waiting = False
            frame.pending = True
            if word in ("else", "ensure"):
                frame.pending = False
                self._push(frame.element.open("block", token.end))
        elif word in keywords.starts and frame and frame.pending:
            frame.pending = False
            self._push(frame.element.open("block", token.end))
        elif word == "in" and frame and frame.waiting and self.syntax.name == "shell":
            frame.waiting, frame.word = False, "cases"
            self._push(frame.element.open("block", token.end))
        elif word in keywords.waits and (begins or self.syntax.name == "sql"):
            self._enter(word, token, waiting=True)
        elif self._last == "end" and self.syntax.folds_case:
            pass  # END IF
        elif word in keywords.heads and (begins or word in DECLARES):
            self._enter(word, token, waiting=False)
        elif word in keywords.anywhere:
            self._block(token, frame)
        else:
            self._current().items.append(token)

    def _enter(self, word: str, token: Token, waiting: bool) -> None:
        element = self._current()
        element.items.append(token)
        self._frames.append(Frame(word, element, len(self._stack), waiting))

    def _block(self, token: Token, frame: Frame | None) -> None:
        """Take a word that opens a block at once, or the block of the loop it belongs to."""
        if frame and frame.pending and frame.depth == len(self._stack):
            frame.pending = False
            self._push(frame.element.open("block", token.end))
            return
        element = self._current()
        self._frames.append(Frame(token.text, element, len(self._stack), waiting=False))
        self._frames[-1].pending = False
        if token.text not in ("do", "begin", "fn"):
            element.items.append(token)
        self._push(element.open("block", token.end))

    def _leave_block(self, frame: Frame, token: Token) -> None:
        while len(self._stack) > frame.depth:
            self._pop(token.start)
        self._element = frame.element

    def _leave(self, frame: Frame, token: Token) -> None:
        self._leave_block(frame, token)
        if frame in self._frames:
            self._frames.remove(frame)
