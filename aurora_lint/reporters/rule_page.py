"""A rule's page, from its docstring; the examples' keys are shown masked."""

from __future__ import annotations

import re

from aurora_lint.rule import Rule

#: How fixtures and examples write a key that a generator fills in: ``@sk_prod:1@``.
MARK = re.compile(r"@([sr]k_(?:prod|sand)):(\d+)@")


def summary(rule: Rule) -> str:
    """Give the first line of a rule's page."""
    return rule.doc.strip().split("\n", 1)[0]


def examples(rule: Rule) -> dict[str, tuple[str, str]]:
    """Give a rule's ``Bad`` and ``Good`` example: each a path and the file's text with marks."""
    found = {}
    for match in re.finditer(r"^(Bad|Good)::\n\n((?:    .*\n|\n)+)", rule.doc + "\n", re.MULTILINE):
        lines = [line[4:] for line in match[2].strip("\n").split("\n")]
        found[match[1]] = (lines[0].lstrip("# "), "\n".join(lines[1:]) + "\n")
    return found


def markdown(rule: Rule) -> str:
    """Give the page as Markdown."""
    text = MARK.sub(lambda mark: f"{mark[1]}_…", rule.doc.strip())
    title, _, rest = text.partition("\n")
    rest = re.sub(r"^(Bad|Good)::$", r"**\1:**", rest, flags=re.MULTILINE)
    rest = rest.replace("``", "`")
    return f"# {rule.code} {rule.name}\n\n{title}\n\nLevel: {rule.level}.\n{rest}\n"


def table(rules: tuple[Rule, ...]) -> str:
    """Give the rules as a Markdown table, in the order of their codes."""
    rows = [
        f"| [{rule.code}](docs/rules/{rule.code}.md) | {rule.name} | {rule.level} "
        f"| {summary(rule).rstrip('.')} |"
        for rule in sorted(rules, key=lambda each: each.code)
    ]
    return "\n".join(["| code | name | level | says |", "|---|---|---|---|", *rows])
