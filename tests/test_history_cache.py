"""What ``check --history`` remembers: only what is new is read, and nobody's word is taken."""

import os
from pathlib import Path

import pytest

from aurora_lint.git.batch import Object
from aurora_lint.git.objects import listed
from aurora_lint.git.repository import Repository
from aurora_lint.history import cache, look
from aurora_lint.history.cache import Cache
from aurora_lint.history.sort import Sort, sort
from tests import repositories
from tests.command import Command, Result
from tests.keygen import key
from tests.repositories import git

KEYS = [key("sk_prod", 2 * seed + 1) for seed in range(3)]


@pytest.fixture
def top(tmp_path: Path) -> Path:
    top = repositories.make(tmp_path / "top")
    repositories.commit(top, {"a.py": f'KEY = "{KEYS[0]}"\n', "b.py": "x = 1\n"})
    git(top, "commit", "-q", "--allow-empty", "-m", f"use {KEYS[1]}")
    git(top, "tag", "-a", "v1", "-m", f"token {KEYS[2]}")
    return top


def file(top: Path) -> Path:
    return top / ".git" / "aurora-lint" / "scanned"


def history(command: Command, top: Path, *options: str) -> tuple[Result, int]:
    """The result, and how many objects were read before."""
    result = command.json("check", "--history", *options, at=top)
    assert sum(each["code"] == "AUR101" for each in result.findings) == 3
    known = result.err.rpartition("bytes, ")[2].partition(" read before")[0]
    return result, int(known) if known.isdigit() else 0


def test_only_what_is_new_is_read(command: Command, top: Path) -> None:
    first, known = history(command, top)
    assert known == 0
    again, known = history(command, top)
    assert (again.findings, known) == (first.findings, 5)
    repositories.commit(top, {"c.py": f'OTHER = "{key("sk_prod", 9)}"\n'})
    result = command.json("check", "--history", at=top)
    assert len(result.findings) == 4
    assert "5 read before" in result.err
    assert "in 7 objects" in result.err


def test_it_holds_no_key_and_only_its_user_reads_it(command: Command, top: Path) -> None:
    history(command, top)
    data = file(top).read_bytes()
    for each in KEYS:
        assert each.encode() not in data
        assert each.encode().hex().encode() not in data
    assert file(top).stat().st_mode & 0o077 == 0
    secret = Path(os.environ["XDG_STATE_HOME"]) / "aurora-lint" / "secret"
    assert secret.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("place", [0, 30, 60, 80, -40, -1])
def test_a_damaged_one_is_told_and_not_used(command: Command, top: Path, place: int) -> None:
    history(command, top)
    data = bytearray(file(top).read_bytes())
    data[place] ^= 1
    file(top).write_bytes(data)
    result, known = history(command, top)
    assert known == 0
    assert "is damaged or was written by someone else" in result.err
    assert "is damaged" in result.out  # a notice of the JSON
    assert history(command, top)[1] == 5


@pytest.mark.parametrize("size", [0, 10, 31, 32, 100])
def test_one_that_was_cut_is_not_used(command: Command, top: Path, size: int) -> None:
    history(command, top)
    file(top).write_bytes(file(top).read_bytes()[:size])
    result, known = history(command, top)
    assert (known, "is damaged" in result.err) == (0, True)


def test_one_that_calls_all_clean_is_not_believed(
    command: Command, top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = os.environ["XDG_STATE_HOME"]
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "theirs"))
    repository = Repository(top)
    clean = {bytes.fromhex(name) for name, _ in listed(repository)}
    Cache(repository).write({"clean": clean})
    assert Cache(repository).read()["clean"] == clean
    monkeypatch.setenv("XDG_STATE_HOME", ours)
    assert history(command, top)[1] == 0


def test_other_rules_read_all_again(
    command: Command, top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history(command, top)
    monkeypatch.setattr(cache, "_rules", lambda: bytes(32))
    result, known = history(command, top)
    assert (known, "damaged" in result.err) == (0, False)
    assert history(command, top)[1] == 5


def test_what_is_ended_goes_on(
    command: Command, top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Object] = []

    def ended(each: Object) -> Sort:
        if each.type != "tree":
            seen.append(each)
        if len(seen) == 3:
            raise KeyboardInterrupt
        return sort(each)

    with monkeypatch.context() as patch:
        patch.setattr(look, "sort", ended)
        ended_here = command("check", "--history", at=top)
        assert (ended_here.code, ended_here.err) == (130, "aurora-lint: interrupted\n")
    assert history(command, top)[1] == 2


def test_without_it_nothing_is_kept(command: Command, top: Path) -> None:
    history(command, top, "--no-cache")
    assert not file(top).exists()
    history(command, top)
    assert history(command, top, "--no-cache")[1] == 0
    assert command("check", "--no-cache", at=top).code == 2


def test_where_nothing_can_be_kept(
    command: Command, top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file(top).parent.write_text("in the way")
    assert history(command, top)[1] == history(command, top)[1] == 0
    file(top).parent.unlink()
    (tmp_path / "state").write_text("no folder")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert history(command, top)[1] == history(command, top)[1] == 0
    assert not file(top).exists()


def test_nothing_is_written_through_a_link(command: Command, top: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    file(top).parent.symlink_to(elsewhere)
    history(command, top)
    assert list(elsewhere.iterdir()) == []
    file(top).parent.unlink()
    file(top).parent.mkdir()
    (elsewhere / "kept").write_text("kept")
    file(top).symlink_to(elsewhere / "kept")
    history(command, top)
    assert (elsewhere / "kept").read_text() == "kept"


def test_a_pipe_in_its_place_is_not_waited_for(command: Command, top: Path) -> None:
    file(top).parent.mkdir()
    os.mkfifo(file(top))
    history(command, top)


def test_what_git_threw_away_is_forgotten(command: Command, top: Path) -> None:
    history(command, top)
    size = file(top).stat().st_size
    repositories.write(top, {"c.txt": "gone soon\n"})
    blob = git(top, "hash-object", "-w", "c.txt").decode().strip()
    history(command, top)
    assert file(top).stat().st_size > size
    (top / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    (top / "c.txt").unlink()
    repositories.commit(top, {"d.py": "y = 1\n"})
    history(command, top)
    assert bytes.fromhex(blob) not in file(top).read_bytes()
