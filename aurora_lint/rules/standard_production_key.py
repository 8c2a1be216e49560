"""A standard production key is in the clear.

It opens every action of the API in one tenant, and a tenant has only one: whoever reads the
repository can read, change and delete the tenant's projects.

Read it from a variable or a vault at run time. Then rotate it on the production API Tokens screen
(https://v2.aurorasolar.com/settings/api/tokens): taking it out of the code does not take it out of
the history.

Bad::

    # client.py
    AURORA_API_KEY = "@sk_prod:1@"

Good::

    # client.py
    AURORA_API_KEY = os.environ["AURORA_API_KEY"]
"""

from aurora_lint.rule import Rule, exposes

RULE = Rule(
    "AUR101",
    "standard-production-key",
    "error",
    "exposure",
    exposes("standard", "production"),
    __doc__ or "",
)
