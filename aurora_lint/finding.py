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


class Excerpt(NamedTuple):
    """The line of a finding as it may be shown: every key in it masked, and cut short around it.

    What the finding is about stands from ``start`` to ``end``, in characters of ``text`` from 0.
    """

    text: str
    start: int
    end: int


class Finding(NamedTuple):
    """One rule's finding about one sighting. What a sighting by name does not tell is None.

    ``named`` is the name of a sighting by name, ``hashed_secret`` what detect-secrets' baselines
    call the same thing: SHA-1 of the secret, or of what stands for it. ``is_used`` says that the
    evidence is of a place where the key is used, and not of the one where it stands.
    """

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
    is_used: bool = False
    named: str = ""
    hashed_secret: str = ""
    excerpt: Excerpt | None = None

    @property
    def identity(self) -> tuple[str, str, str | None]:
        """What makes two findings the same one in two versions of a repository."""
        return self.fingerprint or self.named, self.code, self.path
