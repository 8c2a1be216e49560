"""A rule's page, from its docstring; the examples' keys are shown masked."""

from __future__ import annotations

import re
from typing import TypeAlias

from aurora_lint.rule import CrossFileRule, Rule

#: How fixtures and examples write a key that a generator fills in: ``@sk_prod:1@``.
MARK = re.compile(r"@([sr]k_(?:prod|sand)):(\d+)@")
#: The same of a key's fingerprint.
FINGERPRINT_MARK = re.compile(r"@fingerprint ([sr]k_(?:prod|sand)):(\d+)@")
#: Where a file of an example begins.
_FILE = re.compile(r"(?:\A|\n\n)# (\S+)\n")

AnyRule: TypeAlias = Rule | CrossFileRule


def summary(rule: AnyRule) -> str:
    """Give the first line of a rule's page."""
    return rule.doc.strip().split("\n", 1)[0]


def advice(rule: AnyRule) -> str:
    """Give what to do about a finding: the last paragraph before the examples, on one line."""
    text, _, _ = rule.doc.partition("\nBad::")
    return " ".join(text.strip().rpartition("\n\n")[2].split())


def examples(rule: AnyRule) -> dict[str, dict[str, str]]:
    """Give a rule's ``Bad`` and ``Good`` example: texts with marks, by the files' paths."""
    found = {}
    for match in re.finditer(r"^(Bad|Good)::\n\n((?:    .*\n|\n)+)", rule.doc + "\n", re.MULTILINE):
        text = "\n".join(line[4:] for line in match[2].strip("\n").split("\n"))
        _, *parts = _FILE.split(text)
        found[match[1]] = {
            path: part.rstrip("\n") + "\n" for path, part in zip(parts[::2], parts[1::2])
        }
    return found


def markdown(rule: AnyRule) -> str:
    """Give the page as Markdown."""
    text = MARK.sub(lambda mark: f"{mark[1]}_…", rule.doc.strip())
    text = FINGERPRINT_MARK.sub("(its fingerprint)", text)
    title, _, rest = text.partition("\n")
    rest = re.sub(r"^(Bad|Good)::$", r"**\1:**", rest, flags=re.MULTILINE)
    rest = rest.replace("``", "`")
    return f"# {rule.code} {rule.name}\n\n{title}\n\nLevel: {rule.level}.\n{rest}\n"


def table(rules: tuple[AnyRule, ...]) -> str:
    """Give the rules as a Markdown table, in the order of their codes."""
    rows = [
        f"| [{rule.code}](docs/rules/{rule.code}.md) | {rule.name} | {rule.level} "
        f"| {summary(rule).rstrip('.')} |"
        for rule in sorted(rules, key=lambda each: each.code)
    ]
    return "\n".join(["| code | name | level | says |", "|---|---|---|---|", *rows])
