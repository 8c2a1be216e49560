"""A production key is read by its name in the code path of the sandbox.

The name of an environment variable or a secret says production, and the place that reads it says
sandbox. Names alone are weak evidence, as users of Amazon's Aurora database write ``AURORA_…``
too: something else in the file must say that Aurora Solar is meant.

Read the sandbox's own variable here, or give the variable a name that is right in both
environments.

Bad::

    # settings/sandbox.py
    import aurora_solar
    AURORA_API_KEY = os.environ["AURORA_PROD_API_KEY"]

Good::

    # settings/sandbox.py
    import aurora_solar
    AURORA_API_KEY = os.environ["AURORA_SANDBOX_API_KEY"]
"""

from __future__ import annotations

from aurora_lint.rule import Answer, Case, Rule
from aurora_lint.vocabulary import SANDBOX


def _ask(case: Case) -> Answer | None:
    name, verdict = case.sighting.name, case.environment
    if name and verdict.label and verdict.says == SANDBOX:
        where = verdict.label.describe()
        return Answer(
            f"production key read by name, {name}, in a sandbox code path: {where}", verdict.label
        )
    return None


RULE = Rule(
    "AUR304", "production-key-name-in-sandbox-path", "warning", "environment", _ask, __doc__ or ""
)
