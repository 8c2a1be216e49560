"""The quick way of the hook before a commit says what the check itself says, or nothing."""

import base64
import gzip
from pathlib import Path

import pytest

from aurora_lint.cli import quick
from tests import repositories
from tests.command import Command
from tests.keygen import key
from tests.repositories import git

KEY = key("sk_prod")
LINE = f'KEY = "{KEY}"\n'
ENCODED = base64.b64encode(LINE.encode())
LFS = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 1\n"

#: Files that are staged, and whether the quick way may answer for them.
STAGED: dict[str, tuple[dict[str, bytes], bool]] = {
    "clean": ({"a.py": b"x = 1\n", "b.md": b"# text\n", "c.bin": b"\0\1\2"}, True),
    "empty": ({"a.py": b"", "b": b""}, True),
    "not ASCII": ({"a.py": "x = 'ä'\n".encode(), "b.txt": b"\xff\xfe\xfd"}, True),
    "an escape of something else": ({"a.html": b"<p>&#95;</p>\n"}, True),
    "a beginning of something else": ({"a.sk": b'language = "sk"\n'}, True),
    "a key": ({"a.py": LINE.encode()}, False),
    "a key among others": ({"a.py": b"x = 1\n", "b.py": LINE.encode()}, False),
    "base64": ({"a.yml": ENCODED}, False),
    "UTF-16": ({"a.txt": LINE.encode("utf-16")}, False),
    "base64 in UTF-16": (
        {"a.txt": base64.b64encode(KEY.encode()).decode().encode("utf-16")},
        False,
    ),
    "UTF-7": ({"a.py": f"# coding: utf-7\nKEY = '{KEY}'\n".encode("utf-7")}, False),
    "pieces": ({"a.js": f"const k = '{KEY[:8]}' + '{KEY[8:]}';\n".encode()}, False),
    "an archive": ({"a.gz": gzip.compress(b"x = 1\n")}, False),
    "a pointer": ({"a.bin": LFS.encode()}, False),
    "a policy": ({"a.py": b"x = 1\n", ".aurora-lint.toml": b'exclude = ["a.py"]\n'}, False),
    "a shared policy": ({"a.py": b"x = 1\n", "pyproject.toml": b"[tool.aurora-lint]\n"}, False),
    "a wrong policy": ({"a.py": b"x = 1\n", ".aurora-lint.toml": b"wrong"}, False),
    "another's policy": ({"a.py": b"x = 1\n", "pyproject.toml": b"[tool.other]\n"}, True),
}


@pytest.fixture
def top(tmp_path: Path) -> Path:
    top = repositories.make(tmp_path / "top")
    repositories.commit(top, {"kept.py": "x = 1\n"})
    return top


def same(command: Command, top: Path) -> bool:
    """Whether the quick way answers; it must say what the check says."""
    slow = command("check", "--staged", "--format", "text", at=top)
    is_quick = quick.is_clean()
    command._capsys.readouterr()
    for arguments in (("check", "--staged"), ("hook", "pre-commit")):
        fast = command(*arguments, at=top)
        assert (fast.code, fast.out, fast.err) == (slow.code, slow.out, slow.err)
    return is_quick


@pytest.mark.parametrize("name", STAGED)
def test_what_is_staged(command: Command, top: Path, name: str) -> None:
    files, is_quick = STAGED[name]
    for path, data in files.items():
        (top / path).write_bytes(data)
    git(top, "add", "-A")
    assert same(command, top) == is_quick


def test_states_of_the_index(command: Command, top: Path) -> None:
    assert not same(command, top)  # nothing is staged
    git(top, "rm", "-q", "kept.py")
    assert not same(command, top)  # only a removal
    git(top, "reset", "-q", "--hard")
    (top / "new.py").write_text("x = 1\n")
    git(top, "add", "--intent-to-add", "new.py")
    same(command, top)
    git(top, "add", "new.py")
    assert same(command, top)
    (top / "link").symlink_to(f"tokens/{KEY}")
    git(top, "add", "link")
    assert not same(command, top)
    git(top, "rm", "-q", "--cached", "link")
    (top / "sub").mkdir()
    assert not same(command, top / "sub")


def test_a_conflict(command: Command, top: Path) -> None:
    git(top, "checkout", "-q", "-b", "side")
    repositories.commit(top, {"kept.py": "x = 2\n"})
    git(top, "checkout", "-q", "main")
    repositories.commit(top, {"kept.py": "x = 3\n"})
    with pytest.raises(Exception, match="merge"):
        git(top, "merge", "-q", "side")
    assert not same(command, top)


def test_the_first_commit_and_no_repository(command: Command, tmp_path: Path) -> None:
    new = repositories.make(tmp_path / "new")
    repositories.write(new, {"a.py": "x = 1\n"})
    git(new, "add", "-A")
    assert not same(command, new)
    (tmp_path / "none").mkdir()
    assert not same(command, tmp_path / "none")


def test_a_hooks_variables(command: Command, top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repositories.write(top, {"a.py": "x = 1\n"})
    git(top, "add", "-A")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert same(command, top)
    monkeypatch.setenv("GIT_INDEX_FILE", str(top / ".git" / "none"))
    assert not same(command, top)
    monkeypatch.setenv("GIT_DIR", ".git")
    assert not same(command, top)


def test_a_git_that_is_not_there(
    command: Command, top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert not same(command, top)
    assert command("check", "--staged", at=top).code == 2
