"""A sandbox key is in the code path of production.

What runs there would read and write projects of the sandbox, or be refused.

Bad::

    # settings/production.py
    AURORA_API_KEY = "@sk_sand:1@"

Good::

    # settings/production.py
    AURORA_API_KEY = "@sk_prod:1@"
"""

from __future__ import annotations

from aurora_lint.rule import Answer, Case, Rule
from aurora_lint.vocabulary import PRODUCTION


def _ask(case: Case) -> Answer | None:
    key, verdict = case.key, case.environment
    if key and verdict.label and (key.environment, verdict.says) == ("sandbox", PRODUCTION):
        return Answer(
            f"sandbox key in a production code path: {verdict.label.describe()}", verdict.label
        )
    return None


RULE = Rule(
    "AUR302", "sandbox-key-in-production-path", "warning", "environment", _ask, __doc__ or ""
)
