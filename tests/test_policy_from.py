"""``--policy-from``: the gate of another commit, by every way and whatever a change brings."""

import json
import zipfile
from pathlib import Path

import pytest

from tests import repositories
from tests.command import Command
from tests.keygen import key

STANDARD, OTHER = key("sk_prod", 1), key("sk_prod", 3)
RESTRICTED, SANDBOX = key("rk_prod", 5), key("rk_sand", 7)
IGNORE = "# aurora-lint: ignore"


def notices(text: str) -> list[str]:
    return list(json.loads(text)["notices"])


class TestPolicyFrom:
    """``--policy-from``: a change does not open its own gate."""

    @pytest.fixture
    def top(self, tmp_path: Path) -> Path:
        top = repositories.make(tmp_path)
        repositories.commit(
            top,
            {
                "a.py": f'K = "{STANDARD}"  {IGNORE}[AUR101] the demo\n',
                ".aurora-lint.toml": 'exclude = ["vendor/"]\n',
                "vendor/v.py": f'K = "{OTHER}"\n',
            },
        )
        repositories.git(top, "checkout", "-q", "-b", "topic")
        repositories.write(
            top,
            {
                "a.py": f'x = 1\nK = "{STANDARD}"  {IGNORE}[AUR101] the demo, still\n'
                f'L = "{OTHER}"  {IGNORE}[AUR101] let me in\n',
                "b.py": f'K = "{STANDARD}"  {IGNORE}[AUR101] let me in\n',
                "c.py": f'K = "{SANDBOX}"  # noqa: AUR104\n',
                ".aurora-lint.toml": 'exclude = ["vendor/", "d.py"]\n',
                "d.py": f'K = "{OTHER}"\n',
            },
        )
        repositories.git(top, "add", "-A")
        return top

    #: The comment of ``a.py`` hides its key in the base; nothing else of the change counts there.
    TOLD = (
        ("a.py", 3, "AUR101"),
        ("b.py", 1, "AUR101"),
        ("c.py", 1, "AUR104"),
        ("d.py", 1, "AUR101"),
    )

    def test_by_every_way(self, command: Command, top: Path) -> None:
        assert command("check", "--staged", at=top).code == 0
        told: list[list[tuple[str | None, int, str]]] = [list(self.TOLD)]
        told.append(command.json("check", "--policy-from", "main", "--ignore", "AUR205").seen)
        told.append(
            command.json("check", "--staged", "--policy-from", "main", "--ignore", "AUR205").seen
        )
        told.append(
            command.json("hook", "pre-commit", "--policy-from", "main", "--ignore", "AUR205").seen
        )
        repositories.git(top, "commit", "-qm", "a change")
        assert command("check", "--range", "main..HEAD").code == 0
        told.append(
            command.json(
                "check", "--range", "main..HEAD", "--policy-from", "main", "--ignore", "AUR205"
            ).seen
        )
        told.append(
            command.json("check", "--history", "--policy-from", "main", "--ignore", "AUR205").seen
        )
        assert all(sorted(each) == told[0] for each in told), told

    def test_a_tag_names_a_commit(self, command: Command, top: Path) -> None:
        repositories.git(top, "tag", "-a", "v1", "-m", "one", "main")
        assert command.json(
            "check", "--policy-from", "v1", "--ignore", "AUR205", at=top
        ).seen == list(self.TOLD)

    def test_a_comment_of_the_base_is_given_no_more_rules(
        self, command: Command, tmp_path: Path
    ) -> None:
        """One that hides that a key is there does not hide, by a change, where it is."""
        top = repositories.make(tmp_path / "rules")
        line = f'K = "{STANDARD}"  {IGNORE}[AUR101%s] the demo\n'
        repositories.commit(top, {"sandbox/a.py": line % ""})
        repositories.write(top, {"sandbox/a.py": line % ", AUR301"})
        assert command("check", at=top).code == 0
        found = command.json("check", "--policy-from", "HEAD").seen
        assert found == [("sandbox/a.py", 1, "AUR301")]

    def test_a_tag_does_not_stand_for_a_branch(self, command: Command, top: Path) -> None:
        """Whoever may push a tag would open the gate: git takes it before the remote's branch."""
        repositories.git(top, "commit", "-qm", "a change")
        repositories.git(top, "update-ref", "refs/remotes/origin/main", "main")
        repositories.git(top, "tag", "origin/main", "topic")
        check = ("check", "--range", "main..topic", "--policy-from")
        result = command(*check, "origin/main", at=top)
        assert (result.code, result.out) == (2, "")
        assert "name one whole" in result.err
        found = command.json(*check, "refs/remotes/origin/main", "--ignore", "AUR205").seen
        assert sorted(found) == list(self.TOLD)
        repositories.git(top, "tag", "-d", "origin/main")
        assert command(*check, "origin/main").code == 1

    @pytest.mark.parametrize(
        ("called", "pushed", "own"),
        [
            ("origin", "refs/tags/origin", "refs/remotes/origin/main"),
            ("release/1", "refs/release/1", "refs/heads/release/1"),
        ],
    )
    def test_nor_does_another_ref(
        self, command: Command, top: Path, called: str, pushed: str, own: str
    ) -> None:
        repositories.git(top, "commit", "-qm", "a change")
        repositories.git(top, "update-ref", own, "main")
        repositories.git(top, "symbolic-ref", "refs/remotes/origin/HEAD", own)
        assert command("check", "--policy-from", called, at=top).code == 1
        repositories.git(top, "update-ref", pushed, "topic")
        result = command("check", "--policy-from", called, at=top)
        assert (result.code, result.out) == (2, "")
        assert "name one whole" in result.err

    def test_a_comment_that_does_not_count_yet_is_said(self, command: Command, top: Path) -> None:
        said = "b.py:1: a comment that main has not: it hides nothing until it is there"
        assert said in notices(command.json("check", "--policy-from", "main", at=top).out)
        assert said not in notices(command.json("check", at=top).out)

    def test_a_file_whose_name_looks_like_a_member(self, command: Command, tmp_path: Path) -> None:
        top = repositories.make(tmp_path / "bang")
        repositories.commit(top, {"a!b.py": f'K = "{STANDARD}"  {IGNORE}[AUR101] the demo\n'})
        assert command("check", "--policy-from", "main", at=top).code == 0

    def test_a_policy_that_is_a_link(self, command: Command, tmp_path: Path) -> None:
        top = repositories.make(tmp_path / "linked")
        repositories.write(top, {"core/pyproject.toml": '[tool.aurora-lint]\nexclude = ["a.py"]\n'})
        (top / "pyproject.toml").symlink_to("core/pyproject.toml")
        repositories.commit(top, {"b.py": "x\n"})
        repositories.commit(top, {"a.py": f'K = "{STANDARD}"\n'})
        for way in (["--policy-from", "main"], ["--range", "HEAD~1..HEAD"]):
            assert command("check", *way, at=top).code == 0
        (top / "pyproject.toml").unlink()
        (top / "pyproject.toml").symlink_to("../elsewhere.toml")
        repositories.commit(top, {})
        for way in (["--policy-from", "main"], ["--range", "HEAD~1..HEAD"]):
            result = command("check", *way, at=top)
            assert (result.code, result.out) == (2, "")
            assert "a link that leads to no file of this commit" in result.err

    @pytest.mark.parametrize("ref", ["", "nowhere", "-x", "main:a.py", "main\n"])
    def test_no_such_commit_is_2(self, command: Command, top: Path, ref: str) -> None:
        result = command("check", f"--policy-from={ref}", at=top)
        assert (result.code, result.out) == (2, "")
        assert "no such commit" in result.err

    def test_elsewhere_is_2(self, command: Command, top: Path, tmp_path_factory: object) -> None:
        outside = top.parent / f"{top.name}-outside"
        repositories.write(outside, {"a.py": "x\n"})
        result = command("check", outside, "--policy-from", "main", at=top)
        assert result.code == 2
        assert command("check", ".", "--policy-from", "main", at=outside).code == 2

    def test_a_comment_in_an_archive(self, command: Command, tmp_path: Path) -> None:
        top = repositories.make(tmp_path / "packed")
        with zipfile.ZipFile(top / "a.zip", "w") as archive:
            archive.writestr("m.py", f'K = "{STANDARD}"  {IGNORE}[AUR101] the demo\n')
        repositories.commit(top, {})
        assert command("check", "--policy-from", "main", at=top).code == 0
        with zipfile.ZipFile(top / "a.zip", "w") as archive:
            archive.writestr("m.py", f'K = "{OTHER}"  {IGNORE}[AUR101] the demo\n')
        result = command.json("check", "--policy-from", "main", at=top)
        assert result.seen == [("a.zip!m.py", 1, "AUR101")]
