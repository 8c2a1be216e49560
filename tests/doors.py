"""The doors, for tests that go through all of them: the same roots in, comparable findings out.

Every root is a git repository, so that each door finds it by itself.
"""

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from aurora_lint.cli import main
from aurora_lint.rules import CROSS_FILE
from tests import repositories

_CROSS_FILE = {rule.code for rule in CROSS_FILE}


class Found(NamedTuple):
    path: str
    line: int
    column: int
    code: str


def make_roots(roots: list[Path]) -> None:
    for root in roots:
        repositories.make(root)


def parses(file: Path) -> bool:
    """Whether flake8 runs its plugins on ``file``: it is Python that this interpreter parses."""
    if file.suffix not in (".py", ".pyi"):
        return False
    try:
        ast.parse(file.read_bytes())
    except (SyntaxError, ValueError):
        return False
    return True


def command_line(roots: list[Path], scratch: Path) -> dict[Path, set[Found]]:
    found = {}
    for root in roots:
        output = scratch / "report.json"
        main(["check", str(root), "--format", "json", "--quiet", "--output", str(output)])
        found[root] = {
            Found(one["path"], one["line"], one["column"], one["code"])
            for one in json.loads(output.read_text())["findings"]
            if one["code"] not in _CROSS_FILE  # which no other door can tell
        }
    return found


def flake8(roots: list[Path], above: Path, *options: str) -> dict[Path, set[Found]]:
    """Run flake8 once over all of ``roots``, which lie below ``above``."""
    done = subprocess.run(
        [
            sys.executable, "-m", "flake8", "--isolated", "--select", "AUR", "--disable-noqa",
            "--filename", "*.py,*.pyi", "--exclude", ".git", "--format",
            "%(path)s\t%(row)d\t%(col)d\t%(code)s", *options, str(above),
        ],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    found: dict[Path, set[Found]] = {root: set() for root in roots}
    for record in done.stdout.splitlines():
        path, line, column, code = record.split("\t")
        root = next(each for each in roots if Path(path).is_relative_to(each))
        place = Path(path).relative_to(root).as_posix()
        found[root].add(Found(place, int(line), int(column), code))
    return found
