"""``--policy-from REF``: the policy, the baseline and the ignore comments of another commit count.

In a pull request these are the base's, so that no change opens its own gate.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from aurora_lint.brought import Look
from aurora_lint.cli.here import here
from aurora_lint.finding import Finding
from aurora_lint.git.objects import at, contents, followed
from aurora_lint.git.ranges import resolve
from aurora_lint.git.repository import Repository
from aurora_lint.git.spawn import GitError
from aurora_lint.inside import scan_whole
from aurora_lint.policy import Policy, load
from aurora_lint.root import relative
from aurora_lint.source import Origin, Source
from aurora_lint.sources import Aside, Remark

#: Where git looks for a name.
_WAYS = ("refs/{}", "refs/tags/{}", "refs/heads/{}", "refs/remotes/{}", "refs/remotes/{}/HEAD")


class Base:
    """The commit that the gate is taken from. Raises :class:`GitError` where there is none."""

    def __init__(self, repository: Repository, ref: str) -> None:
        self._repository = repository
        found, *named = resolve(
            repository, [f"{way.format(ref)}^{{commit}}" if ref else "" for way in ("{}", *_WAYS)]
        )
        if not found:
            raise GitError(f"--policy-from {ref!r}: no such commit here; is it fetched?")
        # Git would take a tag before a branch of the remote, and anybody who may push makes tags.
        if len({each for each in named if each}) > 1:
            raise GitError(
                f"--policy-from {ref!r}: several branches or tags are called so; name one whole"
            )
        self._ref, self._commit = ref, found[0]

    def content(self, path: str) -> bytes | None:
        """Give the file at ``path`` below the top, or what a link there leads to; None if none."""
        if "\n" in path:
            return self._plain(path)
        (blob,) = followed(self._repository, [(self._commit, path)])
        return contents(self._repository, [blob])[blob] if blob else None

    def _plain(self, path: str) -> bytes | None:
        (blob,) = at(self._repository, [(self._commit, os.fsencode(path))])
        return contents(self._repository, [blob])[blob] if blob else None

    def policy(self) -> Policy:
        """Read the commit's policy; raises :class:`aurora_lint.policy.PolicyError`."""
        return load(self._repository.top, self.content)

    def hold(self, look: Look, policy: Policy) -> Look:
        """Give what looks at a source, and lets no comment hide what none hid in the commit."""

        @cache
        def hidden(path: str) -> frozenset[object]:
            data = self._plain(path)
            if data is None:
                return frozenset()
            found, _ = scan_whole(Source(data, path, Origin("commit", self._commit)), policy)
            return frozenset(each.identity for each in found if _is_commented(each))

        def is_new(finding: Finding) -> bool:
            """Whether a comment hides a finding, and none did in the commit."""
            path = finding.path or ""
            # A member of an archive, or a file that has the same sign in its name.
            files = {path, path.partition("!")[0]} - {""}
            return _is_commented(finding) and not any(
                finding.identity in hidden(each) for each in files
            )

        def held(source: Source) -> tuple[list[Finding], list[Aside]]:
            found, asides = look(source)
            kept = [_told(each) if is_new(each) else each for each in found]
            new = {
                (each.path, each.span.line)
                for each, told in zip(found, kept, strict=True)
                if each.path and each is not told
            }
            said = f"a comment that {self._ref} has not: it hides nothing until it is there"
            remarks = [Remark(path or "", line, said) for path, line in sorted(new, key=str)]
            return kept, [*asides, *remarks]

        return held


def _is_commented(finding: Finding) -> bool:
    """Whether a comment hides a finding: it names the finding's own rule."""
    return any(
        each.by in _COMMENTS and finding.code.startswith(each.codes) for each in finding.exemptions
    )


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
