"""``[tool.aurora-lint]``: what a team says about its own repository."""

import json
from pathlib import Path

import pytest

from tests import repositories
from tests.command import Command
from tests.keygen import key

PRODUCTION = key("sk_prod")
LINE = f'AURORA_API_KEY = "{PRODUCTION}"\n'


class TestPolicy:
    """``[tool.aurora-lint]``."""

    def test_paths_words_and_exclusions(self, command: Command, tmp_path: Path) -> None:
        repositories.write(
            tmp_path,
            {
                "pyproject.toml": "[tool.aurora-lint]\n"
                'sandbox-paths = ["infra/eu/"]\nrestricted-paths = ["apps/*/jobs/**"]\n'
                'sandbox-words = ["playground"]\nexclude = ["generated/"]\n',
                "infra/eu/a.py": LINE,
                "apps/x/jobs/b.py": LINE,
                "playground/c.py": LINE,
                "generated/d.py": LINE,
            },
        )
        result = command.json("check", tmp_path)
        assert [(path, code) for path, _, code in result.seen if code != "AUR101"] == [
            ("apps/x/jobs/b.py", "AUR201"),
            ("infra/eu/a.py", "AUR301"),
            ("playground/c.py", "AUR301"),
        ]
        assert json.loads(result.out)["skipped"] == [
            {"path": "generated/d.py", "reason": "excluded"}
        ]
        more = command.json("check", tmp_path, "--exclude", "infra", "--exclude", "*/c.py")
        assert len(more.seen) == 2

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("[tool.aurora-lint]\nsandbox-path = []\n", "did you mean 'sandbox-paths'?"),
            ("[tool.aurora-lint]\nexclude = 'x'\n", "'exclude' wants a list of strings"),
            ("[tool]\naurora-lint = 1\n", "is no table"),
            ("[tool.aurora-lint\n", "pyproject.toml"),
        ],
    )
    def test_mistakes_are_2(self, command: Command, tmp_path: Path, text: str, said: str) -> None:
        repositories.write(tmp_path, {"pyproject.toml": text, "a.py": LINE})
        result = command("check", tmp_path)
        assert (result.code, result.out) == (2, "")
        assert said in result.err

    def test_that_nothing_is_left_to_read_is_said(self, command: Command, tmp_path: Path) -> None:
        repositories.write(tmp_path, {".aurora-lint.toml": 'exclude = ["*"]\n', "a.py": LINE})
        result = command.json("check", tmp_path)
        assert (result.code, result.seen) == (0, [])
        said = "nothing was read: .aurora-lint.toml excludes all of it"
        assert json.loads(result.out)["notices"] == [said]
        assert said in result.err
        repositories.write(tmp_path, {".aurora-lint.toml": 'exclude = ["*.py"]\n'})
        assert json.loads(command.json("check", tmp_path).out)["notices"] == []

    def test_own_file(self, command: Command, tmp_path: Path) -> None:
        repositories.write(tmp_path, {".aurora-lint.toml": 'exclude = ["*.py"]\n', "a.py": LINE})
        assert command("check", tmp_path).code == 0

    def test_a_path_that_wants_restricted_keys_keeps_its_environment(
        self, command: Command, tmp_path: Path
    ) -> None:
        policy = '[tool.aurora-lint]\nrestricted-paths = ["sandbox/"]\n'
        repositories.write(tmp_path, {"pyproject.toml": policy, "sandbox/a.py": LINE})
        codes = [code for _, _, code in command.json("check", tmp_path).seen]
        assert codes == ["AUR101", "AUR201", "AUR301"]
