"""``check --staged`` and ``hook pre-commit``: what a commit brings, read from the index."""

import os
from pathlib import Path

import pytest

from tests import repositories
from tests.command import Command
from tests.keygen import key

KEY, OTHER = key("sk_prod"), key("sk_prod", 3)
LINE = f'KEY = "{KEY}"\n'


@pytest.fixture
def top(tmp_path: Path) -> Path:
    return repositories.make(tmp_path / "top")


def stage(top: Path, files: dict[str, str]) -> None:
    repositories.write(top, files)
    repositories.git(top, "add", "-A")


def codes(command: Command, top: Path, *options: str) -> list[tuple[str | None, int, str]]:
    return command.json("check", "--staged", *options, at=top).seen


def test_before_the_first_commit(command: Command, top: Path) -> None:
    assert codes(command, top) == []
    stage(top, {"a.py": LINE})
    assert codes(command, top) == [("a.py", 1, "AUR101")]


def test_the_index_is_read_not_the_working_tree(command: Command, top: Path) -> None:
    repositories.commit(top, {"a.py": "x = 1\n", "b.py": "x = 1\n"})
    stage(top, {"a.py": LINE})
    repositories.write(top, {"a.py": "x = 1\n", "b.py": LINE})
    result = command.json("check", "--staged", at=top)
    assert result.seen == [("a.py", 1, "AUR101")]
    assert result.findings[0]["origin"]["type"] == "index"


def test_what_head_has_does_not_block(command: Command, top: Path) -> None:
    repositories.commit(top, {"a.py": LINE})
    stage(top, {"a.py": "import os\n\n" + LINE})
    assert codes(command, top) == []
    assert codes(command, top, "--all-lines") == [("a.py", 3, "AUR101")]


def test_lines_are_those_of_the_text_in_any_encoding(command: Command, top: Path) -> None:
    path = top / "u.txt"
    for last in ("one", "two"):
        path.write_bytes(f"a\r\n{last}\r\n{LINE.strip()}\r\n".encode("utf-16"))
        repositories.git(top, "add", "-A")
        if last == "one":
            assert [code for _, _, code in codes(command, top)] == ["AUR101"]
            repositories.git(top, "commit", "-q", "-m", "one")
    assert codes(command, top) == []


def test_a_changed_condition_shows_what_it_brings(command: Command, top: Path) -> None:
    block = f'if settings.ENV == "production":\n    KEY = "{KEY}"\n'
    repositories.commit(top, {"a.py": block})
    stage(top, {"a.py": block.replace("==", "!=")})
    assert codes(command, top) == [("a.py", 2, "AUR301")]


def test_a_changed_line_shows_all_that_stands_on_it(command: Command, top: Path) -> None:
    repositories.commit(top, {"a.py": LINE})
    stage(top, {"a.py": LINE.replace("KEY =", "key =")})
    assert codes(command, top) == [("a.py", 1, "AUR101")]


def test_another_key_and_the_same_key_elsewhere(command: Command, top: Path) -> None:
    repositories.commit(top, {"a.py": LINE})
    stage(top, {"a.py": LINE + f'B = "{OTHER}"\n', "b.py": LINE})
    assert codes(command, top) == [("a.py", 2, "AUR101"), ("b.py", 1, "AUR101")]


def test_a_rename_into_a_sandbox_folder(command: Command, top: Path) -> None:
    repositories.commit(top, {"a.py": LINE + "x = 1\n" * 20})
    (top / "sandbox").mkdir()
    repositories.git(top, "mv", "a.py", "sandbox/a.py")
    assert ("sandbox/a.py", 1, "AUR301") in codes(command, top)


