"""One look at every object of a repository that no look before has seen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from aurora_lint.git.objects import listed
from aurora_lint.git.repository import Repository
from aurora_lint.history.cache import Cache
from aurora_lint.history.looking import Looking
from aurora_lint.history.seen import Seen
from aurora_lint.history.sort import Sort
from aurora_lint.packs.index import Unreadable
from aurora_lint.packs.store import store


class Look(NamedTuple):
    """The objects of a repository by what a look at each says, as ids.

    ``objects`` are all but trees, ``known`` those of them that were not looked at again, and
    ``size`` the bytes of the others; ``missing`` are not here, or damaged.
    """

    seen: Seen
    objects: int
    known: int
    size: int
    missing: list[str]
    notice: str = ""

    def of(self, *sorts: Sort) -> list[str]:
        """Give the objects of these sorts."""
        return [each.hex() for sort in sorts for each in sorted(self.seen.of(sort))]


def look(
    repository: Repository,
    is_thorough: bool = True,
    whole: Iterable[str] = (),
    is_cached: bool = True,
    jobs: int = 0,
) -> Look:
    """Look at each blob, commit and tag of the object database; trees hold no more than paths.

    Unless it ``is_thorough``, packs are sifted, and no delta is undone of which nothing is left
    over; but those of ``whole`` are read whatever they are. ``jobs`` are the processes at most.
    """
    cache = Cache(repository) if is_cached else None
    known = cache.read() if cache else Seen({}, {})
    looking = Looking(repository, known, cache.write if cache else _nowhere, jobs)
    try:
        if is_thorough or not _sifted(looking, repository, whole):
            # Git is asked which objects there are, and says at once what is a tree.
            looking.at_each((bytes.fromhex(name), kind) for name, kind in listed(repository))
    except BaseException:
        if cache:
            cache.write(looking.sure())
        raise
    seen = looking.seen
    if cache and seen != known:
        cache.write(seen)
    return Look(
        seen,
        seen.amount(),
        looking.before.amount(),
        looking.size,
        looking.missing,
        cache.notice if cache else "",
    )


def _nowhere(seen: Seen) -> None:
    """Keep nothing."""


def _sifted(looking: Looking, repository: Repository, whole: Iterable[str]) -> bool:
    """Look at the packs of a repository; give whether they are as this program knows packs."""
    try:
        looking.at_packs(store(repository), {bytes.fromhex(each) for each in whole})
    except Unreadable:
        return False  # git knows more of them
    return True
