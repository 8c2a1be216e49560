"""What is shown of long work: at a terminal, after a second, and gone at the end."""

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pty", reason="terminals of Unix")

from tests import repositories, terminals
from tests.keygen import key

#: Work that takes long: nobody is patient, and each file and each object takes a moment.
SLOW = """
import time
from aurora_lint import progress
progress._PATIENCE = 0.0
progress._EVERY = 0.0
"""
KEY = key("rk_sand", 7)


@pytest.fixture
def top(tmp_path: Path) -> Path:
    top = repositories.make(tmp_path / "top")
    repositories.commit(top, {f"a{nth}.py": f"x = {nth}\n" for nth in range(700)})
    repositories.commit(top, {"k.py": f'K = "{KEY}"\n'})
    return top


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_tree(top: Path, jobs: str) -> None:
    seen = terminals.run("check", "--jobs", jobs, at=top, before=SLOW)
    assert "reading files" in seen.written
    assert " of 7" in seen.written or jobs == "2"
    assert "MB/s" in seen.written
    assert not any("reading files" in line for line in seen.screen)
    assert seen.screen[-1] == "aurora-lint: 1 finding in 701 files (5,529 bytes)"
    assert seen.is_cursor_shown
    assert seen.code == 1


def test_commits(top: Path) -> None:
    seen = terminals.run("check", "--range", "HEAD~1..HEAD", at=top, before=SLOW)
    assert "reading commits" in seen.written
    assert not any("reading commits" in line for line in seen.screen)
    assert seen.code == 1


@pytest.mark.parametrize("arguments", [["check", "--history"], ["keys"]])
def test_a_history(top: Path, arguments: list[str]) -> None:
    seen = terminals.run(*arguments, at=top, before=SLOW)
    assert "objects" in seen.written.partition("aurora-lint: ")[0]
    assert seen.is_cursor_shown
    assert seen.screen[-1].startswith("aurora-lint: 1 ")


@pytest.mark.parametrize("arguments", [["check"], ["check", "--history", "--no-cache"], ["keys"]])
def test_nothing_of_what_is_quick(top: Path, arguments: list[str]) -> None:
    """Rich would take longer to load than what it shows."""
    patient = "from aurora_lint import progress\nprogress._PATIENCE = 1000.0\n"
    seen = terminals.run(*arguments, at=top, before=patient)
    assert "\x1b[?25" not in seen.written


@pytest.mark.parametrize(
    "arguments", [["check", "--quiet"], ["check", "--history", "--quiet"], ["keys", "--quiet"]]
)
def test_nothing_where_quiet(top: Path, arguments: list[str]) -> None:
    seen = terminals.run(*arguments, at=top, before=SLOW)
    assert "\x1b[?25" not in seen.written


@pytest.mark.parametrize("arguments", [["check"], ["check", "--history"], ["keys"]])
def test_nothing_where_piped(top: Path, arguments: list[str]) -> None:
    code = f"{SLOW}\nimport sys\nfrom aurora_lint.cli import main\nmain({arguments})\n"
    code += "assert 'rich' not in sys.modules"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=top, capture_output=True, text=True, check=True
    )
    assert "\x1b" not in done.stdout + done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_cursor_is_given_back_whatever_happens(top: Path) -> None:
    raising = f"{SLOW}\nfrom aurora_lint import inside\n"
    for what in ("KeyboardInterrupt", "RuntimeError('broken')"):
        broken = f"{raising}def scan(*_, **__):\n    raise {what}\ninside.scan = scan\n"
        seen = terminals.run("check", "--jobs", "1", at=top, before=broken)
        assert "reading files" in seen.written
        assert seen.is_cursor_shown
        assert seen.code == (130 if "Keyboard" in what else 2)
