"""Every fixture case, through every door."""

from collections import Counter
from pathlib import Path

import pytest

from aurora_lint.engine import scan
from aurora_lint.policy import load
from aurora_lint.source import Source
from aurora_lint.sources.tree import sources
from tests import doors, expectations, keygen

FIXTURES = Path(__file__).parent.parent / "fixtures"
CASES = sorted(path for path in FIXTURES.glob("*/*") if path.is_dir())


def filled_case(case: Path, tmp_path: Path) -> Path:
    root = tmp_path / "root"
    keygen.fill_tree(case, root)
    for path in root.rglob("*.expect"):
        path.unlink()
    return root


def found_by_core(root: Path) -> Counter[tuple[str, int, str]]:
    found: Counter[tuple[str, int, str]] = Counter()
    policy = load(root)
    for source in sources(root, root):
        assert isinstance(source, Source)
        for finding in scan(source, policy):
            found[source.path or "", finding.span.line, finding.code] += 1
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_core_finds_what_the_case_expects(case: Path, tmp_path: Path) -> None:
    expected = expectations.read(case)
    found = found_by_core(filled_case(case, tmp_path))
    assert found == expected.found + expected.noise
    assert not found & expected.missed, "a known gap is closed: turn miss into expect"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_case_shows_its_code(case: Path) -> None:
    expected = expectations.read(case)
    codes = {code for _, _, code in expected.found + expected.missed + expected.noise}
    if case.parent.name == "clean":
        assert not codes
    else:
        assert case.parent.name in codes


def test_every_door_gives_the_same(tmp_path: Path) -> None:
    """The same keys and verdicts from flake8, detect-secrets and the command line."""
    for case in CASES:
        keygen.fill_tree(case, tmp_path / case.parent.name / case.name)
    roots = [tmp_path / case.parent.name / case.name for case in CASES]
    for root in roots:
        for path in root.rglob("*.expect"):
            path.unlink()
    by_command = doors.command_line(roots)
    assert by_command
    for root, found in doors.flake8(roots).items():
        parsed = {one for one in by_command[root] if doors.parses(root / one.path)}
        assert found == {one for one in parsed if one.code != "AUR105"}, root
    for root, keys in doors.detect_secrets(roots).items():
        assert keys == doors.as_detect_secrets(by_command[root], root), root
