"""``aurora-lint doctor``: what could hide a key from you in this repository."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

from aurora_lint import progress
from aurora_lint.cli.choice import add_output_options, write
from aurora_lint.cli.here import here
from aurora_lint.cli.parser import Parser
from aurora_lint.cli.problem import CLEAN, FOUND, problem
from aurora_lint.doctor import diagnose
from aurora_lint.doctor.ground import Ground
from aurora_lint.doctor.hint import Hint
from aurora_lint.git.spawn import GitError
from aurora_lint.keys import mask
from aurora_lint.policy import PolicyError, load
from aurora_lint.processes import ProcessEnded
from aurora_lint.reporters.text import printable

FORMATS = ("text", "json")
VERSION = 1


def parser() -> Parser:
    """Build the parser."""
    parser = Parser(
        "aurora-lint doctor",
        "Tell what hides a key from you in the repository you stand in, or could: settings of "
        "flake8 and detect-secrets, comments, what is packed although git ignores it, hooks that "
        "are not there, checks that can't fail, files that are elsewhere.",
        "exit: 0 nothing, 1 something hides a key or could, 2 the repository could not be read",
    )
    add_output_options(parser, FORMATS)
    parser.add_argument(
        "--ignore", metavar="IDS", default="", help="what you know of, as no-hook,submodule"
    )
    return parser


def run(argv: list[str]) -> int:
    """Look, and tell; give the exit code."""
    arguments = parser().parse_args(argv)
    ignored = {each.strip() for each in arguments.ignore.split(",")}
    try:
        with progress.shown(not arguments.quiet):
            progress.begin("reading files")
            repository = here()
            found = diagnose(Ground(repository, load(repository.top)))
    except (GitError, PolicyError, ProcessEnded) as error:
        return problem(str(error))
    hints = [each for each in found if each.id not in ignored]
    parts = _json(hints) if arguments.format == "json" else _text(hints)
    if failed := write(parts, arguments.output):
        return failed
    if not arguments.quiet:
        hides = sum(each.hides for each in hints)
        said = f"{hides:,} of these hide a key, {len(hints) - hides:,} could"
        print(f"aurora-lint: {said if hints else 'nothing hides a key here'}", file=sys.stderr)
    return FOUND if hints else CLEAN


def _text(hints: list[Hint]) -> Iterator[str]:
    for each in hints:
        where = f"{printable(each.path)}:" if each.path else ""
        where += f"{each.line}:" if each.line else ""
        verb = "hides" if each.hides else "could hide"
        yield f"{where}{' ' if where else ''}{each.id} ({verb}): {printable(each.says)}\n"
        yield f"    {printable(each.cure)}\n"


def _json(hints: list[Hint]) -> Iterator[str]:
    listed = [
        {
            "id": each.id,
            "hides": each.hides,
            "path": mask(each.path) or None,
            "line": each.line or None,
            "masked": each.masked,
            "message": mask(each.says),
            "do": mask(each.cure),
        }
        for each in hints
    ]
    yield from json.JSONEncoder(indent=2).iterencode({"version": VERSION, "hints": listed})
    yield "\n"
