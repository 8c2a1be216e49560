"""What stands beside a key on the same level: a mode, a flag, a base URL, an environment.

Settings are written as conditions (``sandbox = True``, ``environment = 'production'``), so that
one reader of conditions tells what they say.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from itertools import islice

from aurora_lint import hosts
from aurora_lint.address import Label, setting
from aurora_lint.address.python_tree import dotted, source_of, text_of
from aurora_lint.lines import Lines

Pair = tuple[str, ast.expr]
Said = list[tuple[ast.AST, Label]]
"""Labels, each with the node that says it: a key's own node does not speak for it."""

#: A name that stands for a value: ``Env.PROD``, ``HOSTS["sandbox"]``.
_NAMES = (ast.Name, ast.Attribute, ast.Subscript)
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
        if text := setting.of_argument(text_of(each)):
            written = source_of(each, lines)
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
        if setting.speaks_in_block(label.text)
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
        return setting.of_text(name, text)
    if isinstance(value, ast.Constant) and isinstance(value.value, bool):
        return setting.of_flag(name, str(value.value))
    return setting.of_path(name, ".".join(dotted(value))) if isinstance(value, _NAMES) else ""


def _formatted(value: ast.AST) -> str:
    """Give the constant parts of an f-string, what is filled in left out."""
    if not isinstance(value, ast.JoinedStr):
        return ""
    return "".join(text_of(part) or "…" for part in value.values)
