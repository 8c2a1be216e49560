"""``check --range``: every version that new commits bring, against what their parents have."""

from pathlib import Path
from typing import Any

import pytest

from aurora_lint.inside import scan_whole
from aurora_lint.source import Source
from tests import repositories
from tests.command import Command
from tests.keygen import key
from tests.repositories import git

KEY, OTHER = key("sk_prod"), key("sk_prod", 3)
LINE = f'KEY = "{KEY}"\n'


@pytest.fixture
def top(tmp_path: Path) -> Path:
    top = repositories.make(tmp_path / "top")
    repositories.commit(top, {"a.py": "x = 1\n", "kept.py": LINE})
    git(top, "tag", "start")
    return top


def head(top: Path, name: str = "HEAD") -> str:
    return git(top, "rev-parse", name).decode().strip()


def seen(
    command: Command, top: Path, wanted: str = "start..HEAD", *options: str
) -> list[tuple[str | None, str, str]]:
    result = command.json("check", "--range", wanted, *options, at=top)
    assert result.code in (0, 1), result.err
    return [(each["path"], each["code"], each["origin"]["commit"]) for each in result.findings]


def test_what_was_there_before_is_not_told(command: Command, top: Path) -> None:
    repositories.commit(top, {"kept.py": "import os\n\n" + LINE})
    assert seen(command, top) == []
    assert [each for each, _, _ in seen(command, top, "start..HEAD", "--all-lines")] == ["kept.py"]
    assert seen(command, top, "HEAD..HEAD") == []


def test_added_and_removed_again_inside_of_the_range(command: Command, top: Path) -> None:
    repositories.commit(top, {"a.py": LINE})
    first = head(top)
    repositories.commit(top, {"a.py": "x = 1\n" + LINE})
    repositories.commit(top, {"a.py": "x = 1\n"})
    for wanted in ("start..HEAD", "start..", "start...main"):
        assert seen(command, top, wanted) == [("a.py", "AUR101", first)]


def test_a_changed_condition_and_a_move_show(command: Command, top: Path) -> None:
    repositories.commit(top, {"kept.py": f'if env == "sandbox":\n    {LINE}'})
    git(top, "mv", "kept.py", "moved.py")
    repositories.commit(top, {})
    found = seen(command, top)
    assert ("kept.py", "AUR301") in [each[:2] for each in found]
    assert ("moved.py", "AUR101") in [each[:2] for each in found]


def test_merges(command: Command, top: Path) -> None:
    git(top, "checkout", "-q", "-b", "side")
    repositories.commit(top, {"side.py": LINE})
    side = head(top)
    git(top, "checkout", "-q", "main")
    repositories.commit(top, {"b.py": "y = 1\n"})
    git(top, "merge", "-q", "--no-commit", "side")
    repositories.write(top, {"evil.py": f'KEY = "{OTHER}"\n'})
    git(top, "add", "-A")
    git(top, "commit", "-q", "-m", "a merge that brings more than its parents have")
    assert seen(command, top) == [("side.py", "AUR101", side), ("evil.py", "AUR101", head(top))]
    # What came from the side is not the merge's.
    assert seen(command, top, f"{side}..HEAD") == [("evil.py", "AUR101", head(top))]


def test_a_merge_of_three(command: Command, top: Path) -> None:
    for name in ("p", "q"):
        git(top, "checkout", "-q", "-b", name, "start")
        repositories.commit(top, {f"{name}.py": f'KEY = "{OTHER}"\n'})
    git(top, "checkout", "-q", "main")
    repositories.commit(top, {"b.py": "y = 1\n"})
    git(top, "merge", "-q", "--no-ff", "--no-commit", "p", "q")
    repositories.write(top, {"evil.py": LINE})
    git(top, "add", "-A")
    git(top, "commit", "-q", "-m", "a merge")
    found = seen(command, top, "HEAD~1..HEAD")
    assert ("evil.py", "AUR101", head(top)) in found
    assert {each[0] for each in found} == {"p.py", "q.py", "evil.py"}
    git(top, "tag", "joined")
    assert seen(command, top, "joined..HEAD") == []


def test_an_old_key_is_not_looked_for_again_in_each_commit(
    command: Command, top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str | None] = []

    def counted(source: Source, *rest: Any) -> Any:
        looked.append(source.path)
        return scan_whole(source, *rest)

    monkeypatch.setattr("aurora_lint.brought.scan_whole", counted)
    for nth in range(10):
        repositories.commit(top, {"kept.py": f"x = {nth}\n{LINE}"})
    assert seen(command, top) == []
    assert looked.count("kept.py") == 11  # ten versions, and the one before them


