"""A file in which a key is put together holds a hint, or is known to be missed."""

import pytest

from aurora_lint.candidates import candidates
from aurora_lint.literals import MOST_LITERALS, OF_BYTES, OF_CODE, OF_TEXT
from tests.keygen import key
from tests.python_idioms import FOUND, Idiom

#: Idioms that are worked out where the file is looked at, but give it no reason to be.
MISSED = {
    "a slice that cuts junk off", "xor", "xor of a literal with a key of its own",
    "translate with a dictionary", "ascii85", "base85", "an offset", "int.to_bytes",
    "base64 backwards", "a loop that adds with a name before", "join with a test",
    "named escapes", "a decoding function", "utf-16", "a sum of many", "every second character",
}  # fmt: skip


@pytest.mark.parametrize("prefix", ["sk_prod", "sk_sand", "rk_prod", "rk_sand"])
@pytest.mark.parametrize("idiom", FOUND, ids=lambda idiom: idiom.name)
def test_a_hint_is_there_or_known_to_be_missing(idiom: Idiom, prefix: str) -> None:
    data = idiom.source(key(prefix)).encode()
    assert bool(candidates(data, is_code=True)) == (idiom.name not in MISSED)


def test_missed_idioms_are_idioms() -> None:
    assert {idiom.name for idiom in FOUND} >= MISSED


@pytest.mark.parametrize("table", [OF_BYTES, OF_TEXT, OF_CODE])
def test_a_table_is_searched_for_at_full_speed(table: tuple[tuple[str, bytes], ...]) -> None:
    literals = [literal for _, literal in table]
    assert len(set(literals)) == len(literals) <= MOST_LITERALS
