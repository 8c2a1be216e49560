"""Ignore comments at work: what they hide at each door, and what is said of idle ones."""

import json
import subprocess
import sys
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


def test_a_comment_hides_what_it_names_on_its_line_alone(command: Command, tmp_path: Path) -> None:
    repositories.write(
        tmp_path,
        {
            "sandbox/a.py": f'K = "{STANDARD}"  {IGNORE}[AUR101] the demo tenant\n'
            f"{IGNORE}[AUR101] the demo tenant\n{IGNORE}[AUR301] the demo tenant\n"
            f'L = "{STANDARD}"\nM = "{STANDARD}"\n'
        },
    )
    result = command.json("check", tmp_path)
    assert [(line, code) for _, line, code in result.seen] == [
        (1, "AUR301"),
        (5, "AUR101"),
        (5, "AUR301"),
    ]
    assert notices(result.out) == []
    assert result.code == 1
    assert "3 ignored" in result.err


def test_a_key_over_several_lines(command: Command, tmp_path: Path) -> None:
    for place in range(3):
        lines = ["K = (", f'    "{STANDARD[:12]}"', f'    "{STANDARD[12:]}"', ")"]
        lines[place] += f"  {IGNORE}[AUR101] the demo tenant"
        repositories.write(tmp_path, {"a.py": "\n".join(lines)})
        result = command.json("check", tmp_path)
        # The call's bracket is no part of the key.
        assert (result.seen == []) == (place > 0)


def test_what_hides_nothing_is_said_on_standard_error(command: Command, tmp_path: Path) -> None:
    repositories.write(
        tmp_path,
        {
            "over.py": f'K = "{STANDARD}"  {IGNORE}[AUR101] the demo until=2020-01-31\n',
            "bare.js": "// aurora-lint: ignore[AUR101] a key was here\nconst k = env.KEY;\n",
            "partly.py": f'K = "{STANDARD}"  {IGNORE}[AUR101, AUR301] the demo\n',
            "docs/a.md": f"```py\nK = env  {IGNORE}[AUR101] the demo\n```\n",
        },
    )
    result = command.json("check", tmp_path)
    assert result.seen == [("over.py", 1, "AUR101")]
    assert sorted(notices(result.out)) == [
        "bare.js:1: there is nothing to ignore for AUR101: remove it",
        "over.py:1: this ignore comment was over after 2020-01-31: it hides nothing",
        "partly.py:1: there is nothing to ignore for AUR301: remove it",
    ]
    assert "aurora-lint: bare.js:1: there is nothing to ignore for AUR101" in result.err


def test_a_shared_key_is_ignored_where_it_is_told(command: Command, tmp_path: Path) -> None:
    told = f'K = "{RESTRICTED}"  {IGNORE}[AUR103, AUR204] both are one company\n'
    repositories.write(tmp_path, {"partners/acme/a.py": told, "partners/zen/a.py": told})
    result = command.json("check", tmp_path)
    assert (result.code, result.seen, notices(result.out)) == (0, [], [])


