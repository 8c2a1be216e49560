"""A key is used where the team's register of keys does not allow it.

The register, ``[[tool.aurora-lint.keys]]`` in the policy, says of a key, by its fingerprint, whose
it is, in which paths it may stand and until when. Here it stands elsewhere, or its time is over:
it was rotated, or what it was made for has ended; or the register takes it for another kind of key.

Put the key of this place's own owner here, as a secret that is read at run time. Where the register
is what is wrong, mend its entry; a key that was rotated is taken out of the code.

Bad::

    # pyproject.toml
    [tool.aurora-lint.third-parties]
    acme = ["partners/acme/"]

    [[tool.aurora-lint.keys]]
    fingerprint = "@fingerprint rk_prod:1@"
    third-party = "acme"

    # services/billing/settings.py
    AURORA_API_KEY = "@rk_prod:1@"

Good::

    # services/billing/settings.py
    AURORA_API_KEY = os.environ["AURORA_API_KEY"]
"""

from __future__ import annotations

from aurora_lint.address import Label
from aurora_lint.rule import Answer, Case, Rule


def _ask(case: Case) -> Answer | None:
    key = case.key
    if key and case.objection:
        return Answer(
            f"{key.kind} {key.environment} key {case.masked} does not belong here: "
            f"{case.objection}",
            Label("policy", case.objection),
        )
    return None


RULE = Rule("AUR206", "key-outside-its-register", "error", "privilege", _ask, __doc__ or "")
