"""What the next commit will hold: ``check --staged`` and the hook before a commit."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from aurora_lint import progress
from aurora_lint.brought import beyond
from aurora_lint.git.objects import at
from aurora_lint.git.repository import Repository
from aurora_lint.inside import scan_whole
from aurora_lint.policy import load
from aurora_lint.root import relative
from aurora_lint.scan import Reach, Report, report
from aurora_lint.source import Source
from aurora_lint.sources import Skipped, index, tree

if TYPE_CHECKING:
    from aurora_lint.brought import Look
    from aurora_lint.cli.base import Base
    from aurora_lint.containers import Limits


def check_index(
    git: Repository,
    files: list[str] | None,
    excluded: tuple[str, ...],
    all_lines: bool,
    limits: Limits | None = None,
    base: Base | None = None,
) -> Report:
    """Scan the index of a repository: ``files``, or all that is staged.

    The policy is the index's, too, or that of ``base``. A file that the index does not hold is
    read from the working tree: whoever names it wants it read.

    Raises :class:`GitError` and :class:`PolicyError`.
    """
    changes = git.staged()
    progress.expect(len(changes if files is None else files))
    policy = base.policy() if base else load(git.top, partial(index.content, git))
    policy = policy.with_excluded(excluded)

    @cache
    def merged() -> list[str]:
        return git.merged()

    def before(source: Source) -> list[str]:
        """Give the files that HEAD has, and what is being merged into it.

        A path that is not staged shows everything.
        """
        path = os.fsencode(source.path or "")
        if path not in changes:
            return []
        blobs = [changes[path], *at(git, [(commit, path) for commit in merged()])]
        return [blob for blob in blobs if blob]

    look: Look = (
        partial(scan_whole, policy=policy, limits=limits)
        if all_lines
        else beyond(git, before, policy, limits)
    )
    found = report(
        _indexed(git, list(changes)) if files is None else _named(git, files),
        git.top,
        policy,
        base.hold(look, policy) if base else look,
    )
    return found._replace(reach=Reach(partial(_stays, git), lambda _: False))


def _stays(git: Repository, path: str) -> bool:
    """Whether the commit does not take a file away; one that HEAD has not it can't."""
    return index.content(git, path) is not None or not at(git, [("HEAD", os.fsencode(path))])[0]


def _indexed(git: Repository, paths: list[bytes]) -> Iterator[Source | Skipped]:
    return index.sources(git, paths) if paths else iter(())


def _named(git: Repository, files: list[str]) -> tree.Found:
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
