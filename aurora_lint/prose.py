"""What a comment or a heading says of the environment of the place that it is on."""

from __future__ import annotations

import re

from aurora_lint.sense import BOTH, LIVE, NOTHING, Sense, of_words
from aurora_lint.vocabulary import SAID_IN_PROSE, Vocabulary, named, only_names_environment
from aurora_lint.words import split

#: A long comment is prose: there only the words that can mean nothing else count.
_SHORT_COMMENT = 4
#: "Do not use this in production": what is warned of is not what stands there.
#: What was there once is there no more, and what should be there is not yet.
_WARNING = frozenset(
    "not never don no warning unless cannot не nicht nie kein keine não nao nunca "
    "pas jamais non".split()
)
_FORMER = frozenset(
    "removed retired old former formerly previously deprecated moved was were gone should "
    "without".split()
)
#: Nouns after which "production" means the environment: prose is "hardened for production", too.
_ENVIRONMENT_NOUNS = frozenset(
    "key keys token api environment env credentials host server servers account tenant only config "
    "settings site system url values variables".split()
)
#: "Production. Ask before you touch it": what a comment begins with is its heading.
_CLAUSE_END = re.compile(r"[.:;,(–—]| - ")
#: "Option 2: a file of its own (local development)".
_ASIDE = re.compile(r"\((?:recommended )?([^()]{1,60})\)\W*$", re.IGNORECASE)
#: A word that is set as code is the environment's name: "Secrets in `production`".
_QUOTED = re.compile(r"`([\w-]+)`")
_TESTED = frozenset(
    f"{word} {noun}" for word in ("test", "dev", "development") for noun in _ENVIRONMENT_NOUNS
)
#: What is called a test one in a heading: "Test mode", not "Test your installation".
_TESTED_THINGS = _ENVIRONMENT_NOUNS | frozenset(
    "and account accounts card cards data instance integration keys live merchant mode only or "
    "payment sandbox secrets setup store user users values".split()
)


def of_comment(text: str, vocabulary: Vocabulary) -> Sense:
    """Read a comment: a short one as a name, of a long one what can mean nothing else."""
    words = split(text)
    if len(words) > 2:
        if _FORMER.intersection(words):
            return NOTHING
        warned = next((n for n, word in enumerate(words) if word in _WARNING), len(words))
        words = words[:warned]
    words = tuple(word for word in words if word != "ci")  # where it is built, not for whom
    if words[:1] in (("test",), ("testing",)) and not _TESTED_THINGS.intersection(words[1:2]):
        words = words[1:] if len(words) > 1 else words  # "Test your installation"
    clause = words
    if len(words) > _SHORT_COMMENT:
        clause = split(_CLAUSE_END.split(text, maxsplit=1)[0])[: len(words)]
    aside = _ASIDE.search(text)
    named_aside = split(aside[1]) if aside else ()
    for short in (clause, named_aside if only_names_environment(named_aside) else ()):
        if len(short) <= _SHORT_COMMENT:
            sense = of_words(short, vocabulary, production=LIVE)
            if sense != NOTHING:
                return sense
    quoted = split(" ".join(_QUOTED.findall(text)))
    if quoted and len(quoted) <= 2:
        sense = of_words(quoted, vocabulary)
        if sense != NOTHING:
            return sense
    if named(words, vocabulary.sandbox) and named(words, vocabulary.strong_production):
        return BOTH
    production = vocabulary.strong_production | LIVE
    strict = vocabulary._replace(
        broad_sandbox=frozenset(),
        narrow_sandbox=SAID_IN_PROSE | _TESTED,
        strong_production=frozenset(
            f"{word} {noun}" for word in production for noun in _ENVIRONMENT_NOUNS
        ),
    )
    return of_words(words, strict)


def of_heading(text: str, vocabulary: Vocabulary) -> Sense:
    """Read a heading: one that is on a demo or a preview is no environment's."""
    if not only_names_environment(split(text)):
        vocabulary = vocabulary._replace(narrow_sandbox=frozenset())
    return of_comment(text, vocabulary)
