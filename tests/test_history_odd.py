"""``check --history`` where a repository is damaged, shared between work trees, or oddly tagged."""

import calendar
import time
from pathlib import Path

import pytest

from tests import repositories
from tests.command import Command
from tests.keygen import key
from tests.repositories import git

#: What git does is the same under any Python.
pytestmark = pytest.mark.slow

KEY, OTHER = key("sk_prod"), key("sk_prod", 3)
THIRD, FOURTH = key("sk_prod", 5), key("sk_prod", 7)
LINE, OTHERS = f'KEY = "{KEY}"\n', f'KEY = "{OTHER}"\n'


@pytest.fixture
def top(tmp_path: Path) -> Path:
    top = repositories.make(tmp_path / "top")
    repositories.commit(top, {"a.py": "x = 1\n"})
    return top


def head(top: Path, name: str = "HEAD") -> str:
    return git(top, "rev-parse", name).decode().strip()


def told(command: Command, top: Path) -> list[tuple[str | None, str, list[str]]]:
    result = command.json("check", "--history", at=top)
    assert result.code in (0, 1), result.err
    return [
        (each["path"], each["origin"]["type"], each["origin"]["refs"])
        for each in result.findings
        if each["code"] == "AUR101"
    ]


def stored(top: Path, kind: str, text: str) -> str:
    (top / "raw").write_text(text)
    name = git(top, "hash-object", "-t", kind, "-w", "--literally", "raw").decode().strip()
    (top / "raw").unlink()
    return name


@pytest.mark.parametrize("damage", ["garbage", "missing"])
def test_what_was_found_is_told_beside_a_damaged_object(
    command: Command, top: Path, damage: str
) -> None:
    repositories.commit(top, {"a.py": LINE})
    repositories.commit(top, {"b.py": OTHERS})
    blob = head(top, "HEAD:b.py")
    file = top / ".git" / "objects" / blob[:2] / blob[2:]
    file.chmod(0o600)
    file.write_bytes(b"garbage") if damage == "garbage" else file.unlink()
    result = command("check", "--history", at=top)
    assert result.code == 2
    assert "a.py:1:8: AUR101" in result.out
    assert f"not here, or damaged: 1 of its objects, as {blob}" in result.err


def test_a_left_over_commit_whose_parent_is_gone(command: Command, top: Path) -> None:
    repositories.commit(top, {"a.py": LINE})
    tree = head(top, "HEAD^{tree}")
    who = "A <a@example.org> 1600000000 +0000"
    stored(top, "commit", f"tree {tree}\nparent {'1' * 40}\nauthor {who}\ncommitter {who}\n\nx\n")
    result = command("check", "--history", at=top)
    assert result.code == 2
    assert "a.py:1:8: AUR101" in result.out
    assert "commits that nothing leads to can't be read" in result.err


def test_times_that_are_none(command: Command, top: Path) -> None:
    repositories.write(top, {"a.py": LINE, "b.py": OTHERS})
    git(top, "add", "-A")
    tree, parent = git(top, "write-tree").decode().strip(), head(top)
    for moment in ("20200101 +9999", "9" * 5000 + " +0000"):
        who = f"A <a@example.org> {moment}"
        text = f"tree {tree}\nparent {parent}\nauthor {who}\ncommitter {who}\n\nx\n"
        git(top, "update-ref", "refs/heads/odd", stored(top, "commit", text))
        assert command("check", "--history", at=top).code == 1
        assert command("keys", at=top).code == 0


