"""What the user is told: a rule's answer at a place. It holds no secret."""

from __future__ import annotations

from typing import Literal, NamedTuple

from aurora_lint.address import Label
from aurora_lint.source import Origin

Level = Literal["error", "warning", "note"]

#: From the most to the least severe.
LEVELS: tuple[Level, ...] = ("error", "warning", "note")


class Span(NamedTuple):
    """A place in a file: lines and columns in characters, from 1, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Finding(NamedTuple):
    """One rule's finding about one sighting. What a sighting by name does not tell is None."""

    code: str
    name: str
    level: Level
    path: str | None
    span: Span
    message: str
    kind: str | None
    environment: str | None
    masked: str | None
    fingerprint: str | None
    spelling: str
    evidence: tuple[Label, ...]
    origin: Origin

    @property
    def identity(self) -> tuple[str | None, str, str | None]:
        """What makes two findings the same one in two versions of a repository."""
        return self.fingerprint, self.code, self.path
