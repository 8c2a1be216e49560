"""One look at every object of a repository that no look before has seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import compress
from typing import NamedTuple

from aurora_lint.candidates import candidates
from aurora_lint.git.objects import listed, read
from aurora_lint.git.repository import Repository
from aurora_lint.history.cache import Cache, Sorted
from aurora_lint.history.clues import CUT, DEEP, READ
from aurora_lint.history.sieve import inherit, sieve
from aurora_lint.history.sift import Sifted
from aurora_lint.history.sort import SORTS, Sort, sort
from aurora_lint.packs.index import Unreadable
from aurora_lint.packs.pack import BLOB, COMMIT, TAG, TREE, Pack
from aurora_lint.packs.store import store

#: What has been scanned is kept each time that so many bytes more were read: a look that is ended
#: goes on from there.
_KEPT_AFTER = 1 << 30
#: So few new objects of a pack git reads sooner than the whole of it is sifted.
FEW = 2000


class Look(NamedTuple):
    """The objects of a repository by what a look at each says, as ids.

    ``objects`` are all but trees, ``known`` those of them that were not looked at again, and
    ``size`` the bytes of the others; ``missing`` are not here, or damaged.
    """

    sorted: Sorted
    objects: int
    known: int
    size: int
    missing: list[str]
    notice: str = ""

    def of(self, *sorts: Sort) -> list[str]:
        """Give the objects of these sorts."""
        return [each.hex() for sort in sorts for each in sorted(self.sorted[sort])]


def look(
    repository: Repository,
    is_thorough: bool = True,
    whole: Iterable[str] = (),
    is_cached: bool = True,
) -> Look:
    """Look at each blob, commit and tag of the object database; trees hold no more than paths.

    Unless it ``is_thorough``, packs are sifted, and no delta is undone of which nothing is left
    over; but those of ``whole`` are read whatever they are.
    """
    cache = Cache(repository) if is_cached else None
    found: Sorted = {sort: set() for sort in SORTS} | (cache.read() if cache else {})
    there, packs = _there(repository, found["tree"], is_thorough)
    for ids in found.values():
        ids &= there
    wanted = {bytes.fromhex(each) for each in whole}
    found["sifted"] -= there if is_thorough else wanted
    new = there.difference(*found.values())
    known = len(there) - len(new) - len(found["tree"])
    looking = _Looking(repository, found, cache, wanted)
    is_known = not new
    try:
        for pack in packs:
            if len(new.intersection(pack.index.ids)) > FEW:
                looking.sift(pack, new)
        looking.read(_in_order(new, packs))
        while more := looking.made_from_cut():
            looking.read(_in_order(more, packs))
    except BaseException:
        looking.keep()
        raise
    if not is_known:
        looking.keep(is_whole=True)
    return Look(
        found,
        sum(map(len, found.values())) - len(found["tree"]),
        known,
        looking.size,
        looking.missing,
        cache.notice if cache else "",
    )


def _there(
    repository: Repository, trees: set[bytes], is_thorough: bool
) -> tuple[set[bytes], list[Pack]]:
    """Give the ids of all objects, and the packs that may be sifted.

    Where git is asked which objects there are, it says at once what is a tree.
    """
    if not is_thorough:
        try:
            held = store(repository)
        except Unreadable:
            pass  # git knows more of it
        else:
            return held.ids(), held.packs
    there = set()
    for name, kind in listed(repository):
        there.add(bytes.fromhex(name))
        if kind == "tree":
            trees.add(bytes.fromhex(name))
    return there, []


def _in_order(ids: set[bytes], packs: list[Pack]) -> Iterator[bytes]:
    """Yield ids in the order in which git reads them best, those that are in no pack at last."""
    left = set(ids)
    for pack in packs if left else ():
        for name in filter(left.__contains__, pack.index.in_order):
            yield name
            left.discard(name)
    yield from left


def _only(*kinds: int) -> bytes:
    return bytes(kind in kinds for kind in range(256))


_TO_READ = READ | DEEP | CUT
#: What the objects of a pack are of which nothing is left over, by their types.
_SIFTED: tuple[tuple[Sort, bytes], ...] = (
    ("tree", _only(TREE)),
    ("commit", _only(COMMIT)),
    ("sifted", _only(BLOB, TAG)),
)


class _Looking:
    """What has been seen of a repository's objects so far."""

    def __init__(
        self, repository: Repository, found: Sorted, cache: Cache | None, whole: set[bytes]
    ) -> None:
        self._repository = repository
        self._found = found
        self._cache = cache
        self._sifted: list[tuple[Pack, Sifted]] = []
        self._whole = whole
        self._left: set[bytes] = set()
        self._cut: set[bytes] = set()
        self._unsure: set[bytes] = set()
        self.size = 0
        self.missing: list[str] = []

    def sift(self, pack: Pack, new: set[bytes]) -> None:
        """Take from ``new`` those objects of a pack that need not be read."""
        sifted = sieve(pack)
        self.size += sifted.size
        names = pack.index.in_order
        self._sifted.append((pack, sifted))
        self._left.update(compress(names, (bits & _TO_READ for bits in sifted.bits)))
        self._left |= self._whole.intersection(names)
        for sort_, is_such in _SIFTED:
            found = set(compress(names, sifted.kinds.translate(is_such)))
            found &= new
            found -= self._left
            self._found[sort_] |= found
            self._unsure |= found
            new -= found

    def read(self, ids: Iterable[bytes]) -> None:
        """Read objects whole."""
        unkept = 0
        for each in read(self._repository, (each.hex() for each in ids), self.missing):
            name = bytes.fromhex(each.id)
            self._found[sort(each)].add(name)
            unkept += len(each.data)
            if name in self._left:
                if candidates(each.data).cores:
                    self._cut.add(name)
            elif each.type != "tree":
                self.size += len(each.data)
            if unkept > _KEPT_AFTER:
                self.keep()
                unkept = 0

    def made_from_cut(self) -> set[bytes]:
        """Give what is still to be read: made from objects that turned out to hold a prefix."""
        more: set[bytes] = set()
        cut, self._cut = self._cut, set()
        for pack, sifted in self._sifted if cut else ():
            names, bits = pack.index.in_order, sifted.bits
            for number in compress(range(len(names)), map(cut.__contains__, names)):
                bits[number] |= READ
            inherit(sifted)
            more.update(compress(names, (each & READ for each in bits)))
        more &= self._found["sifted"] | self._found["commit"]
        self._found["sifted"] -= more
        self._found["commit"] -= more
        self._left |= more
        return more

    def keep(self, is_whole: bool = False) -> None:
        """Remember what has been seen.

        Of a look that is not whole only what was read: what is left over may say more of the rest.
        """
        if self._cache:
            unsure = set() if is_whole else self._unsure
            self._cache.write({each: ids - unsure for each, ids in self._found.items()})
