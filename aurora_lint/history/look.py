"""One look at every object of a repository that no look before has seen."""

from __future__ import annotations

from typing import NamedTuple

from aurora_lint.git.objects import listed, read
from aurora_lint.git.repository import Repository
from aurora_lint.history.cache import Cache, Sorted
from aurora_lint.history.sort import SORTS, Sort, sort

#: What has been scanned is kept each time that so many bytes more were read: a look that is ended
#: goes on from there.
_KEPT_AFTER = 1 << 30


class Look(NamedTuple):
    """The objects of a repository by what a look at each says, as ids."""

    sorted: dict[Sort, list[str]]
    #: How many objects there are, how many of them were not read again, and the bytes of the rest.
    objects: int
    known: int
    size: int
    missing: list[str]
    notice: str = ""

    def of(self, *sorts: Sort) -> list[str]:
        """Give the objects of these sorts."""
        return [each for sort in sorts for each in self.sorted.get(sort, ())]


def look(repository: Repository, is_cached: bool = True) -> Look:
    """Look at each blob, commit and tag of the object database; trees hold no more than paths."""
    cache = Cache(repository) if is_cached else None
    by_id = {each: sort for sort, ids in (cache.read() if cache else {}).items() for each in ids}
    found: dict[Sort, list[str]] = {sort: [] for sort in SORTS}
    new: list[str] = []
    for name, kind in listed(repository):
        if kind == "tree":
            continue
        if before := by_id.get(bytes.fromhex(name)):
            found[before].append(name)
        else:
            new.append(name)
    known = sum(map(len, found.values()))
    size = unkept = 0
    missing: list[str] = []
    try:
        for each in read(repository, new, missing):
            found[sort(each)].append(each.id)
            size += len(each.data)
            unkept += len(each.data)
            if cache and unkept > _KEPT_AFTER:
                cache.write(_raw(found))
                unkept = 0
    finally:
        if cache and new:
            cache.write(_raw(found))
    notice = cache.notice if cache else ""
    return Look(found, known + len(new) - len(missing), known, size, missing, notice)


def _raw(found: dict[Sort, list[str]]) -> Sorted:
    return {sort: {bytes.fromhex(each) for each in ids} for sort, ids in found.items()}
