"""The rules: their examples run, their pages are fresh, their order holds."""

from pathlib import Path

import pytest

from aurora_lint.engine import scan
from aurora_lint.reporters import rule_page
from aurora_lint.rule import Rule
from aurora_lint.rules import RULES
from aurora_lint.source import Source
from tests.command import Command
from tests.keygen import filled, key

PROJECT = Path(__file__).parent.parent
IDS = [rule.code for rule in RULES]


def found(rule: Rule, example: str) -> set[str]:
    path, text = rule_page.examples(rule)[example]
    return {finding.code for finding in scan(Source(filled(text).encode(), path))}


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_the_bad_example_is_found(rule: Rule) -> None:
    assert rule.code in found(rule, "Bad")


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_the_good_example_is_not(rule: Rule) -> None:
    assert rule.code not in found(rule, "Good")


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_explain_shows_the_page(command: Command, rule: Rule) -> None:
    for name in (rule.code, rule.code.lower(), rule.name):
        result = command("explain", name)
        assert (result.code, result.out) == (0, rule_page.markdown(rule) + "\n")


@pytest.mark.repository
@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_the_page_in_the_docs_is_fresh(rule: Rule) -> None:
    """``python docs/generate.py`` writes them."""
    page = PROJECT / "docs" / "rules" / f"{rule.code}.md"
    assert page.read_text(encoding="utf-8") == rule_page.markdown(rule)


@pytest.mark.repository
def test_the_readmes_table_is_fresh() -> None:
    assert rule_page.table(RULES) in (PROJECT / "README.md").read_text(encoding="utf-8")


@pytest.mark.repository
def test_every_rule_has_a_fixture_and_a_module() -> None:
    for rule in RULES:
        assert any((PROJECT / "fixtures" / rule.code).iterdir())
        assert (PROJECT / "aurora_lint" / "rules" / f"{rule.name.replace('-', '_')}.py").exists()


def test_codes_and_names_are_unique() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)


def test_a_sighting_yields_at_most_one_finding_a_question() -> None:
    """A doubtful key is a note and nothing else; a host decides alone."""
    text = 'K = "sk_prod_1234abc4321cba"\n'
    assert [one.code for one in scan(Source(text.encode(), "sandbox/partners/a.py"))] == ["AUR105"]
    text = f'get("https://api-sandbox.aurorasolar.com/v2", key="{key("sk_prod")}")\n'
    codes = [one.code for one in scan(Source(text.encode(), "sandbox/partners/a.py"))]
    assert codes == ["AUR101", "AUR201", "AUR303"]
