"""Every spelling is found at every kind of key, once, and nothing shows it."""

import hashlib
from pathlib import Path

import pytest

from tests import spellings_page
from tests.command import Command
from tests.keygen import key
from tests.spellings import SPELLINGS, Spelling

PROJECT = Path(__file__).parent.parent


@pytest.mark.repository
def test_the_page_is_what_the_doors_see() -> None:
    page = (PROJECT / "docs" / "spellings.md").read_text(encoding="utf-8")
    assert page == spellings_page.page(), "run: python docs/generate.py"


def test_the_command_line_sees_all() -> None:
    assert spellings_page.seen()["command line"] == set(range(len(SPELLINGS)))


@pytest.mark.parametrize("prefix", ["sk_prod", "rk_sand"])
@pytest.mark.parametrize("row", SPELLINGS, ids=lambda row: f"{row.group}: {row.name}")
def test_command_line(command: Command, tmp_path: Path, row: Spelling, prefix: str) -> None:
    for seed in (1, 2):
        text = key(prefix, seed)
        (tmp_path / row.file).write_bytes(row.make(text))
        result = command.json("check", tmp_path)
        (finding,) = (each for each in result.findings if each["code"].startswith("AUR1"))
        assert finding["fingerprint"] == hashlib.sha256(text.encode()).hexdigest()[:32]
        assert finding["code"] == {"sk_prod": "AUR101", "rk_sand": "AUR104"}[prefix]
        assert finding["spelling"] == row.told
        assert text[8:] not in result.out + result.err
        assert result.code == 1
