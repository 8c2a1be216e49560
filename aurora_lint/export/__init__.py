"""Rules for the scanner that a team already has: these keys by their own vendor, not as Stripe's.

What such a rule can't do, ours do: judge a key by its address, and see it in another spelling.
"""

from __future__ import annotations

from collections.abc import Callable

from aurora_lint.export import betterleaks, github, gitleaks, kingfisher, semgrep, trufflehog

#: What writes the rules of a scanner, by the scanner's name.
TOOLS: dict[str, Callable[[], str]] = {
    "gitleaks": gitleaks.rules,
    "betterleaks": betterleaks.rules,
    "kingfisher": kingfisher.rules,
    "trufflehog": trufflehog.rules,
    "semgrep": semgrep.rules,
    "github": github.rules,
}
