"""Every fixture case, through every door."""

import os
from collections import Counter
from pathlib import Path

import pytest

from aurora_lint.engine import scan
from aurora_lint.policy import load
from aurora_lint.source import Source
from aurora_lint.sources.tree import sources
from tests import doors, expectations, keygen

FIXTURES = Path(__file__).parent.parent / "fixtures"
#: The folder ``verdicts`` holds labelled places, not findings: :mod:`tests.test_verdicts`.
CASES = sorted(
    path for path in FIXTURES.glob("*/*") if path.is_dir() and path.parent.name != "verdicts"
)


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
            found[source.path or "", finding.span.line, finding.code] += not finding.exemption
    return +found


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


@pytest.fixture(scope="module")
def filled_roots(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """All cases filled in, each as a repository of its own."""
    above = tmp_path_factory.mktemp("cases")
    roots = [filled_case(case, above / case.parent.name / case.name) for case in CASES]
    doors.make_roots(roots)
    return roots


@pytest.fixture(scope="module")
def by_command(
    filled_roots: list[Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[Path, set[doors.Found]]:
    return doors.command_line(filled_roots, tmp_path_factory.mktemp("scratch"))


def test_the_command_line_gives_what_the_core_gives(
    filled_roots: list[Path], by_command: dict[Path, set[doors.Found]]
) -> None:
    for root in filled_roots:
        lines = {(one.path, one.line, one.code) for one in by_command[root]}
        assert lines == set(found_by_core(root)), root


def test_flake8_gives_the_same(
    filled_roots: list[Path], by_command: dict[Path, set[doors.Found]]
) -> None:
    """What the command line gives on files that parse, with notes only where asked for."""
    above = Path(os.path.commonpath(filled_roots))
    for notes, options in ((False, ()), (True, ("--aurora-notes",))):
        for root, found in doors.flake8(filled_roots, above, *options).items():
            assert found == {
                one
                for one in by_command[root]
                if doors.parses(root / one.path) and (notes or one.code != "AUR105")
            }, root
