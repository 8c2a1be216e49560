"""How long a key was in a history: since when, until when, and at which tips it still is."""

import gzip
from pathlib import Path
from typing import Any

import pytest

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
    top = repositories.make(tmp_path / "top")
    repositories.commit(top, {"a.py": "x = 1\n"})
    return top


def head(top: Path, name: str = "HEAD") -> str:
    return git(top, "rev-parse", name).decode().strip()


def change(top: Path, files: dict[str, str]) -> str:
    repositories.commit(top, files)
    return head(top)


def origins(command: Command, top: Path, *options: str) -> dict[str | None, dict[str, Any]]:
    """The origin of the finding at each path."""
    result = command.json("check", "--history", *options, at=top)
    assert result.code in (0, 1), result.err
    return {each["path"]: each["origin"] for each in result.findings if each["code"] == "AUR101"}


def bounds(origin: dict[str, Any]) -> tuple[str | None, str | None, list[str]]:
    since, until = origin["since"], origin["until"]
    return since and since["commit"], until and until["commit"], origin["refs"]


def test_since_and_until(command: Command, top: Path) -> None:
    since = change(top, {"a.py": LINE})
    change(top, {"a.py": "y = 1\n" + LINE})
    git(top, "branch", "old")
    change(top, {"a.py": "z = 1\n" + LINE})
    assert bounds(origins(command, top)["a.py"]) == (
        since, None, ["refs/heads/main", "refs/heads/old"],
    )  # fmt: skip
    until = change(top, {"a.py": "z = 1\n"})
    git(top, "tag", "-a", "v1", "old", "-m", "a release")
    git(top, "branch", "-q", "-D", "old")
    assert bounds(origins(command, top)["a.py"]) == (since, None, ["refs/tags/v1"])
    git(top, "tag", "-d", "v1")
    assert bounds(origins(command, top)["a.py"]) == (since, until, [])


def test_a_file_that_was_removed_and_came_back(command: Command, top: Path) -> None:
    since = change(top, {"b.py": LINE})
    git(top, "rm", "-q", "b.py")
    first = change(top, {})
    assert bounds(origins(command, top)["b.py"]) == (since, first, [])
    change(top, {"b.py": LINE})
    (top / "b.py").unlink()
    (top / "b.py").symlink_to("a.py")
    second = change(top, {})
    assert bounds(origins(command, top)["b.py"]) == (since, second, [])


def test_a_moved_file_is_two_stays(command: Command, top: Path) -> None:
    since = change(top, {"a.py": LINE})
    git(top, "mv", "a.py", "b.py")
    moved = change(top, {})
    found = origins(command, top)
    assert bounds(found["a.py"]) == (since, moved, [])
    assert bounds(found["b.py"]) == (moved, None, ["refs/heads/main"])


def test_what_a_side_branch_took_away_and_a_merge_brought_home(command: Command, top: Path) -> None:
    since = change(top, {"a.py": LINE})
    git(top, "checkout", "-q", "-b", "side")
    until = change(top, {"a.py": "x = 2\n"})
    git(top, "checkout", "-q", "main")
    change(top, {"b.py": "y = 1\n"})
    git(top, "merge", "-q", "--no-ff", "side", "-m", "a merge")
    assert bounds(origins(command, top)["a.py"]) == (since, until, [])


def test_the_author_and_the_date_are_the_first_commits(command: Command, top: Path) -> None:
    repositories.write(top, {"a.py": LINE})
    git(
        top, "commit", "-q", "-a", "-m", "by", "--author", "Åsa Ö <asa@example.org>",
        "--date", "2021-03-04T05:06:07+0545",
    )  # fmt: skip
    since = origins(command, top)["a.py"]["since"]
    assert since == {
        "commit": head(top), "date": "2021-03-04T05:06:07+05:45", "author": "Åsa Ö",
    }  # fmt: skip
    text = command("check", "--history", at=top).out
    assert f"(commit {head(top)[:12]} of 2021-03-04 by Åsa Ö; still in main)" in text


def test_a_message_is_in_the_branches_that_lead_to_it(command: Command, top: Path) -> None:
    git(top, "checkout", "-q", "-b", "side")
    git(top, "commit", "-q", "--allow-empty", "-m", f"use {KEY}")
    said = head(top)
    change(top, {"b.py": "y = 1\n"})
    git(top, "branch", "later")
    git(top, "checkout", "-q", "main")
    assert bounds(origins(command, top)[None]) == (
        said, None, ["refs/heads/later", "refs/heads/side"],
    )  # fmt: skip
    git(top, "branch", "-q", "-D", "later", "side")
    assert bounds(origins(command, top)[None]) == (said, None, [])


