"""The rules: their examples run, their pages are fresh, their order holds."""

import re
from pathlib import Path

import pytest

from aurora_lint.across import compared
from aurora_lint.engine import scan
from aurora_lint.policy import load
from aurora_lint.reporters import rule_page
from aurora_lint.rule import CrossFileRule, Rule
from aurora_lint.rules import CROSS_FILE, EVERY
from aurora_lint.scan import Report
from aurora_lint.source import Source
from tests.command import Command
from tests.keygen import filled, key

PROJECT = Path(__file__).parent.parent
IDS = [rule.code for rule in EVERY]


def found(rule: Rule | CrossFileRule, example: str) -> set[str]:
    files = {
        path: filled(text).encode() for path, text in rule_page.examples(rule)[example].items()
    }
    policy = load(PROJECT, files.get)
    findings = [each for path, data in files.items() for each in scan(Source(data, path), policy)]
    return {each.code for each in compared(Report(PROJECT, findings, 0, 0, [])).findings}


@pytest.mark.parametrize("rule", EVERY, ids=IDS)
def test_the_bad_example_is_found(rule: Rule | CrossFileRule) -> None:
    assert rule.code in found(rule, "Bad")


@pytest.mark.parametrize("rule", EVERY, ids=IDS)
def test_the_good_example_is_not(rule: Rule | CrossFileRule) -> None:
    assert rule.code not in found(rule, "Good")


#: What an advice begins with: it says what to do.
VERBS = {"Look", "Make", "Put", "Read", "Remove", "Send"}


@pytest.mark.parametrize("rule", EVERY, ids=IDS)
def test_a_page_ends_in_what_to_do(rule: Rule | CrossFileRule) -> None:
    advice = rule_page.advice(rule)
    assert advice.split()[0] in VERBS
    assert advice.endswith(".")
    assert 1 <= len(re.findall(r"\.(?= |$)", advice)) <= 3
    assert "\n" not in advice
    assert rule_page.summary(rule) not in advice


@pytest.mark.parametrize("rule", EVERY, ids=IDS)
def test_explain_shows_the_page(command: Command, rule: Rule | CrossFileRule) -> None:
    for name in (rule.code, rule.code.lower(), rule.name):
        result = command("explain", name)
        assert (result.code, result.out) == (0, rule_page.markdown(rule) + "\n")


@pytest.mark.repository
@pytest.mark.parametrize("rule", EVERY, ids=IDS)
def test_the_page_in_the_docs_is_fresh(rule: Rule | CrossFileRule) -> None:
    """``python docs/generate.py`` writes them."""
    page = PROJECT / "docs" / "rules" / f"{rule.code}.md"
    assert page.read_text(encoding="utf-8") == rule_page.markdown(rule)


@pytest.mark.repository
def test_the_readmes_table_is_fresh() -> None:
    assert rule_page.table(EVERY) in (PROJECT / "README.md").read_text(encoding="utf-8")


@pytest.mark.repository
def test_every_rule_has_a_fixture_and_a_module() -> None:
    for rule in EVERY:
        assert rule in CROSS_FILE or any((PROJECT / "fixtures" / rule.code).iterdir())
        assert (PROJECT / "aurora_lint" / "rules" / f"{rule.name.replace('-', '_')}.py").exists()


def test_codes_and_names_are_unique() -> None:
    assert len({rule.code for rule in EVERY}) == len({rule.name for rule in EVERY}) == len(EVERY)


def test_a_sighting_yields_at_most_one_finding_a_question() -> None:
    """A doubtful key is a note and nothing else; a host decides alone."""
    text = 'K = "sk_prod_1234abc4321cba"\n'
    assert [one.code for one in scan(Source(text.encode(), "sandbox/partners/a.py"))] == ["AUR105"]
    text = f'get("https://api-sandbox.aurorasolar.com/v2", key="{key("sk_prod")}")\n'
    codes = [one.code for one in scan(Source(text.encode(), "sandbox/partners/a.py"))]
    assert codes == ["AUR101", "AUR201", "AUR303"]
