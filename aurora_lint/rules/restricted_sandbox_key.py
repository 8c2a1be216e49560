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

from __future__ import annotations

from aurora_lint.rule import Answer, Case, Rule


def _ask(case: Case) -> Answer | None:
    key = case.key
    if key and (key.kind, key.environment) == ("restricted", "sandbox"):
        return Answer(f"restricted sandbox key {key.masked} is in the clear")
    return None


RULE = Rule("AUR104", "restricted-sandbox-key", "warning", "exposure", _ask, __doc__ or "")
