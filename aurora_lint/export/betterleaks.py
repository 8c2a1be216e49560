"""Betterleaks: a configuration that extends the one it has (2.0 and newer)."""

from __future__ import annotations

from aurora_lint.export.kinds import ANY, KINDS, NOT_STRIPE, PLACEHOLDERS, head

#: What findings of its own rules are dropped. A rule of the same name would take the place of the
#: whole rule, with its description and how it is validated; this is added to the filter it has.
_DROPPED = (("stripe-access-token", NOT_STRIPE), ("curl-auth-header", ANY))


def rules() -> str:
    """Give the configuration; its own rules for Stripe's keys and for curl pass over these."""
    dropped = "\n|| ".join(
        f'finding["rule_id"] == "{rule}" && {_matches(pattern)}' for rule, pattern in _DROPPED
    )
    parts = [
        head("betterleaks"),
        f'title = "Aurora Solar keys"\n'
        f"filter = '''\n{dropped}\n'''\n"
        f"\n[extend]\nuseDefault = true\n",
    ]
    for kind in KINDS:
        parts.append(
            f"\n[[rules]]\n"
            f'id = "{kind.id}"\n'
            f'description = "{kind.says}"\n'
            f"regex = '''{kind.once}'''\n"
            f'keywords = ["{kind.prefix}"]\n'
            f'confidence = "high"\n'
            f"filter = '''\n{_matches(*PLACEHOLDERS)}\n'''\n"
        )
    return "".join(parts)


def _matches(*patterns: str) -> str:
    listed = ", ".join(f"`{each}`" for each in patterns)
    return f'matchesAny(finding["secret"], [{listed}])'
