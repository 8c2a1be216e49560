"""What is said of every labelled place, language by language."""

from pathlib import Path

import pytest

from tests import scorecard, verdicts

PROJECT = Path(__file__).parent.parent
FEWEST = 300


@pytest.mark.parametrize("language", verdicts.languages())
def test_places_are_told_as_labelled(language: str) -> None:
    for place in verdicts.of_language(language):
        where = f"{place.case}/{place.path}:{place.line}"
        assert place.found, f"{where}: the key is not found"
        if place.expected != place.label:
            assert place.told != place.label, f"{where}: a known gap is closed: drop the but"
        assert place.told == place.expected, f"{where}: {place.told}, not {place.expected}"


def test_every_mark_is_understood() -> None:
    """A misspelt one would drop its place in silence."""
    for path in verdicts.ROOT.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert data.count(b"@says:") == len(verdicts.MARK.findall(data)), path


def test_labels_are_many_and_a_third_asks_for_silence() -> None:
    places = [place for each in verdicts.languages() for place in verdicts.of_language(each)]
    silent = [place for place in places if place.label == verdicts.Said("unknown", False)]
    assert len(places) >= FEWEST
    assert len(silent) >= len(places) / 3


@pytest.mark.repository
def test_scorecard_is_what_the_code_makes() -> None:
    page = (PROJECT / "docs" / "scorecard.md").read_text(encoding="utf-8")
    assert page == scorecard.page(), "run: python docs/generate.py"
