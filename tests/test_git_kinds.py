"""Repositories of every kind that git makes, each checked as a tree, an index and a range."""

import os
from collections.abc import Callable
from pathlib import Path
from subprocess import CalledProcessError

import pytest

from aurora_lint.git import spawn
from tests import repositories
from tests.command import Command
from tests.keygen import key
from tests.repositories import git

#: What git does is the same under any Python.
pytestmark = pytest.mark.slow

KEY, OTHER = key("sk_prod"), key("sk_prod", 3)
LINE = f'KEY = "{KEY}"\n'


def _ordinary(folder: Path) -> Path:
    top = repositories.make(folder / "top")
    repositories.commit(top, {"a.py": "x = 1\n"})
    repositories.commit(top, {"a.py": LINE})
    return top


def _sha256(folder: Path) -> Path:
    top = folder / "top"
    git(folder, "init", "-q", "--object-format=sha256", "-b", "main", str(top))
    repositories.commit(top, {"a.py": "x = 1\n"})
    repositories.commit(top, {"a.py": LINE})
    return top


def _reftable(folder: Path) -> Path:
    """Its branches are in tables: in ``.git`` there are no files of refs."""
    top = folder / "top"
    try:
        git(folder, "init", "-q", "--ref-format=reftable", "-b", "main", str(top))
    except CalledProcessError:
        pytest.skip("this git has no reftable: it came with 2.45")
    repositories.commit(top, {"a.py": "x = 1\n"})
    repositories.commit(top, {"a.py": LINE})
    return top


def _shared(folder: Path) -> Path:
    git(folder, "clone", "-q", "--shared", str(_ordinary(folder)), "borrows")
    return folder / "borrows"


def _linked(folder: Path) -> Path:
    git(_ordinary(folder), "worktree", "add", "-q", "-b", "other", str(folder / "linked"))
    return folder / "linked"


def _submodule(folder: Path) -> Path:
    inner, top = _ordinary(folder), repositories.make(folder / "outer")
    git(top, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner), "inner")
    return top / "inner"


def _apart(folder: Path) -> Path:
    """Its git directory lies elsewhere."""
    top = _ordinary(folder)
    git(top, "init", "-q", f"--separate-git-dir={folder / 'elsewhere'}")
    return top


def _packed(folder: Path) -> Path:
    top = _ordinary(folder)
    git(top, "repack", "-adq", "--write-bitmap-index")
    git(top, "multi-pack-index", "write")
    git(top, "commit-graph", "write", "--reachable")
    git(top, "pack-refs", "--all")
    return top


KINDS: list[Callable[[Path], Path]] = [
    _ordinary, _sha256, _reftable, _shared, _linked, _submodule, _apart, _packed,
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind(command: Command, tmp_path: Path, kind: Callable[[Path], Path]) -> None:
    top = kind(tmp_path)
    expected = [("a.py", 1, "AUR101")]
    assert command.json("check", at=top).seen == expected
    assert command.json("check", "--range", "HEAD~1..HEAD", at=top).seen == expected
    assert command.json("check", "--staged", at=top).seen == []
    repositories.write(top, {"a.py": f'KEY = "{OTHER}"\n'})
    git(top, "add", "-A")
    assert command.json("check", "--staged", at=top).seen == expected


@pytest.mark.parametrize("kind", KINDS)
def test_the_history_of_every_kind(
    command: Command, tmp_path: Path, kind: Callable[[Path], Path]
) -> None:
    top = kind(tmp_path)
    repositories.write(top, {"stashed.py": f'KEY = "{OTHER}"\n'})
    git(top, "add", "-A")
    git(top, "stash", "-q")
    git(top, "notes", "add", "-m", f"was {key('sk_prod', 5)}")
    repositories.write(top, {"staged.py": f'KEY = "{key("sk_prod", 7)}"\n'})
    git(top, "add", "-A")
    result = command.json("check", "--history", at=top)
    assert (result.code, result.err.count("\n")) == (1, 1)
    own = git(top, "symbolic-ref", "HEAD").decode().strip()
    assert {
        (each["path"], each["origin"]["type"]): own in each["origin"]["refs"]
        for each in result.findings
    } == {
        ("a.py", "commit"): True,
        ("stashed.py", "stash"): False,
        (None, "note"): False,
        ("staged.py", "index"): False,
    }
    assert command("keys", at=top).out.startswith("    KEY")


def test_a_partial_clone_fetches_nothing(command: Command, tmp_path: Path) -> None:
    top = _ordinary(tmp_path)
    git(top, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--filter=blob:none", f"file://{top}", "partial")
    partial = tmp_path / "partial"
    assert command.json("check", at=partial).seen == [("a.py", 1, "AUR101")]
    # The version before was never fetched.
    result = command("check", "--range", "HEAD~1..HEAD", at=partial)
    assert result.code == 2
    assert "git" in result.err
    missing = git(partial, "rev-list", "--objects", "--missing=print", "--all").decode()
    assert "\n?" in missing


def test_submodules(command: Command, tmp_path: Path) -> None:
    top = _submodule(tmp_path).parent
    repositories.commit(top, {})
    alone = command.json("check", at=top)
    assert (alone.seen, alone.skipped) == ([], [{"path": "inner", "reason": "a submodule"}])
    assert command.json("check", "--recurse-submodules", at=top).seen == [
        ("inner/a.py", 1, "AUR101")
    ]
    git(tmp_path, "clone", "-q", str(top), "without")
    without = command.json("check", "--recurse-submodules", at=tmp_path / "without")
    assert without.skipped == [{"path": "inner", "reason": "a submodule that is not here"}]


def test_a_repository_of_somebody_else_is_told(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = _ordinary(tmp_path)
    ours = spawn.environment
    monkeypatch.setattr(
        "aurora_lint.git.repository.environment",
        lambda: {**ours(), "GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"},
    )
    for options in ((), ("--staged",), ("--range", "HEAD~1..HEAD")):
        result = command("check", *options, at=top)
        assert (result.code, result.out) == (2, "")
        assert "safe.directory" in result.err


@pytest.mark.parametrize("damage", ["objects", "HEAD", "index"])
def test_a_damaged_repository_is_2(command: Command, tmp_path: Path, damage: str) -> None:
    top = _ordinary(tmp_path)
    if damage == "objects":
        for folder, _, files in os.walk(top / ".git" / "objects"):
            for name in files:
                path = Path(folder) / name
                path.chmod(0o600)
                path.write_bytes(b"nothing")
    else:
        (top / ".git" / damage).write_bytes(b"\0\1nothing")
    result = command("check", "--range", "HEAD~1..HEAD", at=top)
    if damage == "index":
        result = command("check", "--staged", at=top)
    assert (result.code, result.out) == (2, "")
    assert result.err


@pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="this system has no files in memory")
def test_a_system_that_is_only_read(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nowhere(*_: object, **__: object) -> None:
        raise OSError("no folder can be written to")

    top = _ordinary(tmp_path)
    monkeypatch.setattr("tempfile._mkstemp_inner", nowhere)
    monkeypatch.setattr("tempfile._get_default_tempdir", nowhere)
    monkeypatch.setattr("tempfile.tempdir", None)
    for options in (("--range", "HEAD~1..HEAD"), ("--history",), ()):
        assert command.json("check", *options, at=top).seen == [("a.py", 1, "AUR101")]
