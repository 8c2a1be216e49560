"""What stands beside a key on the same level: a mode, a flag, a base URL, an environment.

Settings are written as conditions (``sandbox = True``, ``environment = 'production'``), so that
one reader of conditions tells what they say.
"""

from __future__ import annotations

import ast
import re
from typing import Iterator

from aurora_lint import hosts
from aurora_lint.address import Label
from aurora_lint.address.python_tree import dotted, source_of, text_of
from aurora_lint.condition import is_switch
from aurora_lint.lines import Lines
from aurora_lint.words import split

Pair = tuple[str, ast.AST]

#: What the names of settings are made of whose value is the API's address: ``AURORA_API_URL``.
_ADDRESS = frozenset(
    "aurora solar api base root url uri host hostname endpoint server domain origin address".split()
)
_URL = re.compile(r"\bhttps?://([^\s/\"'?#]+)")
#: Databases and caches live there too, so beside a key in a block it says nothing of the key.
_LOCAL = re.compile(r"localhost|127\.0\.0\.1")
#: A URL as long as this is a text that holds one.
_LONGEST = 300


def of_call(node: ast.Call, apart: ast.AST, lines: Lines) -> list[Label]:
    """Give what the arguments of a call beside ``apart`` say; hosts in them are used with it."""
    labels: list[Label] = []
    for each in [*node.args, *(keyword.value for keyword in node.keywords)]:
        if each is not apart and not _is_within(apart, each):
            labels += [
                Label("host", host, getattr(each, "lineno", 0))
                for host, _ in hosts.find(source_of(each, lines))
            ]
            if isinstance(each, ast.Dict):
                labels += _say(_entries(each), apart, lines)
    positional = [Label("setting", text, node.lineno) for text in _positional(node, apart)]
    pairs = [(keyword.arg, keyword.value) for keyword in node.keywords if keyword.arg]
    return labels + positional + _say(pairs, apart, lines)


def of_dict(node: ast.Dict, apart: ast.AST, lines: Lines) -> list[Label]:
    """Give what the entries beside ``apart`` say; hosts among them are used with it."""
    labels = _say(_entries(node), apart, lines)
    return [
        Label("host", host, label.line)
        for label in labels
        for host, _ in hosts.find(label.text)
    ] + labels


def of_parameters(node: ast.arguments, apart: ast.AST, lines: Lines) -> list[Label]:
    """Give what the defaults beside ``apart`` say."""
    positional = [*node.posonlyargs, *node.args]
    pairs: list[Pair] = [
        (name.arg, value)
        for name, value in zip(positional[len(positional) - len(node.defaults) :], node.defaults)
    ]
    pairs += [
        (name.arg, value) for name, value in zip(node.kwonlyargs, node.kw_defaults) if value
    ]
    return _say(pairs, apart, lines)


def of_block(statements: list[ast.stmt]) -> list[tuple[int, Label]]:
    """Give what the assignments of a block say, each with its statement's index."""
    return [
        (index, Label("setting", said, value.lineno))
        for index, statement in enumerate(statements)
        for name, value in _assignments(statement)
        if (said := _setting(name, value)) and not _LOCAL.search(said)
    ]


def _assignments(statement: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(statement, ast.Assign):
        targets: list[ast.expr] = statement.targets
    elif isinstance(statement, ast.AnnAssign) and statement.value:
        targets = [statement.target]
    else:
        return
    value = statement.value
    for target in targets:
        parts = dotted(target)
        if parts and value:
            yield parts[-1], value


def _entries(node: ast.Dict) -> list[Pair]:
    return [(text_of(key), value) for key, value in zip(node.keys, node.values) if text_of(key)]


def _is_within(node: ast.AST, outer: ast.AST) -> bool:
    return any(each is node for each in ast.walk(outer))


def _positional(node: ast.Call, apart: ast.AST) -> Iterator[str]:
    """Yield the arguments without a name that are an environment: ``"sandbox"``, ``Env.PROD``."""
    for each in node.args:
        if each is apart:
            continue
        text = text_of(each) or (
            ".".join(dotted(each)) if isinstance(each, (ast.Name, ast.Attribute)) else ""
        )
        if re.fullmatch(r"[\w.\-]{2,60}", text):
            yield f"environment = {text!r}"


def _say(pairs: list[Pair], apart: ast.AST, lines: Lines) -> list[Label]:
    return [
        Label("setting", said, getattr(value, "lineno", 0))
        for name, value in pairs
        if value is not apart and (said := _setting(name, value))
    ]


def _setting(name: str, value: ast.AST) -> str:
    """Write a setting as a condition; empty where it is none that could name an environment."""
    text = text_of(value) or _formatted(value)
    if text:
        if len(text) <= _LONGEST and (hosts.find(text) or _is_address(name)):
            url = _URL.search(text)
            return f"{name} = {(url[0] if url else text)!r}"
        return f"{name} = {text!r}" if is_switch(name) and len(text) <= _LONGEST else ""
    if isinstance(value, ast.Constant) and isinstance(value.value, bool):
        return f"{name} = {value.value}"
    if isinstance(value, (ast.Name, ast.Attribute)) and (is_switch(name) or _is_address(name)):
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