def test_odd_states_of_the_index(command: Command, top: Path) -> None:
    repositories.commit(top, {"file": LINE, "link": "x", "gone": LINE, "mode": LINE})
    (top / "gone").unlink()
    (top / "link").unlink()
    (top / "link").symlink_to(f"/srv/{KEY}")
    (top / "mode").chmod(0o755)
    repositories.git(top, "add", "-A")
    repositories.write(top, {"later": LINE})
    repositories.git(top, "add", "-N", "later")
    odd = os.path.join(os.fsencode(top), b"odd\n\xff.py")
    with open(odd, "wb") as file:
        file.write(LINE.encode())
    repositories.git(top, "add", b"odd\n\xff.py")
    assert codes(command, top) == [("link", 1, "AUR101"), ("odd\n\udcff.py", 1, "AUR101")]


def test_a_merge_and_a_submodule(command: Command, top: Path) -> None:
    repositories.commit(top, {"a.py": "x = 1\n"})
    repositories.git(top, "checkout", "-q", "-b", "side")
    repositories.commit(top, {"b.py": LINE})
    repositories.git(top, "checkout", "-q", "main")
    repositories.commit(top, {"c.py": "y = 1\n"})
    repositories.git(top, "merge", "-q", "--no-commit", "--no-ff", "side")
    assert codes(command, top) == []  # the other side has it
    repositories.write(top, {"e.py": LINE})
    repositories.git(top, "add", "e.py")
    assert codes(command, top) == [("e.py", 1, "AUR101")]
    other = repositories.make(top.parent / "other")
    repositories.commit(other, {"d.py": LINE})
    repositories.git(
        top, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(other), "sub"
    )
    assert codes(command, top) == [("e.py", 1, "AUR101")]


def test_not_in_a_repository_is_2(command: Command, tmp_path: Path) -> None:
    assert command("check", "--staged", at=tmp_path).code == 2
    assert command("hook", "pre-commit", at=tmp_path).code == 2


