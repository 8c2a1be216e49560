"""What the README shows is what a user sees."""

import re
from pathlib import Path

import pytest

from tests import keygen, repositories
from tests.command import Command

PROJECT = Path(__file__).parent.parent

pytestmark = pytest.mark.repository


def test_the_screen_is_real(command: Command, tmp_path: Path) -> None:
    """It shows ``docs/screen``, with its marks filled in."""
    top = repositories.make(tmp_path)
    keygen.fill_tree(PROJECT / "docs" / "screen", top)
    result = command("check", at=top)
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"```console\n\$ aurora-lint check\n(.*?)```", readme, re.DOTALL)
    assert shown
    assert shown[1] == result.out + result.err


def test_the_screen_of_a_terminal_is_real(tmp_path: Path) -> None:
    pytest.importorskip("pty", reason="terminals of Unix")
    from tests import terminals

    top = repositories.make(tmp_path)
    keygen.fill_tree(PROJECT / "docs" / "screen", top)
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"```console\n\$ aurora-lint check app\n(.*?)```", readme, re.DOTALL)
    assert shown
    assert shown[1].splitlines() == terminals.run("check", "app", at=top).screen


def test_the_commands_it_names_are_known(command: Command, tmp_path: Path) -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    (tmp_path / "src").mkdir()
    for line in re.findall(r"^\$ (?:.*\| )?(aurora-lint check[^#\n]*)", readme, re.MULTILINE):
        options = [word for word in line.split()[2:] if word.startswith("--")]
        printed = command("check", "--help", at=tmp_path).out
        assert all(option in printed for option in options), line