def test_other_work_trees(command: Command, top: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    git(top, "worktree", "add", "-q", "--detach", str(other))
    repositories.commit(other, {"b.py": OTHERS})
    repositories.write(other, {"c.py": LINE})
    git(other, "add", "-A")
    assert sorted(told(command, top), key=str) == [("b.py", "commit", []), ("c.py", "index", [])]


def test_tags_of_files_and_folders(command: Command, top: Path) -> None:
    blob = stored(top, "blob", LINE)
    git(top, "tag", "file", blob)
    assert told(command, top) == [(None, "tag", ["refs/tags/file"])]
    git(top, "tag", "-d", "file")
    repositories.write(top, {"conf/b.py": LINE})
    git(top, "add", "-A")
    git(top, "tag", "-a", "-m", "a folder", "folder", git(top, "write-tree").decode().strip())
    git(top, "reset", "-q", "--hard")
    assert told(command, top) == [("conf/b.py", "tag", ["refs/tags/folder"])]


def test_a_refs_name(command: Command, top: Path) -> None:
    git(top, "branch", f"for-{KEY}")
    result = command.json("check", "--history", at=top)
    assert [each["origin"]["type"] for each in result.findings] == ["message"]
    assert KEY not in result.out
    assert command("keys", at=top).out.startswith("    KEY")


def dated(top: Path, date: str, files: dict[str, str]) -> str:
    repositories.write(top, files)
    git(top, "add", "-A")
    tree, parent = git(top, "write-tree").decode().strip(), head(top)
    epoch = calendar.timegm(time.strptime(date, "%Y-%m-%d"))
    who = f"A <a@example.org> {epoch} +0000"
    commit = stored(
        top, "commit", f"tree {tree}\nparent {parent}\nauthor {who}\ncommitter {who}\n\nx\n"
    )
    git(top, "reset", "-q", "--hard", commit)
    return commit


def test_the_first_of_several_branches_by_time(command: Command, top: Path) -> None:
    git(top, "branch", "early")
    dated(top, "2034-01-01", {"b.py": LINE})
    git(top, "checkout", "-q", "early")
    first = dated(top, "2029-01-01", {"b.py": LINE})
    dated(top, "2035-01-01", {"a.py": "x = 2\n"})
    result = command.json("check", "--history", at=top)
    assert result.findings[0]["origin"]["since"]["commit"] == first


def test_a_hooks_repository_before_the_one_around(
    command: Command, top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repositories.commit(top, {"a.py": LINE})
    around = repositories.make(tmp_path / "around")
    repositories.commit(around, {"b.py": "x = 1\n"})
    git(around, "clone", "-q", "--bare", str(top), "inner.git")
    assert [each[0] for each in told(command, around / "inner.git")] == ["a.py"]
    monkeypatch.setenv("GIT_DIR", str(around / "inner.git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(around))
    assert [each[0] for each in told(command, around)] == ["a.py"]
    repositories.write(around, {"c.py": OTHERS})
    git(around, "--git-dir=inner.git", "--work-tree=.", "add", "c.py")
    result = command.json("check", "--staged", at=around)
    assert [each["path"] for each in result.findings] == ["c.py"]


def test_a_merge_brings_no_old_key_into_the_index(command: Command, top: Path) -> None:
    git(top, "checkout", "-q", "-b", "feature")
    repositories.commit(top, {"a.py": "x = 2\n"})
    git(top, "checkout", "-q", "main")
    repositories.commit(top, {"a.py": "x = 3\n", "old.py": LINE})
    git(top, "checkout", "-q", "feature")
    with pytest.raises(Exception, match="merge"):
        git(top, "merge", "-q", "main")
    repositories.write(top, {"a.py": "x = 4\n"})
    git(top, "add", "-A")
    assert command("check", "--staged", at=top).code == 0
    repositories.write(top, {"evil.py": LINE})
    git(top, "add", "-A")
    assert command.json("check", "--staged", at=top).seen == [("evil.py", 1, "AUR101")]


def test_one_key_in_many_messages_is_told_once(command: Command, top: Path) -> None:
    git(top, "commit", "-q", "--allow-empty", "-m", f"use {KEY}")
    git(top, "commit", "-q", "--allow-empty", "--amend", "-m", f"use {KEY} again")
    first = head(top)
    git(top, "commit", "-q", "--allow-empty", "-m", f"still use {KEY}")
    result = command.json("check", "--history", at=top)
    assert [each["origin"]["commit"] for each in result.findings] == [first]
    assert result.findings[0]["origin"]["refs"] == ["refs/heads/main"]


def test_what_a_merge_left_out(command: Command, top: Path) -> None:
    git(top, "checkout", "-q", "-b", "side")
    repositories.commit(top, {"b.py": LINE})
    git(top, "checkout", "-q", "main")
    repositories.commit(top, {"a.py": "x = 2\n"})
    git(top, "merge", "-q", "-s", "ours", "-m", "a merge", "side")
    git(top, "branch", "-q", "-D", "side")
    result = command.json("check", "--history", at=top)
    assert result.findings[0]["origin"]["until"]["commit"] == head(top)
    repositories.commit(top, {"a.py": "x = 3\n"})
    again = command.json("check", "--history", at=top)
    assert again.findings == result.findings


def test_a_tag_of_a_tag(command: Command, top: Path) -> None:
    """What it leads to is read by all that leads there; the one between has no ref of its own."""
    repositories.write(top, {"conf/b.py": OTHERS})
    git(top, "add", "-A")
    folder = git(top, "write-tree").decode().strip()
    git(top, "reset", "-q", "--hard")
    git(top, "commit", "-q", "--allow-empty", "-m", f"use {THIRD}")
    commit = head(top)
    git(top, "reset", "-q", "--hard", "HEAD~1")
    for name, of in (("file", stored(top, "blob", LINE)), ("folder", folder), ("said", commit)):
        git(top, "tag", "-a", "-m", "one", "between", of)
        git(top, "tag", "-a", "-m", "two", name, "between")
        git(top, "tag", "-d", "between")
    git(top, "tag", "-a", "-m", f"token {FOURTH}", "between", commit)
    git(top, "tag", "-a", "-m", "three", "last", "between")
    git(top, "tag", "-d", "between")
    assert sorted(told(command, top), key=str) == [
        ("conf/b.py", "tag", ["refs/tags/folder"]),
        (None, "message", ["refs/tags/last", "refs/tags/said"]),
        (None, "tag", ["refs/tags/file"]),
        (None, "tag", ["refs/tags/last"]),
    ]


def test_a_work_tree_with_a_newline_in_its_name(command: Command, top: Path) -> None:
    other = top.parent / "other\nHEAD x"
    git(top, "worktree", "add", "-q", "-b", "side", str(other))
    repositories.write(other, {"c.py": LINE})
    git(other, "add", "-A")
    assert told(command, top) == [("c.py", "index", [])]


def stayed(command: Command, top: Path) -> dict[str | None, tuple[str | None, str | None]]:
    """First and last commit of each path's key."""
    result = command.json("check", "--history", at=top)
    ends = {
        each["path"]: [each["origin"][end] for end in ("since", "until")]
        for each in result.findings
        if each["code"] == "AUR101"
    }
    return {
        path: (since and since["commit"], until and until["commit"])
        for path, (since, until) in ends.items()
    }


def test_a_merge_of_three(command: Command, top: Path) -> None:
    for name in ("p", "q"):
        git(top, "checkout", "-q", "-b", name, "main")
        repositories.commit(top, {f"{name}.py": "x = 1\n"})
    repositories.commit(top, {"left.py": OTHERS})
    brought = head(top)
    git(top, "checkout", "-q", "main")
    repositories.commit(top, {"b.py": "x = 1\n"})
    git(top, "merge", "-q", "--no-ff", "--no-commit", "p", "q")
    repositories.write(top, {"evil.py": LINE})
    git(top, "rm", "-q", "-f", "left.py")
    git(top, "add", "-A")
    git(top, "commit", "-q", "-m", "a merge")
    git(top, "branch", "-q", "-D", "p", "q")
    assert len(git(top, "rev-list", "--parents", "-1", "HEAD").split()) == 4
    assert stayed(command, top) == {"evil.py": (head(top), None), "left.py": (brought, head(top))}


def test_files_that_become_something_else(command: Command, top: Path) -> None:
    expected: dict[str | None, tuple[str | None, str | None]] = {}
    for nth, name in enumerate(("link", "folder", "submodule")):
        repositories.commit(top, {name: f'KEY = "{key("sk_prod", 11 + 2 * nth)}"\n'})
        since = head(top)
        (top / name).unlink()
        if name == "link":
            (top / name).symlink_to("a.py")
        elif name == "folder":
            repositories.write(top, {f"{name}/x": "x\n"})
        git(top, "add", "-A")
        if name == "submodule":
            git(top, "update-index", "--add", "--cacheinfo", f"160000,{since},{name}")
        git(top, "commit", "-q", "-m", "a change")
        expected[name] = since, head(top)
    assert stayed(command, top) == expected


def test_replaced_and_grafted_commits(command: Command, top: Path) -> None:
    base, expected = head(top), {}
    for nth, name in enumerate(("replaced.py", "grafted.py")):
        repositories.commit(top, {name: f'KEY = "{key("sk_prod", 11 + 2 * nth)}"\n'})
        since = head(top)
        repositories.commit(top, {name: "x = 1\n"})
        expected[name] = since, head(top)
        if name == "replaced.py":
            git(top, "replace", since, base)
    (top / ".git" / "info" / "grafts").write_text(f"{head(top)} {base}\n")
    assert stayed(command, top) == expected
