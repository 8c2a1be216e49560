"""A key is used with the host of the other environment.

The vendor's sandbox answers at ``api-sandbox.aurorasolar.com``, production at
``api.aurorasolar.com``: the request would be refused, and the key shown to the wrong system.

Send the key to the host of its own environment, and take both, key and host, from one setting.

Bad::

    # client.py
    requests.get(
        "https://api-sandbox.aurorasolar.com/tenants",
        headers={"Authorization": "Bearer @sk_prod:1@"},
    )

Good::

    # client.py
    requests.get(
        "https://api.aurorasolar.com/tenants",
        headers={"Authorization": "Bearer @sk_prod:1@"},
    )
"""

from __future__ import annotations

from aurora_lint import hosts
from aurora_lint.rule import Answer, Case, Rule


def _ask(case: Case) -> Answer | None:
    key, verdict = case.key, case.environment
    if not key or not verdict.label or verdict.says in (None, key.environment):
        return None
    host = hosts.find(verdict.label.text) if verdict.label.role in ("host", "setting") else []
    if not host:
        return None
    return Answer(f"{key.environment} key for the {verdict.says} host {host[0][0]}", verdict.label)


RULE = Rule("AUR303", "key-for-other-host", "error", "environment", _ask, __doc__ or "")
