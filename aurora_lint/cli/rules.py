"""``aurora-lint rules`` and ``aurora-lint explain CODE``."""

from __future__ import annotations

from aurora_lint.cli.parser import Parser
from aurora_lint.cli.problem import CLEAN, problem
from aurora_lint.reporters import rule_page
from aurora_lint.rules import EVERY


def run(argv: list[str]) -> int:
    """List the rules, or explain one of them."""
    if argv[:1] == ["explain"]:
        return _explain(argv[1:])
    Parser("aurora-lint rules", "List the rules.").parse_args(argv)
    for rule in sorted(EVERY, key=lambda each: each.code):
        print(f"{rule.code}  {rule.level:8} {rule.name:40} {rule_page.summary(rule)}")
    return CLEAN


def _explain(argv: list[str]) -> int:
    parser = Parser("aurora-lint explain", "Explain a rule.")
    parser.add_argument("code", metavar="CODE", help="its code or its name")
    wanted = parser.parse_args(argv).code
    for rule in EVERY:
        if wanted.upper() == rule.code or wanted == rule.name:
            print(rule_page.markdown(rule))
            return CLEAN
    return problem(f"unknown rule {wanted!r}")
