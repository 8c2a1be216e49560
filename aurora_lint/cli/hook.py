"""``aurora-lint hook``: what git's hooks call."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from aurora_lint.cli.choice import add_choice_options, finish
from aurora_lint.cli.parser import Parser, files_apart, problem
from aurora_lint.git import GitError, Repository
from aurora_lint.policy import PolicyError
from aurora_lint.root import repository
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
    # A server's repository has no work tree, and its hooks run in it.
    top = Path.cwd() if arguments.hook == "pre-receive" else repository(Path())
    if top is None:
        return problem("not in a git repository")
    try:
        return finish(_reports(arguments, top), arguments)
    except (GitError, PolicyError) as error:
        return problem(str(error))


def _reports(arguments: argparse.Namespace, top: Path) -> list[Report]:
    given = arguments.arguments
    if arguments.hook == "pre-commit":
        from aurora_lint.cli.indexed import check_index

        return [check_index(top, given or None, (), all_lines=False)]
    if arguments.hook == "commit-msg":
        from aurora_lint.cli.message import check_message
        from aurora_lint.policy import load

        if len(given) != 1:
            raise GitError("commit-msg takes the file that holds the message")
        return [check_message(given[0], top, load(top))]
    from aurora_lint.cli import pushed

    git = Repository(top)
    if arguments.hook == "pre-receive":
        return pushed.check_ranges(git, pushed.received(sys.stdin.buffer.read()))
    remote = given[0] if given else os.environ.get("PRE_COMMIT_REMOTE_NAME", "")
    return pushed.check_ranges(git, pushed.pushed(git, remote, os.environ, sys.stdin.buffer))
