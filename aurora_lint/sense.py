"""Which environment some words name, and which one their opposite would name."""

from __future__ import annotations

from typing import NamedTuple

from aurora_lint.vocabulary import PRODUCTION, SANDBOX, Vocabulary, named, negated

#: Words that name production in names, values and comments, but are much else in paths.
LIVE = frozenset({"live"})
#: Said of words that name both environments: they decide nothing.
CONFLICT = "conflict"


class Sense(NamedTuple):
    """The environment where something holds, and where it does not; None where that is open."""

    yes: str | None
    no: str | None

    @property
    def decides(self) -> str | None:
        """The environment that holds, None where there is none or there are two."""
        return None if self.yes == CONFLICT else self.yes

    def flipped(self) -> Sense:
        """Give the sense of the opposite."""
        return Sense(self.no, self.yes)


NOTHING = Sense(None, None)
BOTH = Sense(CONFLICT, CONFLICT)


def of_words(
    words: tuple[str, ...],
    vocabulary: Vocabulary,
    production: frozenset[str] = frozenset(),
) -> Sense:
    """Give the sense of one identifier's or name's ``words``.

    ``production`` are words that name it in this place only, as ``live`` in a name.
    """
    all_words = vocabulary.sandbox | vocabulary.strong_production | production
    words, is_negated = negated(words, all_words)
    strong_sandbox = named(words, vocabulary.strong_sandbox)
    broad_sandbox = named(words, vocabulary.broad_sandbox)
    narrow_sandbox = named(words, vocabulary.narrow_sandbox)
    says_production = named(words, vocabulary.strong_production | production)
    says_sandbox = strong_sandbox or broad_sandbox or narrow_sandbox
    if says_sandbox and says_production:
        return BOTH
    if says_production:
        sense = Sense(PRODUCTION, SANDBOX)
    elif strong_sandbox or broad_sandbox:
        sense = Sense(SANDBOX, PRODUCTION)
    elif narrow_sandbox:
        sense = Sense(SANDBOX, None)
    else:
        return NOTHING
    return sense.flipped() if is_negated else sense


def agree(senses: list[str | None]) -> str | None:
    """Give what all of ``senses`` say: None where one says nothing, or two differ."""
    return senses[0] if senses and len(set(senses)) == 1 else None


def any_of(senses: list[str | None]) -> str | None:
    """Give what those of ``senses`` say that say anything; a conflict where they differ."""
    said = {sense for sense in senses if sense}
    if not said:
        return None
    return said.pop() if len(said) == 1 else CONFLICT
