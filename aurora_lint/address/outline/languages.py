"""The languages whose outline can be read, by the endings of their files' names."""

from __future__ import annotations

from aurora_lint.address.outline.syntax import Keywords, Syntax


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SLASHES = rb"//[^\n]*"
_STARS = rb"/\*.*?(?:\*/|\Z)"
_HASH = rb"(?<![^\s;(){}])\#[^\n]*"
_DASHES = rb"--[^\n]*"
_DOUBLE = rb'"(?:[^"\\\n]|\\.)*"'
_SINGLE = rb"'(?:[^'\\\n]|\\.)*'"
#: With a word in quotes within its brackets: ``"${"sand"}_…"``.
_NESTED = rb'"(?:[^"\\\n$#{]|\\.|[$#]?\{"[\w\-]*"\}|[$#{])*"'
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
    rb"(?m:^)[ \t]*\#[ \t]*(?:if|ifdef|ifndef|elif|elseif|else|endif|region|endregion|pragma"
    rb"|include|import|nullable|warning|error)\b[^\n]*"
)
_C = Syntax("c", "brackets", (_SLASHES, _STARS, _DIRECTIVE), (_DOUBLE, _CHAR))
_KOTLIN = _C._replace(name="kotlin", comments=(_SLASHES, _STARS), strings=(_TRIPLE, _NESTED, _CHAR))
_JAVA = _KOTLIN._replace(name="java", strings=(_TRIPLE, _DOUBLE, _CHAR), lines_end=False)
SCRIPT = Syntax(
    "script", "brackets", (_SLASHES, _STARS, rb"<!--[^\n]*"), (_TICKS, _DOUBLE, _SINGLE),
    regexes=True,
)  # fmt: skip
_GO = _KOTLIN._replace(name="go", strings=(rb"`[^`]*`", _DOUBLE, _CHAR))
_RUST = _KOTLIN._replace(
    name="rust",
    lines_end=False,
    strings=(rb'b?r#"(?:[^"]|"(?!#))*(?:"#|\Z)', rb'b?"(?:[^"\\]|\\.)*"', _CHAR),
)
_CSHARP = _C._replace(
    name="csharp",
    lines_end=False,
    strings=(_TRIPLE, rb'(?:@\$?|\$@)"(?:[^"]|"")*"', rb"\$" + _NESTED, _DOUBLE, _CHAR),
)
_FSHARP = _CSHARP._replace(
    name="fsharp", comments=(_SLASHES, rb"\(\*.*?(?:\*\)|\Z)"), lines_end=True
)
_SWIFT = _C._replace(name="swift", strings=(_TRIPLE, rb'#"[^\n]*?"#', _DOUBLE))
_DART = _JAVA._replace(
    name="dart", strings=(_TRIPLE, _TRIPLE_SINGLE, rb"r?" + _NESTED, rb"r?" + _SINGLE)
)
GROOVY = _DART._replace(name="groovy", lines_end=True)
PHP = Syntax(
    "php", "brackets", (_SLASHES, _STARS, rb"\#(?!\[)[^\n]*"), (_HEREDOC, _DOUBLES, _SINGLES),
    word=rb"[\w$\x80-\xff]+", lines_end=False,
)  # fmt: skip
JSON = Syntax(
    "json", "brackets", (_SLASHES, _STARS), (_DOUBLE, _SINGLE), word=rb"[\w$.\-\x80-\xff]+",
    mapping=True,
)  # fmt: skip
_HCL = Syntax(
    "hcl", "brackets", (rb"\#[^\n]*", _SLASHES, _STARS), (_HEREDOC, _DOUBLE),
    word=rb"[\w\-\x80-\xff]+", mapping=True,
)  # fmt: skip
HOCON = _HCL._replace(name="hocon", strings=(_TRIPLE, _DOUBLE), word=rb"[\w.\-\x80-\xff]+")
NGINX = _HCL._replace(
    name="nginx", strings=(_DOUBLE, _SINGLE), word=rb"[\w.\-$/:~^\x80-\xff]+", words_first=True
)
_TOML = Syntax(
    "toml", "brackets", (rb"\#[^\n]*",), (_TRIPLE, _TRIPLE_SINGLE, _DOUBLE, rb"'[^'\n]*'"),
    word=rb"[\w.\-\x80-\xff]+", mapping=True,
)  # fmt: skip
#: With symbols, and names that end in a question.
_RUBY_WORD = rb"(?<![\w\])}\"':]):[A-Za-z_]\w*[?!]?|[\w$@\x80-\xff]+(?:[?!](?![=\w]))?"
RUBY = Syntax(
    "ruby", "brackets", (_HASH, rb"(?m:^)=begin\b.*?(?:(?m:^)=end\b|\Z)"),
    (_HEREDOC, _NESTED, _DOUBLES, _SINGLES),
    word=_RUBY_WORD, regexes=True,
    keywords=Keywords(
        heads=_words("if unless while until def class module for"),
        waits=_words("case"),
        anywhere=_words("do begin"),
        middles=_words("elsif else when rescue ensure in"),
        closers=_words("end"),
        starts=_words("then"),
    ),
    postfix=True, spoken=True,
)  # fmt: skip
_ELIXIR = Syntax(
    "elixir", "brackets", (_HASH,), (_TRIPLE, _DOUBLES, _SINGLE), word=_RUBY_WORD,
    keywords=Keywords(
        anywhere=_words("do fn"), middles=_words("else rescue after catch"),
        closers=_words("end"), ends_line=False,
    ),
    postfix=True,
)  # fmt: skip
_LUA = Syntax(
    "lua", "brackets", (rb"--\[\[.*?(?:\]\]|\Z)", _DASHES),
    (_DOUBLE, _SINGLE, rb"\[\[.*?(?:\]\]|\Z)"),
    keywords=Keywords(
        heads=_words("if for while function"), anywhere=_words("do repeat"),
        middles=_words("elseif else"), closers=_words("end until"), starts=_words("then do"),
    ),
    spoken=True,
)  # fmt: skip
SHELL = Syntax(
    "shell", "brackets", (_HASH,), (_HEREDOC, rb"\$?" + _DOUBLES, rb"\$?'[^']*'"),
    word=rb"\$\{[^}\n]*\}|\$\([^()\n]*\)|(?:[\w\-./:@%+~\x80-\xff]|\$(?![({]))+",
    keywords=Keywords(
        heads=_words("if while until for select"), waits=_words("case"),
        middles=_words("elif else"), closers=_words("fi done esac"), starts=_words("then do"),
        ends_line=False,
    ),
    words_first=True, commands=True, options=True,
)  # fmt: skip
FISH = SHELL._replace(
    name="fish",
    keywords=Keywords(
        heads=_words("if while for function switch begin"), middles=_words("else case"),
        closers=_words("end"),
    ),
)  # fmt: skip
POWERSHELL = Syntax(
    "powershell", "brackets", (rb"<\#.*?(?:\#>|\Z)", _HASH),
    (rb'@"\r?\n.*?(?:\n"@|\Z)', rb"@'\r?\n.*?(?:\n'@|\Z)", rb'"(?:[^"`]|`.|"")*"', _DOUBLED),
    word=rb"[\w$:\-\x80-\xff]+", continued=rb"`\r?\n", options=True,
)  # fmt: skip
PERL = Syntax(
    "perl", "brackets", (_HASH, rb"(?m:^)=\w+.*?(?:(?m:^)=cut\b|\Z)"),
    (_HEREDOC, _DOUBLES, _SINGLES),
    lines_end=False, postfix=True, spoken=True,
)  # fmt: skip
_R = Syntax("r", "brackets", (_HASH,), (_DOUBLES, _SINGLES), word=rb"[\w.\x80-\xff]+")
_JULIA = _LUA._replace(
    name="julia", comments=(rb"\#=.*?(?:=\#|\Z)", _HASH), strings=(_TRIPLE, _DOUBLES, _CHAR),
    spoken=False,
)  # fmt: skip
_HASKELL = Syntax(
    "haskell", "brackets", (_DASHES, rb"\{-.*?(?:-\}|\Z)"), (_DOUBLE, _CHAR),
    word=rb"[A-Za-z_\x80-\xff][\w'\x80-\xff]*|\d\w*",
)  # fmt: skip
_ERLANG = Syntax("erlang", "brackets", (rb"%[^\n]*",), (_DOUBLES, _SINGLE))
_BATCH = Syntax(
    "batch", "brackets", (rb"(?mi:^)[ \t]*(?:@?rem\b|::)[^\n]*",), (rb'"[^"\n]*"',),
    word=rb"[\w$\-./:\\%!~@\x80-\xff]+", continued=rb"\^\r?\n",
    commands=True, options=True,
)  # fmt: skip
_SQL = Syntax(
    "sql", "brackets", (_DASHES, _STARS), (_DOUBLED, _DOUBLE, rb"`[^`\n]*`", rb"\$\$"),
    keywords=Keywords(
        heads=_words("if"), waits=_words("case"), middles=_words("when else elsif elseif"),
        closers=_words("end"), starts=_words("then"), anywhere=_words("begin loop"),
        ends_line=False,
    ),
    lines_end=False, folds_case=True, options=True,
)  # fmt: skip
_VISUAL_BASIC = Syntax(
    "vb", "brackets", (rb"'[^\n]*",), (rb'"(?:[^"\n]|"")*"',), continued=rb"_\r?\n",
    keywords=Keywords(
        heads=_words("if sub function class module while for with property"),
        waits=_words("select"),
        middles=_words("elseif else case"), closers=_words("end next wend loop"),
        anywhere=_words("do"), starts=_words("then"),
    ),
    folds_case=True,
)  # fmt: skip
PYTHON = Syntax(
    "python", "indents", (rb"\#[^\n]*",),
    (_TRIPLE, _TRIPLE_SINGLE, rb"[rbufRBUF]{0,2}" + _DOUBLE, rb"[rbufRBUF]{0,2}" + _SINGLE),
)  # fmt: skip
_NIM = PYTHON._replace(name="nim")
_COFFEE = SCRIPT._replace(name="coffee", layout="indents", comments=(rb"\#[^\n]*",))
YAML = Syntax(
    "yaml", "indents", (_HASH,), (rb'"(?:[^"\\]|\\.)*"', _DOUBLED),
    word=rb"(?:[^\s,\[\]{}\"'#:]|:(?=[^\s,\]}]))(?:[^\s,\[\]{}:]|:(?=[^\s,\]}]))*", mapping=True,
    words_first=True,
)  # fmt: skip
TAGS = Syntax("tags", "tags", mapping=True)
#: What is sent to a browser.
PAGES = TAGS._replace(name="page")
LINES = Syntax("lines", "lines", mapping=True)
_REQUESTS = LINES._replace(name="requests")
DOCKER = SHELL._replace(name="docker", comments=(rb"(?m:^)[ \t]*\#[^\n]*",))
_MAKE = Syntax(
    "make", "indents", (_HASH,), (_DOUBLE, _SINGLE),
    word=rb"\$\([^()\n]*\)|\$\{[^}\n]*\}|(?:[\w\-./@%+~\x80-\xff]|\$(?![({]))+",
    words_first=True, commands=True, options=True,
)  # fmt: skip
_PROSE = Syntax("prose", "prose")
BY_ENDING: dict[str, Syntax] = {
    ending: syntax
    for endings, syntax in (
        ("c h cc cpp cxx hpp m mm proto thrift sol v glsl css scss less zig d", _C),
        ("java", _JAVA),
        ("kt kts scala sc sbt", _KOTLIN),
        ("js jsx ts tsx mjs cjs mts cts es6 gs qml as hx", SCRIPT),
        ("go", _GO),
        ("rs", _RUST),
        ("cs csx razor cshtml", _CSHARP),
        ("fs fsx fsi", _FSHARP),
        ("hs", _HASKELL),
        ("erl hrl", _ERLANG),
        ("swift", _SWIFT),
        ("dart", _DART),
        ("groovy gradle jenkinsfile", GROOVY),
        ("php phtml inc", PHP),
        ("ipynb json jsonc json5 webmanifest har geojson avsc jsonl ndjson map babelrc", JSON),
        ("eslintrc arb", JSON),
        ("jsonnet libsonnet", _HCL),
        ("hcl tf tfvars nomad bicep pkr tfstate", _HCL),
        ("toml", _TOML),
        ("rb rake gemspec ru podspec cr gemfile rakefile fastfile podfile vagrantfile", RUBY),
        ("ex exs", _ELIXIR),
        ("lua", _LUA),
        ("sh bash zsh ksh ash command envrc profile bashrc zshrc bats tool", SHELL),
        ("fish", FISH),
        ("bat cmd", _BATCH),
        ("ps1 psm1 psd1", POWERSHELL),
        ("pl pm t", PERL),
        ("r rprofile", _R),
        ("nim", _NIM),
        ("jl", _JULIA),
        ("sql psql pgsql ddl dml", _SQL),
        ("vb vbs bas", _VISUAL_BASIC),
        ("py pyi pyw pyx sage bzl star tac wsgi gd", PYTHON),
        ("coffee", _COFFEE),
        ("yml yaml eyaml sls cff raml", YAML),
        ("html htm xhtml jsp jspx ftl vue svelte astro erb ejs hbs mustache twig", PAGES),
        ("xml svg plist config csproj props targets xaml storyboard resx xcconfigxml "
         "nuspec pom entitlements wsdl xsd "
         "mxml mobileconfig iml", TAGS),
        ("http rest hurl", _REQUESTS),
        ("dockerfile containerfile", DOCKER),
        ("makefile gnumakefile mk mak", _MAKE),
        ("md markdown mdx rst adoc", _PROSE),
        ("conf nginx", LINES),
        ("hocon", HOCON),
    )
    for ending in endings.split()
}  # fmt: skip
