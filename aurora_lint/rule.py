"""What a rule is: a predicate on a sighting and its address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from aurora_lint.address import Label
from aurora_lint.finding import Level
from aurora_lint.judge import Verdict
from aurora_lint.keys import Key, Sighting

Question = Literal["exposure", "privilege", "environment", "handling"]


class Case(NamedTuple):
    """A sighting, and what its address says of the environment and the audience."""

    sighting: Sighting
    environment: Verdict
    audience: Verdict

    @property
    def key(self) -> Key | None:
        """The key, where it was seen by value and is beyond doubt."""
        return None if self.sighting.doubt else self.sighting.key


class Answer(NamedTuple):
    """What a rule that applies says, and the label that decided."""

    message: str
    label: Label | None = None


class Rule(NamedTuple):
    """A rule. ``doc`` is its page: what, why, a bad and a good example, what to do."""

    code: str
    name: str
    level: Level
    question: Question
    ask: Callable[[Case], Answer | None]
    doc: str
