"""The rules as SARIF describes them, with what code scanning sorts alerts by."""

from __future__ import annotations

from typing import Any

from aurora_lint.codes import Level
from aurora_lint.reporters import rule_page
from aurora_lint.rules import EVERY

HOME = "https://github.com/aurora-lint/aurora-lint"

#: In the order of their codes: a result names its rule by the place here, too.
RULES = tuple(sorted(EVERY, key=lambda each: each.code))
INDEX = {rule.code: n for n, rule in enumerate(RULES)}

#: ``security-severity``, by what a level says of most rules. GitHub calls a score over 9 critical,
#: from 7 high, from 4 medium, and below that low.
_SEVERITY: dict[Level, float] = {"error": 8.0, "warning": 5.0, "note": 2.0}
#: … and where a rule's level does not tell what is at stake.
_OWN_SEVERITY = {
    "AUR101": 9.5,  # all of a tenant's projects, to whoever reads the repository
    "AUR102": 6.5,  # all of a tenant, but in the sandbox: no real project is in it
    "AUR104": 4.0,  # a part of a sandbox
    "AUR205": 4.0,  # an old key that nobody rotated, or another tenant's: told by the others, too
    "AUR302": 4.0,  # what it breaks is production, no secret gets to anybody
}
#: How often a rule is right: by a key's form nearly always, by an address mostly.
_PRECISION = {
    "AUR101": "very-high",
    "AUR102": "very-high",
    "AUR103": "very-high",
    "AUR104": "very-high",
    "AUR206": "very-high",  # the team's own register says so
    "AUR105": "low",
    "AUR204": "medium",  # whose a path is can be told in more than one way
    "AUR205": "medium",
}
_QUESTIONS = {"1": "exposure", "2": "privilege", "3": "environment", "4": "handling"}
#: CWE-798 is a credential in the code, CWE-272 more privilege than is needed.
_WEAKNESS = {"exposure": "external/cwe/cwe-798", "privilege": "external/cwe/cwe-272"}
#: GitHub shows no more of a description.
_LONGEST = 1024


def descriptors() -> list[dict[str, Any]]:
    """Give the rules as reporting descriptors, in the order of their codes."""
    return [_descriptor(rule) for rule in RULES]


def _descriptor(rule: rule_page.AnyRule) -> dict[str, Any]:
    page = rule_page.markdown(rule)
    question = _QUESTIONS[rule.code[3]]
    tags = ["security", "secret", "aurora-solar", question]
    if question in _WEAKNESS:
        tags.append(_WEAKNESS[question])
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule_page.summary(rule)},
        "fullDescription": {"text": _description(page)},
        "help": {"text": _plain(page), "markdown": page},
        "helpUri": f"{HOME}/blob/main/docs/rules/{rule.code}.md",
        "defaultConfiguration": {"level": rule.level},
        "properties": {
            "tags": tags,
            "precision": _PRECISION.get(rule.code, "high"),
            "security-severity": str(_OWN_SEVERITY.get(rule.code, _SEVERITY[rule.level])),
        },
    }


def _description(page: str) -> str:
    """Give what a page says before its examples, below its title, summary and level."""
    text, _, _ = page.partition("\n**Bad:**")
    _, summary, _, *why = text.strip().split("\n\n")
    said = " ".join(" ".join(why or [summary]).split()).replace("`", "")
    return said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…"


def _plain(page: str) -> str:
    return page.removeprefix("# ").replace("**", "").replace("`", "")
