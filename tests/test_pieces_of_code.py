"""Keys that code of many languages puts together, written as people write it.

Each snippet is named after its file. ``§`` stands where the key is told.
"""

import json

import pytest

from aurora_lint.address.outline import languages
from aurora_lint.candidates import candidates
from aurora_lint.engine import is_silent, scan
from aurora_lint.examine import examine
from aurora_lint.finding import Finding
from aurora_lint.pieces import may_begin
from aurora_lint.source import CODE, Source, readable
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


@pytest.mark.parametrize("word", ["sk_buff *skb", "sk_prot *p", "sk_protocol", "rk_pub", "sk__x"])
def test_a_word_that_goes_on_otherwise_is_no_cut_prefix(word: str) -> None:
    """Half of a kernel's files say ``struct sk_buff``: to work out their code takes seconds."""
    text = f"u16 f(struct {word})\n{{\n\tu16 prod = 1;\n\treturn prod;\n}}\n"
    assert is_silent(Source(text.encode(), "a.c"))


@pytest.mark.parametrize(
    "text", ["`${label}_product`", "'_sandwich'", "K_PRODUCT = 'sk'", "k-product"]
)
def test_nor_is_a_word_that_begins_as_the_rest_of_one(text: str) -> None:
    assert is_silent(Source(f"const a = {text} + 's';\n".encode(), "a.js"))


@pytest.mark.parametrize("cut", ["sk_", "sk_p", "sk_pr", "sk_pro", "rk_s", "rk_sa", "rk_san"])
def test_a_prefix_that_was_cut_begins_beside_such_words(cut: str) -> None:
    whole = (cut + {"p": "prod_", "s": "sand_", "": "prod_"}[cut[3:4]][len(cut) - 3 :])[:8]
    text = f'struct sk_buff *skb; char *key = "a {cut}" "{whole[len(cut) :]}{KEY[8:]}"; // prod\n'
    told = scan(Source(text.encode(), "a.c"))
    assert {each.spelling for each in told} == {"joined"}


def test_what_is_replaced_in_python_may_be_any_word() -> None:
    line = f'k = "Bearer sk_ENV_{KEY[8:]}".replace("ENV", "prod")'
    notebook = {"cells": [{"cell_type": "code", "source": [line]}], "nbformat": 4}
    for name, text in (("a.py", line), ("a.ipynb", json.dumps(notebook))):
        (finding,) = scan(Source(text.encode(), name))
        assert (finding.code, finding.spelling) == ("AUR101", "joined"), name


@pytest.mark.parametrize("idiom", [*TOLD, *SILENT], ids=lambda idiom: idiom.name)
def test_where_a_source_is_silent_a_close_look_finds_nothing(idiom: Idiom) -> None:
    source = Source(idiom.source(KEY).encode(), path(idiom))
    data = readable(source)
    told = examine(source, data, candidates(data, is_code=True), None, None)
    assert not is_silent(source) or not told


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
