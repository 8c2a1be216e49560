"""What the user is told: a rule's answer at a place. It holds no secret."""

from __future__ import annotations

from typing import Literal, NamedTuple

from aurora_lint.address import Label
from aurora_lint.codes import LEVELS, Level
from aurora_lint.source import Origin

__all__ = ["LEVELS", "Excerpt", "Exemption", "Finding", "Level", "Span"]


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


class Exemption(NamedTuple):
    """Why the findings of some ``codes``, or of what these begin, are not told at a place.

    It is ``by`` an entry of the register of keys, an ignore comment, a comment of another tool, or
    the policy, which turns the rule off.
    """

    by: Literal["register", "comment", "other tool", "level"]
    codes: tuple[str, ...]
    says: str


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
    exemptions: tuple[Exemption, ...] = ()

    @property
    def exemption(self) -> Exemption | None:
        """Why the finding is not told; None where it is."""
        return next((each for each in self.exemptions if self.code.startswith(each.codes)), None)

    @property
    def is_exempt_in_hosts(self) -> bool:
        """Whether flake8 and detect-secrets are not told: their own comments they read themselves.

        What a comment of one says to the other one counts on the command line alone.
        """
        ours = (each for each in self.exemptions if each.by != "other tool")
        return any(self.code.startswith(each.codes) for each in ours)

    @property
    def identity(self) -> tuple[str, str, str | None]:
        """What makes two findings the same one in two versions of a repository."""
        return self.fingerprint or self.named, self.code, self.path
