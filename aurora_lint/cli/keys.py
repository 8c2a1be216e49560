"""``aurora-lint keys``: one record a key, over all that a repository still holds."""

from __future__ import annotations

from aurora_lint import progress
from aurora_lint.cli.choice import add_output_options, sum_up, write
from aurora_lint.cli.here import here
from aurora_lint.cli.limits import add_limit_options, limits_in, meant
from aurora_lint.cli.parser import Parser
from aurora_lint.cli.problem import CLEAN, FAILED, problem
from aurora_lint.git.spawn import GitError
from aurora_lint.policy import PolicyError, load
from aurora_lint.processes import ProcessEnded

FORMATS = ("text", "json", "csv", "html")


def parser() -> Parser:
    """Build the parser."""
    parser = Parser(
        "aurora-lint keys",
        "Give one record for each key that the repository you stand in holds or ever held: where, "
        "since when and until when, who shares it, and what to do, the most urgent first.",
        "exit: 0 whatever was found, 2 the history could not be read whole",
    )
    add_output_options(parser, FORMATS)
    parser.add_argument(
        "--exclude", metavar="GLOB", action="append", default=[], help="paths to leave out"
    )
    parser.add_argument(
        "--thorough", action="store_true", help="every version rebuilt, archives and code opened"
    )
    parser.add_argument("--no-cache", action="store_true", help="read every object again")
    add_limit_options(parser)
    return parser


def run(argv: list[str]) -> int:
    """Report the keys; give the exit code."""
    from aurora_lint.history.records import records
    from aurora_lint.history.scan import check_history
    from aurora_lint.reporters import keys as reporter

    arguments = parser().parse_args(argv)
    try:
        git = here()
        policy = load(git.top).with_excluded(tuple(arguments.exclude))
        limits = limits_in(arguments)
        with progress.shown(not arguments.quiet):
            found = check_history(git, policy, arguments.thorough, limits, not arguments.no_cache)
        report = meant(found, arguments)
    except (GitError, PolicyError, ProcessEnded) as error:
        return problem(str(error))
    keys = records(report.findings, policy)
    parts = reporter.FORMATS[arguments.format](keys, report)
    if failed := write(parts, arguments.output):
        return failed
    sum_up([report], arguments.quiet, "key", len(keys))
    return CLEAN if report.is_whole else FAILED
