"""Betterleaks: a configuration that extends the one it has (2.0 and newer)."""

from __future__ import annotations

from aurora_lint.export.kinds import KINDS, PLACEHOLDERS, STRIPE, head


def rules() -> str:
    """Give the configuration; its own rule for Stripe's keys is held to those."""
    parts = [head("betterleaks"), 'title = "Aurora Solar keys"\n\n[extend]\nuseDefault = true\n']
    excluded = ", ".join(f"`{each}`" for each in PLACEHOLDERS)
    for kind in KINDS:
        parts.append(
            f"\n[[rules]]\n"
            f'id = "{kind.id}"\n'
            f'description = "{kind.says}"\n'
            f"regex = '''{kind.word}'''\n"
            f'keywords = ["{kind.prefix}"]\n'
            f'confidence = "high"\n'
            f"filter = '''\n"
            f'matchesAny(finding["secret"], [{excluded}])\n'
            f"'''\n"
        )
    parts.append(f"\n[[rules]]\nid = \"stripe-access-token\"\nregex = '''{STRIPE}'''\n")
    return "".join(parts)
