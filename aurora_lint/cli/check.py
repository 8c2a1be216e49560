"""``aurora-lint check``: what is there now."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from aurora_lint import progress
from aurora_lint.cli.choice import add_choice_options, contradiction, finish
from aurora_lint.cli.here import here
from aurora_lint.cli.limits import add_limit_options, amount, limits_in, meant
from aurora_lint.cli.parser import Parser, standard_input
from aurora_lint.cli.problem import CLEAN, problem
from aurora_lint.git.spawn import GitError
from aurora_lint.inside import scan_whole
from aurora_lint.keys import mask
from aurora_lint.policy import Policy, PolicyError, load
from aurora_lint.processes import ProcessEnded
from aurora_lint.root import normal, relative, repository, root_of
from aurora_lint.scan import Reach, Report, report
from aurora_lint.source import STDIN, Source
from aurora_lint.sources import Sift, tree
from aurora_lint.sweep import sifter

if TYPE_CHECKING:
    from aurora_lint.brought import Look
    from aurora_lint.cli.base import Base

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
        help="with --history: every version rebuilt, archives and code opened",
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
    parser.add_argument(
        "--jobs", metavar="N", type=amount, default=0, help="processes at most (default: all cores)"
    )
    parser.add_argument(
        "--show-policy", action="store_true", help="print the policy in force, and check nothing"
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
    if wrong := contradiction(arguments):
        return problem(wrong)
    try:
        if arguments.show_policy:
            return _show(arguments)
        with progress.shown(not arguments.quiet):
            progress.begin("reading files")
            reports = list(_of_repository(arguments) if chosen else _reports(arguments))
    except (GitError, PolicyError, ProcessEnded, _OutsideRoot) as error:
        return problem(str(error))
    return finish([meant(each, arguments) for each in reports], arguments)


def _of_repository(arguments: argparse.Namespace) -> list[Report]:
    """Check what is not a path: the index, commits, a message."""
    excluded, limits = tuple(arguments.exclude), limits_in(arguments)
    base = _base(arguments)
    if arguments.message is not None:
        from aurora_lint.cli.message import check_message

        root = repository(Path()) or Path.cwd()
        policy = _policy(root, base).with_excluded(excluded)
        return [check_message(arguments.message, root, policy, base)]
    if arguments.staged:
        from aurora_lint.cli.indexed import check_index

        return [check_index(here(), None, excluded, arguments.all_lines, limits, base)]
    git = here()
    if arguments.history:
        from aurora_lint.history.scan import check_history

        policy = _policy(git.top, base).with_excluded(excluded)
        look: Look = partial(scan_whole, policy=policy, limits=limits)
        return [
            check_history(
                git,
                policy,
                arguments.thorough,
                limits,
                not arguments.no_cache,
                arguments.jobs,
                base.hold(look, policy) if base else look,
            )
        ]
    from aurora_lint.cli import auto, pushed

    wanted = auto.named(arguments.range, git, os.environ)
    return pushed.check_ranges(git, wanted, excluded, arguments.all_lines, limits, base)


def _base(arguments: argparse.Namespace) -> Base | None:
    """Give the commit that the gate is taken from; None where it is what is checked."""
    if arguments.policy_from is None:
        return None
    from aurora_lint.cli.base import Base

    return Base(here(), arguments.policy_from)


def _policy(root: Path, base: Base | None) -> Policy:
    return base.policy() if base else load(root)


def _show(arguments: argparse.Namespace) -> int:
    """Print the policy that a check with these arguments would follow."""
    from aurora_lint.policy.shown import as_toml
    from aurora_lint.sources import index

    if arguments.range is not None and arguments.policy_from is None:
        return problem("--show-policy: a range has its tip's policy; name that by --policy-from")
    excluded = tuple(arguments.exclude)
    if arguments.staged and arguments.policy_from is None:
        git = here()
        policy = load(git.top, partial(index.content, git))
    else:
        path = (arguments.paths or [str(repository(Path()) or Path())])[0]
        root = normal(arguments.root) if arguments.root else _root(path, arguments)
        policy = _policy(root, _base(arguments))
    for part in as_toml(policy.with_excluded(excluded)):
        sys.stdout.write(mask(part))
    return CLEAN


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
    base = _base(arguments)
    for root, paths in named.items():
        if base and root != here().top:
            raise _OutsideRoot(f"--policy-from goes with the repository here, and not with {root}")
        policy = _policy(root, base).with_excluded(tuple(arguments.exclude))
        look: Look = partial(scan_whole, policy=policy, limits=limits_in(arguments))
        look = base.hold(look, policy) if base else look
        sift = sifter(policy, look, arguments.jobs) if _are_apart(paths) else None
        found = report(_sources(paths, root, arguments, sift), root, policy, look)
        found = found._replace(reach=_reach(root, paths))
        if not found.files and any(each.reason == "excluded" for each in found.skipped):
            said = f"nothing was read: {policy.origin or '--exclude'} excludes all of it"
            found = found._replace(notices=[*found.notices, said])
        yield _compared(found) if found.findings else found


def _reach(root: Path, paths: list[str]) -> Reach:
    """Give what a scan of ``paths`` sees."""
    below = [relative(Path(each), root) for each in paths if each != "-"]

    def is_read(path: str) -> bool:
        return any(each in (".", path) or path.startswith(f"{each}/") for each in below if each)

    return Reach(lambda path: os.path.lexists(root / path), is_read, all="." in below)


def _are_apart(paths: list[str]) -> bool:
    """Whether no file lies below two of the paths: of what is sifted, not every name is known."""
    ends = sorted(os.path.join(os.path.abspath(each), "") for each in paths)
    return not any(later.startswith(earlier) for earlier, later in pairwise(ends))


def _root(path: str, arguments: argparse.Namespace) -> Path:
    if path == "-":
        return root_of(Path(arguments.stdin_filename or ""))
    return root_of(Path(path))


def _sources(
    paths: Iterable[str], root: Path, arguments: argparse.Namespace, sift: Sift | None
) -> tree.Found:
    for path in paths:
        called = arguments.stdin_filename if path == "-" else path
        if called and relative(Path(called), root) is None:
            raise _OutsideRoot(f"{called} does not lie below the root {root}")
        if path == "-":
            name = relative(Path(called), root) if called else None
            yield Source(standard_input(), name, STDIN)
        else:
            yield from tree.sources(Path(path), root, arguments.recurse_submodules, sift)
