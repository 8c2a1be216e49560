"""TruffleHog 3: custom detectors. Its own for Stripe's keys takes none of these for Stripe's."""

from __future__ import annotations

from json import dumps

from aurora_lint.export.kinds import KINDS, PLACEHOLDERS, head


def rules() -> str:
    """Give the configuration. Nothing is verified: that would use the key."""
    parts = [head("trufflehog"), "detectors:\n"]
    for kind in KINDS:
        parts.append(
            f"  - name: {dumps(kind.name)}\n"
            f"    keywords: [{dumps(kind.prefix)}]\n"
            f"    regex:\n"
            f"      key: {dumps(kind.word)}\n"
            f"    exclude_regexes_match: [{', '.join(map(dumps, PLACEHOLDERS))}]\n"
        )
    return "".join(parts)
