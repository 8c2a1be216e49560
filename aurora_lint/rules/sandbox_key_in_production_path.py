"""A sandbox key is in the code path of production.

What runs there would read and write projects of the sandbox, or be refused.

Put a key of production here, as a secret that is read at run time.

Bad::

    # settings/production.py
    AURORA_API_KEY = "@sk_sand:1@"

Good::

    # settings/production.py
    AURORA_API_KEY = "@sk_prod:1@"
"""

from aurora_lint.rule import Rule, strays

RULE = Rule(
    "AUR302",
    "sandbox-key-in-production-path",
    "warning",
    "environment",
    strays("sandbox", into="production"),
    __doc__ or "",
)
