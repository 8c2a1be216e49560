"""The index: what the next commit will hold."""

from __future__ import annotations

import os
from collections.abc import Iterator

from aurora_lint.git.objects import contents
from aurora_lint.git.repository import Entry, Repository
from aurora_lint.source import INDEX, Source

#: So many files are asked of git at once: their contents are in memory together.
_BATCH = 200


def sources(repository: Repository, paths: list[bytes]) -> Iterator[Source]:
    """Yield the files that the index holds at ``paths``, relative to the repository's top.

    Those it does not hold, and submodules, are left out.
    """
    entries = [each for each in repository.tracked(*paths) if not each.is_submodule]
    for first in range(0, len(entries), _BATCH):
        yield from _read(repository, entries[first : first + _BATCH])


def _read(repository: Repository, entries: list[Entry]) -> Iterator[Source]:
    held = contents(repository, [entry.object_id for entry in entries])
    for entry in entries:
        yield Source(held[entry.object_id], os.fsdecode(entry.path), INDEX)


def content(repository: Repository, path: str) -> bytes | None:
    """Give what the index holds at ``path``; None where it holds nothing there."""
    found = list(sources(repository, [os.fsencode(path)]))
    return found[0].data if found else None
