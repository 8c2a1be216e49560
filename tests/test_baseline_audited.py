"""``.secrets.baseline`` as a baseline: what an audit by detect-secrets found to be no secret."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import repositories
from tests.command import Command
from tests.keygen import key

FILE = ".secrets.baseline"
LINE = f'KEY = "{key("sk_prod", 1)}"\n'


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    top = repositories.make(tmp_path / "top")
    repositories.commit(top, {"a.py": LINE, "sandbox/b.py": LINE})
    monkeypatch.chdir(top)
    return top


@pytest.fixture
def audited(top: Path) -> dict[str, Any]:
    """A baseline that detect-secrets wrote, with its own detectors and with ours."""
    done = subprocess.run(
        [sys.executable, "-m", "aurora_lint", "detect-secrets", "scan", "."],
        cwd=top, capture_output=True, text=True, check=True,
    )  # fmt: skip
    document: dict[str, Any] = json.loads(done.stdout)
    assert document["results"]["a.py"]
    return document


def seen(command: Command, document: dict[str, Any]) -> list[tuple[str | None, int, str]]:
    Path(FILE).write_text(json.dumps(document))
    return command.json("check", "--baseline", FILE, "--exclude", FILE).seen


ALL = (("a.py", 1, "AUR101"), ("sandbox/b.py", 1, "AUR101"), ("sandbox/b.py", 1, "AUR301"))


def test_unaudited_entries_accept_nothing(command: Command, audited: dict[str, Any]) -> None:
    assert seen(command, audited) == list(ALL)


@pytest.mark.parametrize("answer", [True, None, 0, "no"])
def test_nor_do_secrets(command: Command, audited: dict[str, Any], answer: object) -> None:
    for each in (one for found in audited["results"].values() for one in found):
        each["is_secret"] = answer
    assert seen(command, audited) == list(ALL)


def test_those_that_are_none_are_known(command: Command, audited: dict[str, Any]) -> None:
    for each in audited["results"]["sandbox/b.py"]:
        each["is_secret"] = "AUR301" in each["type"]
    assert seen(command, audited) == [ALL[0], ALL[2]]
    for each in audited["results"]["sandbox/b.py"]:
        each["is_secret"] = False
    assert seen(command, audited) == [ALL[0]]


def test_by_any_detector(command: Command, audited: dict[str, Any]) -> None:
    """Another detector's type says nothing of a rule: it accepts that the text is there."""
    found = audited["results"]["sandbox/b.py"]
    foreign = {**found[0], "type": "Secret Keyword", "is_secret": False}
    audited["results"]["sandbox/b.py"] = [foreign]
    assert seen(command, audited) == [ALL[0], ALL[2]]


def test_it_is_not_ours_to_write(command: Command, top: Path) -> None:
    Path(FILE).write_text('{"results": {}}')
    result = command("check", "--baseline", FILE, "--write-baseline")
    assert result.code == 2
    assert "detect-secrets audit" in result.err
    assert Path(FILE).read_text() == '{"results": {}}'
