"""detect-secrets on every fixture case: the verdicts of the core."""

import shutil
from pathlib import Path

import pytest
from detect_secrets.filters import heuristic

from tests.detect_secrets_runs import DOORS, places, scan
from tests.doors import make_roots
from tests.test_fixtures import CASES, filled_case, found_by_core

Found = set[tuple[str, int, str]]


@pytest.fixture(scope="module")
def by_core(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Found]:
    """All cases below one folder, each a repository of its own, and what the core finds there."""
    above = tmp_path_factory.mktemp("cases")
    roots = [filled_case(case, above / case.parent.name / case.name) for case in CASES]
    make_roots(roots)
    found: Found = set()
    for root in roots:
        found |= {
            ((root / path).relative_to(above).as_posix(), line, code)
            for path, line, code in found_by_core(root)
            if code != "AUR105"
        }
        shutil.rmtree(root / ".git")  # git's own files are not for detect-secrets to read
        (root / ".git").mkdir()
    return above, found


def passed_over(file: str) -> bool:
    """Whether detect-secrets does not read ``file``, by its name."""
    guesses = (heuristic.is_non_text_file, heuristic.is_lock_file, heuristic.is_swagger_file)
    return any(guess(file) for guess in guesses)


@pytest.mark.parametrize("door", DOORS)
def test_verdicts_are_those_of_the_core(by_core: tuple[Path, Found], door: str) -> None:
    """A key that stands in a file several times is one secret: the first of its lines is told."""
    above, core = by_core
    found = {(file, line, type_[-7:-1]) for file, line, type_ in places(scan(above, door))}
    assert found <= core
    assert {(file, code) for file, _, code in found} == {
        (file, code) for file, _, code in core if not passed_over(file)
    }
