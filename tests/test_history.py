"""``check --history``: keys in every position in which git holds them, in a repository it made."""

import gzip
from pathlib import Path

import pytest

from tests import repositories
from tests.command import Command
from tests.keygen import key
from tests.repositories import git

KEYS = [key("sk_prod", 2 * seed + 1) for seed in range(40)]


def line(nth: int) -> str:
    return f'KEY = "{KEYS[nth]}"\n'


@pytest.fixture
def top(tmp_path: Path) -> Path:
    top = repositories.make(tmp_path / "top")
    repositories.commit(top, {"a.py": "x = 1\n"})
    return top


def head(top: Path, name: str = "HEAD") -> str:
    return git(top, "rev-parse", name).decode().strip()


def seen(command: Command, top: Path, *options: str) -> set[tuple[str | None, str, str | None]]:
    """Path, type of origin and commit of each finding."""
    result = command.json("check", "--history", *options, at=top)
    assert result.code in (0, 1), result.err
    assert not any(each in result.out + result.err for each in KEYS)
    found = [
        (each["path"], each["origin"]["type"], each["origin"]["commit"])
        for each in result.findings
        if each["code"] == "AUR101"
    ]
    assert len(found) == len(set(found))
    return set(found)


def test_a_clean_history(command: Command, top: Path) -> None:
    assert seen(command, top) == set()
    result = command("check", "--history", at=top)
    assert result.code == 0
    assert "0 findings in 2 objects" in result.err


def test_before_the_first_commit(command: Command, tmp_path: Path) -> None:
    top = repositories.make(tmp_path / "new")
    assert seen(command, top) == set()
    repositories.write(top, {"a.py": line(0)})
    git(top, "add", "-A")
    assert seen(command, top) == {("a.py", "index", None)}


def test_added_removed_and_moved(command: Command, top: Path) -> None:
    repositories.commit(top, {"a.py": line(0)})
    added = head(top)
    git(top, "mv", "a.py", "sandbox.py")
    repositories.commit(top, {})
    moved = head(top)
    git(top, "rm", "-q", "sandbox.py")
    repositories.commit(top, {})
    assert seen(command, top) == {("a.py", "commit", added), ("sandbox.py", "commit", moved)}
    codes = command.json("check", "--history", at=top).findings
    assert {(each["path"], each["code"]) for each in codes} >= {("sandbox.py", "AUR301")}


def test_one_finding_for_each_key_and_path(command: Command, top: Path) -> None:
    repositories.commit(top, {"a.py": line(0)})
    added = head(top)
    for text in ("y = 1\n", "z = 2\n"):
        repositories.commit(top, {"a.py": text + line(0)})
    assert seen(command, top) == {("a.py", "commit", added)}


def test_an_evil_merge_and_side_branches(command: Command, top: Path) -> None:
    git(top, "checkout", "-q", "-b", "side")
    repositories.commit(top, {"side.py": line(0)})
    side = head(top)
    git(top, "checkout", "-q", "main")
    repositories.commit(top, {"b.py": "y = 1\n"})
    git(top, "merge", "-q", "--no-commit", "side")
    repositories.write(top, {"evil.py": line(1)})
    git(top, "add", "-A")
    git(top, "commit", "-q", "-m", "a merge")
    assert seen(command, top) == {("side.py", "commit", side), ("evil.py", "commit", head(top))}


def test_messages_tags_and_notes(command: Command, top: Path) -> None:
    git(top, "commit", "-q", "--allow-empty", "-m", f"use {KEYS[0]}")
    git(top, "tag", "-a", "v1", "-m", f"token {KEYS[1]}")
    git(top, "notes", "add", "-m", f"was {KEYS[2]}")
    git(top, "commit", "-q", "--allow-empty", "-m", "by", "--author", f"{KEYS[3]} <a@example.org>")
    assert seen(command, top) == {
        (None, "message", head(top, "HEAD~1")),
        (None, "message", head(top)),
        (None, "tag", head(top, "v1")),
        (None, "note", head(top, "refs/notes/commits")),
    }


