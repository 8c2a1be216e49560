"""What a rule is: a predicate on a sighting and its address, or on the findings of many files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from aurora_lint.address import Label
from aurora_lint.codes import Level
from aurora_lint.finding import Finding
from aurora_lint.judge import Verdict
from aurora_lint.keys import Environment, Key, Kind, Sighting

#: Gives whose a path is; None where that is nobody's alone.
Owner = Callable[[str], "str | None"]
Question = Literal["exposure", "privilege", "environment", "handling"]


class Case(NamedTuple):
    """A sighting, and what its address says of the environment and the audience."""

    sighting: Sighting
    environment: Verdict
    audience: Verdict
    #: Where the key is used elsewhere: the labels of the place where it stands.
    around: frozenset[Label] | None = None
    #: Why the team's register of keys does not allow the key here; empty where it has no say.
    objection: str = ""

    @property
    def key(self) -> Key | None:
        """The key, where it was seen by value and is beyond doubt."""
        return None if self.sighting.doubt else self.sighting.key

    @property
    def masked(self) -> str:
        """The key as it may be shown, and how it is spelled where that is not plainly."""
        key, spelling = self.sighting.key, self.sighting.spelling
        masked = key.masked if key else ""
        return masked if spelling == "plain" else f"{masked} ({spelling})"

    def is_of_use(self, label: Label | None) -> bool:
        """Whether a label is of a place where the key is used, and not of that where it stands."""
        return bool(label and self.around and label._replace(level=0) not in self.around)


class Answer(NamedTuple):
    """What a rule that applies says, and the label that decided."""

    message: str
    label: Label | None = None


def exposes(kind: Kind, environment: Environment) -> Callable[[Case], Answer | None]:
    """Give the predicate of a key of this kind and environment that is in the clear."""

    def ask(case: Case) -> Answer | None:
        key = case.key
        if key and (key.kind, key.environment) == (kind, environment):
            return Answer(f"{kind} {environment} key {case.masked} is in the clear")
        return None

    return ask


def strays(environment: Environment, into: Environment) -> Callable[[Case], Answer | None]:
    """Give the predicate of a key of one environment in the code path of the other one."""

    def ask(case: Case) -> Answer | None:
        key, verdict = case.key, case.environment
        if key and verdict.label and (key.environment, verdict.says) == (environment, into):
            where = verdict.label.describe()
            return Answer(f"{environment} key in a {into} code path: {where}", verdict.label)
        return None

    return ask


class Rule(NamedTuple):
    """A rule. ``doc`` is its page: what, why, a bad and a good example, what to do."""

    code: str
    name: str
    level: Level
    question: Question
    ask: Callable[[Case], Answer | None]
    doc: str


class CrossFileRule(NamedTuple):
    """A rule on the findings of a whole scan: it yields those it is about, with what it says.

    It is given whose a path is, too: the third party or the service that it names.
    """

    code: str
    name: str
    level: Level
    compare: Callable[[list[Finding], Owner], Iterator[tuple[Finding, str]]]
    #: Whether it says something of the whole history, too, and not only of what is there now.
    is_of_history: bool
    doc: str
