"""What ``check`` reads: odd files, folders and repositories."""

import json
import os
from pathlib import Path

import pytest

from tests import repositories
from tests.command import Command
from tests.keygen import key

PRODUCTION = key("sk_prod")
LINE = f'AURORA_API_KEY = "{PRODUCTION}"\n'


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
        for _ in range(20):
            file.write(b"an ordinary line of a log\n" * 40_000)
        file.write(LINE.encode())
    result = command.json("check", tmp_path)
    assert result.seen == [("large.log", 800_001, "AUR101")]


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
        pointer = (
            "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 1\n"
        )
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
        assert "git ls-files failed: " in result.err

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
        repositories.git(top, "tag", "start")
        repositories.commit(top, {"b.py": LINE})
        for setting in (
            "core.fsmonitor",
            "diff.evil.textconv",
            "diff.external",
            "core.pager",
            "gpg.program",
            "core.sshCommand",
            "core.askPass",
            "filter.evil.smudge",
            "filter.evil.clean",
            "diff.evil.command",
            "core.alternateRefsCommand",
            "uploadpack.packObjectsHook",
        ):
            repositories.git(top, "config", setting, str(script))
        repositories.git(top, "config", "log.showSignature", "true")
        repositories.write(top, {"a.py": LINE + "\n"})
        repositories.git(
            top, "-c", "core.fsmonitor=false", "-c", "filter.evil.clean=cat", "add", "a.py"
        )
        (tmp_path / "ran").unlink(missing_ok=True)
        assert command("check", at=top).code == 1
        assert command("check", "--staged", "--all-lines", at=top).code == 1
        assert command("check", "--range", "start..HEAD", at=top).code == 1
        assert not (tmp_path / "ran").exists()
