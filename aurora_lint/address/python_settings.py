"""What stands beside a key on the same level: a mode, a flag, a base URL, an environment.

Settings are written as conditions (``sandbox = True``, ``environment = 'production'``), so that
one reader of conditions tells what they say.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from itertools import islice

from aurora_lint import hosts
from aurora_lint.address import Label
from aurora_lint.address.python_tree import dotted, source_of, text_of
from aurora_lint.condition import is_switch
from aurora_lint.lines import Lines
from aurora_lint.words import split

Pair = tuple[str, ast.expr]
Said = list[tuple[ast.AST, Label]]
"""Labels, each with the node that says it: a key's own node does not speak for it."""

#: What the names of settings are made of whose value is the API's address: ``AURORA_API_URL``.
_ADDRESS = frozenset(
    "aurora solar api base root url uri host hostname endpoint server domain origin address".split()
)
#: A name that stands for a value: ``Env.PROD``, ``HOSTS["sandbox"]``.
_NAMES = (ast.Name, ast.Attribute, ast.Subscript)
#: What an argument without a name looks like where it names an environment.
_NAMED = re.compile(r"(?!stage\b)[\w.\-]{2,60}")
#: Calls that say or change a text, whatever it says.
_TALKERS = frozenset(
    "print log debug info warn warning error exception critical replace sub split format join "
    "startswith endswith assertequal assertin assertnotequal".split()
)
#: A call with more arguments without a name than this is given data, not told an environment.
_MOST = 20
#: Where thousands of settings stand side by side, they are data.
_MOST_SAID = 50
_KEPT = "_aurora_lint_beside"
_URL = re.compile(r"\bhttps?://([^\s/\"'?#]+)")
#: Databases and caches live there too: only an address of the web says where a key is sent, and
#: in a block not even that.
_LOCAL = re.compile(r"localhost|127\.0\.0\.1")
#: A debug flag stands in the settings that all environments share, and in every example.
_DEBUG = re.compile(r"debug\b", re.IGNORECASE)
#: A URL as long as this is a text that holds one.
_LONGEST = 300


def apart_from(said: Said, node: ast.AST) -> list[Label]:
    """Give what all but ``node`` say, the first of many."""
    return [label for speaker, label in islice(said, _MOST_SAID) if speaker is not node]


def _kept(read: Callable[..., Said]) -> Callable[..., Said]:
    """Keep on a node what was read of it: it may hold thousands of keys, and goes with its tree."""

    @wraps(read)
    def reading(node: ast.AST, *lines: Lines) -> Said:
        if not hasattr(node, _KEPT):
            setattr(node, _KEPT, read(node, *lines))
        said: Said = getattr(node, _KEPT)
        return said

    return reading


@_kept
def of_call(node: ast.Call, lines: Lines) -> Said:
    """Give what the arguments of a call say; hosts in them are used with its other arguments."""
    said: Said = []
    values = [*node.args, *(keyword.value for keyword in node.keywords)]
    for each in values:
        for host, _ in hosts.find(source_of(each, lines)):
            said.append((each, Label("host", host, each.lineno)))
        if isinstance(each, ast.Dict):
            said += [(each, label) for _, label in of_dict(each, lines)]
    tells = (dotted(node.func) or [""])[-1].lower() in _TALKERS
    for each in () if tells else node.args[:_MOST]:
        if _NAMED.fullmatch(text_of(each)):
            text, written = f"environment = {text_of(each)!r}", source_of(each, lines)
            said.append((each, Label("setting", text, each.lineno, written=written)))
        elif isinstance(each, (*_NAMES, ast.Call)):
            said.append((each, Label("setting", ".".join(dotted(each)), each.lineno)))
    return said + _say((keyword.arg, keyword.value) for keyword in node.keywords if keyword.arg)


@_kept
def of_dict(node: ast.Dict, lines: Lines) -> Said:
    """Give what the entries of a dictionary say; hosts among them are used with the others."""
    said = _say((text_of(key), value) for key, value in zip(node.keys, node.values) if text_of(key))
    used = [
        (value, Label("host", host, label.line))
        for value, label in said
        for host, _ in hosts.find(label.text)
    ]
    return used + said


@_kept
def of_parameters(node: ast.arguments) -> Said:
    """Give what the defaults of parameters say."""
    positional = [*node.posonlyargs, *node.args]
    pairs: list[Pair] = [
        (name.arg, value)
        for name, value in zip(positional[len(positional) - len(node.defaults) :], node.defaults)
    ]
    pairs += [(name.arg, value) for name, value in zip(node.kwonlyargs, node.kw_defaults) if value]
    return _say(pairs)


def of_block(statements: list[ast.stmt]) -> Said:
    """Give what the statements of a block set, each with its statement."""
    return [
        (statement, label)
        for statement in statements
        for _, label in _say(_assignments(statement))
        if not _LOCAL.search(label.text) and not _DEBUG.match(label.text)
    ]


def _assignments(statement: ast.stmt) -> Iterator[Pair]:
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        # os.environ.setdefault("AURORA_ENV", "sandbox"), monkeypatch.setenv(…)
        arguments = statement.value.args
        if len(arguments) == 2 and text_of(arguments[0]):
            yield text_of(arguments[0]), arguments[1]
    elif isinstance(statement, (ast.Assign, ast.AnnAssign)) and statement.value:
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        for target in targets:
            parts = dotted(target)
            if parts:
                yield parts[-1], statement.value


def _say(pairs: Iterable[Pair]) -> Said:
    return [
        (value, Label("setting", said, value.lineno))
        for name, value in pairs
        if (said := _setting(name, value))
    ]


def _setting(name: str, value: ast.AST) -> str:
    """Write a setting as a condition; empty where it is none that could name an environment."""
    text = text_of(value) or _formatted(value)
    if text:
        if len(text) <= _LONGEST and (hosts.find(text) or _is_address(name)):
            url = _URL.search(text)
            if not url and _LOCAL.search(text):
                return ""
            return f"{name} = {(url[0] if url else text)!r}"
        return f"{name} = {text!r}" if is_switch(name) and len(text) <= _LONGEST else ""
    if isinstance(value, ast.Constant) and isinstance(value.value, bool):
        return f"{name} = {value.value}"
    if isinstance(value, _NAMES) and (is_switch(name) or _is_address(name)):
        return f"{name} = {'.'.join(dotted(value))}"
    return ""


def _is_address(name: str) -> bool:
    words = split(name)
    return bool(words) and _ADDRESS.issuperset(words)


def _formatted(value: ast.AST) -> str:
    """Give the constant parts of an f-string, what is filled in left out."""
    if not isinstance(value, ast.JoinedStr):
        return ""
    return "".join(text_of(part) or "…" for part in value.values)
