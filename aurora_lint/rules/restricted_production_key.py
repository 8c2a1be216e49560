"""A restricted production key is in the clear.

It opens a chosen part of the production API, for one service or one third party. Rotate it, and
tell whoever it was made for (https://v2.aurorasolar.com/settings/api/tokens).

Bad::

    # client.py
    AURORA_API_KEY = "@rk_prod:1@"

Good::

    # client.py
    AURORA_API_KEY = os.environ["AURORA_API_KEY"]
"""

from aurora_lint.rule import Rule, exposes

RULE = Rule(
    "AUR103",
    "restricted-production-key",
    "error",
    "exposure",
    exposes("restricted", "production"),
    __doc__ or "",
)
