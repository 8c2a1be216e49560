"""The outline of any text: it never fails, finds what encloses a place, and costs its length."""

import gc
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aurora_lint.address.outline.detect import by_name
from aurora_lint.address.outline.languages import BY_ENDING
from aurora_lint.address.outline.reader import OutlineReader
from aurora_lint.engine import scan
from aurora_lint.lines import Lines
from aurora_lint.source import Source
from tests.keygen import key

KEY = key("sk_prod", 1)
ENDINGS = sorted({syntax.name: ending for ending, syntax in BY_ENDING.items()}.values())
PIECES = [
    "if", "else", "end", "case", "when", "do", "def", "class", "function", "then", "fi", "in",
    "{", "}", "(", ")", "[", "]", "<", ">", "</a>", "<a b=\"", "\"", "'", "`", "/*", "*/",
    "//", "#",
    "--", "<<EOF", "EOF", "|", ":", "=", "=>", "->", "?", ",", ";", "&&", "||", "\n", "  ", "\t",
    "- ", "---", "```", "{{ if x }}", "{% if x %}", "{% endif %}", "<% end %>", "#if A", "#endif",
    "sandbox", "production", "key", "name", "value", "@x", "\\", "\r", "é", "\x00",
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("ending", ENDINGS)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=60), place=st.integers(0, 60))
@settings(max_examples=60, deadline=None)
def test_any_text_has_an_outline(ending: str, pieces: list[str], place: int) -> None:
    pieces.insert(min(place, len(pieces)), f'"{KEY}"')
    for glue in (" ", ""):
        data = glue.join(pieces).encode()
        start = data.index(KEY.encode())
        labels = OutlineReader(data, f"a.{ending}", Lines(data)).read(start, start + len(KEY), 3)
        assert all(label.level >= 3 for label in labels)


@pytest.mark.slow
@given(data=st.binary(max_size=200), ending=st.sampled_from(ENDINGS))
@settings(max_examples=300, deadline=None)
def test_any_bytes_have_an_outline(data: bytes, ending: str) -> None:
    found = scan(Source(data + b" " + KEY.encode() + b" " + data, f"a.{ending}"))
    assert "AUR101" in {finding.code for finding in found}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("values.yaml.gotmpl", "yaml"),
        ("deploy/app.yml.j2", "yaml"),
        ("appsettings.Development.json", "json"),
        ("config.json.example", "json"),
        ("Dockerfile.dev", "docker"),
        ("show.blade.php", "page"),
        ("Makefile", "make"),
        ("main.tf", "hcl"),
        ("App.vue", "page"),
    ],
)
def test_language_by_name(path: str, name: str) -> None:
    syntax = by_name(path)
    assert syntax is not None
    assert syntax.name == name


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["js", "yml", "json", "rb", "sh", "xml", "md", "env", "sql"])
def test_a_huge_file_is_read_around_its_keys(ending: str) -> None:
    filler = "\n".join(f"name{n}: value" for n in range(90_000))
    text = f'{filler}\n\nsandbox_key = "{KEY}"\n'
    found = {finding.code for finding in scan(Source(text.encode(), f"a.{ending}"))}
    assert {"AUR101", "AUR301"} <= found


SHAPES: dict[str, tuple[str, Callable[[int], str]]] = {
    "brackets": ("a.js", lambda n: "(" * 20 * n + f'"{KEY}"'),
    "braces": ("a.json", lambda n: '{"a":' * 10 * n + f'"{KEY}"'),
    "indents": ("a.yml", lambda n: "".join(" " * i + "a:\n" for i in range(n)) + f"k: {KEY}"),
    "quotes": ("a.js", lambda n: '"' * 100 * n + KEY),
    "heredocs": ("a.sh", lambda n: "cat <<EOF\n" * 10 * n + KEY),
    "tags": ("a.xml", lambda n: "<a>" * 20 * n + KEY),
    "jinja": ("a.yml", lambda n: "{% if x %}\n" * 10 * n + KEY),
    "erb": ("a.erb", lambda n: "<% if " * 20 * n + KEY),
    "long brackets": ("a.lua", lambda n: "[[" * 10 * n + KEY),
    "old comments": ("a.js", lambda n: "<!-- " * 10 * n + KEY),
    "begin": ("a.rb", lambda n: "=begin\n" * 10 * n + KEY),
    "pod": ("a.pl", lambda n: "=x\n" * 10 * n + KEY),
    "here-strings": ("a.ps1", lambda n: "@'\n" * 20 * n + KEY),
    "raw strings": ("a.rs", lambda n: 'r#"' * 10 * n + KEY),
    "braces in a tag": ("a.html", lambda n: "<a " + "{}" * 10 * n + KEY),
    "annotations": ("a.kt", lambda n: "@A\n" * 10 * n + KEY),
    "continued lines": (".env", lambda n: "a\\\n" * 20 * n + KEY),
    "ternaries": ("a.js", lambda n: "x=" + 'a?"b":' * 10 * n + f'"{KEY}"'),
    "cases": ("a.sql", lambda n: "case " * 20 * n + KEY),
    "else": ("a.js", lambda n: "if(a){}" + "else if(b){}" * 10 * n + f'else{{k="{KEY}"}}'),
}


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_cost_grows_with_the_length(shape: str) -> None:
    path, make = SHAPES[shape]
    sources = [Source(make(size).encode(), path) for size in (150, 600)]
    costs = [float("inf"), float("inf")]
    for _ in range(4):  # in turn: other work on the machine slows both
        for nth, source in enumerate(sources):
            gc.collect()
            gc.disable()  # else it walks through what other tests left behind, now and then
            begin = time.process_time()
            scan(source)
            costs[nth] = min(costs[nth], time.process_time() - begin)
            gc.enable()
    assert costs[1] < 12 * max(costs[0], 0.002)
