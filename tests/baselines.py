"""A repository with a baseline, and ``check`` held against it."""

import json
from pathlib import Path

import pytest

from aurora_lint.keys import Key
from tests import repositories
from tests.command import Command, Result
from tests.keygen import key

ONE, TWO, RESTRICTED = key("sk_prod", 1), key("sk_prod", 3), key("rk_sand", 5)
FILE = "known.txt"


def line(text: str) -> str:
    return f'KEY = "{text}"\n'


def entry(text: str, code: str, path: str) -> str:
    return f"{Key(text).fingerprint} {code} {path}"


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    top = repositories.make(tmp_path / "top")
    repositories.commit(top, {"a.py": line(ONE), "sandbox/b.py": line(ONE), "c.py": "x = 1\n"})
    monkeypatch.chdir(top)
    return top


class Gate:
    """Runs ``check`` with the baseline."""

    def __init__(self, command: Command) -> None:
        self._command = command

    def __call__(self, *arguments: str) -> Result:
        return self._command.json("check", "--baseline", FILE, *arguments)

    def writes(self, *arguments: str) -> list[str]:
        result = self._command("check", "--baseline", FILE, "--write-baseline", *arguments)
        assert (result.code, result.out) == (0, ""), result.err
        return self.lines()

    def prunes(self, *arguments: str) -> list[str]:
        result = self._command("check", "--baseline", FILE, "--prune-baseline", *arguments)
        assert (result.code, result.out) == (0, ""), result.err
        return self.lines()

    def lines(self) -> list[str]:
        return Path(FILE).read_text(encoding="utf-8").splitlines()[1:]


@pytest.fixture
def gate(command: Command) -> Gate:
    return Gate(command)


def notices(result: Result) -> list[str]:
    return list(json.loads(result.out)["notices"])
