"""A restricted sandbox key is in the clear.

It opens a chosen part of the sandbox: the least that a key can do, but whoever reads the
repository can do it.

Read it from a variable or a vault at run time, and rotate it on the sandbox's API Tokens screen
(https://v2-sandbox.aurorasolar.com/settings/api/tokens). Where it is meant to be public, say so
in an ignore comment or in the register of keys.

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
