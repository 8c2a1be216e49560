"""The text of a condition as tokens: the strings, names and operators of any language."""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"""
    (?P<string>
        (?<![\w\])}"'`]):[A-Za-z_]\w*[?!]?  # a symbol: `:test`
        | [rbuRBU]{0,2}(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)
    )
    | (?P<member>->|::|\?\.|(?<!\S)-[a-y](?=\s)|\$[A-Za-z]+:(?=\w))
    | (?P<compare>
        ===|-(?:i|c)?(?:eq|ne|like|match|contains|in)\b|\b(?:eq|ne)\b|<>|!==|==|!=|=>|:=|=~|=
        | :(?!:)|\bis\s+not\b|\bnot\s+in\b|\bis\b|\bin\b
    )
    | (?P<either>\|\||\bor\b)
    | (?P<both>&&|\band\b)
    | (?P<no>!|\bnot\b|(?<!\S)-z(?=\s))
    | (?P<word>[^\W\d]\w*(?:\?(?=[\s)&|,]|$))?|\d+)
    | (?P<open>[(\[{])
    | (?P<close>[)\]}])
    | (?P<comma>,)
    | (?P<other>[^\s])
    """,
    re.VERBOSE,
)
#: A shell's variable, between quotes as it should be.
_VARIABLE = re.compile(r'"\$\{?\w+(?::?-[^}"]*)?\}?"')
TRUE = frozenset({"true", "1", "yes", "on", "y", "t", "enabled"})
FALSE = frozenset({"false", "0", "no", "off", "n", "f", "disabled"})
NULL = frozenset({"none", "null", "nil", "undefined"})
#: Functions that give their argument's truth: ``bool(sandbox)``.
DIFFERS = frozenset({"!=", "!==", "<>", "is not", "not in", "ne", "-ne", "-ine", "-cne"})
CONVERSIONS = frozenset("bool int str strtobool str2bool to_bool as_bool parse_bool cint".split())
#: Operators that this grammar does not know.
UNREADABLE = frozenset("?;<>^~+%-")
#: A comparison as templates of Go have it: ``eq .Values.env "test"``.
PREFIXED = re.compile(r"\(?\s*(eq|ne)\s+(\S+|\"[^\"]*\")\s+([^\s()]+)\s*\)?")


def read(text: str) -> list[tuple[str, str]]:
    """Give the tokens of ``text``, each with its kind; what joins a name's parts is none."""
    return [
        (match.lastgroup or "", match[0])
        for match in _TOKEN.finditer(text)
        if match.lastgroup != "member"
    ]


def unquoted(literal: str) -> str:
    """Give the text of a string or a symbol."""
    return literal[1:] if literal.startswith(":") else literal.lstrip("rbuRBU")[1:-1]


def is_variable(literal: str) -> bool:
    """Whether a string is nothing but a shell's variable."""
    return _VARIABLE.fullmatch(literal) is not None
