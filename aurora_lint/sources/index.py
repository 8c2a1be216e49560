"""The index: what the next commit will hold, and what HEAD holds at the same path."""

from __future__ import annotations

import os
from typing import NamedTuple

from aurora_lint.git import Repository
from aurora_lint.source import INDEX, Source


class Indexed(NamedTuple):
    """A file in the index. ``head`` is the object that HEAD has at its path, if any."""

    source: Source
    staged: bool
    head: str | None


def read(repository: Repository, paths: list[bytes] | None) -> list[Indexed]:
    """Give the files that the index holds at ``paths``; all that are staged where None is given.

    Paths are relative to the repository's top. Those the index does not hold are left out.
    """
    changes = repository.staged()
    asked = list(changes) if paths is None else paths
    entries = (
        [each for each in repository.tracked(*asked) if not each.is_submodule] if asked else []
    )
    contents = repository.blobs(sorted({entry.object_id for entry in entries}))
    return [
        Indexed(
            Source(contents[entry.object_id], os.fsdecode(entry.path), INDEX),
            entry.path in changes,
            changes.get(entry.path),
        )
        for entry in entries
    ]


def heads(repository: Repository, files: list[Indexed]) -> dict[str, Source]:
    """Give HEAD's versions of ``files``, by their paths."""
    wanted = {file.source.path: file.head for file in files if file.head and file.source.path}
    contents = repository.blobs(sorted({each for each in wanted.values() if each}))
    return {
        path: Source(contents[head], path, INDEX) for path, head in wanted.items() if path and head
    }
