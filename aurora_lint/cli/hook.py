"""``aurora-lint hook``: what git's hooks call."""

from __future__ import annotations

import argparse
import os
from functools import partial

from aurora_lint import progress
from aurora_lint.cli.choice import add_choice_options, contradiction, finish
from aurora_lint.cli.here import here
from aurora_lint.cli.parser import Parser, files_apart, standard_input
from aurora_lint.cli.problem import problem
from aurora_lint.git.repository import Repository
from aurora_lint.git.spawn import GitError
from aurora_lint.policy import PolicyError
from aurora_lint.scan import Report

HOOKS = ("pre-commit", "pre-push", "commit-msg", "pre-receive")


def parser() -> Parser:
    """Build the parser."""
    parser = Parser(
        "aurora-lint hook",
        "Check what a commit, its message or a push brings. What was there before is not told "
        "again; a file that is handed to pre-commit and not staged shows everything.",
    )
    parser.add_argument("hook", choices=HOOKS, help="the hook that is running")
    parser.add_argument(
        "arguments",
        nargs="*",
        metavar="ARGUMENT",
        help="what git hands to the hook; files for pre-commit (default: all that are staged)",
    )
    add_choice_options(parser)
    return parser


def run(argv: list[str]) -> int:
    """Check what the hook is about; give the exit code."""
    arguments = parser().parse_args(files_apart(argv))
    if wrong := contradiction(arguments):
        return problem(wrong)
    try:
        with progress.shown(not arguments.quiet):
            progress.begin("reading files")
            reports = _reports(arguments, here())
        return finish(reports, arguments)
    except (GitError, PolicyError) as error:
        return problem(str(error))


def _reports(arguments: argparse.Namespace, git: Repository) -> list[Report]:
    given, base = arguments.arguments, None
    if arguments.policy_from is not None:
        from aurora_lint.cli.base import Base

        base = Base(git, arguments.policy_from)
    if arguments.hook == "pre-commit":
        from aurora_lint.cli.indexed import check_index

        return [check_index(git, given or None, (), all_lines=False, base=base)]
    if arguments.hook == "commit-msg":
        from aurora_lint.cli.message import check_message
        from aurora_lint.policy import load
        from aurora_lint.sources import index

        if len(given) != 1:
            raise GitError("commit-msg takes the file that holds the message")
        policy = base.policy() if base else load(git.top, partial(index.content, git))
        return [check_message(given[0], git.top, policy, base)]
    from aurora_lint.cli import handed, pushed

    if arguments.hook == "pre-receive":
        return pushed.check_ranges(git, handed.received(standard_input()), base=base)
    # Git gives its own hook two arguments: a framework that runs around it has no say then.
    if not given and "PRE_COMMIT" in os.environ:
        return pushed.check_ranges(git, handed.framework(git, os.environ), base=base)
    lines = standard_input()
    wanted = handed.pushed(git, given[0] if given else "", lines)
    return pushed.check_ranges(git, wanted, base=base)
