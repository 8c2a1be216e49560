"""SARIF: the rules as GitHub's code scanning shows and sorts them."""

import re
from typing import Any

import pytest

from aurora_lint import __version__
from aurora_lint.reporters.sarif_rules import RULES, descriptors
from aurora_lint.rules import EVERY
from tests.test_sarif import run


class TestRules:
    def test_every_rule_is_there_in_the_order_of_the_codes(self) -> None:
        assert [each["id"] for each in descriptors()] == sorted(each.code for each in EVERY)
        assert run()["tool"]["driver"]["rules"] == descriptors()

    @pytest.mark.parametrize("told", descriptors(), ids=lambda each: str(each["id"]))
    def test_what_github_shows_of_one(self, told: dict[str, Any]) -> None:
        (rule,) = (each for each in RULES if each.code == told["id"])
        assert told["name"] == rule.name
        assert told["defaultConfiguration"] == {"level": rule.level}
        assert told["helpUri"].endswith(f"/docs/rules/{rule.code}.md")
        for text in ("shortDescription", "fullDescription", "help"):
            assert told[text]["text"].strip()
        # Cut at this length by GitHub; ours need no cut.
        assert len(told["fullDescription"]["text"]) <= 1024
        assert "…" not in told["fullDescription"]["text"][-1:]
        assert told["fullDescription"]["text"] != told["shortDescription"]["text"]
        assert told["help"]["markdown"].startswith(f"# {rule.code} ")
        assert "**Good:**" in told["help"]["markdown"]
        assert "*" not in told["help"]["text"]
        assert len(told["properties"]["tags"]) <= 10
        assert {"security", "secret"} <= set(told["properties"]["tags"])
        assert told["properties"]["precision"] in ("very-high", "high", "medium", "low")

    def test_severities(self) -> None:
        scores = {
            each["id"]: float(each["properties"]["security-severity"]) for each in descriptors()
        }
        assert all(0 < each <= 10 for each in scores.values())
        assert max(scores, key=scores.__getitem__) == "AUR101"
        assert scores["AUR101"] > 9 > scores["AUR103"] >= 7 > scores["AUR102"] > scores["AUR104"]
        for rule in RULES:  # what is only a note is low: nobody is woken for it
            assert (scores[rule.code] < 4) == (rule.level == "note")

    def test_the_driver(self) -> None:
        driver = run()["tool"]["driver"]
        assert driver["semanticVersion"] == driver["version"] == __version__
        number = r"(?:0|[1-9]\d*)"
        assert re.fullmatch(rf"{number}\.{number}\.{number}(?:-[0-9A-Za-z.-]+)?", __version__)
