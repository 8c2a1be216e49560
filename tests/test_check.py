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
    real = open

    def failing(file: bytes | str, *arguments: str) -> object:
        if os.fsencode(file).endswith(b"a.py"):
            raise PermissionError(13, "Permission denied")
        return real(file, *arguments)

    monkeypatch.setattr("builtins.open", failing)
    result = command("check", tmp_path)
    assert result.code == 2
    assert "could not be read: a.py: Permission denied" in result.err
    assert "AUR101" in result.out


def test_bad_usage_is_2(command: Command, tmp_path: Path) -> None:
    for arguments in (
        ["check", "--no-such-option"],
        ["check", "--format", "html"],
        ["check", "--select", "AUR999"],
        ["check", "--jobs", "2"],
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


def test_standard_input(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
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


def test_odd_files(command: Command, tmp_path: Path) -> None:
    """Binary, broken, odd-named and special files: nothing lost, nothing that hangs."""
    folder = tmp_path / "odd"
    folder.mkdir()
    names = [b"new\nline.py", b"bad\xff\xfe.py", b"\x1b[31mred.py", "schlüssel.py".encode()]
    for name in names:
        with open(os.path.join(os.fsencode(folder), name), "wb") as file:
            file.write(LINE.encode())
    (folder / "binary.bin").write_bytes(bytes(range(256)) + PRODUCTION.encode() + b"\0\xff")
    (folder / "broken.py").write_bytes(b"def f(:\n  \xff" + LINE.encode())
    (folder / "nul.py").write_bytes(b"x = '\0'\n" + LINE.encode())
    (folder / "empty.py").write_bytes(b"")
    os.mkfifo(folder / "pipe")
    (folder / "dangling").symlink_to("nowhere")
    (folder / "loop").symlink_to(".")
    result = command("check", folder)
    assert result.code == 1
    assert result.out.count("AUR101") == 7
    assert len(result.out.splitlines()) == 7
    assert "\x1b" not in result.out
    assert r"new\nline.py" in result.out
    assert r"bad\udcff\udcfe.py" in result.out
    assert "skipped: pipe: not a regular file" in result.err
    assert len(json.loads(command.json("check", folder).out)["findings"]) == 7


def test_a_link_that_is_named_is_followed(command: Command, tmp_path: Path) -> None:
    repositories.write(tmp_path, {"real.py": LINE})
    (tmp_path / "link.py").symlink_to("real.py")
    (tmp_path / "dangling.py").symlink_to("nowhere.py")
    assert "link.py:1:19: AUR101" in command("check", tmp_path / "link.py", at=tmp_path).out
    result = command("check", tmp_path / "dangling.py")
    assert result.code == 2
    assert "a dangling link" in result.err


def test_a_key_in_a_links_target_is_what_git_commits(command: Command, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(f"/secrets/{PRODUCTION}")
    assert command.json("check", tmp_path).seen == [("link", 1, "AUR101")]


def test_a_large_file(command: Command, tmp_path: Path) -> None:
    with open(tmp_path / "large.log", "wb") as file:
        for _ in range(100):
            file.write(b"an ordinary line of a log\n" * 40_000)
        file.write(LINE.encode())
    result = command.json("check", tmp_path)
    assert result.seen == [("large.log", 4_000_001, "AUR101")]


def test_labels_come_from_below_the_root_only(command: Command, tmp_path: Path) -> None:
    top = repositories.make(tmp_path / "sandbox" / "project")
    repositories.write(top, {"a.py": LINE, "tests/b.py": LINE})
    result = command.json("check", top)
    assert result.seen == [
        ("a.py", 1, "AUR101"), ("tests/b.py", 1, "AUR101"), ("tests/b.py", 1, "AUR301"),
    ]  # fmt: skip
    assert command.json("check", top / "tests" / "b.py").seen[1][2] == "AUR301"
    plain = tmp_path / "sandbox" / "plain"
    repositories.write(plain, {"a.py": LINE})
    assert [code for _, _, code in command.json("check", plain).seen] == ["AUR101"]
    with_root = command.json("check", "--root", tmp_path, plain)
    assert [code for _, _, code in with_root.seen] == ["AUR101", "AUR301"]


def test_paths_that_overlap_are_read_once(command: Command, tmp_path: Path) -> None:
    top = repositories.make(tmp_path)
    repositories.write(top, {"a/b.py": LINE})
    assert len(command.json("check", top, top / "a", top / "a" / "b.py").seen) == 1


class TestRepository:
    """In a repository what git would commit is read."""

    def test_tracked_and_untracked_but_not_ignored(self, command: Command, tmp_path: Path) -> None:
        top = repositories.make(tmp_path)
        repositories.commit(top, {".gitignore": "ignored/\n*.log\n", ".hidden/a.py": LINE})
        repositories.write(top, {"new.py": LINE, "ignored/b.py": LINE, "c.log": LINE})
        assert [path for path, _, _ in command.json("check", at=top).seen] == [
            ".hidden/a.py", "new.py",
        ]  # fmt: skip
        assert command.json("check", top / "c.log").seen == [("c.log", 1, "AUR101")]
        assert command.json("check", top / "ignored").seen == [("ignored/b.py", 1, "AUR101")]

    def test_a_tracked_file_that_git_ignores(self, command: Command, tmp_path: Path) -> None:
        top = repositories.make(tmp_path)
        repositories.write(top, {".gitignore": "*.log\n", "c.log": LINE})
        repositories.git(top, "add", "-f", "c.log")
        assert [path for path, _, _ in command.json("check", at=top).seen] == ["c.log"]

    def test_below_a_folder_and_from_one(self, command: Command, tmp_path: Path) -> None:
        top = repositories.make(tmp_path)
        repositories.commit(top, {"sandbox/x/a.py": LINE, "b.py": LINE})
        below = command.json("check", ".", at=top / "sandbox" / "x")
        assert [path for path, _, _ in below.seen] == ["sandbox/x/a.py"] * 2
        whole = command.json("check", at=top / "sandbox" / "x")
        assert len(whole.seen) == 3
        text = command("check", at=top / "sandbox" / "x").out
        assert text.splitlines()[0].startswith("../../b.py:1:19: AUR101")

    def test_deleted_files_and_pathspec_magic(self, command: Command, tmp_path: Path) -> None:
        top = repositories.make(tmp_path)
        repositories.commit(top, {"gone.py": LINE, "*/a.py": LINE, ":(top)/b.py": LINE})
        (top / "gone.py").unlink()
        assert len(command.json("check", at=top).seen) == 2
        assert [path for path, _, _ in command.json("check", top / "*").seen] == ["*/a.py"]
        assert len(command.json("check", top / ":(top)").seen) == 1

    def test_submodules_and_repositories_inside(self, command: Command, tmp_path: Path) -> None:
        other = repositories.make(tmp_path / "other")
        repositories.commit(other, {"a.py": LINE})
        top = repositories.make(tmp_path / "top")
        repositories.git(
            top, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(other), "sub"
        )
        repositories.commit(repositories.make(top / "nested"), {"b.py": LINE})
        result = command("check", at=top)
        assert result.code == 0
        assert "skipped: sub: a submodule" in result.err
        assert "skipped: nested: a repository of its own" in result.err

    def test_a_pointer_to_lfs_is_skipped(self, command: Command, tmp_path: Path) -> None:
        top = repositories.make(tmp_path)
        pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n"
        repositories.commit(top, {"big.bin": pointer})
        result = command("check", at=top)
        assert result.code == 0
        assert "skipped: big.bin: a pointer to a file in Git LFS" in result.err

    def test_git_that_fails_is_2(self, command: Command, tmp_path: Path) -> None:
        top = repositories.make(tmp_path)
        repositories.commit(top, {"a.py": LINE})
        (top / ".git" / "HEAD").unlink()
        result = command("check", at=top)
        assert (result.code, result.out) == (2, "")
        assert "git ls-files failed" in result.err or "git" in result.err

    def test_git_that_is_not_installed_is_2(
        self, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        top = repositories.make(tmp_path)
        monkeypatch.setenv("PATH", str(tmp_path))
        result = command("check", at=top)
        assert result.code == 2
        assert "git is not installed" in result.err

    def test_nothing_in_a_repository_is_run(self, command: Command, tmp_path: Path) -> None:
        top = repositories.make(tmp_path / "hostile")
        repositories.commit(top, {"a.py": LINE, ".gitattributes": "* diff=evil filter=evil\n"})
        script = tmp_path / "evil"
        script.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
        script.chmod(0o755)
        for setting in ("core.fsmonitor", "diff.evil.textconv", "diff.external", "core.pager"):
            repositories.git(top, "config", setting, str(script))
        repositories.write(top, {"a.py": LINE + "\n"})
        repositories.git(top, "-c", "core.fsmonitor=false", "add", "a.py")
        (tmp_path / "ran").unlink(missing_ok=True)
        assert command("check", at=top).code == 1
        assert command("check", "--staged", "--all-lines", at=top).code == 1
        assert not (tmp_path / "ran").exists()


class TestPolicy:
    """``[tool.aurora-lint]``."""

    def test_paths_words_and_exclusions(self, command: Command, tmp_path: Path) -> None:
        repositories.write(
            tmp_path,
            {
                "pyproject.toml": "[tool.aurora-lint]\n"
                'sandbox-paths = ["infra/eu/"]\nrestricted-paths = ["apps/*/jobs/**"]\n'
                'sandbox-words = ["playground"]\nexclude = ["generated/"]\n',
                "infra/eu/a.py": LINE,
                "apps/x/jobs/b.py": LINE,
                "playground/c.py": LINE,
                "generated/d.py": LINE,
            },
        )
        result = command.json("check", tmp_path)
        assert [(path, code) for path, _, code in result.seen if code != "AUR101"] == [
            ("apps/x/jobs/b.py", "AUR201"),
            ("infra/eu/a.py", "AUR301"),
            ("playground/c.py", "AUR301"),
        ]
        assert json.loads(result.out)["skipped"] == [
            {"path": "generated/d.py", "reason": "excluded"}
        ]
        more = command.json("check", tmp_path, "--exclude", "infra", "--exclude", "*/c.py")
        assert len(more.seen) == 2

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("[tool.aurora-lint]\nsandbox-path = []\n", "did you mean 'sandbox-paths'?"),
            ("[tool.aurora-lint]\nexclude = 'x'\n", "'exclude' wants a list of strings"),
            ("[tool]\naurora-lint = 1\n", "is no table"),
            ("[tool.aurora-lint\n", "pyproject.toml"),
        ],
    )
    def test_mistakes_are_2(self, command: Command, tmp_path: Path, text: str, said: str) -> None:
        repositories.write(tmp_path, {"pyproject.toml": text, "a.py": LINE})
        result = command("check", tmp_path)
        assert (result.code, result.out) == (2, "")
        assert said in result.err

    def test_own_file(self, command: Command, tmp_path: Path) -> None:
        repositories.write(tmp_path, {".aurora-lint.toml": 'exclude = ["*.py"]\n', "a.py": LINE})
        assert command("check", tmp_path).code == 0


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