def test_tags_and_notes(command: Command, top: Path) -> None:
    git(top, "tag", "-a", "v1", "-m", f"token {KEY}")
    tag = head(top, "v1")
    assert bounds(origins(command, top)[None]) == (tag, None, ["refs/tags/v1"])
    git(top, "tag", "-d", "v1")
    assert bounds(origins(command, top)[None]) == (tag, None, [])
    git(top, "notes", "--ref", "review", "add", "-m", f"was {KEY}")
    result = command.json("check", "--history", at=top)
    refs = {each["origin"]["type"]: each["origin"]["refs"] for each in result.findings}
    assert refs == {"tag": [], "note": ["refs/notes/review"]}


def test_archives_and_paths_with_any_bytes(command: Command, top: Path) -> None:
    (top / "dump.sql.gz").write_bytes(gzip.compress(LINE.encode()))
    name = b"caf\xe9 \n'x'.py"
    with open(bytes(top) + b"/" + name, "w") as file:
        file.write(LINE)
    since = change(top, {})
    found = origins(command, top)
    for path in ("dump.sql.gz!dump.sql", "caf\udce9 \n'x'.py"):
        assert bounds(found[path]) == (since, None, ["refs/heads/main"]), path


def test_what_is_staged_again_is_in_the_index(command: Command, top: Path) -> None:
    change(top, {"a.py": LINE})
    git(top, "reset", "-q", "--hard", "HEAD~1")
    repositories.write(top, {"a.py": LINE})
    git(top, "add", "-A")
    assert origins(command, top)["a.py"]["type"] == "index"


def test_a_head_that_is_on_no_branch(command: Command, top: Path) -> None:
    git(top, "checkout", "-q", "--detach")
    since = change(top, {"a.py": LINE})
    assert bounds(origins(command, top)["a.py"]) == (since, None, ["HEAD"])


def test_a_remotes_head_is_no_branch_of_its_own(command: Command, top: Path) -> None:
    since = change(top, {"a.py": LINE})
    git(top.parent, "clone", "-q", str(top), "clone")
    git(top.parent / "clone", "symbolic-ref", f"refs/heads/for-{key('sk_prod', 3)}", "HEAD")
    found = origins(command, top.parent / "clone")
    assert bounds(found["a.py"]) == (since, None, ["refs/heads/main", "refs/remotes/origin/main"])
    assert found[None]["type"] == "message"


def test_an_author_and_a_ref_that_are_keys_are_masked(command: Command, top: Path) -> None:
    repositories.write(top, {"a.py": LINE})
    git(top, "commit", "-q", "-a", "-m", "by", "--author", f"{KEY} <a@example.org>")
    git(top, "branch", f"for-{KEY}")
    for form in ("text", "json"):
        result = command("check", "--history", "--format", form, at=top)
        assert KEY not in result.out + result.err


def test_a_date_that_is_none(command: Command, top: Path) -> None:
    repositories.write(top, {"a.py": LINE})
    git(top, "add", "-A")
    tree = git(top, "write-tree").decode().strip()
    for zone, seconds, date in (
        ("+9959", "1600000000", "1600000000"), ("+0000", "99999999999999", "99999999999999"),
    ):  # fmt: skip
        who = f"A <a@example.org> {seconds} {zone}"
        (top / "raw").write_text(f"tree {tree}\nauthor {who}\ncommitter {who}\n\nodd\n")
        odd = git(top, "hash-object", "-t", "commit", "-w", "--literally", "raw").decode().strip()
        git(top, "update-ref", "refs/heads/odd", odd)
        assert origins(command, top)["a.py"]["since"]["date"] == date


def test_a_clone_that_has_not_all(command: Command, top: Path, tmp_path: Path) -> None:
    change(top, {"a.py": LINE})
    change(top, {"a.py": "x = 2\n"})
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{top}", "shallow")
    shallow = command("check", "--history", at=tmp_path / "shallow")
    assert (shallow.code, "the clone is shallow" in shallow.err) == (2, True)
    git(top, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--filter=blob:none", f"file://{top}", "partial")
    partial = command("check", "--history", at=tmp_path / "partial")
    assert (partial.code, "not here, or damaged: 2 of its objects" in partial.err) == (2, True)


def test_what_was_found_is_told_though_something_is_missing(command: Command, top: Path) -> None:
    change(top, {"a.py": LINE, "b.py": "y = 1\n"})
    blob = head(top, "HEAD:b.py")
    (top / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    result = command("check", "--history", at=top)
    assert result.code == 2
    assert "AUR101" in result.out
    assert blob in result.err
