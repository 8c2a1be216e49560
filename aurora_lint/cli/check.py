"""``aurora-lint check``: what is there now."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from aurora_lint.cli.choice import add_choice_options, finish
from aurora_lint.cli.here import here
from aurora_lint.cli.limits import add_limit_options, limits_in, meant
from aurora_lint.cli.parser import Parser, standard_input
from aurora_lint.cli.problem import problem
from aurora_lint.git.spawn import GitError
from aurora_lint.inside import scan_whole
from aurora_lint.policy import PolicyError, load
from aurora_lint.processes import ProcessEnded
from aurora_lint.root import normal, relative, repository, root_of
from aurora_lint.scan import Report, report
from aurora_lint.source import STDIN, Source
from aurora_lint.sources import Skipped, tree

#: The options that check something else than paths.
_OF_REPOSITORY = ("staged", "range", "history", "message")


def parser() -> Parser:
    """Build the parser; options that are not built yet are unknown to it."""
    parser = Parser(
        "aurora-lint check",
        "Look for Aurora Solar API keys and judge each by its address.",
        "exit: 0 nothing found, 1 findings, 2 the check could not be done whole",
    )
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="files and folders; - is standard input (default: the repository you stand in)",
    )
    parser.add_argument(
        "--staged", action="store_true", help="the index: what the commit brings, against HEAD"
    )
    parser.add_argument(
        "--range", metavar="A..B", help="what these commits bring; auto: as a CI system says"
    )
    parser.add_argument(
        "--history", action="store_true", help="all that the repository still holds"
    )
    parser.add_argument(
        "--thorough",
        action="store_true",
        help="with --history: archives and code in every version, not only at tips",
    )
    parser.add_argument(
        "--no-cache", action="store_true", help="with --history: read every object again"
    )
    parser.add_argument("--message", metavar="FILE", help="a commit's message; - is standard input")
    parser.add_argument(
        "--all-lines",
        action="store_true",
        help="with --staged and --range: also what was there before",
    )
    parser.add_argument("--stdin-filename", metavar="NAME", help="the path standard input is from")
    parser.add_argument("--root", metavar="DIR", help="the folder that paths are relative to")
    parser.add_argument(
        "--exclude", metavar="GLOB", action="append", default=[], help="paths to leave out"
    )
    parser.add_argument(
        "--recurse-submodules", action="store_true", help="read what is in submodules, too"
    )
    add_choice_options(parser)
    add_limit_options(parser)
    return parser


def run(argv: list[str]) -> int:
    """Check and report; give the exit code."""
    arguments = parser().parse_args(argv)
    if "" in arguments.paths:
        return problem("an empty path: is a variable not set?")
    if arguments.stdin_filename and "-" not in arguments.paths:
        return problem("--stdin-filename goes with the path -, which is standard input")
    if arguments.all_lines and not arguments.staged and arguments.range is None:
        return problem("--all-lines goes with --staged and --range")
    for each in ("thorough", "no_cache"):
        if getattr(arguments, each) and not arguments.history:
            return problem(f"--{each.replace('_', '-')} goes with --history")
    chosen = [each for each in _OF_REPOSITORY if getattr(arguments, each) not in (None, False)]
    if len(chosen) > 1:
        return problem(f"--{chosen[0]} and --{chosen[1]} are two checks: call each by itself")
    of_paths = ("paths", "root", "stdin_filename", "recurse_submodules")
    if chosen and any(getattr(arguments, each) for each in of_paths):
        return problem(f"--{chosen[0]} takes no paths, and no options of theirs")
    try:
        reports = list(_of_repository(arguments) if chosen else _reports(arguments))
    except (GitError, PolicyError, ProcessEnded, _OutsideRoot) as error:
        return problem(str(error))
    return finish([meant(each, arguments) for each in reports], arguments)


def _of_repository(arguments: argparse.Namespace) -> list[Report]:
    """Check what is not a path: the index, commits, a message."""
    excluded, limits = tuple(arguments.exclude), limits_in(arguments)
    if arguments.message is not None:
        from aurora_lint.cli.message import check_message

        root = repository(Path()) or Path.cwd()
        return [check_message(arguments.message, root, load(root).with_excluded(excluded))]
    if arguments.staged:
        from aurora_lint.cli.indexed import check_index

        return [check_index(here(), None, excluded, arguments.all_lines, limits)]
    git = here()
    if arguments.history:
        from aurora_lint.history.scan import check_history

        policy = load(git.top).with_excluded(excluded)
        return [check_history(git, policy, arguments.thorough, limits, not arguments.no_cache)]
    from aurora_lint.cli import auto, pushed

    wanted = auto.named(arguments.range, git, os.environ)
    return pushed.check_ranges(git, wanted, excluded, arguments.all_lines, limits)


def _compared(found: Report) -> Report:
    from aurora_lint.across import compared

    return compared(found)


class _OutsideRoot(Exception):
    """A path does not lie below the root that was asked for."""


def _reports(arguments: argparse.Namespace) -> Iterator[Report]:
    """Scan the paths that were named, those of one root together."""
    named: dict[Path, list[str]] = {}
    for path in arguments.paths or [str(repository(Path()) or Path())]:
        root = normal(arguments.root) if arguments.root else _root(path, arguments)
        named.setdefault(root, []).append(path)
    if arguments.root and not Path(arguments.root).is_dir():
        raise _OutsideRoot(f"--root {arguments.root}: no such directory")
    for root, paths in named.items():
        policy = load(root).with_excluded(tuple(arguments.exclude))
        look = partial(scan_whole, policy=policy, limits=limits_in(arguments))
        found = report(_sources(paths, root, arguments), root, policy, look)
        yield _compared(found) if found.findings else found


def _root(path: str, arguments: argparse.Namespace) -> Path:
    if path == "-":
        return root_of(Path(arguments.stdin_filename or ""))
    return root_of(Path(path))


def _sources(
    paths: Iterable[str], root: Path, arguments: argparse.Namespace
) -> Iterator[Source | Skipped]:
    for path in paths:
        called = arguments.stdin_filename if path == "-" else path
        if called and relative(Path(called), root) is None:
            raise _OutsideRoot(f"{called} does not lie below the root {root}")
        if path == "-":
            name = relative(Path(called), root) if called else None
            yield Source(standard_input(), name, STDIN)
        else:
            yield from tree.sources(Path(path), root, arguments.recurse_submodules)
