"""Ignore comments: one grammar, in the comments of every language."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurora_lint.codes import CODES
from aurora_lint.comments import Comment, comments
from aurora_lint.lines import Lines
from aurora_lint.rules import EVERY

TODAY = date(2026, 5, 4)
TEXT = "aurora-lint: ignore[AUR101] the demo tenant"


def read(text: str, path: str = "a.txt") -> list[Comment]:
    data = text.encode("utf-8", "surrogateescape")
    return comments(data, Lines(data), path, TODAY)


def test_the_codes_are_those_of_the_rules() -> None:
    assert sorted(CODES) == sorted(rule.code for rule in EVERY)


#: A comment behind something, by the names of files in that language.
BEHIND = {
    "a.py": f"K = 1  # {TEXT}",
    "a.yaml": f"k: 1 #{TEXT}",
    "a.js": f"k = 1; // {TEXT}",
    "a.rs": f"k = 1; /// {TEXT}",
    "a.c": f"k = 1; /* {TEXT} */",
    "a.css": f"k {{}} /*{TEXT}*/",
    "a.xml": f"<k/> <!-- {TEXT} -->",
    "a.sql": f"SELECT 1 -- {TEXT}",
    "a.lua": f"k = 1 --{TEXT}",
    "a.ini": f"k = 1 ; {TEXT}",
    "a.el": f"(k) ;; {TEXT}",
    "a.erl": f"k() -> 1. % {TEXT}",
    "a.f90": f"k = 1 ! {TEXT}",
    "a.ml": f"let k = 1 (* {TEXT} *)",
    "a.hs": f"k = 1 {{- {TEXT} -}}",
    "a.j2": f"{{{{ k }}}} {{# {TEXT} #}}",
    "a.html": f"{{{{ k }}}} {{% comment %}} {TEXT} {{% endcomment %}}",
    "a.hbs": f"{{{{k}}}} {{{{!-- {TEXT} --}}}}",
    "a.gotmpl": f"{{{{ .k }}}} {{{{/* {TEXT} */}}}}",
    "a.jsp": f"<%= k %> <%-- {TEXT} --%>",
    "a.erb": f"<%= k %> <%# {TEXT} %>",
    "a.cshtml": f"@k @* {TEXT} *@",
    "a.bat": f"set K=1 & REM {TEXT}",
    "a.cmd": f"set K=1 & :: {TEXT}",
    "a.m4": f"define(k) dnl {TEXT}",
    "a.vb": f"Dim k = 1 ' {TEXT}",
    "a.ps1": f"$k = 1 <# {TEXT} #>",
    "a.jl": f"k = 1 #= {TEXT} =#",
    "a.nim": f"let k = 1 #[ {TEXT} ]#",
    "a.lisp": f"(k) #| {TEXT} |#",
    "a.ftl": f"${{k}} <#-- {TEXT} -->",
    "a.blade.php": f"{{{{ $k }}}} {{{{-- {TEXT} --}}}}",
    "a.tpl": f"{{$k}} {{* {TEXT} *}}",
    "a.d": f"int k; /+ {TEXT} +/",
    "a.cob": f"MOVE 1 TO K. *> {TEXT}",
}


@pytest.mark.parametrize("path", BEHIND)
def test_behind_something(path: str) -> None:
    (found,) = read(f"x\n{BEHIND[path]}\ny\n", path)
    assert (found.line, found.about, found.codes, found.problem) == (2, 2, ("AUR101",), "")
    # What a template's tag ends with is none of the reason, but a tag of its own is.
    assert found.reason.removesuffix(" {% endcomment") == "the demo tenant"


ALONE = {
    "a.py": f"    # {TEXT}\n",
    "a.c": f"  /*\n   * {TEXT}\n   */\n",
    "a.java": f"  /** {TEXT} */\n",
    "a.html": f"<!-- {TEXT} -->\n",
    "a.md": f"<!--\n  # {TEXT}\n-->\n",
    "a.rst": f".. {TEXT}\n",
    "package.json": f'  "//": "{TEXT}",\n',
    "a.json": f'  {{"_comment": "{TEXT}",\n',
    "tsconfig.json": f"  // {TEXT}\n",
    "a.ipynb": f'    "# {TEXT}\\n",\n',
    "a.bat": f"@REM {TEXT}\n",
    "a.vbs": f"' {TEXT}\n",
    "_vimrc": f'" {TEXT}\n',
    "a.tex": f"%% {TEXT}\n",
}


@pytest.mark.parametrize("path", ALONE)
def test_on_a_line_of_its_own_it_is_about_the_next(path: str) -> None:
    text = ALONE[path]
    (found,) = read(f"x\n{text}the key\n", path)
    assert found.problem == ""
    assert found.about == 2 + text.count("\n")
    assert found.reason == "the demo tenant"


def test_those_above_each_other_are_about_the_same_line() -> None:
    other = TEXT.replace("101", "301")
    first, second = read(f"# {TEXT}\n# {other}\nthe key\n")
    assert (first.about, second.about) == (3, 3)
    first, second = read(f"# {TEXT}\n\n# {other}\nthe key\n")
    assert (first.about, second.about) == (2, 4)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("ignore", "names no rule"),
        ("ignore the key", "names no rule"),
        ("ignore[] reason", "names no rule"),
        ("ignore-next-line[AUR101] reason", "names no rule"),
        ("ignore[AUR101]", "gives no reason"),
        ("ignore[AUR101] -->", "gives no reason"),
        ("ignore[AUR101] until=2027-01-31", "gives no reason"),
        ("ignore[AUR101] …", "gives no reason"),
        ("ignore[aur101] reason", "names 'aur101', which is no rule"),
        ("ignore[AUR1] reason", "names 'AUR1', which is no rule"),
        ("ignore[AUR101, AUR999] reason", "names 'AUR999', which is no rule"),
        ("ignore[AUR101] reason until=tomorrow", "has until=tomorrow, which is no date"),
        ("ignore[AUR101] reason until=", "has until=, which is no date"),
        ("ignore[AUR101] reason until=2026-05-03", "was over after 2026-05-03"),
        ("ignore[AUR101] reason until=2026-05-04", ""),
        ("ignore[AUR101] until=2027-01-31 reason", ""),
        ("ignore[ AUR101 ,AUR301 ] reason", ""),
        (" ignore[AUR101] reason", ""),
    ],
)
def test_what_does_not_count(text: str, problem: str) -> None:
    for line in (f"# aurora-lint:{text}", f"k = 1 # aurora-lint: {text}"):
        (found,) = read(line)
        assert found.problem.startswith(problem)
        assert bool(found.problem) == bool(problem)


@pytest.mark.parametrize(
    "text",
    [
        f"Write {TEXT} there",
        f"`# {TEXT}` is written `{TEXT}`"[13:],
        f"print('{TEXT}')",
        f'x = "{TEXT}"',
        f"k: {TEXT}",
        "# aurora-lint checks this",
        "# aurora-lint: is what checks this",
        f"https://example.org/{TEXT}",
    ],
)
def test_what_is_no_comment(text: str) -> None:
    assert read(text, "a.py") == []


def test_many_on_one_line() -> None:
    found = read("k();" + f"// {TEXT} " * 2_000, "a.js")
    assert len(found) == 2_000
    assert {(each.line, each.about, each.problem) for each in found} == {(1, 1, "")}


@given(st.text(max_size=40), st.text(max_size=80))
def test_any_text_is_read(before: str, behind: str) -> None:
    for found in read(f"{before}# aurora-lint: ignore{behind}", "a.py"):
        assert found.line <= found.about
        assert found.problem or found.reason


@pytest.mark.parametrize(
    "line",
    [
        f"/* {TEXT} */ const demo = k;",
        f"/*! {TEXT} */ k()",
        f"<!-- {TEXT} --><a>k</a>",
        f"{{# {TEXT} #}} key: k",
        f"{{{{!-- {TEXT} --}}}} {{{{k}}}}",
        f"{{% comment %}} {TEXT} {{% endcomment %}} {{{{ k }}}}",
        f"(* {TEXT} *) let k = 1",
        f"--[[ {TEXT} ]] k = 1",
        f"<# {TEXT} #> $k = 1",
        f'{{"_comment": "{TEXT}", "key": "k"}}',
        f'{{"//": ["{TEXT}"], "key": "k"}}',
    ],
)
def test_before_something_on_its_line_it_is_about_that(line: str) -> None:
    (found,) = read(f"x\n{line}\ny\n")
    assert (found.line, found.about, found.problem) == (2, 2, "")
    assert found.reason == "the demo tenant"


@pytest.mark.parametrize(
    "line",
    [
        f"{{/* {TEXT} */}}",
        f"--[==[ {TEXT} ]==]",
        f"<# {TEXT} #>",
        f"{{% comment %}} {TEXT} {{% endcomment %}}",
        f'"_comment": ["{TEXT}", "and more"],',
        f"# {TEXT}: cron */5 as before",
    ],
)
def test_with_nothing_behind_it_is_about_the_next(line: str) -> None:
    (found,) = read(f"x\n{line}\ny\n")
    assert (found.line, found.about, found.problem) == (2, 3, "")


@pytest.mark.parametrize(
    "until",
    [
        "until=2020-01-31",
        "until = 2020-01-31",
        "(until=2020-01-31)",
        "until:2020-01-31",
        "until 2020-01-31",
        "Until=2020-01-31.",
        "until=2020-01-31, then it goes",
    ],
)
def test_a_last_day_counts_however_it_is_written(until: str) -> None:
    (found,) = read(f"k  # {TEXT} {until}")
    assert found.problem == "was over after 2020-01-31"
    (found,) = read(f"k  # {TEXT} {until.replace('2020', '2030')}")
    assert found.problem == ""
    assert "2030" not in found.reason