class TestHook:
    """``hook pre-commit FILE …``: staged files against HEAD, the others whole."""

    def test_staged_and_not(self, command: Command, top: Path) -> None:
        repositories.commit(top, {"old.py": LINE, "kept.py": LINE, "clean.py": "x = 1\n"})
        stage(top, {"old.py": LINE + "x = 1\n", "new.py": LINE})
        result = command("hook", "pre-commit", "old.py", "kept.py", "new.py", "clean.py", at=top)
        assert result.code == 1
        assert [line.split(":")[0] for line in result.out.splitlines()] == ["kept.py", "new.py"]
        assert "2 findings in 4 files" in result.err

    def test_with_no_file_all_that_is_staged(self, command: Command, top: Path) -> None:
        repositories.commit(top, {"kept.py": LINE})
        assert command("hook", "pre-commit", at=top).code == 0
        stage(top, {"new.py": LINE})
        assert command("hook", "pre-commit", at=top).out.startswith("new.py:1:8: AUR101")

    def test_a_file_git_does_not_know(self, command: Command, top: Path) -> None:
        repositories.write(top, {"new.py": LINE})
        assert command("hook", "pre-commit", "new.py", at=top).code == 1
        assert command("hook", "pre-commit", "nowhere.py", at=top).code == 2
        assert command("hook", "pre-commit", "../outside.py", at=top).code == 2

    def test_policy(self, command: Command, top: Path) -> None:
        policy = '[tool.aurora-lint]\nexclude = ["a.py"]\n'
        stage(top, {"a.py": LINE, "pyproject.toml": policy})
        result = command("hook", "pre-commit", "a.py", at=top)
        assert result.code == 0
        assert "skipped: a.py: excluded" in result.err

    def test_an_index_that_a_hook_names(
        self, command: Command, top: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """``git commit -a`` and ``git commit FILE`` run hooks on an index of their own."""
        repositories.commit(top, {"a.py": "x = 1\n"})
        stage(top, {"a.py": LINE})
        (top / ".git" / "index").rename(top / ".git" / "next-index")
        repositories.git(top, "read-tree", "HEAD")
        monkeypatch.setenv("GIT_INDEX_FILE", ".git/next-index")
        assert command("hook", "pre-commit", at=top).code == 1


def test_in_a_linked_work_tree(
    command: Command, top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git gives a hook there the variables of the linked work tree."""
    repositories.commit(top, {"a.py": "x = 1\n"})
    linked = top.parent / "linked"
    repositories.git(top, "worktree", "add", "-q", str(linked))
    stage(linked, {"a.py": LINE})
    monkeypatch.setenv("GIT_DIR", str(top / ".git" / "worktrees" / "linked"))
    assert command("hook", "pre-commit", at=linked).code == 1


class TestKindsOfIndex:
    """What lies in the work tree has no say, whatever git was told of it."""

    def staged(self, top: Path) -> None:
        repositories.commit(top, {"in/a.py": "x = 1\n", "out/b.py": "x = 1\n"})
        for setting in ("core.untrackedCache", "index.sparse"):
            repositories.git(top, "config", setting, "true")

    @pytest.mark.parametrize(
        "kind", [("--split-index",), ("--index-version", "4"), ("--untracked-cache",)]
    )
    def test_forms(self, command: Command, top: Path, kind: tuple[str, ...]) -> None:
        self.staged(top)
        repositories.git(top, "update-index", *kind)
        stage(top, {"in/c.py": LINE})
        assert codes(command, top) == [("in/c.py", 1, "AUR101")]

    def test_sparse(self, command: Command, top: Path) -> None:
        self.staged(top)
        repositories.git(top, "sparse-checkout", "set", "--cone", "--sparse-index", "in")
        assert not (top / "out").exists()
        stage(top, {"in/c.py": LINE, "blob": LINE})
        blob = repositories.git(top, "rev-parse", ":blob").decode().strip()
        entry = f"100644,{blob},out/d.py"
        repositories.git(top, "update-index", "--add", "--cacheinfo", entry)
        found = [("blob", 1, "AUR101"), ("in/c.py", 1, "AUR101"), ("out/d.py", 1, "AUR101")]
        assert codes(command, top) == found

    def test_what_git_was_told_not_to_look_at(self, command: Command, top: Path) -> None:
        self.staged(top)
        stage(top, {"in/a.py": LINE, "out/b.py": LINE})
        repositories.git(top, "update-index", "--assume-unchanged", "in/a.py")
        repositories.git(top, "update-index", "--skip-worktree", "out/b.py")
        repositories.write(top, {"in/a.py": "x = 1\n", "out/b.py": "x = 1\n"})
        assert codes(command, top) == [("in/a.py", 1, "AUR101"), ("out/b.py", 1, "AUR101")]

    def test_some_of_what_changed(self, command: Command, top: Path) -> None:
        """As ``git add --patch`` stages it: one of two changes to a file."""
        lines = "".join(f"x{nth} = 1\n" for nth in range(30))
        repositories.commit(top, {"a.py": lines})
        repositories.write(top, {"a.py": LINE + lines + "y = 1\n"})
        both = repositories.git(top, "diff", "-U1").decode()
        head, first, second = both.split("@@ -")
        for change, found in ((second, []), (first, [("a.py", 1, "AUR101")])):
            repositories.write(top, {"patch": f"{head}@@ -{change}"})
            repositories.git(top, "apply", "--cached", "--unidiff-zero", "patch")
            assert codes(command, top) == found

    def test_line_ends(self, command: Command, top: Path) -> None:
        repositories.git(top, "config", "core.autocrlf", "true")
        for text in (LINE, f"y = 1\n{LINE}", f"y = 1\n{LINE}z = 1\n"):
            (top / "a.py").write_bytes(text.replace("\n", "\r\n").encode())
            repositories.git(top, "add", "-A")
            first = text == LINE
            assert codes(command, top) == ([("a.py", 1, "AUR101")] if first else [])
            repositories.git(top, "commit", "-q", "-m", "a change")
            repositories.git(top, "config", "core.autocrlf", str(first).lower())