def test_stash_index_and_dangling(command: Command, top: Path) -> None:
    repositories.write(top, {"a.py": line(0)})
    git(top, "stash", "-q")
    repositories.write(top, {"a.py": line(1), "new.py": "x = 1\n"})
    git(top, "add", "-A")
    git(top, "stash", "-q")
    repositories.write(top, {"b.py": line(2)})
    git(top, "add", "-A")
    repositories.write(top, {"a.py": line(3)})
    git(top, "commit", "-qam", "gone")
    gone = head(top)
    git(top, "reset", "-q", "--hard", "HEAD~1")
    repositories.write(top, {"c.py": line(4), "d.py": line(5)})
    git(top, "hash-object", "-w", "c.py")
    git(top, "add", "d.py")
    found = seen(command, top)
    assert {each[:2] for each in found} == {
        ("a.py", "stash"), ("a.py", "dangling"), ("b.py", "dangling"), (None, "dangling"),
        ("d.py", "index"),
    }  # fmt: skip
    assert ("a.py", "dangling", gone) in found
    assert sum(each[:2] == ("a.py", "stash") for each in found) == 2


def test_what_a_branch_has_comes_before_what_nothing_leads_to(command: Command, top: Path) -> None:
    repositories.commit(top, {"a.py": "y = 1\n" + line(0)})
    repositories.write(top, {"a.py": line(0)})
    git(top, "commit", "-q", "-a", "--amend", "-m", "again")
    assert seen(command, top) == {("a.py", "commit", head(top))}


def test_what_is_left_of_a_branch_that_was_removed_and_packed(command: Command, top: Path) -> None:
    git(top, "checkout", "-q", "-b", "side")
    repositories.commit(top, {"side.py": line(0)})
    side = head(top)
    git(top, "checkout", "-q", "main")
    git(top, "branch", "-q", "-D", "side")
    git(top, "gc", "-q")
    assert seen(command, top) == {("side.py", "dangling", side)}


def test_what_scanners_of_patches_miss(command: Command, top: Path) -> None:
    repositories.commit(top, {".gitattributes": "*.bin -diff\n", "x.bin": f"\0{line(0)}"})
    added = head(top)
    (top / "a.py").unlink()
    (top / "a.py").symlink_to(KEYS[1])
    repositories.commit(top, {})
    (top / "wide.txt").write_bytes(f"a\r\n{line(2)}".encode("utf-16"))
    repositories.commit(top, {})
    assert {each[:2] for each in seen(command, top)} == {
        ("x.bin", "commit"), ("a.py", "commit"), ("wide.txt", "commit"),
    }  # fmt: skip
    assert ("x.bin", "commit", added) in seen(command, top)


def test_archives_and_code_at_tips_and_in_every_version(command: Command, top: Path) -> None:
    pieces = f'A = "{KEYS[0][:8]}"\nKEY = A + "{KEYS[0][8:]}"\n'
    for nth, text in enumerate((pieces, "x = 1\n")):
        (top / "dump.sql.gz").write_bytes(gzip.compress(line(1).encode() if not nth else b"none"))
        repositories.commit(top, {"joined.py": text})
        expected = {("joined.py", "commit"), ("dump.sql.gz!dump.sql", "commit")}
        assert {each[:2] for each in seen(command, top)} == (set() if nth else expected)
    assert {each[:2] for each in seen(command, top, "--thorough")} == expected


def test_paths_with_any_bytes(command: Command, top: Path) -> None:
    name = b"caf\xe9 \n'x'.py"
    with open(bytes(top) + b"/" + name, "w") as file:
        file.write(line(0))
    repositories.commit(top, {})
    assert {each[0] for each in seen(command, top)} == {"caf\udce9 \n'x'.py"}


def test_options_and_places(command: Command, top: Path, tmp_path: Path) -> None:
    assert command("check", "--thorough", at=top).code == 2
    assert command("check", "--history", "a.py", at=top).code == 2
    repositories.commit(top, {"a.py": line(0)})
    git(tmp_path, "clone", "-q", "--bare", str(top), "bare.git")
    assert seen(command, tmp_path / "bare.git") == {("a.py", "commit", head(top))}
    (tmp_path / "none").mkdir()
    assert command("check", "--history", at=tmp_path / "none").code == 2
    pack = next((tmp_path / "bare.git" / "objects").glob("??/*"), None) or next(
        (tmp_path / "bare.git" / "objects" / "pack").glob("*.pack")
    )
    pack.chmod(0o600)
    pack.write_bytes(pack.read_bytes()[:-30])
    damaged = command("check", "--history", at=tmp_path / "bare.git")
    assert (damaged.code, damaged.out) == (2, "")
