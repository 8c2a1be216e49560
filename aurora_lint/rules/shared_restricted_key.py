"""One restricted key is used by two third parties or services.

Both a path of the one and a path of the other hold the same restricted key. The vendor advises a
restricted key for each third party and each micro-service: then one can be taken back without
breaking the others, and has no more rights than it needs. ``aurora-lint check`` tells this of what
is there now, and with ``--history`` of what was at the tip of one branch; tests are apart.

Make a key for each on the API Tokens screen, put it in place of the shared one, and remove that
when nobody uses it any more.

Bad::

    # services/billing/settings.py
    AURORA_API_KEY = "@rk_prod:1@"

    # partners/acme/client.py
    AURORA_API_KEY = "@rk_prod:1@"

Good::

    # services/billing/settings.py
    AURORA_API_KEY = "@rk_prod:1@"

    # partners/acme/client.py
    AURORA_API_KEY = "@rk_prod:2@"
"""

from __future__ import annotations

from collections.abc import Iterator

from aurora_lint.address import shown
from aurora_lint.address.path import is_of_tests
from aurora_lint.finding import Finding
from aurora_lint.rule import CrossFileRule, Owner

_EXPOSED = ("AUR103", "AUR104")
_OUTSIDE = "AUR206"


def _compare(findings: list[Finding], owner: Owner) -> Iterator[tuple[Finding, str]]:
    owned: dict[str | None, list[tuple[str, Finding]]] = {}
    # Of these the register says whose they are.
    registered = {each.fingerprint for each in findings if each.code == _OUTSIDE}
    for each in findings:
        whose = owner(each.path or "")
        if (
            each.code in _EXPOSED
            and each.fingerprint not in registered
            and whose
            and not is_of_tests(each.path or "")
        ):
            owned.setdefault(each.fingerprint, []).append((whose, each))
    for held in owned.values():
        told: set[str] = set()
        for whose, each in held:
            others = sorted({one for one, other in held if one != whose and _meet(each, other)})
            if others and whose not in told:
                told.add(whose)
                message = (
                    f"restricted {each.environment} key {each.masked} of {shown(whose)} is also "
                    f"that of {' and '.join(map(shown, others))}: each should have its own"
                )
                yield each, message


def _meet(one: Finding, other: Finding) -> bool:
    """Whether two findings are there at the same time: a folder that was renamed shares nothing."""
    first, second = one.origin.stay, other.origin.stay
    if first is None or second is None:
        return first is second
    return not set(first.refs).isdisjoint(second.refs)


RULE = CrossFileRule("AUR204", "shared-restricted-key", "warning", _compare, True, __doc__ or "")
