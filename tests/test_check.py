"""``aurora-lint check``: what is read, what is said, and the exit codes of the contract."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from aurora_lint import __version__
from tests import repositories
from tests.command import Command
from tests.keygen import key

PRODUCTION, SANDBOX, RESTRICTED = key("sk_prod"), key("sk_sand"), key("rk_sand")
LINE = f'AURORA_API_KEY = "{PRODUCTION}"\n'


def test_version(command: Command) -> None:
    assert command("--version").out == f"aurora-lint {__version__}\n"


def test_nothing_found_is_0(command: Command, tmp_path: Path) -> None:
    repositories.write(tmp_path, {"a.py": "x = 1\n"})
    result = command("check", tmp_path)
    assert (result.code, result.out) == (0, "")
    assert "0 findings in 1 file" in result.err


def test_found_is_1_in_one_line(command: Command, tmp_path: Path) -> None:
    repositories.write(tmp_path, {"settings/a.py": LINE})
    result = command("check", "settings", at=tmp_path)
    assert result.code == 1
    masked = f"sk_prod_{PRODUCTION[8:12]}…{PRODUCTION[-4:]}"
    assert result.out == (
        f"settings/a.py:1:19: AUR101 standard production key {masked} is in the clear\n"
    )


def test_json_is_the_contract(command: Command, tmp_path: Path) -> None:
    repositories.write(tmp_path, {"sandbox/a.py": f"\n  # {'é' * 3} {PRODUCTION}\n"})
    document = json.loads(command.json("check", tmp_path).out)
    assert document["version"] == 1
    assert document["scanned"] == {"files": 1, "bytes": 45, "objects": 0}
    assert document["skipped"] == document["notices"] == []
    exposure, environment = document["findings"]
    assert exposure == {
        "code": "AUR101",
        "name": "standard-production-key",
        "level": "error",
        "path": "sandbox/a.py",
        "line": 2,
        "column": 9,
        "end_line": 2,
        "end_column": 9 + 32,
        "message": exposure["message"],
        "kind": "standard",
        "environment": "production",
        "masked": f"sk_prod_{PRODUCTION[8:12]}…{PRODUCTION[-4:]}",
        "fingerprint": exposure["fingerprint"],
        "spelling": "plain",
        "evidence": [],
        "origin": {"type": "worktree", "commit": None},
    }
    assert environment["code"] == "AUR301"
    assert environment["evidence"] == [{"role": "path", "text": "sandbox", "line": None}]


def test_missing_path_is_2_and_the_rest_is_told(command: Command, tmp_path: Path) -> None:
    repositories.write(tmp_path, {"a.py": LINE})
    result = command("check", "a.py", "nowhere", at=tmp_path)
    assert result.code == 2
    assert "AUR101" in result.out
    assert "could not be read: nowhere: no such file or directory" in result.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file_is_2(command: Command, tmp_path: Path) -> None:
    repositories.write(tmp_path, {"a.py": LINE, "b.py": LINE})
    (tmp_path / "a.py").chmod(0)
    result = command("check", tmp_path)
    assert result.code == 2
    assert "could not be read: a.py: Permission denied" in result.err
    assert "b.py:1:19: AUR101" in result.out


def test_a_file_that_fails_while_it_is_read_is_2(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repositories.write(tmp_path, {"a.py": LINE, "b.py": LINE})
    real = os.open

    def failing(file: bytes | str, flags: int) -> int:
        if os.fsencode(file).endswith(b"a.py"):
            raise PermissionError(13, "Permission denied")
        return real(file, flags)

    monkeypatch.setattr("aurora_lint.sources.os.open", failing)
    result = command("check", tmp_path)
    assert result.code == 2
    assert "could not be read: a.py: Permission denied" in result.err
    assert "AUR101" in result.out


def test_bad_usage_is_2(command: Command, tmp_path: Path) -> None:
    for arguments in (
        ["check", "--no-such-option"],
        ["check", "--format", "pdf"],
        ["check", "--select", "AUR999"],
        ["check", "--jobs", "0"],
        ["check", "--staged", "x"],
        ["check", "--root", "nowhere", "."],
        ["no-such-command"],
        ["explain", "AUR999"],
        [],
    ):
        result = command(*arguments, at=tmp_path)
        assert result.code == 2, arguments
        assert result.err or arguments == []


def test_a_path_outside_the_root_is_2(command: Command, tmp_path: Path) -> None:
    repositories.write(tmp_path, {"a/x.py": LINE, "b/y.py": LINE})
    result = command("check", "--root", "a", "b", at=tmp_path)
    assert result.code == 2
    assert "does not lie below the root" in result.err


def test_standard_input(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(LINE.encode()))
    monkeypatch.setattr("sys.stdin", stream)
    result = command.json("check", "-", "--stdin-filename", "sandbox/a.py", at=tmp_path)
    assert result.seen == [("sandbox/a.py", 1, "AUR101"), ("sandbox/a.py", 1, "AUR301")]
    assert result.findings[0]["origin"]["type"] == "stdin"


def test_select_ignore_and_levels(command: Command, tmp_path: Path) -> None:
    repositories.write(tmp_path, {"sandbox/a.py": LINE, "b.py": f"k = '{RESTRICTED}'\n"})
    assert {code for _, _, code in command.json("check", tmp_path).seen} == {
        "AUR101", "AUR301", "AUR104",
    }  # fmt: skip
    only = command.json("check", tmp_path, "--select", "AUR3,aur104")
    assert {code for _, _, code in only.seen} == {"AUR301", "AUR104"}
    but = command.json("check", tmp_path, "--ignore", "AUR1,AUR3")
    assert (but.code, but.seen) == (0, [])
    assert command("check", tmp_path / "b.py").code == 1
    assert command("check", tmp_path / "b.py", "--fail-on", "error").code == 0
    assert command("check", tmp_path, "--exit-zero").code == 0


def test_a_note_does_not_fail_unless_asked(command: Command, tmp_path: Path) -> None:
    repositories.write(tmp_path, {"a.py": "k = 'sk_prod_1234abc4321cba'\n"})
    result = command("check", tmp_path)
    assert result.code == 0
    assert "AUR105" in result.out
    assert command("check", tmp_path, "--fail-on", "note").code == 1


def test_output_goes_to_a_file(command: Command, tmp_path: Path) -> None:
    repositories.write(tmp_path, {"in/a.py": LINE})
    result = command.json("check", tmp_path / "in", "--output", tmp_path / "out.json")
    assert (result.code, result.out) == (1, "")
    assert json.loads((tmp_path / "out.json").read_text())["findings"]
    assert command("check", tmp_path / "in", "--output", tmp_path / "no" / "x").code == 2


def test_an_empty_folder_and_an_empty_repository(command: Command, tmp_path: Path) -> None:
    assert command("check", tmp_path).code == 0
    top = repositories.make(tmp_path / "empty")
    result = command("check", at=top)
    assert result.code == 0
    assert "0 findings in 0 files" in result.err


def test_a_reader_that_leaves_early(tmp_path: Path) -> None:
    repositories.write(tmp_path, {f"f{number}.py": LINE * 50 for number in range(100)})
    process = subprocess.Popen(
        [sys.executable, "-m", "aurora_lint", "check", str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 2
    assert b"Traceback" not in said


def test_an_output_that_cannot_hold_our_characters(tmp_path: Path) -> None:
    repositories.write(tmp_path, {"ä.py": LINE})
    done = subprocess.run(
        [sys.executable, "-m", "aurora_lint", "check", str(tmp_path)],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert b"AUR101" in done.stdout
