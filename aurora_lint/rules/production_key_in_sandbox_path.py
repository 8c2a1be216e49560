"""A production key is in the code path of the sandbox.

The path, the section, the class, the branch, the name or a setting beside the key says sandbox,
or test, development, staging or the like, which all use the sandbox. Code that is being tried
out would write to real projects.

Bad::

    # settings.py
    if settings.ENV == "production":
        KEY = load("aurora")
    else:
        KEY = "@sk_prod:1@"

Good::

    # settings.py
    if settings.ENV == "production":
        KEY = "@sk_prod:1@"
    else:
        KEY = load("aurora")
"""

from __future__ import annotations

from aurora_lint.rule import Answer, Case, Rule
from aurora_lint.vocabulary import SANDBOX


def _ask(case: Case) -> Answer | None:
    key, verdict = case.key, case.environment
    if key and verdict.label and (key.environment, verdict.says) == ("production", SANDBOX):
        return Answer(
            f"production key in a sandbox code path: {verdict.label.describe()}", verdict.label
        )
    return None


RULE = Rule("AUR301", "production-key-in-sandbox-path", "error", "environment", _ask, __doc__ or "")
