"""A file without a candidate loads little: whoever waits for a hook waits for imports."""

import subprocess
import sys
from pathlib import Path

from tests import repositories

#: None of these may be loaded before a candidate is seen.
LATE = {
    "ast", "dataclasses", "json", "tomllib", "tomli", "pathspec", "hashlib", "difflib",
    "aurora_lint.spellings", "aurora_lint.pieces", "aurora_lint.containers",
    "aurora_lint.examine", "aurora_lint.judge", "aurora_lint.condition",
    "aurora_lint.address.python", "flake8", "detect_secrets", "importlib.metadata",
    "concurrent.futures",
}  # fmt: skip


def loaded(code: str, at: Path) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(' '.join(sys.modules))"],
        cwd=at, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(done.stdout.split()) - set(
        subprocess.run(
            [sys.executable, "-c", "import sys; print(' '.join(sys.modules))"],
            capture_output=True, text=True, check=True,
        ).stdout.split()
    )  # fmt: skip


def test_scanning_a_clean_source(tmp_path: Path) -> None:
    code = "from aurora_lint.engine import scan, Source\nscan(Source(b'x = 1', 'a.py'))"
    assert not loaded(code, tmp_path) & (LATE | {"argparse", "pathlib", "subprocess"})


def test_checking_a_clean_repository(tmp_path: Path) -> None:
    top = repositories.make(tmp_path)
    repositories.commit(top, {"a.py": "x = 1\n"})
    for arguments in (["check", "--quiet"], ["check", "--staged", "--quiet"]):
        code = f"from aurora_lint.cli import main\nassert main({arguments}) == 0"
        assert not loaded(code, top) & LATE


#: What takes longer to import than git to start.
SLOW = {"re", "typing", "collections", "contextlib", "pathlib", "subprocess", "argparse", "enum"}


def test_a_hook_that_finds_nothing(tmp_path: Path) -> None:
    top = repositories.make(tmp_path)
    repositories.commit(top, {"a.py": "x = 1\n"})
    repositories.write(top, {"a.py": "x = 2\n", "b.py": "y = 1\n"})
    repositories.git(top, "add", "-A")
    for arguments in (["check", "--staged"], ["hook", "pre-commit"]):
        code = f"from aurora_lint.cli import main\nassert main({arguments}) == 0"
        assert not loaded(code, top) & (LATE | SLOW)
