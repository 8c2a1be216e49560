"""Keys that code of many languages puts together, written as people write it.

Each snippet is named after its file. ``§`` stands where the key is told.
"""

import json

import pytest

from aurora_lint.address.outline import languages
from aurora_lint.candidates import candidates
from aurora_lint.engine import scan
from aurora_lint.finding import Finding
from aurora_lint.pieces import may_begin
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


def test_production_counts_where_either_environment_may_be() -> None:
    prefixes = KEY[:8], KEY[:8].replace("prod", "sand")
    for first, second in (prefixes, prefixes[::-1]):
        text = f"const p = live ? '{first}' : '{second}';\nconst k = p + '{KEY[8:]}';\n"
        (finding,) = scan(Source(text.encode(), "a.js"))
        assert (finding.code, finding.spelling) == ("AUR101", "joined")


@pytest.mark.parametrize("idiom", SILENT, ids=lambda idiom: idiom.name)
def test_what_is_no_key_in_pieces_is_not_told(idiom: Idiom) -> None:
    assert [each for each in found(idiom) if each.spelling == "joined"] == []


def test_every_language_that_has_an_outline_is_read() -> None:
    """All but markup, data and prose, in which nothing is put together."""
    data = {"json", "toml", "tags", "lines", "requests", "prose"}
    known = {end for end, syntax in languages.BY_ENDING.items() if syntax.name not in data}
    assert known - {"tfstate"} <= CODE
    assert languages.BY_ENDING.keys() | {"cfg", "env", "ini", "properties"} >= CODE


def notebook(*cells: list[str] | str, kind: str = "code") -> str:
    held: list[dict[str, object]] = [
        {"cell_type": kind, "metadata": {}, "source": cell} for cell in cells
    ]
    return json.dumps({"cells": held, "nbformat": 4}, indent=1)


def test_the_cells_of_a_notebook_are_one_module() -> None:
    text = notebook(
        ["%pip install requests\n", f'prefix = "{KEY[:8]}"  # "é"'],
        ["%%bash\n", "echo $((1 +"],
        ["print('é', \"ü\"); ", f'key = prefix + "{KEY[8:]}"\n', "key"],
    )
    (finding,) = (each for each in scan(Source(text.encode(), "a.ipynb")) if each.spelling)
    assert (finding.code, finding.spelling) == ("AUR101", "joined")
    line = text.splitlines()[finding.span.line - 1]
    assert line[finding.span.column - 1 :].startswith("prefix + ")
    assert line[finding.span.end_column - 1 :] == '\\n",'


def test_a_cell_in_one_string() -> None:
    text = notebook(f'x = "\\t"\nkey = "{KEY[:8]}" \\\n  "{KEY[8:]}"\n')
    (finding,) = (each for each in scan(Source(text.encode(), "a.ipynb")) if each.spelling)
    line = text.splitlines()[finding.span.line - 1]
    assert line[finding.span.column - 1 :].startswith('\\"' + KEY[:8])


def test_a_cell_of_prose_is_no_code() -> None:
    text = notebook(f'"{KEY[:8]}" + "{KEY[8:]}"', kind="markdown")
    assert scan(Source(text.encode(), "a.ipynb")) == []


@pytest.mark.parametrize(
    ("text", "is_pieced"),
    [
        ("struct sock *sk = skb->sk; sk->sk_protocol = proto; x = sk_pr_info(sk_priority);", False),
        ("static int put(struct sk_buff *skb, struct rk_priv *bp) { return bp->tx.prod; }", False),
        ("cut = ' sk_pr' + 'od_'", True),
        ("P=rk_prod\n", True),
        ("P=sk_\nB=prod\n", True),
        ('key = "sk_ENV_"; live = "prod"', True),
        ('printf("prod_blockwait_count = %u"); struct sk_buff *skb; char kind;', False),
        ('SELECT "prod_name" FROM goods', False),
        ("#define MASK_PROD 1 // of the risk-production", False),
        ('kind: rk\nkey: "{kind}_prod_"', True),
        ("K := sk\nKEY := $(K)_prod_", True),
        ("'s' + 'k' + '_sand_'", True),
        ("key('RK_PROD_…'.lower())", True),
        ("'sk-prod-…'.replace('-', '_')", True),
    ],
)
def test_names_in_code_of_networks_are_no_pieces(text: str, is_pieced: bool) -> None:
    assert candidates(text.encode(), is_code=True).is_pieced == is_pieced


@pytest.mark.parametrize(
    ("text", "is_begun"),
    [
        ("struct sk_buff *skb = sk_alloc();", False),
        ("const kind = 'sk';", True),
        ("KIND=sk_", True),
        ("KEY=sk_${ENV}_", True),
        ('"s" + "k"', True),
    ],
)
def test_names_that_begin_like_a_prefix_begin_no_key(text: str, is_begun: bool) -> None:
    assert may_begin(text.encode()) == is_begun
