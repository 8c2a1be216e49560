"""``aurora-lint hook``: what git's hooks call."""

from __future__ import annotations

import os
from pathlib import Path

from aurora_lint.cli.choice import add_choice_options, finish
from aurora_lint.cli.parser import Parser, problem
from aurora_lint.git import GitError, Repository
from aurora_lint.policy import PolicyError, load
from aurora_lint.root import relative, repository
from aurora_lint.scan import Report
from aurora_lint.sources import Skipped, index


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
    arguments = parser().parse_args(argv)
    top = repository(Path())
    if top is None:
        return problem("not in a git repository")
    try:
        report = check_index(top, arguments.files or None, (), all_lines=False)
    except (GitError, PolicyError) as error:
        return problem(str(error))
    return finish([report], arguments)


def check_index(
    top: Path, files: list[str] | None, excluded: tuple[str, ...], all_lines: bool
) -> Report:
    """Scan the index of the repository at ``top``: ``files``, or all that is staged.

    A file that the index does not hold is read from the working tree: whoever names it wants it
    read. Raises :class:`GitError` and :class:`PolicyError`.
    """
    from aurora_lint.scan import report
    from aurora_lint.sources import tree
    from aurora_lint.staged import findings

    policy = load(top).with_excluded(excluded)
    named = None if files is None else [(file, relative(Path(file), top)) for file in files]
    outside = [
        Skipped(file, "outside the repository", error=True)
        for file, inside in named or ()
        if inside is None
    ]
    paths = None if named is None else [os.fsencode(inside) for _, inside in named if inside]
    indexed = index.read(Repository(top), paths)
    kept = [each for each in indexed if not policy.excludes(each.source.path or "")]
    held = {each.source.path for each in indexed}
    others = report(
        (
            source
            for file, inside in named or ()
            if inside and inside not in held
            for source in tree.sources(Path(file), top)
        ),
        top,
        policy,
    )
    return Report(
        top,
        findings(Repository(top), kept, policy, all_lines) + others.findings,
        len(kept) + others.files,
        sum(len(each.source.data) for each in kept) + others.bytes,
        [Skipped(each.source.path or "", "excluded") for each in indexed if each not in kept]
        + others.skipped
        + outside,
    )
