"""A standard key is used where a restricted one belongs.

By its path or a name the key is for a third party, a partner, an integration, a micro-service, a
worker, a serverless function, a browser or mobile bundle, a build service, or an export or
report job. The vendor strongly recommends against sharing standard keys outside of the
organisation, and advises a restricted key for each third party and each micro-service.

Make a restricted key for this one use on the API Tokens screen, put it here, and rotate the
standard key if anybody else has seen it.

Bad::

    # partners/acme.py
    ACME_AURORA_KEY = "@sk_prod:1@"

Good::

    # partners/acme.py
    ACME_AURORA_KEY = "@rk_prod:1@"
"""

from __future__ import annotations

from aurora_lint.rule import Answer, Case, Rule


def _ask(case: Case) -> Answer | None:
    key, label = case.key, case.audience.label
    if key and key.kind == "standard" and label:
        return Answer(f"standard key where a restricted one belongs: {label.describe()}", label)
    return None


RULE = Rule("AUR201", "standard-key-for-restricted-use", "error", "privilege", _ask, __doc__ or "")
