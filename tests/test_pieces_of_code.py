"""Keys that code of many languages puts together, written as people write it.

Each snippet is named after its file. ``§`` stands where the key is told.
"""

import pytest

from aurora_lint.address.outline import languages
from aurora_lint.engine import scan
from aurora_lint.finding import Finding
from aurora_lint.source import CODE, Source
from tests.keygen import key
from tests.python_idioms import Idiom, read

KEY = key("sk_prod")
TOLD = read("code.txt")
SILENT = read("code_silent.txt")


def path(idiom: Idiom) -> str:
    return idiom.name.partition(": ")[0]


def found(idiom: Idiom, text: str = KEY) -> list[Finding]:
    findings = scan(Source(idiom.source(text).encode(), path(idiom)))
    return [each for each in findings if each.code.startswith("AUR1")]


@pytest.mark.parametrize("prefix", ["sk_prod", "rk_sand"])
@pytest.mark.parametrize("idiom", TOLD, ids=lambda idiom: idiom.name)
def test_a_key_in_pieces_is_told_once_where_it_becomes_whole(idiom: Idiom, prefix: str) -> None:
    for seed in (1, 2):
        text = key(prefix, seed)
        (finding,) = found(idiom, text)
        assert finding.code == {"sk_prod": "AUR101", "rk_sand": "AUR104"}[prefix]
        assert finding.spelling == "joined"
        line, column = idiom.place(text)
        assert (finding.span.line, finding.span.column) == (line, column + 1)


@pytest.mark.parametrize("idiom", SILENT, ids=lambda idiom: idiom.name)
def test_what_is_no_key_in_pieces_is_not_told(idiom: Idiom) -> None:
    assert [each for each in found(idiom) if each.spelling == "joined"] == []


def test_every_language_that_has_an_outline_is_read() -> None:
    """All but markup, data and prose, in which nothing is put together."""
    data = {"json", "toml", "tags", "lines", "requests", "prose"}
    known = {end for end, syntax in languages.BY_ENDING.items() if syntax.name not in data}
    assert known - {"tfstate"} <= CODE
    assert languages.BY_ENDING.keys() | {"cfg", "env", "ini", "properties"} >= CODE
