"""A standard sandbox key is in the clear.

It opens every action in the tenant's sandbox. Rotate it on the sandbox's API Tokens screen
(https://v2-sandbox.aurorasolar.com/settings/api/tokens).

Bad::

    # client.py
    client = AuroraClient(api_key="@sk_sand:1@")

Good::

    # client.py
    client = AuroraClient(api_key=os.environ["AURORA_API_KEY"])
"""

from __future__ import annotations

from aurora_lint.rule import Answer, Case, Rule


def _ask(case: Case) -> Answer | None:
    key = case.key
    if key and (key.kind, key.environment) == ("standard", "sandbox"):
        return Answer(f"standard sandbox key {key.masked} is in the clear")
    return None


RULE = Rule("AUR102", "standard-sandbox-key", "error", "exposure", _ask, __doc__ or "")
