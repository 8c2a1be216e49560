"""``--policy-from REF``: the policy, the baseline and the ignore comments of another commit count.

In a pull request these are the base's, so that no change opens its own gate.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

from aurora_lint.cli.here import here
from aurora_lint.finding import Finding
from aurora_lint.git.objects import at, contents
from aurora_lint.git.ranges import resolve
from aurora_lint.git.repository import Repository
from aurora_lint.git.spawn import GitError
from aurora_lint.inside import scan_whole
from aurora_lint.policy import Policy, load
from aurora_lint.root import relative
from aurora_lint.source import Origin, Source
from aurora_lint.sources import Aside

Look = Callable[[Source], tuple[list[Finding], list[Aside]]]


#: Where git looks for a name.
_WAYS = ("refs/tags/", "refs/heads/", "refs/remotes/")


class Base:
    """The commit that the gate is taken from. Raises :class:`GitError` where there is none."""

    def __init__(self, repository: Repository, ref: str) -> None:
        self._repository = repository
        found, *named = resolve(
            repository, [f"{way}{ref}^{{commit}}" if ref else "" for way in ("", *_WAYS)]
        )
        if not found:
            raise GitError(f"--policy-from {ref!r}: no such commit here; is it fetched?")
        # Git would take a tag before a branch of the remote, and anybody who may push makes tags.
        if len({each for each in named if each}) > 1:
            raise GitError(
                f"--policy-from {ref!r}: a branch and a tag are called so; name one whole"
            )
        self._commit = found[0]

    def content(self, path: str) -> bytes | None:
        """Give the file at ``path`` below the top; None where the commit has none."""
        (blob,) = at(self._repository, [(self._commit, os.fsencode(path))])
        return contents(self._repository, [blob])[blob] if blob else None

    def policy(self) -> Policy:
        """Read the commit's policy; raises :class:`aurora_lint.policy.PolicyError`."""
        return load(self._repository.top, self.content)

    def hold(self, look: Look, policy: Policy) -> Look:
        """Give what looks at a source, and lets no comment hide what none hid in the commit."""

        @cache
        def hidden(path: str) -> frozenset[object]:
            data = self.content(path.partition("!")[0])
            if data is None:
                return frozenset()
            source = Source(data, path.partition("!")[0], Origin("commit", self._commit))
            found, _ = scan_whole(source, policy)
            return frozenset(each.identity for each in found if _is_commented(each))

        def held(source: Source) -> tuple[list[Finding], list[Aside]]:
            found, asides = look(source)
            kept = [
                each
                if not _is_commented(each) or each.identity in hidden(each.path or "")
                else _told(each)
                for each in found
            ]
            return kept, asides

        return held


def _is_commented(finding: Finding) -> bool:
    return any(each.by in _COMMENTS for each in finding.exemptions)


def _told(finding: Finding) -> Finding:
    exemptions = tuple(each for each in finding.exemptions if each.by not in _COMMENTS)
    return finding._replace(exemptions=exemptions)


_COMMENTS = ("comment", "other tool")


def from_base(ref: str, file: Path) -> bytes | None:
    """Give a file of the repository as the commit ``ref`` has it; None where it has none.

    Raises :class:`GitError` where the file lies in no repository.
    """
    repository = here()
    path = relative(file, repository.top)
    if path is None:
        raise GitError(f"--policy-from {ref}: {file} lies outside of the repository")
    return Base(repository, ref).content(path)