def test_messages(command: Command, top: Path) -> None:
    git(top, "commit", "-q", "--allow-empty", "-m", f"use {KEY}")
    result = command.json("check", "--range", "start..HEAD", at=top)
    (finding,) = result.findings
    assert finding["path"] is None
    assert finding["origin"] == {"type": "message", "commit": head(top)}
    text = command("check", "--range", "start..HEAD", at=top)
    assert text.out.endswith(f"(message {head(top)[:12]})\n")
    assert KEY not in text.out + text.err


def test_links_modes_and_names_with_any_bytes(command: Command, top: Path) -> None:
    (top / "link").symlink_to(f"tokens/{KEY}")
    (top / "a.py").chmod(0o755)
    name = b"caf\xe9 \n'x'.py"
    with open(bytes(top) + b"/" + name, "w") as file:
        file.write(f'KEY = "{OTHER}"\n')
    repositories.commit(top, {})
    found = {each for each, _, _ in seen(command, top)}
    assert found == {"link", "caf\udce9 \n'x'.py"}


def test_archives(command: Command, top: Path) -> None:
    from tests.containers import zipped

    (top / "a.zip").write_bytes(zipped({"conf/.env": LINE.encode()}))
    repositories.commit(top, {})
    assert [each[0] for each in seen(command, top)] == ["a.zip!conf/.env"]


def test_the_policy_is_that_of_the_tip(command: Command, top: Path) -> None:
    repositories.commit(top, {"a.py": LINE, ".aurora-lint.toml": 'exclude = ["a.py"]\n'})
    repositories.write(top, {".aurora-lint.toml": "exclude = []\n"})
    assert seen(command, top) == []


@pytest.mark.parametrize(
    "wanted",
    [
        "main",
        "",
        "nothing..HEAD",
        "a...b...c",
        "--all..HEAD",
        "..HEAD",
        "...HEAD",
        "start..^HEAD",
        "^start..HEAD",
        "start..a\nb",
        "start..\ud800",
    ],
)
def test_no_range(command: Command, top: Path, wanted: str) -> None:
    result = command("check", f"--range={wanted}", at=top)
    assert (result.code, result.out) == (2, "")


def test_options_that_do_not_go_together(command: Command, top: Path) -> None:
    assert command("check", "--range", "a..b", "--staged", at=top).code == 2
    assert command("check", "--range", "a..b", "a.py", at=top).code == 2
    assert command("check", "--range", "a..b", "--recurse-submodules", at=top).code == 2
    assert command("check", "--all-lines", at=top).code == 2
    assert command("check", "--message", "", at=top).code == 2
    assert command("check", "--message", "nothing", at=top).code == 2


def test_a_message_in_a_file(command: Command, top: Path) -> None:
    (top / "message").write_text(f"use {KEY}\n")
    result = command.json("check", "--message", "message", at=top)
    assert result.seen == [(None, 1, "AUR101")]
    assert result.findings[0]["origin"] == {"type": "message", "commit": None}


def test_a_shallow_clone_is_not_taken_for_the_whole(
    command: Command, top: Path, tmp_path: Path
) -> None:
    for text in ("a = 1\n", LINE, "b = 2\n"):
        repositories.commit(top, {"a.py": text})
    git(tmp_path, "clone", "-q", "--depth", "2", f"file://{top}", "shallow")
    for wanted in (f"{head(top, 'start')}..HEAD", "HEAD~1..HEAD", "HEAD~5..HEAD"):
        result = command("check", "--range", wanted, at=tmp_path / "shallow")
        if wanted == "HEAD~1..HEAD":
            assert result.code == 0
        else:
            assert result.code == 2
            assert "shallow" in result.err


def test_in_a_bare_repository(command: Command, top: Path, tmp_path: Path) -> None:
    repositories.commit(top, {"a.py": LINE})
    git(tmp_path, "clone", "-q", "--bare", str(top), "bare.git")
    bare = tmp_path / "bare.git"
    assert seen(command, bare) == [("a.py", "AUR101", head(top))]
    (tmp_path / "none").mkdir()
    assert command("check", "--range", "a..b", at=tmp_path / "none").code == 2
