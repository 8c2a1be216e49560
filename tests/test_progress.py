"""What is shown of long work: at a terminal, after a second, and gone at the end."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pty", reason="terminals of Unix")

from tests import repositories, terminals
from tests.keygen import key

#: A terminal is the same under every Python.
pytestmark = pytest.mark.slow

#: Work that takes long: nobody is patient, and whatever is done is shown.
SLOW = """
import time
from aurora_lint import progress
progress._PATIENCE = 0.0
progress._EVERY = 0.0
"""
#: Packs are sifted however small they are, in parts and steps of which each takes a moment.
SIFTED = f"""{SLOW}
from aurora_lint.history import looking, sieve
looking.FEW, sieve._PART, sieve._STEP = 0, 4096, 20
plain = sieve.sift
def sift(*arguments):
    time.sleep(0.01)
    return plain(*arguments)
sieve.sift = sift
"""
#: Each stretch of a tree takes a moment.
STRETCHED = f"""{SLOW}
from aurora_lint.sweep.sieve import Sieve
plain = Sieve.sift
def sift(*arguments):
    time.sleep(0.15)
    plain(*arguments)
Sieve.sift = sift
"""
KEY = key("rk_sand", 7)
FILES = 701


@pytest.fixture
def top(tmp_path: Path) -> Path:
    top = repositories.make(tmp_path / "top")
    repositories.commit(top, {f"a{nth}.py": f"x = {nth}\n" for nth in range(FILES - 1)})
    repositories.commit(top, {"k.py": f'K = "{KEY}"\n'})
    return top


def counts(written: str, what: str) -> list[tuple[int, int]]:
    """Give how much was done of how much, each time that it was shown; 0 where nobody knows."""
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|[━╸╺]", "", written)
    found = re.findall(rf"{what} +([\d,]+)(?![\d,:])(?: of ([\d,]+))?", plain)
    return [(int(a.replace(",", "")), int(b.replace(",", "") or "0")) for a, b in found]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_tree(top: Path, jobs: str) -> None:
    seen = terminals.run("check", "--jobs", jobs, at=top, before=STRETCHED)
    shown = counts(seen.written, "reading files")
    done = [each for each, _ in shown]
    assert done == sorted(done)
    assert len(set(done)) > 3
    assert 0 < done[-1] <= FILES
    assert max(total for _, total in shown) == FILES
    assert "MB/s" in seen.written
    assert not any("reading files" in line for line in seen.screen)
    assert seen.screen[-1] == "aurora-lint: 1 finding in 701 files (5,529 bytes)"
    assert seen.is_cursor_shown
    assert seen.code == 1


def test_what_other_processes_do_is_counted(top: Path) -> None:
    """The one that was asked does nothing here but wait."""
    idle = f"{STRETCHED}\nfrom aurora_lint.sweep.shared import Board\n"
    idle += "import os\nasked, taken = os.getpid(), Board.take\n"
    idle += "Board.take = lambda *all: [] if os.getpid() == asked else taken(*all)\n"
    done = [
        each
        for each, _ in counts(
            terminals.run("check", "--jobs", "2", at=top, before=idle).written, "reading files"
        )
    ]
    # It has read four stretches by the time that another is started.
    assert max(done) > 4 * 128


def test_commits(top: Path) -> None:
    seen = terminals.run("check", "--range", "HEAD~1..HEAD", at=top, before=SLOW)
    assert (1, 2) in counts(seen.written, "reading versions")  # a file, and a message
    assert not any("reading" in line for line in seen.screen)
    assert seen.code == 1


def test_what_is_staged(top: Path) -> None:
    repositories.write(top, {"k.py": f'K = "{KEY}"\nL = "{key("sk_prod", 1)}"\n', "l.py": "x"})
    repositories.git(top, "add", "-A")
    seen = terminals.run("check", "--staged", at=top, before=SLOW)
    assert (1, 2) in counts(seen.written, "reading files")


def test_a_hook(top: Path) -> None:
    ends = {"PRE_COMMIT": "1", "PRE_COMMIT_FROM_REF": "HEAD~1", "PRE_COMMIT_TO_REF": "HEAD"}
    for more, is_shown in (((), True), (("--quiet",), False)):
        seen = terminals.run("hook", "pre-push", *more, at=top, before=SLOW, environment=ends)
        assert ((1, 2) in counts(seen.written, "reading versions")) == is_shown
        assert ("\x1b[?25" in seen.written) == is_shown
        assert seen.code == 1


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_packed_history(top: Path, jobs: str) -> None:
    repositories.git(top, "gc", "-q")
    repositories.git(top, "update-index", "--assume-unchanged", "k.py")
    arguments = ("check", "--history", "--no-cache", "--jobs", jobs)
    seen = terminals.run(*arguments, at=top, before=SIFTED)
    shown = counts(seen.written, "sifting objects")
    # Files, two commits and their trees.
    assert {total for _, total in shown} <= {FILES + 4, 0}
    done = [each for each, _ in shown]
    assert done == sorted(done)
    assert len(set(done)) > 3
    if jobs == "1":
        assert done[-1] == FILES + 4
    assert "MB/s" in seen.written
    assert counts(seen.written, "following commits")[-1][0] in (0, 2)
    assert seen.is_cursor_shown
    assert seen.screen[-1].startswith("aurora-lint: 1 finding in 703 objects ")


@pytest.mark.parametrize("arguments", [["check", "--history", "--thorough"], ["keys"]])
def test_a_loose_history(top: Path, arguments: list[str]) -> None:
    seen = terminals.run(*arguments, at=top, before=SLOW)
    shown = counts(seen.written, "reading objects")
    # All but trees; none of them is known yet.
    assert shown[-1][0] in (FILES + 2, FILES + 4)
    assert max(total for _, total in shown) >= FILES + 2
    assert (2, 0) in counts(seen.written, "following commits")
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


def test_nothing_where_the_terminal_can_not(top: Path) -> None:
    seen = terminals.run("check", at=top, before=SLOW, environment={"TERM": "dumb"})
    assert "\x1b" not in seen.written
    assert "reading" not in seen.written


@pytest.mark.parametrize("arguments", [["check"], ["check", "--history"], ["keys"]])
def test_nothing_where_piped(top: Path, arguments: list[str]) -> None:
    code = f"{SLOW}\nimport sys\nfrom aurora_lint.cli import main\nmain({arguments})\n"
    code += "assert 'rich' not in sys.modules"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=top, capture_output=True, text=True, check=True,
        env={**os.environ, "FORCE_COLOR": "1"},
    )  # fmt: skip
    assert "\x1b" not in done.stdout + done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_report_is_none_of_it(top: Path, tmp_path: Path) -> None:
    """What is printed to a file while something is shown goes to that file."""
    noisy = f"{SLOW}\nfrom aurora_lint import inside\nplain = inside.scan\n"
    noisy += "def scan(*all, **more):\n    print('beside')\n    return plain(*all, **more)\n"
    noisy += "inside.scan = scan\n"
    output = tmp_path / "out"
    seen = terminals.run("check", "--jobs", "1", at=top, before=noisy, output=output)
    assert "reading files" in seen.written
    assert "beside" not in seen.written
    lines = output.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "beside"
    assert lines[-1].startswith("k.py:1:6: AUR104 ")
    assert seen.screen == ["aurora-lint: 1 finding in 701 files (5,529 bytes)"]


@pytest.mark.parametrize("columns", [24, 40, 60, 80, 95, 96, 200])
def test_every_width(top: Path, columns: int) -> None:
    seen = terminals.run("check", "--jobs", "1", at=top, before=SLOW, columns=columns)
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen.written.partition("\n")[0])
    shown = [each for each in plain.split("\r") if "reading" in each]
    assert shown
    assert all(len(each) <= columns for each in shown)
    if columns >= 40:
        assert not any("…" in each for each in shown)
        assert any(" of 701" in each for each in shown)
    assert any("━" in each for each in shown) == (columns >= 96)


def test_the_cursor_is_given_back_whatever_happens(top: Path) -> None:
    raising = f"{SLOW}\nfrom aurora_lint import inside\n"
    for what in ("KeyboardInterrupt", "RuntimeError('broken')"):
        broken = f"{raising}def scan(*_, **__):\n    raise {what}\ninside.scan = scan\n"
        seen = terminals.run("check", "--jobs", "1", at=top, before=broken)
        assert "reading files" in seen.written
        assert seen.is_cursor_shown
        assert seen.code == (130 if "Keyboard" in what else 2)


@pytest.mark.parametrize(
    ("arguments", "before", "what"),
    [
        (["check", "--jobs", "1"], STRETCHED, "reading files"),
        (["check", "--jobs", "2"], STRETCHED, "reading files"),
        (["check", "--history", "--no-cache", "--jobs", "2"], SIFTED, "sifting objects"),
    ],
)
def test_keys_that_are_pressed_end_it(
    top: Path, arguments: list[str], before: str, what: str
) -> None:
    repositories.git(top, "gc", "-q")
    pressed = (what, lambda _, terminal: os.write(terminal, b"\x03"))
    seen = terminals.run(*arguments, at=top, before=before, once=pressed)
    assert seen.code == 130
    assert seen.screen[-1] == "aurora-lint: interrupted"
    assert not any(what in line for line in seen.screen)
    assert seen.is_cursor_shown


def test_who_is_ended_by_a_signal_leaves_the_cursor(top: Path) -> None:
    ended = ("reading files", lambda process, _: process.kill())
    seen = terminals.run("check", "--jobs", "1", at=top, before=STRETCHED, once=ended)
    assert seen.code == -9
    assert seen.is_cursor_shown
