"""flake8's checker: the core on flake8's own tree and lines.

flake8 runs no plugin on a file that does not parse; the command line covers those.
"""

from __future__ import annotations

import ast
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aurora_lint import __version__
from aurora_lint.engine import scan
from aurora_lint.source import Source

if TYPE_CHECKING:
    from flake8.options.manager import OptionManager

    from aurora_lint.policy import Policy

#: What flake8 calls a source that has no name.
_UNNAMED = frozenset({"stdin", "-", "(none)"})


class Checker:
    """Reports every rule of level error and warning; notes too where asked for."""

    name = "aurora-lint"
    version = __version__

    _notes = False
    _root: str | None = None
    _policies: dict[Path, Policy] = {}  # noqa: RUF012  (one a root, for all files of a run)

    def __init__(self, tree: ast.Module, lines: list[str], filename: str) -> None:
        self._tree = tree
        self._lines = lines
        self._filename = filename

    @classmethod
    def add_options(cls, manager: OptionManager) -> None:
        """Add ``--aurora-…`` to flake8's options and configuration."""
        manager.add_option(
            "--aurora-notes",
            action="store_true",
            default=False,
            parse_from_config=True,
            help="also report notes (AUR105: possible keys)",
        )
        manager.add_option(
            "--aurora-root",
            metavar="DIR",
            default=None,
            parse_from_config=True,
            normalize_paths=True,
            help="the folder that paths are judged from (default: the repository's top)",
        )

    @classmethod
    def parse_options(cls, options: Namespace) -> None:
        """Keep the options; flake8 hands them over once, before it forks."""
        cls._notes = options.aurora_notes
        cls._root = options.aurora_root
        cls._policies = {}

    def run(self) -> Iterator[tuple[int, int, str, type[Any]]]:
        """Yield line, column from 0, text and class for each finding."""
        from aurora_lint.candidates import candidates

        data = "".join(self._lines).encode("utf-8", "surrogatepass")
        if not candidates(data, is_code=True):
            return
        root, source = self._placed(data)
        policy = self._policy(root)
        if policy.excludes(source.path or ""):
            return
        for finding in scan(source, policy, self._tree):
            if not finding.is_exempt_in_hosts and (finding.level != "note" or self._notes):
                text = f"{finding.code} {finding.message}"
                yield finding.span.line, finding.span.column - 1, text, type(self)

    def _placed(self, data: bytes) -> tuple[Path, Source]:
        from aurora_lint.root import normal, relative, root_of

        unnamed = self._filename in _UNNAMED
        path = Path("" if unnamed else self._filename)
        # flake8 makes a path absolute only where it holds a slash.
        root = normal(self._root) if self._root else root_of(path)
        return root, Source(data, None if unnamed else relative(path, root))

    @classmethod
    def _policy(cls, root: Path) -> Policy:
        from aurora_lint.policy import load

        if root not in cls._policies:
            cls._policies[root] = load(root)
        return cls._policies[root]
