"""Kingfisher: rules beside the ones it has, of which that for Stripe's keys is replaced."""

from __future__ import annotations

from json import dumps

from aurora_lint.export.kinds import KINDS, STRIPE, head
from aurora_lint.token import LONG_WORDS

#: What no key holds; it compares texts, in any case, and so can't have two words apart.
_PLACEHOLDERS = (*(each * 8 for each in "x0123456789"), *LONG_WORDS.split("|"))
#: A rule with the name of one that it has takes its place.
_STRIPE = "betterleaks.stripe-access-token"


def rules() -> str:
    """Give the rules, and Stripe's without these keys, in the place of its own."""
    parts = [head("kingfisher"), "rules:\n"]
    for kind in KINDS:
        parts.append(_rule(kind.id, kind.name, kind.word))
        parts.append(
            "    pattern_requirements:\n"
            f"      ignore_if_contains: [{', '.join(map(dumps, _PLACEHOLDERS))}]\n"
        )
    parts.append(_rule(_STRIPE, "Stripe key", STRIPE))
    return "".join(parts)


def _rule(id: str, name: str, pattern: str) -> str:  # noqa: A002
    return (
        f"  - name: {dumps(name)}\n"
        f"    id: {id}\n"
        f"    pattern: {dumps(pattern)}\n"
        f"    confidence: high\n"
        f"    min_entropy: 0.0\n"
    )
