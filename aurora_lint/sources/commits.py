"""What commits bring: the files they change as they have them, and their messages."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from aurora_lint.git import Repository
from aurora_lint.git.changes import Change
from aurora_lint.git.objects import read
from aurora_lint.source import Origin, Source


def sources(repository: Repository, changes: Iterable[Change]) -> Iterator[Source]:
    """Yield the files that ``changes`` bring; each blob is read once, wherever it stands."""
    wanted: dict[str, list[Change]] = {}
    for change in changes:
        wanted.setdefault(change.blob, []).append(change)
    for blob in read(repository, wanted):
        for change in wanted[blob.id]:
            yield Source(blob.data, os.fsdecode(change.path), Origin("commit", change.commit))


def messages(repository: Repository, ids: Iterable[str]) -> Iterator[Source]:
    """Yield commits and tags as git holds them: the message, and the fields before it."""
    for each in read(repository, ids):
        kind = "tag" if each.type == "tag" else "message"
        yield Source(each.data, None, Origin(kind, each.id))
