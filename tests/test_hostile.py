"""Input that was made to hide a key, to stop the scan, or to make it lie."""

import io
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from aurora_lint.engine import scan
from aurora_lint.source import Source
from tests import repositories
from tests.command import Command
from tests.keygen import key

KEY = key("sk_prod")
LINE = f'KEY = "{KEY}"\n'
IGNORE = "aurora-lint: ignore[AUR101] meant"


def codes(text: str, path: str = "app/a.py") -> list[str]:
    return [finding.code for finding in scan(Source(text.encode(), path))]


@pytest.mark.parametrize("name", ["--exit-zero", "--output=owned", "-h", "--", "--quiet"])
def test_a_committed_file_is_no_option_of_the_hook(
    command: Command, tmp_path: Path, name: str
) -> None:
    top = repositories.make(tmp_path)
    repositories.write(top, {"a.env": LINE, name: "x"})
    repositories.git(top, "add", "-A")
    for files in (["a.env", name], [name, "a.env"]):
        result = command("hook", "pre-commit", *files, at=top)
        assert result.code == 1, files
        assert "a.env:1:8: AUR101" in result.out
    assert not (top / "owned").exists()


@pytest.mark.parametrize("encoding", ["cp500", "cp037", "utf-16-le", "utf-7", "nonsense", "rot13"])
def test_no_coding_line_hides_a_key(encoding: str) -> None:
    assert "AUR101" in codes(f"# coding: {encoding}\n{LINE}x" + "\n" * (len(LINE) % 2))
    assert "AUR101" in codes(f"# coding: {encoding}\n{LINE}x" + "\n" * (1 - len(LINE) % 2))


def test_the_name_of_a_key_is_masked(command: Command, tmp_path: Path) -> None:
    text = f'import aurora_solar\nX = os.environ["AURORA_PROD_KEY-{KEY}"]\n'
    repositories.write(tmp_path, {"tests/test_a.py": text})
    result = command("check", tmp_path)
    assert "AUR304" in result.out
    assert KEY not in result.out


def test_what_begins_like_a_pointer_to_lfs_is_read(command: Command, tmp_path: Path) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\n"
    repositories.write(tmp_path, {"a.env": pointer + LINE})
    assert command("check", tmp_path).code == 1


@pytest.mark.parametrize(
    "policy",
    [
        "tool = 3 # aurora-lint\n",
        '[tool.aurora-lint]\nexclude = ["!"]\n',
        '[tool.aurora-lint]\nsandbox-words = ["lab7"]\n',
        "x = " + "[" * 100_000 + " # aurora-lint\n",
    ],
)
def test_a_broken_policy_is_2_in_one_line(command: Command, tmp_path: Path, policy: str) -> None:
    repositories.write(tmp_path, {"pyproject.toml": policy, "a.py": LINE})
    result = command("check", tmp_path)
    assert result.code == 2
    assert "Traceback" not in result.err
    assert result.err.startswith("aurora-lint: pyproject.toml: ")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device that never ends")
def test_a_policy_that_never_ends(command: Command, tmp_path: Path) -> None:
    (tmp_path / ".aurora-lint.toml").symlink_to("/dev/zero")
    assert command("check", tmp_path).code == 2


def test_the_hook_does_not_obey_a_policy_that_is_not_committed(
    command: Command, tmp_path: Path
) -> None:
    top = repositories.make(tmp_path)
    repositories.write(top, {"a.env": LINE})
    repositories.git(top, "add", "-A")
    repositories.write(top, {".aurora-lint.toml": 'exclude = ["*.env"]\n'})
    assert command("hook", "pre-commit", "a.env", at=top).code == 1
    repositories.git(top, "add", "-A")
    assert command("hook", "pre-commit", "a.env", at=top).code == 0


