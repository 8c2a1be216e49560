"""Repositories that would hide something, lead elsewhere or run something."""

import hashlib
import zlib
from pathlib import Path

import pytest

from aurora_lint.git.repository import Repository
from tests import repositories
from tests.command import Command
from tests.keygen import key
from tests.repositories import git

#: What git does is the same under any Python.
pytestmark = pytest.mark.slow

KEY = key("sk_prod")
LINE = f'KEY = "{KEY}"\n'


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A repository with a submodule ``inner``, in which a key is."""
    inner = repositories.make(tmp_path / "inner")
    repositories.commit(inner, {"a.py": LINE})
    top = repositories.make(tmp_path / "top")
    repositories.commit(top, {"b.py": "x = 1\n"})
    git(top, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner))
    repositories.commit(top, {})
    return top


def recursed(command: Command, top: Path) -> tuple[list[tuple[str | None, int, str]], list[str]]:
    result = command.json("check", "--recurse-submodules", at=top)
    assert result.code in (0, 1), result.err
    return result.seen, [each["reason"] for each in result.skipped]


def emptied(folder: Path) -> None:
    for each in folder.iterdir():
        each.unlink()


class TestSubmodules:
    def test_a_hooks_index_is_not_theirs(
        self, command: Command, top: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Git tells a hook which index to read: that of the repository that it runs in."""
        monkeypatch.setenv("GIT_INDEX_FILE", str(top / ".git" / "index"))
        assert recursed(command, top)[0] == [("inner/a.py", 1, "AUR101")]
        monkeypatch.setenv("GIT_DIR", str(top / ".git"))
        assert recursed(command, top)[0] == [("inner/a.py", 1, "AUR101")]
        assert command.json("check", "inner", at=top).seen == [("a.py", 1, "AUR101")]

    def test_a_hooks_index_is_its_own(
        self, command: Command, top: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        repositories.write(top, {"c.py": LINE})
        monkeypatch.chdir(top)
        monkeypatch.setenv("GIT_INDEX_FILE", str(top / "other-index"))
        Repository(top).run("read-tree", "HEAD")
        Repository(top).run("add", "c.py")
        found = command.json("check", "--staged", at=top).seen
        monkeypatch.delenv("GIT_INDEX_FILE")
        assert found == [("c.py", 1, "AUR101")]
        assert command.json("check", "--staged", at=top).seen == []

    def test_files_without_a_repository_are_read(self, command: Command, top: Path) -> None:
        (top / "inner" / ".git").unlink()
        assert recursed(command, top) == ([("inner/a.py", 1, "AUR101")], [])
        (top / "inner" / ".git").mkdir()
        assert recursed(command, top) == ([("inner/a.py", 1, "AUR101")], [])
        (top / "inner" / ".git").rmdir()
        emptied(top / "inner")
        assert recursed(command, top) == ([], ["a submodule that is not here"])

    def test_a_link_is_not_followed(self, command: Command, top: Path, tmp_path: Path) -> None:
        elsewhere = repositories.make(tmp_path / "elsewhere")
        repositories.commit(elsewhere, {"secret.py": LINE})
        emptied(top / "inner")
        (top / "inner").rmdir()
        (top / "inner").symlink_to(elsewhere)
        assert recursed(command, top) == ([], [])
        git(top, "mv", "-k", "b.py", "c.py")
        (top / "inner").unlink()
        blob = git(top, "rev-parse", "HEAD:inner").decode().strip()
        git(top, "update-index", "--add", "--cacheinfo", f"160000,{blob},deep/inner")
        (tmp_path / "around").mkdir()
        elsewhere.rename(tmp_path / "around" / "inner")
        (top / "deep").symlink_to(tmp_path / "around")
        assert recursed(command, top)[0] == []


def test_a_hooks_repository_is_named_from_where_it_runs(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git is run at the top: from there ``..`` is another repository, and all is clean in it."""
    around = repositories.make(tmp_path / "around")
    repositories.commit(around, {"b.py": "x = 1\n"})
    top = repositories.make(around / "top")
    repositories.commit(top, {"a.py": LINE, "deep/c.py": "x = 1\n"})
    repositories.write(top, {"new.py": LINE})
    git(top, "add", "-A")
    monkeypatch.setenv("GIT_DIR", "../.git")
    monkeypatch.setenv("GIT_WORK_TREE", "..")
    for options, path in ((("--staged",), "new.py"), (("--history",), "a.py"), ((), "a.py")):
        found = command.json("check", *options, at=top / "deep").seen
        assert (path, 1, "AUR101") in found, options
    monkeypatch.chdir(top / "deep")
    assert command("hook", "pre-commit").code == 1


def test_a_graft_hides_nothing(command: Command, top: Path) -> None:
    repositories.commit(top, {"a.py": LINE})
    repositories.commit(top, {"a.py": "x = 1\n"})
    tip, before = (git(top, "rev-parse", name).decode().strip() for name in ("HEAD", "HEAD~2"))
    (top / ".git" / "info" / "grafts").write_text(f"{tip} {before}\n")
    found = command.json("check", "--range", f"{before}..HEAD", at=top)
    assert found.seen == [("a.py", 1, "AUR101")]


def test_a_table_of_commits_hides_nothing(command: Command, top: Path) -> None:
    """Git takes the parents of a commit from it, and does not look at the commit."""
    before = git(top, "rev-parse", "HEAD").decode().strip()
    repositories.commit(top, {"a.py": LINE})
    repositories.commit(top, {"a.py": "x = 1\n"})
    git(top, "commit-graph", "write", "--reachable")
    table = top / ".git" / "objects" / "info" / "commit-graph"
    data = bytearray(table.read_bytes()[:-20])
    commits = sorted(git(top, "rev-list", "HEAD").decode().split())
    parent = data.index(bytes.fromhex(git(top, "rev-parse", "HEAD^{tree}").decode())) + 20
    data[parent : parent + 4] = commits.index(before).to_bytes(4, "big")
    table.chmod(0o600)
    table.write_bytes(data + hashlib.sha1(data).digest())
    assert len(git(top, "rev-list", "HEAD").split()) < len(commits)
    found = command.json("check", "--range", f"{before}..HEAD", at=top)
    assert found.seen == [("a.py", 1, "AUR101")]
    assert command.json("check", "--history", at=top).findings[0]["origin"]["type"] == "commit"


def test_a_replaced_object_hides_nothing(command: Command, top: Path) -> None:
    repositories.commit(top, {"a.py": LINE})
    blobs = [git(top, "rev-parse", f"HEAD:{name}").decode().strip() for name in ("a.py", "b.py")]
    git(top, "replace", *blobs)
    assert command.json("check", "--range", "HEAD~1..HEAD", at=top).seen == [("a.py", 1, "AUR101")]


def _write(top: Path, kind: str, data: bytes) -> bytes:
    whole = f"{kind} {len(data)}\0".encode() + data
    name = hashlib.sha1(whole).hexdigest()
    file = top / ".git" / "objects" / name[:2] / name[2:]
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(zlib.compress(whole))
    return bytes.fromhex(name)


@pytest.mark.parametrize("is_first", [True, False])
def test_a_tree_with_one_name_twice(command: Command, top: Path, is_first: bool) -> None:
    blobs = [_write(top, "blob", text.encode()) for text in (LINE, "x = 1\n")]
    entries = [b"100644 a.py\0" + blob for blob in (blobs if is_first else blobs[::-1])]
    tree = _write(top, "tree", b"".join(entries)).hex()
    commit = git(top, "commit-tree", tree, "-p", "HEAD", "-m", "twice").decode().strip()
    for options in (("--range", f"HEAD..{commit}"), ("--history", "--no-cache")):
        found = command.json("check", *options, at=top).seen
        assert ("a.py", 1, "AUR101") in found, options


def test_no_transport_is_started(command: Command, top: Path, tmp_path: Path) -> None:
    """A repository can say that a missing object is fetched by a program of its own."""
    repositories.commit(top, {"a.py": LINE, "gone.py": "y = 1\n"})
    blob = git(top, "rev-parse", "HEAD:gone.py").decode().strip()
    (top / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    git(top, "config", "core.repositoryFormatVersion", "1")
    git(top, "config", "extensions.partialClone", "evil")
    git(top, "config", "remote.evil.promisor", "true")
    git(top, "config", "remote.evil.url", f"ext::sh -c touch% {tmp_path / 'ran'}")
    git(top, "config", "protocol.ext.allow", "always")
    git(top, "config", "protocol.allow", "always")
    for options in (("--range", "HEAD~1..HEAD"), ("--history",), ("--staged",)):
        command("check", *options, at=top)
        assert not (tmp_path / "ran").exists(), options
