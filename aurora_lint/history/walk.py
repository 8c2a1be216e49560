"""Where blobs stood: one walk over all commits, for all blobs that are asked for."""

from __future__ import annotations

import os
from collections.abc import Set
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from aurora_lint import progress
from aurora_lint.git.changes import Change, touched
from aurora_lint.git.reach import LED, Led, Reach, ordered, reachable
from aurora_lint.git.repository import Repository
from aurora_lint.git.spawn import GitError
from aurora_lint.processes import spread
from aurora_lint.source import Origin

#: A process walks over so many commits at once.
_PART = 5000


class Place(NamedTuple):
    """A path at which a blob stood; what it is called is None where the path is no file's."""

    path: bytes
    called: str | None
    origin: Origin


class Walk:
    """What the commits of a repository did to some of its blobs."""

    def __init__(
        self, repository: Repository, blobs: Set[str], commits: list[str], jobs: int
    ) -> None:
        #: All commits, parents before their children, with their numbers; and why not all.
        self.gap = ""
        try:
            listed = ordered(repository, commits)
        except GitError as error:
            # One that is left over may lack its parents; what refs lead to must be whole.
            self.gap = str(error)
            listed = ordered(repository, reachable(repository))
        self.order = {each: nth for nth, each in enumerate(listed)}
        self._repository = repository
        self._by_path: dict[bytes, list[Change]] = {}
        self._by_blob: dict[str, list[Change]] = {}
        if not blobs:
            return

        def found(part: list[str]) -> list[Change]:
            """Give the changes that bring one of the blobs, or take one away."""
            changes = [
                each
                for each in touched(repository, part)
                if each.blob in blobs or not blobs.isdisjoint(each.before)
            ]
            progress.add(len(part))
            return changes

        progress.begin("following commits", len(listed))
        parts = [listed[n : n + _PART] for n in range(0, len(listed), _PART)]
        for change in chain.from_iterable(spread(found, parts, jobs)):
            self._by_path.setdefault(change.path, []).append(change)
            if change.blob in blobs:
                self._by_blob.setdefault(change.blob, []).append(change)

    @cached_property
    def _reach(self) -> Reach:
        return Reach(self._repository)

    def led(self, commit: str) -> Led:
        """Give what leads to a commit."""
        return self._reach.of(commit)

    def places(self, blob: str) -> list[Place]:
        """Give each path at which a blob stood, with the first commit that has it there.

        One that a branch or a tag leads to comes before one that only a stash has, or nothing.
        """
        changes = self._by_blob.get(blob, [])
        first: dict[bytes, Place] = {}
        for change in sorted(changes, key=lambda each: LED.index(self.led(each.commit))):
            led = self.led(change.commit)
            # The path of a note is what it is on.
            called = None if led == "note" else os.fsdecode(change.path)
            place = Place(change.path, called, Origin(led, change.commit, blob))
            first.setdefault(change.path, place)
        return list(first.values())

    def end(self, path: bytes, blobs: Set[str]) -> str | None:
        """Give the last commit that took these blobs away from a path.

        None where no branch or tag leads to one.
        """
        ends = [
            each.commit
            for each in self._by_path.get(path, ())
            if each.blob not in blobs
            and not blobs.isdisjoint(each.before)
            and self.led(each.commit) == "commit"
        ]
        return ends[-1] if ends else None