def test_another_repositorys_variables(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    top, other = repositories.make(tmp_path / "top"), repositories.make(tmp_path / "other")
    repositories.commit(top, {"a.py": LINE})
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    assert command("check", at=top).code == 1
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    assert command("check", at=top).code == 1
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.delenv("GIT_WORK_TREE")
    assert command("check", at=top).code == 1


def test_a_folder_behind_a_link(command: Command, tmp_path: Path) -> None:
    top = repositories.make(tmp_path)
    repositories.commit(top, {"real/deep/a.env": LINE})
    (top / "link").symlink_to("real")
    for named in ("link", "link/", "link/deep"):
        assert command("check", named, at=top).code == 1, named


def test_a_tracked_file_that_is_gone_is_told(command: Command, tmp_path: Path) -> None:
    top = repositories.make(tmp_path)
    repositories.commit(top, {"a.py": LINE})
    (top / "a.py").unlink()
    assert "skipped: a.py: not in the working tree" in command("check", at=top).err


def test_a_folder_that_git_cannot_read(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git only warns of it. The tests may run as a user who can read anything, so it is made to."""
    top = repositories.make(tmp_path / "top")
    repositories.write(top, {"a.py": "x = 1\n"})
    shim = tmp_path / "bin" / "git"
    repositories.write(
        tmp_path,
        {
            "bin/git": "#!/bin/sh\n"
            "echo \"warning: could not open directory 'private/': Permission denied\" >&2\n"
            f'exec {shutil.which("git")} "$@"\n'
        },
    )
    shim.chmod(0o755)
    monkeypatch.setenv("PATH", f"{shim.parent}{os.pathsep}{os.environ['PATH']}")
    result = command("check", at=top)
    assert result.code == 2
    assert "could not open directory 'private/'" in result.err


def test_too_many_staged_files_for_a_command_line(command: Command, tmp_path: Path) -> None:
    top = repositories.make(tmp_path)
    repositories.write(top, {f"{'d' * 100}/{number:05}.env": LINE for number in range(400)})
    repositories.git(top, "add", "-A")
    assert len(command.json("check", "--staged", at=top).seen) == 400


@pytest.mark.parametrize(
    "arguments",
    [["check", "a.py", "--select", ""], ["check", "a.py", "--select", ","], ["check", ""],
     ["check", "--all-lines"], ["check", "--stdin-filename", "x"], ["check", "pipe"]],
)  # fmt: skip
def test_what_would_check_nothing_is_2(
    command: Command, tmp_path: Path, arguments: list[str]
) -> None:
    repositories.write(tmp_path, {"a.py": LINE})
    os.mkfifo(tmp_path / "pipe")
    assert command(*arguments, at=tmp_path).code == 2


def test_an_error_of_ours_is_2(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError(f"with {KEY}")

    monkeypatch.setattr("aurora_lint.cli.check.finish", fails)
    result = command("check", tmp_path)
    assert result.code == 2
    assert "internal error" in result.err
    assert KEY not in result.err


def test_closed_streams(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repositories.write(tmp_path, {"a.py": LINE})
    monkeypatch.setattr("sys.stdout", None)
    assert command("check", tmp_path).code == 2
    monkeypatch.setattr("sys.stdout", io.StringIO())
    monkeypatch.setattr("sys.stderr", None)
    assert command("check", tmp_path).code == 1
    sys.stderr.close()


#: Shapes of a file by a number of parts, each of which once took a time that grew with its square.
SHAPES: dict[str, Callable[[int], str]] = {
    "word": lambda n: '"""' + "a" * 200 * n + f'"""\n{LINE}',
    "comments": lambda n: "".join(f"# {'b' * 1900}\n" for _ in range(n)) + LINE * n,
    "line": lambda n: "x = [" + f'"{KEY}", ' * n + "]\n",
    "call": lambda n: "f(" + "".join(f'sandbox_{i}=True, k_{i}="{KEY}", ' for i in range(n)) + ")",
    "match": lambda n: "match e:\n" + "".join(f' case "{i}":\n  k = "{KEY}"\n' for i in range(n)),
    "guards": lambda n: "def f():\n" + "".join(f' if e == {i}: return "{KEY}"\n' for i in range(n)),
    "settings": lambda n: "".join(f'DEV_{i} = True\nk_{i} = "{KEY}"\n' for i in range(n)),
    "ignored": lambda n: "".join(f'k = "{KEY}" # {IGNORE}\n' for _ in range(n)),
    "ignored-on-one-line": lambda n: f'k = "{KEY}" # {IGNORE} ' * n,
    "long-line": lambda n: "".join(f'{{"k": "{KEY}"}},{" " * 1000}' for _ in range(n)),
}


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_with_the_file_and_no_faster(shape: str) -> None:
    """Four times the parts take about four times as long; with the square it would be sixteen."""

    def cost(parts: int) -> float:
        source = Source(SHAPES[shape](parts).encode(), "app/a.py")
        best = float("inf")
        for _ in range(3):
            before = time.process_time()
            assert scan(source)
            best = min(best, time.process_time() - before)
        return best

    cost(10)
    assert cost(600) < 10 * cost(150)


@pytest.mark.parametrize(
    "text",
    ["(" * 5000 + KEY, "x = " + " + ".join(["a"] * 20_000) + f' + "{KEY}"\n'],
    ids=["nested", "sum"],
)
def test_no_depth_of_a_file_loses_the_key(text: str) -> None:
    assert "AUR101" in codes(text)


def test_a_long_chain_of_branches_is_read_to_its_end() -> None:
    arms = [f"k = '{KEY}'" if n % 80 == 79 else "pass" for n in range(800)]
    text = "if e: pass\n" + "".join(f"elif e == {n}: {arm}\n" for n, arm in enumerate(arms))
    assert codes(text) == ["AUR101"] * 10
