"""A restricted sandbox key is in the clear.

It opens a chosen part of the sandbox: the least that a key can do, but whoever reads the
repository can do it (https://v2-sandbox.aurorasolar.com/settings/api/tokens).

Bad::

    # client.py
    AURORA_API_KEY = "@rk_sand:1@"

Good::

    # client.py
    AURORA_API_KEY = os.environ["AURORA_API_KEY"]
"""

from aurora_lint.rule import Rule, exposes

RULE = Rule(
    "AUR104",
    "restricted-sandbox-key",
    "warning",
    "exposure",
    exposes("restricted", "sandbox"),
    __doc__ or "",
)
