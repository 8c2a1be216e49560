"""What commits bring: the files they change as they have them, and their messages."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from aurora_lint.git.changes import Change
from aurora_lint.git.objects import contents, read
from aurora_lint.git.repository import Repository
from aurora_lint.git.spawn import GitError
from aurora_lint.git.tags import target
from aurora_lint.git.trees import blobs
from aurora_lint.source import Origin, Source


def sources(repository: Repository, changes: Iterable[Change]) -> Iterator[Source]:
    """Yield the files that ``changes`` bring; each blob is read once, wherever it stands."""
    wanted: dict[str, list[Change]] = {}
    for change in changes:
        wanted.setdefault(change.blob, []).append(change)
    for blob in read(repository, wanted):
        for change in wanted[blob.id]:
            origin = Origin("commit", change.commit, blob.id)
            yield Source(blob.data, os.fsdecode(change.path), origin)


def messages(repository: Repository, ids: Iterable[str]) -> Iterator[Source]:
    """Yield commits and tags as git holds them: the message, and the fields before it."""
    for each in read(repository, ids):
        kind = "tag" if each.type == "tag" else "message"
        yield Source(each.data, None, Origin(kind, each.id))


def tagged(repository: Repository, name: str, kind: str) -> Iterator[Source]:
    """Yield the tags that lead from an object to the next, and the files where that is no commit.

    A tag may be of a tag, of one file, or of a folder.
    """
    last = name
    while kind == "tag":
        last = name
        data = contents(repository, [name])[name]
        yield Source(data, None, Origin("tag", name))
        following = target(data)
        if not following:
            raise GitError(f"the tag {name} is damaged: it says of no object what it is")
        name, kind = following
    if kind == "tree":
        held = dict(blobs(repository, name))
        for blob in read(repository, held.values()):
            for path in (path for path, each in held.items() if each == blob.id):
                yield Source(blob.data, os.fsdecode(path), Origin("tag", last, blob.id))
    elif kind == "blob":
        yield Source(contents(repository, [name])[name], None, Origin("tag", last, name))