class TestOtherTools:
    """``noqa`` and ``pragma: allowlist secret`` on the command line."""

    TEXT = (
        f'A = "{SANDBOX}"  # noqa: AUR104\n'
        f'B = "{SANDBOX}"  # pragma: allowlist secret\n'
        f'# pragma: allowlist nextline secret\nC = "{SANDBOX}"\n'
        f'D = "{key("rk_sand", 9)}"  # noqa\n'
        f'E = "{key("rk_sand", 11)}"  # noqa: E501, AUR101\n'
        f'F = "{RESTRICTED}"  # noqa: AUR103  # pragma: allowlist secret\n'
        f'G = "{STANDARD}"  # noqa: AUR101  # pragma: allowlist secret\n'
    )

    def test_hide_restricted_sandbox_keys_alone(self, command: Command, tmp_path: Path) -> None:
        repositories.write(tmp_path, {"a.py": self.TEXT})
        assert [(line, code) for _, line, code in command.json("check", tmp_path).seen] == [
            (5, "AUR104"),
            (6, "AUR104"),
            (7, "AUR103"),
            (8, "AUR101"),
        ]

    def test_a_policy_can_allow_more_or_nothing(self, command: Command, tmp_path: Path) -> None:
        repositories.write(tmp_path, {"a.py": self.TEXT})
        for kinds, lines in (
            ("", [1, 2, 4, 5, 6, 7, 8]),
            ('"restricted-production", "standard-production"', [1, 2, 4, 5, 6]),
        ):
            policy = f"other-tools-comments = [{kinds}]\n"
            repositories.write(tmp_path, {".aurora-lint.toml": policy})
            assert [line for _, line, _ in command.json("check", tmp_path).seen] == lines

    def test_inside_flake8_its_own_comments_hold(self, tmp_path: Path) -> None:
        ours = f'H = "{STANDARD}"  {IGNORE}[AUR101] the demo tenant\n'
        repositories.write(repositories.make(tmp_path), {"a.py": self.TEXT + ours})
        flake8 = [sys.executable, "-m", "flake8", "--isolated", "--select", "AUR"]
        lines = [
            [
                int(each.split(":")[1])
                for each in subprocess.run(
                    [*flake8, *more, "a.py"], cwd=tmp_path, capture_output=True, text=True
                ).stdout.splitlines()
            ]
            for more in ([], ["--disable-noqa"])
        ]
        assert lines == [[2, 4, 6], [1, 2, 4, 5, 6, 7, 8]]

    def test_inside_detect_secrets_its_own_comments_hold(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ours = f'H = "{STANDARD}"  {IGNORE}[AUR101] the demo tenant\n'
        repositories.commit(repositories.make(tmp_path), {"a.py": self.TEXT + ours})
        done = subprocess.run(
            [sys.executable, "-m", "aurora_lint", "detect-secrets", "scan", "a.py"],
            cwd=tmp_path, capture_output=True, text=True, check=True,
        )  # fmt: skip
        found = json.loads(done.stdout)["results"]["a.py"]
        ours_told = {each["line_number"] for each in found if each["type"].startswith("Aurora")}
        assert ours_told == {1, 5, 6}


class TestInGit:
    """What a change to a comment does."""

    @pytest.fixture
    def top(self, tmp_path: Path) -> Path:
        top = repositories.make(tmp_path)
        repositories.commit(top, {"a.py": f'{IGNORE}[AUR101] the demo\nK = "{STANDARD}"\n'})
        return top

    def test_a_comment_that_is_taken_away_shows_the_key(self, command: Command, top: Path) -> None:
        assert command("check", "--staged", at=top).code == 0
        repositories.write(top, {"a.py": f'K = "{STANDARD}"\n'})
        repositories.git(top, "add", "-A")
        assert command.json("check", "--staged").seen == [("a.py", 1, "AUR101")]
        repositories.git(top, "commit", "-qm", "a change")
        assert command.json("check", "--range", "HEAD~1..HEAD").seen == [("a.py", 1, "AUR101")]

    def test_what_is_said_of_comments_is_of_now(self, command: Command, top: Path) -> None:
        repositories.commit(top, {"a.py": f"{IGNORE}[AUR101] the demo\nK = env\n"})
        for arguments in (["--range", "HEAD~1..HEAD"], ["--history"]):
            result = command.json("check", *arguments, at=top)
            assert notices(result.out) == []
        assert notices(command.json("check").out) == [
            "a.py:1: there is nothing to ignore for AUR101: remove it"
        ]

    def test_a_history_takes_the_comment_of_its_tips(self, command: Command, top: Path) -> None:
        """What was written before anybody looked at it is accepted by whoever looks at it now."""
        repositories.commit(top, {"b.py": f'K = "{OTHER}"\n', "c.py": f'K = "{OTHER}"\n'})
        repositories.commit(top, {"b.py": f'K = "{OTHER}"  {IGNORE}[AUR101] the demo\n'})
        result = command.json("check", "--history", at=top)
        assert [(path, code) for path, _, code in result.seen] == [("c.py", "AUR101")]
        # On another branch it still stands without the comment.
        repositories.git(top, "branch", "other", "HEAD~1")
        result = command.json("check", "--history")
        assert [(path, code) for path, _, code in result.seen] == [
            ("b.py", "AUR101"),
            ("c.py", "AUR101"),
        ]

    def test_keys_lists_what_is_ignored(self, command: Command, top: Path) -> None:
        result = command.json("keys", at=top)
        assert len(json.loads(result.out)["keys"]) == 1


def test_an_example_in_a_document_is_none_that_hides_nothing(
    command: Command, tmp_path: Path
) -> None:
    repositories.write(
        tmp_path,
        {
            "HOW.md": f"Write `{IGNORE}[CODE] why until=DATE`, or `{IGNORE}[AUR101]`.\n",
            "KEYS.md": f'<!-- {IGNORE[2:]}[AUR101] demo until=2020-01-31 -->\n"{STANDARD}"\n',
        },
    )
    result = command.json("check", tmp_path)
    assert [path for path, _, _ in result.seen] == ["KEYS.md"] * len(result.seen) != []
    assert notices(result.out) == [
        "KEYS.md:1: this ignore comment was over after 2020-01-31: it hides nothing"
    ]
