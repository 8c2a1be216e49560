"""``aurora-lint hook``: what git's hooks call."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from aurora_lint.cli.choice import add_choice_options, finish
from aurora_lint.cli.parser import Parser, files_apart, problem
from aurora_lint.git import GitError, Repository
from aurora_lint.inside import scan_whole
from aurora_lint.policy import PolicyError, load
from aurora_lint.root import relative, repository
from aurora_lint.scan import Report, report
from aurora_lint.source import Source
from aurora_lint.sources import Skipped, index, tree
from aurora_lint.staged import brought

if TYPE_CHECKING:
    from aurora_lint.containers import Limits


def parser() -> Parser:
    """Build the parser."""
    parser = Parser(
        "aurora-lint hook",
        "Check what a commit brings. Files that are staged are compared with HEAD; "
        "those that are not show everything.",
    )
    parser.add_argument("hook", choices=["pre-commit"], help="the hook that is running")
    parser.add_argument("files", nargs="*", metavar="FILE", help="default: all that are staged")
    add_choice_options(parser)
    return parser


def run(argv: list[str]) -> int:
    """Check the index's content of the files a hook is handed; give the exit code."""
    arguments = parser().parse_args(files_apart(argv))
    top = repository(Path())
    if top is None:
        return problem("not in a git repository")
    try:
        report = check_index(top, arguments.files or None, (), all_lines=False)
    except (GitError, PolicyError) as error:
        return problem(str(error))
    return finish([report], arguments)


def check_index(
    top: Path,
    files: list[str] | None,
    excluded: tuple[str, ...],
    all_lines: bool,
    limits: Limits | None = None,
) -> Report:
    """Scan the index of the repository at ``top``: ``files``, or all that is staged.

    The policy is the index's, too. A file that the index does not hold is read from the working
    tree: whoever names it wants it read. Raises :class:`GitError` and :class:`PolicyError`.
    """
    git = Repository(top)
    changes = git.staged()
    policy = load(top, lambda name: index.content(git, name)).with_excluded(excluded)
    return report(
        _indexed(git, list(changes)) if files is None else _named(git, files),
        top,
        policy,
        partial(scan_whole, policy=policy, limits=limits)
        if all_lines
        else brought(git, changes, policy, limits),
    )


def _indexed(git: Repository, paths: list[bytes]) -> Iterator[Source | Skipped]:
    return index.sources(git, paths) if paths else iter(())


def _named(git: Repository, files: list[str]) -> Iterator[Source | Skipped]:
    inside = {file: relative(Path(file), git.top) for file in files}
    held = set()
    for source in _indexed(git, [os.fsencode(path) for path in inside.values() if path]):
        held.add(source.path)
        yield source
    for file, path in inside.items():
        if path is None:
            yield Skipped(file, "outside the repository", error=True)
        elif path not in held:
            yield from tree.sources(Path(file), git.top)
