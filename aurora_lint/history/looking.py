"""What is seen of a repository's objects: packs are sifted, and what is left over is read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import compress

from aurora_lint import progress
from aurora_lint.candidates import candidates
from aurora_lint.git.objects import read
from aurora_lint.git.repository import Repository
from aurora_lint.history.clues import CUT, DEEP, READ
from aurora_lint.history.seen import CODES, UNSEEN, Block, Seen
from aurora_lint.history.sieve import inherit, sieve
from aurora_lint.history.sift import Sifted, telling
from aurora_lint.history.sort import Sort, sort
from aurora_lint.packs.pack import BLOB, COMMIT, TAG, TREE, Pack
from aurora_lint.packs.store import Store
from aurora_lint.processes import processors, spread

#: So few new objects of a pack git reads sooner than the whole of it is sifted.
FEW = 2000
#: What has been read is kept each time that it is so many bytes more: a look that is ended goes on
#: from there.
_KEPT_AFTER = 1 << 30
#: So many objects are read sooner than a process is started for them; and of many more a process
#: reads so many parts.
_PART, _MOST_PARTS = 1000, 8
_TO_READ = READ | DEEP | CUT
#: What an object is in which nothing stands that a closer look could tell of.
_PLAIN: dict[str, Sort] = {"blob": "clean", "tag": "clean", "commit": "commit", "tree": "tree"}
#: What the entries of a pack are of which nothing is left over, by their types.
_SIFTED: dict[int, Sort] = {BLOB: "sifted", TAG: "sifted", COMMIT: "commit", TREE: "tree"}
_CODES_OF_KINDS = bytes(CODES[_SIFTED[kind]] if kind in _SIFTED else UNSEEN for kind in range(256))


class Looking:
    """A look at a repository's objects; ``known`` is what looks before have seen.

    ``keep`` is given now and then what has been seen for sure. ``size`` are the bytes that were
    looked at, ``missing`` the objects that are not here, or damaged; ``before`` is what of the
    objects was known, and not looked at again.
    """

    def __init__(
        self, repository: Repository, known: Seen, keep: Callable[[Seen], None], jobs: int
    ) -> None:
        self._repository = repository
        self._known = known
        self._keep = keep
        self._jobs = jobs
        self._start()

    def _start(self) -> None:
        self._packs: dict[bytes, Pack] = {}
        self._sifted: dict[bytes, Sifted] = {}
        self._read: dict[bytes, int] = {}
        self._cut: set[bytes] = set()
        self._counted: set[bytes] = set()
        self.seen = Seen({}, {})
        self.before = Seen({}, {})
        self.size = 0
        self.missing: list[str] = []

    def sure(self) -> Seen:
        """Give what is seen for sure before the look is whole: what is left over says more."""
        return Seen(self._known.blocks, self._known.single | self._read)

    def at_packs(self, held: Store, whole: set[bytes]) -> None:
        """Look at the objects of packs and at loose ones, at those of ``whole`` closely."""
        left = set(whole)
        progress.begin("sifting objects", sum(len(pack.index) for pack in held.packs))
        for pack in held.packs:
            checksum = pack.index.checksum
            known = self._known_of(pack)
            closely = list(pack.index.ranks_of(left))
            left.difference_update(map(pack.index.id, closely))
            _forget(known, closely)
            self._packs[checksum] = pack
            self.before.blocks[checksum] = Block(pack.index.ids, known)
            codes = bytearray(known)
            if known.count(UNSEEN) > FEW:
                fresh = self._sift(pack)
                is_new = known.count(UNSEEN) == len(known)
                codes = fresh if is_new else bytearray(map(_better, known, fresh))
                _forget(codes, closely)
            else:
                progress.add(len(known))
            self.seen.blocks[checksum] = Block(pack.index.ids, codes)
        for name in held.loose:
            code = self._known.single.get(name)
            self.seen.single[name] = self._by_id.get(name, UNSEEN) if code is None else code
        self._start_with_single()
        while self._read_unseen() and self._cut:
            self._reopen()

    def at_each(self, objects: Iterable[tuple[bytes, str]]) -> None:
        """Look closely at each object, by its id and its type, whatever was seen of packs."""
        self._start()
        for name, kind in objects:
            code = CODES["tree"] if kind == "tree" else self._by_id.get(name, UNSEEN)
            self.seen.single[name] = UNSEEN if code == CODES["sifted"] else code
        self._start_with_single()
        self._read_unseen()

    @cached_property
    def _by_id(self) -> dict[bytes, int]:
        return self._known.by_id()

    def _known_of(self, pack: Pack) -> bytearray:
        """Give what is known of the objects of a pack, which may be packed in another way now."""
        index = pack.index
        block = self._known.blocks.get(index.checksum)
        if block and block.ids == index.ids:
            return bytearray(block.codes)
        if not (self._known.blocks or self._known.single):
            return bytearray([UNSEEN]) * len(index)
        return bytearray(self._by_id.get(index.id(rank), UNSEEN) for rank in range(len(index)))

    def _start_with_single(self) -> None:
        single = self.seen.single
        self.before.single.update(each for each in single.items() if each[1] != UNSEEN)

    def _sift(self, pack: Pack) -> bytearray:
        """Sift a pack; give the codes of its objects, and none to those that are to be read."""
        index, sifted = pack.index, sieve(pack, self._jobs)
        self.size += sifted.size
        self._sifted[index.checksum] = sifted
        codes = bytearray(sifted.kinds.translate(_CODES_OF_KINDS))
        for number in compress(range(len(codes)), map(_TO_READ.__and__, sifted.bits)):
            codes[number] = UNSEEN
        return index.by_rank(codes)

    def _unseen(self) -> Iterator[bytes]:
        """Yield what is to be read: of a pack in its order, as git reads it best."""
        single = [name for name, code in self.seen.single.items() if code == UNSEEN]
        progress.begin("reading objects", len(single))
        yield from single
        for checksum, block in self.seen.blocks.items():
            index = self._packs[checksum].index
            ranks = [rank for rank, code in enumerate(block.codes) if code == UNSEEN]
            names = [index.id(rank) for rank in sorted(ranks, key=index.offsets.__getitem__)]
            if checksum in self._sifted:
                self._counted.update(names)
            progress.expect(len(names))
            yield from names

    def _read_unseen(self) -> bool:
        """Read what has not been seen; give whether there was any."""
        missing = {bytes.fromhex(each) for each in self.missing}
        names = [name for name in dict.fromkeys(self._unseen()) if name not in missing]
        most = (self._jobs or processors()) * _MOST_PARTS
        size = max(_PART, -(-len(names) // most))
        parts = [names[nth : nth + size] for nth in range(0, len(names), size)]
        unkept = 0
        for part, told in zip(parts, spread(self._read_part, parts, self._jobs)):
            read = zip(part, told.codes)
            self._read.update((name, code) for name, code in read if code != UNSEEN)
            self._cut.update(told.cut)
            self.missing += told.missing
            self.size += told.size
            unkept += told.whole_size
            if unkept > _KEPT_AFTER:
                self._keep(self.sure())
                unkept = 0
        self._note()
        return bool(names)

    def _read_part(self, names: list[bytes]) -> _Told:
        """Read objects, maybe in a process of its own."""
        told = _Told()
        objects = read(self._repository, (name.hex() for name in names), told.missing)
        for each, is_telling in telling(objects):
            name = bytes.fromhex(each.id)
            self._read[name] = CODES[sort(each) if is_telling else _PLAIN[each.type]]
            if is_telling and candidates(each.data).cores:
                told.cut.append(name)
            told.whole_size += len(each.data)
            if each.type != "tree" and name not in self._counted:
                told.size += len(each.data)
        told.codes = bytes(self._read.get(name, UNSEEN) for name in names)
        return told

    def _note(self) -> None:
        """Note what has been read with the objects that it was read of."""
        single = self.seen.single
        single.update((name, self._read[name]) for name in single.keys() & self._read.keys())
        for block in self.seen.blocks.values():
            for rank in [rank for rank, code in enumerate(block.codes) if code == UNSEEN]:
                block.codes[rank] = self._read.get(block.id(rank), UNSEEN)

    def _reopen(self) -> None:
        """Look closely, too, at what is made from objects that turned out to hold a prefix."""
        for checksum, sifted in self._sifted.items():
            index, codes = self._packs[checksum].index, self.seen.blocks[checksum].codes
            for rank in index.ranks_of(self._cut):
                sifted.bits[bisect_left(index.begins, index.offsets[rank])] |= READ
            inherit(sifted)
            for number in compress(range(len(codes)), map(READ.__and__, sifted.bits)):
                rank = index.order[number]
                if codes[rank] in (CODES["sifted"], CODES["commit"]):
                    codes[rank] = UNSEEN
        self._cut.clear()


class _Told:
    """What was read of some objects: their codes in order, and which of them hold a prefix.

    ``size`` are the bytes that had not been counted, ``whole_size`` all of them.
    """

    def __init__(self) -> None:
        self.codes = b""
        self.cut: list[bytes] = []
        self.missing: list[str] = []
        self.size = self.whole_size = 0


def _better(known: int, fresh: int) -> int:
    return fresh if known == UNSEEN else known


def _forget(codes: bytearray, ranks: Iterable[int]) -> None:
    """Let those objects be read that were sifted only."""
    for rank in ranks:
        if codes[rank] == CODES["sifted"]:
            codes[rank] = UNSEEN
