"""A standard sandbox key is in the clear.

It opens every action in the tenant's sandbox.

Read it from a variable or a vault at run time. Then rotate it on the sandbox's API Tokens screen
(https://v2-sandbox.aurorasolar.com/settings/api/tokens).

Bad::

    # client.py
    client = AuroraClient(api_key="@sk_sand:1@")

Good::

    # client.py
    client = AuroraClient(api_key=os.environ["AURORA_API_KEY"])
"""

from aurora_lint.rule import Rule, exposes

RULE = Rule(
    "AUR102",
    "standard-sandbox-key",
    "error",
    "exposure",
    exposes("standard", "sandbox"),
    __doc__ or "",
)
