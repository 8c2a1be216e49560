"""What tells languages apart for an outline: comments, strings, and what makes a block.

A language is known by its file's name alone, so that the verdict is the same on every machine.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

Layout = Literal["brackets", "indents", "lines", "tags", "prose"]


class Keywords(NamedTuple):
    """The words that open and close blocks where brackets do not.

    ``heads`` open what ends at a closer; their block begins at a line's end or at one of
    ``starts``. ``waits`` open it, too, but hold no block before the next of ``middles``.
    ``anywhere`` open a block at once, ``middles`` end one and begin the next.
    """

    heads: frozenset[str] = frozenset()
    waits: frozenset[str] = frozenset()
    anywhere: frozenset[str] = frozenset()
    middles: frozenset[str] = frozenset()
    closers: frozenset[str] = frozenset()
    starts: frozenset[str] = frozenset()
    ends_line: bool = True


class Syntax(NamedTuple):
    """One family of languages. Comments and strings are patterns over bytes, longest first."""

    name: str
    layout: Layout
    comments: tuple[bytes, ...] = ()
    strings: tuple[bytes, ...] = ()
    word: bytes = rb"[\w$@\x80-\xff]+"
    keywords: Keywords = Keywords()
    continued: bytes = rb"\\\r?\n"
    mapping: bool = False
    regexes: bool = False
    lines_end: bool = True


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SLASHES = rb"//[^\n]*"
_STARS = rb"/\*.*?(?:\*/|\Z)"
_HASH = rb"(?<![^\s;(){}])\#[^\n]*"
_DASHES = rb"--[^\n]*"
_DOUBLE = rb'"(?:[^"\\\n]|\\.)*"'
_SINGLE = rb"'(?:[^'\\\n]|\\.)*'"
_CHAR = rb"'(?:[^'\\\n]|\\[^\n][^'\n]{0,8})'"
_DOUBLES = rb'"(?:[^"\\]|\\.)*"'
_SINGLES = rb"'(?:[^'\\]|\\.)*'"
_DOUBLED = rb"'(?:[^']|'')*'"
_TICKS = rb"`(?:[^`\\]|\\.)*`"
_TRIPLE = rb'[rbufRBUF]{0,2}"""(?:[^"\\]|\\.|"(?!""))*"""'
_TRIPLE_SINGLE = rb"[rbufRBUF]{0,2}'''(?:[^'\\]|\\.|'(?!''))*'''"
_HEREDOC = rb"<<[-~<]?[ ]?[\"']?(?P<here>[A-Za-z_]\w*)[\"']?"

#: Lines for a preprocessor; what it defines is read as code.
_DIRECTIVE = (
    rb"(?m:^)[ \t]*\#[ \t]*(?:if|ifdef|ifndef|elif|elseif|else|endif|region|endregion|pragma|include"
    rb"|import|nullable|warning|error)\b[^\n]*"
)
_C = Syntax("c", "brackets", (_SLASHES, _STARS, _DIRECTIVE), (_DOUBLE, _CHAR))
_KOTLIN = _C._replace(name="kotlin", comments=(_SLASHES, _STARS), strings=(_TRIPLE, _DOUBLE, _CHAR))
_JAVA = _KOTLIN._replace(name="java", lines_end=False)
_SCRIPT = Syntax(
    "script", "brackets", (_SLASHES, _STARS, rb"<!--.*?-->"), (_TICKS, _DOUBLE, _SINGLE),
    regexes=True,
)  # fmt: skip
_GO = _KOTLIN._replace(name="go", strings=(rb"`[^`]*`", _DOUBLE, _CHAR))
_RUST = _KOTLIN._replace(name="rust", lines_end=False, strings=(rb'b?r#"(?:[^"]|"(?!#))*"#', rb'b?"(?:[^"\\]|\\.)*"', _CHAR))
_CSHARP = _C._replace(name="csharp", lines_end=False, strings=(_TRIPLE, rb'(?:@\$?|\$@)"(?:[^"]|"")*"', rb"\$?" + _DOUBLE, _CHAR))
_SWIFT = _C._replace(name="swift", strings=(_TRIPLE, rb'#"[^\n]*?"#', _DOUBLE))
_DART = _JAVA._replace(name="dart", strings=(_TRIPLE, _TRIPLE_SINGLE, rb"r?" + _DOUBLE, rb"r?" + _SINGLE))
_GROOVY = _DART._replace(name="groovy", lines_end=True)
_PHP = Syntax(
    "php", "brackets", (_SLASHES, _STARS, rb"\#(?!\[)[^\n]*"), (_HEREDOC, _DOUBLES, _SINGLES),
    word=rb"[\w$\x80-\xff]+", lines_end=False,
)  # fmt: skip
_JSON = Syntax(
    "json", "brackets", (_SLASHES, _STARS), (_DOUBLE, _SINGLE), word=rb"[\w$.\-\x80-\xff]+",
    mapping=True,
)  # fmt: skip
_HCL = Syntax(
    "hcl", "brackets", (rb"\#[^\n]*", _SLASHES, _STARS), (_HEREDOC, _DOUBLE),
    word=rb"[\w\-\x80-\xff]+", mapping=True,
)  # fmt: skip
_HOCON = _HCL._replace(name="hocon", strings=(_TRIPLE, _DOUBLE), word=rb"[\w.\-\x80-\xff]+")
_NGINX = _HCL._replace(name="nginx", strings=(_DOUBLE, _SINGLE), word=rb"[\w.\-$/:~^\x80-\xff]+")
_TOML = Syntax(
    "toml", "brackets", (rb"\#[^\n]*",), (_TRIPLE, _TRIPLE_SINGLE, _DOUBLE, rb"'[^'\n]*'"),
    word=rb"[\w.\-\x80-\xff]+", mapping=True,
)  # fmt: skip
#: With symbols, and names that end in a question.
_RUBY_WORD = rb"(?<![\w\])}\"':]):[A-Za-z_]\w*[?!]?|[\w$@\x80-\xff]+(?:[?!](?![=\w]))?"
_RUBY = Syntax(
    "ruby", "brackets", (_HASH, rb"(?m:^)=begin\b.*?(?m:^)=end\b"), (_HEREDOC, _DOUBLES, _SINGLES),
    word=_RUBY_WORD, regexes=True,
    keywords=Keywords(
        heads=_words("if unless while until def class module for"),
        waits=_words("case"),
        anywhere=_words("do begin"),
        middles=_words("elsif else when rescue ensure in"),
        closers=_words("end"),
        starts=_words("then"),
    ),
)  # fmt: skip
_ELIXIR = Syntax(
    "elixir", "brackets", (_HASH,), (_TRIPLE, _DOUBLES, _SINGLE), word=_RUBY_WORD,
    keywords=Keywords(
        anywhere=_words("do fn"), middles=_words("else rescue after catch"),
        closers=_words("end"), ends_line=False,
    ),
)  # fmt: skip
_LUA = Syntax(
    "lua", "brackets", (rb"--\[\[.*?(?:\]\]|\Z)", _DASHES), (_DOUBLE, _SINGLE, rb"\[\[.*?\]\]"),
    keywords=Keywords(
        heads=_words("if for while function"), anywhere=_words("do repeat"),
        middles=_words("elseif else"), closers=_words("end until"), starts=_words("then do"),
    ),
)  # fmt: skip
_SHELL = Syntax(
    "shell", "brackets", (_HASH,), (_HEREDOC, rb"\$?" + _DOUBLES, rb"\$?'[^']*'"),
    word=rb"\$\{[^}\n]*\}|\$\([^()\n]*\)|[\w$\-./:@%+~\x80-\xff]+",
    keywords=Keywords(
        heads=_words("if while until for select"), waits=_words("case"),
        middles=_words("elif else"), closers=_words("fi done esac"), starts=_words("then do"),
        ends_line=False,
    ),
)  # fmt: skip
_FISH = _SHELL._replace(
    name="fish",
    keywords=Keywords(
        heads=_words("if while for function switch begin"), middles=_words("else case"),
        closers=_words("end"),
    ),
)  # fmt: skip
_POWERSHELL = Syntax(
    "powershell", "brackets", (rb"<\#.*?(?:\#>|\Z)", _HASH),
    (rb'@"\r?\n.*?\n"@', rb"@'\r?\n.*?\n'@", rb'"(?:[^"`]|`.|"")*"', _DOUBLED),
    word=rb"[\w$:\-\x80-\xff]+", continued=rb"`\r?\n",
)  # fmt: skip
_PERL = Syntax(
    "perl", "brackets", (_HASH, rb"(?m:^)=\w+.*?(?m:^)=cut\b"), (_HEREDOC, _DOUBLES, _SINGLES),
    lines_end=False,
)  # fmt: skip
_R = Syntax("r", "brackets", (_HASH,), (_DOUBLES, _SINGLES), word=rb"[\w.\x80-\xff]+")
_JULIA = _LUA._replace(
    name="julia", comments=(rb"\#=.*?(?:=\#|\Z)", _HASH), strings=(_TRIPLE, _DOUBLES, _CHAR),
)  # fmt: skip
_BATCH = Syntax(
    "batch", "brackets", (rb"(?mi:^)[ \t]*(?:@?rem\b|::)[^\n]*",), (rb'"[^"\n]*"',),
    word=rb"[\w$\-./:\\%!~@\x80-\xff]+", continued=rb"\^\r?\n",
)  # fmt: skip
_SQL = Syntax(
    "sql", "brackets", (_DASHES, _STARS), (_DOUBLED, _DOUBLE, rb"`[^`\n]*`", rb"\$\$"),
    keywords=Keywords(
        heads=_words("if"), waits=_words("case"), middles=_words("when else elsif elseif"),
        closers=_words("end"), starts=_words("then"), anywhere=_words("begin loop"), ends_line=False,
    ),
    lines_end=False,
)  # fmt: skip
_VISUAL_BASIC = Syntax(
    "vb", "brackets", (rb"'[^\n]*",), (rb'"(?:[^"\n]|"")*"',), continued=rb"_\r?\n",
    keywords=Keywords(
        heads=_words("if sub function class module while for with property"), waits=_words("select"),
        middles=_words("elseif else case"), closers=_words("end next wend loop"),
        anywhere=_words("do"), starts=_words("then"),
    ),
)  # fmt: skip
_PYTHON = Syntax(
    "python", "indents", (rb"\#[^\n]*",),
    (_TRIPLE, _TRIPLE_SINGLE, rb"[rbufRBUF]{0,2}" + _DOUBLE, rb"[rbufRBUF]{0,2}" + _SINGLE),
)  # fmt: skip
_COFFEE = _SCRIPT._replace(name="coffee", layout="indents", comments=(rb"\#[^\n]*",))
_YAML = Syntax(
    "yaml", "indents", (_HASH,), (rb'"(?:[^"\\]|\\.)*"', _DOUBLED),
    word=rb"(?:[^\s,\[\]{}\"'#:]|:(?=[^\s,\]}]))(?:[^\s,\[\]{}:]|:(?=[^\s,\]}]))*", mapping=True,
)  # fmt: skip
_TAGS = Syntax("tags", "tags", (rb"<!--.*?(?:-->|\Z)",), (_DOUBLES, _SINGLES), mapping=True)
#: What is sent to a browser.
_PAGES = _TAGS._replace(name="page")
_LINES = Syntax("lines", "lines", mapping=True)
_REQUESTS = _LINES._replace(name="requests")
_DOCKER = _SHELL._replace(name="docker", comments=(rb"(?m:^)[ \t]*\#[^\n]*",))
_MAKE = Syntax(
    "make", "indents", (_HASH,), (_DOUBLE, _SINGLE),
    word=rb"\$\([^()\n]*\)|\$\{[^}\n]*\}|[\w$\-./@%+~\x80-\xff]+",
)  # fmt: skip
_PROSE = Syntax("prose", "prose")

_BY_ENDING: dict[str, Syntax] = {
    ending: syntax
    for endings, syntax in (
        ("c h cc cpp cxx hpp m mm proto thrift sol v glsl css scss less zig d", _C),
        ("java", _JAVA),
        ("kt kts scala sc sbt", _KOTLIN),
        ("js jsx ts tsx mjs cjs mts cts es6 gs qml as hx", _SCRIPT),
        ("go templ", _GO),
        ("rs", _RUST),
        ("cs csx razor cshtml", _CSHARP),
        ("swift", _SWIFT),
        ("dart", _DART),
        ("groovy gradle jenkinsfile", _GROOVY),
        ("php phtml inc", _PHP),
        ("ipynb json jsonc json5 webmanifest har geojson avsc jsonl ndjson map babelrc eslintrc arb", _JSON),
        ("jsonnet libsonnet", _HCL),
        ("hcl tf tfvars nomad bicep pkr tfstate", _HCL),
        ("toml", _TOML),
        ("rb rake gemspec ru podspec cr gemfile rakefile fastfile podfile vagrantfile appfile", _RUBY),
        ("ex exs", _ELIXIR),
        ("lua", _LUA),
        ("sh bash zsh ksh ash command envrc profile bashrc zshrc bats tool", _SHELL),
        ("fish", _FISH),
        ("bat cmd", _BATCH),
        ("ps1 psm1 psd1", _POWERSHELL),
        ("pl pm t", _PERL),
        ("r rprofile", _R),
        ("nim", _PYTHON),
        ("jl", _JULIA),
        ("sql psql pgsql ddl dml", _SQL),
        ("vb vbs bas", _VISUAL_BASIC),
        ("py pyi pyw pyx sage bzl star tac wsgi gd", _PYTHON),
        ("coffee", _COFFEE),
        ("yml yaml eyaml sls cff raml", _YAML),
        ("html htm xhtml jsp jspx ftl vue svelte astro erb ejs hbs mustache twig", _PAGES),
        ("xml svg plist config csproj props targets xaml storyboard resx xcconfigxml "
         "nuspec pom entitlements wsdl xsd "
         "mxml mobileconfig iml", _TAGS),
        ("http rest hurl", _REQUESTS),
        ("dockerfile containerfile", _DOCKER),
        ("makefile gnumakefile mk mak", _MAKE),
        ("md markdown mdx rst adoc", _PROSE),
        ("conf nginx", _LINES),
        ("hocon", _HOCON),
    )
    for ending in endings.split()
}  # fmt: skip
#: What follows the ending of the language itself: ``values.yaml.gotmpl``, ``settings.json.example``.
_ADDED = re.compile(
    r"\.(?:example|sample|template|tmpl|tpl|dist|default|orig|bak|old|j2|jinja2?|gotmpl|erb|ejs|in"
    r"|enc|local|backup|copy|txt)$"
)
#: A configuration in brackets, as nginx and Typesafe's write it.
_IN_BRACKETS = re.compile(rb"^[ \t]*[\w.\-\"/~ ]+[ \t]*[{][ \t]*$", re.MULTILINE)


@lru_cache(maxsize=1024)
def by_name(path: str) -> Syntax | None:
    """Give the syntax that a file's name tells; None for Python and for what no name tells."""
    name = path.rpartition("/")[2].lower()
    if name.endswith((".blade.php", ".html.php")):
        return _PAGES
    while True:
        ending = name.rpartition(".")[2]
        if ending in _BY_ENDING:
            return _BY_ENDING[ending]
        shorter = _ADDED.sub("", name)
        if shorter == name:
            break
        name = shorter
    if name.startswith(("dockerfile", "containerfile")):
        return _DOCKER
    if name.startswith("jenkinsfile"):
        return _GROOVY
    return None


def of(path: str | None, head: bytes) -> Syntax:
    """Give the syntax of a file by its name, or by how it begins; lines where neither tells."""
    known = by_name(path) if path else None
    if known and known is not _LINES:
        return known
    if head.startswith(b"#!"):
        first = head.split(b"\n", 1)[0]
        for program, syntax in _PROGRAMS:
            if program in first:
                return syntax
    start = head.lstrip()[:5]
    if not known:
        if start[:1] == b"{" and start[:2] not in (b"{{", b"{%"):
            return _JSON
        if start.lower() in (b"<?xml", b"<!doc", b"<html"):
            return _TAGS if start[1:2] == b"?" else _PAGES
        if start == b"<?php":
            return _PHP
    if _IN_BRACKETS.search(head):
        return _NGINX if b";" in head else _HOCON
    return _LINES


_PROGRAMS = (
    (b"python", _PYTHON),
    (b"node", _SCRIPT),
    (b"deno", _SCRIPT),
    (b"bun", _SCRIPT),
    (b"ruby", _RUBY),
    (b"perl", _PERL),
    (b"php", _PHP),
    (b"pwsh", _POWERSHELL),
    (b"fish", _FISH),
    (b"sh", _SHELL),
)

#: What the fences of a document and the attributes of a script call the languages.
_CALLED = {
    "javascript": "js", "typescript": "ts", "python": "py", "python3": "py", "ruby": "rb",
    "shell": "sh", "console": "sh", "shell-session": "sh", "curl": "sh", "golang": "go",
    "rust": "rs", "csharp": "cs", "c#": "cs", "kotlin": "kt", "powershell": "ps1", "pwsh": "ps1",
    "terraform": "tf", "elixir": "ex", "perl": "pl", "docker": "dockerfile", "objc": "m",
    "objective-c": "m", "visualbasic": "vb", "ini": "ini", "properties": "ini", "dotenv": "ini",
    "env": "ini", "node": "js", "nodejs": "js", "react": "jsx",
}  # fmt: skip


def called(name: str) -> Syntax:
    """Give the syntax that people call ``name``; lines where it is none of the known."""
    name = name.lower()
    return _BY_ENDING.get(_CALLED.get(name, name), _LINES)


LINES, SHELL, SCRIPT, TAGS, YAML, PYTHON, JSON = _LINES, _SHELL, _SCRIPT, _TAGS, _YAML, _PYTHON, _JSON
