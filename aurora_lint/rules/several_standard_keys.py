"""There are several standard keys of one environment.

A tenant has one standard key. So of two in what is there now, one is stale or opens another
tenant: what still sends a stale one fails, and nobody may know which tenant the code acts on.
``aurora-lint check`` tells this of what is there now; tests, fixtures, documents, examples and
folders with a file for each tenant are apart, and so is the history, which holds an old key after
each rotation.

Remove the stale key and rotate it, if that was not done. If there are two tenants, read each key
from a variable that says which.

Bad::

    # app/settings.py
    AURORA_API_KEY = "@sk_prod:1@"

    # jobs/nightly.py
    AURORA_API_KEY = "@sk_prod:2@"

Good::

    # app/settings.py
    AURORA_API_KEY = os.environ["AURORA_API_KEY"]

    # jobs/nightly.py
    AURORA_API_KEY = os.environ["AURORA_API_KEY"]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aurora_lint.address import shown
from aurora_lint.address.path import is_of_tests, is_template
from aurora_lint.finding import Finding
from aurora_lint.rule import CrossFileRule, Owner

_EXPOSED = ("AUR101", "AUR102")
#: Documents, examples, and files to be copied and filled in: their keys are nobody's, or stale.
_DOCUMENTS = re.compile(
    r"\.(?:md|mdx|rst|adoc|markdown)$|(?:^|/)(?:docs?|examples?|samples?)/"
    r"|(?:^|/)(?:change(?:log|s)|readme|history)\b[^/]*$",
    re.IGNORECASE,
)
#: Folders with a file or a folder for each tenant.
_TENANTS = re.compile(r"(?:^|/)(?:tenants|accounts|customers|clients)/", re.IGNORECASE)


def _compare(findings: list[Finding], _: Owner) -> Iterator[tuple[Finding, str]]:
    for code in _EXPOSED:
        firsts: dict[str | None, Finding] = {}
        for each in sorted(findings, key=lambda one: (one.path or "", one.span)):
            # One that the team knows of is not the one that nobody has looked at.
            if each.code == code and not each.exemption and not _is_apart(each.path or ""):
                firsts.setdefault(each.fingerprint, each)
        for each in firsts.values() if len(firsts) > 1 else ():
            other = next(one for one in firsts.values() if one is not each)
            where = f"{shown(other.path or other.origin.type)}:{other.span.line}"
            message = (
                f"one of {len(firsts)} standard {each.environment} keys where a tenant has one; "
                f"another is {other.masked} at {where}"
            )
            yield each, message


def _is_apart(path: str) -> bool:
    """Whether a key may stand at a path beside another tenant's, or nobody's."""
    name = path.rpartition("/")[2]
    of_others = _DOCUMENTS.search(path) or _TENANTS.search(path)
    return is_of_tests(path) or is_template(name) or of_others is not None


RULE = CrossFileRule("AUR205", "several-standard-keys", "warning", _compare, False, __doc__ or "")
