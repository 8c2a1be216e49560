"""A restricted production key is in the clear.

It opens a chosen part of the production API, for one service or one third party.

Read it from a variable or a vault at run time. Then rotate it on the production API Tokens screen
(https://v2.aurorasolar.com/settings/api/tokens), and give the new one to whoever it was made for.

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
