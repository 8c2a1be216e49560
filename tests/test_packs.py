"""Packs as git writes them, read without git: what is in them, and what their deltas insert."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurora_lint.git.repository import Repository
from aurora_lint.packs.delta import CUT_BEGIN, CUT_END, inserted, lengths
from aurora_lint.packs.index import Unreadable
from aurora_lint.packs.inflate import DAMAGED
from aurora_lint.packs.pack import BLOB, COMMIT, TAG, TREE, Pack
from aurora_lint.packs.store import store
from tests import repositories
from tests.repositories import git

KINDS = {b"commit": COMMIT, b"tree": TREE, b"blob": BLOB, b"tag": TAG}


def versions(top: Path, amount: int = 30) -> None:
    """Commit a file that changes a little each time, so that git makes deltas of it."""
    chance = random.Random(amount)
    lines = [f"line {chance.random()}" for _ in range(200)]
    for nth in range(amount):
        lines[chance.randrange(200)] = f"change {nth} {chance.random()}"
        repositories.commit(top, {"folder/a.txt": "\n".join(lines)})
    git(top, "tag", "-a", "v1", "-m", "a tag")


def packed(top: Path, *options: str) -> Pack:
    git(top, *options, "repack", "-a", "-d", "-f", "-q")
    (pack,) = store(Repository(top)).packs
    return pack


def ids(pack: Pack) -> list[bytes]:
    """The ids of a pack's entries, in their order."""
    return [pack.index.id(rank) for rank in pack.index.order]


def all_ids(top: Path) -> set[bytes]:
    held = store(Repository(top))
    return held.loose.union(*map(ids, held.packs))


def listed(top: Path) -> dict[bytes, bytes]:
    """The objects of a repository as git tells of them: type by id."""
    check = ("cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objecttype)")
    rows = (line.split(b" ") for line in git(top, *check).splitlines())
    return {bytes.fromhex(name.decode()): kind for name, kind in rows}


FORMS = {
    "as it is": (),
    "bases by their ids": ("-c", "repack.useDeltaBaseOffset=false"),
    "an index of version 1": ("-c", "pack.indexVersion=1"),
    "packed without compression": ("-c", "pack.compression=0"),
}


@pytest.mark.parametrize("form", FORMS)
def test_all_entries_are_read_with_their_types(tmp_path: Path, form: str) -> None:
    top = repositories.make(tmp_path)
    versions(top)
    pack = packed(top, *FORMS[form])
    kinds = bytearray()
    entries = list(pack.entries(0, len(pack), kinds))
    expected = {name: KINDS[kind] for name, kind in listed(top).items()}
    assert dict(zip(ids(pack), kinds, strict=True)) == expected
    assert sum(entry.base > 0 for entry in entries) > 10
    assert all(len(pack.content(entry)) == entry.size for entry in entries)
    for middle in range(0, len(pack), 7):  # types are known where a part begins anywhere
        parts = bytearray()
        assert [*pack.entries(0, middle, parts), *pack.entries(middle, len(pack), parts)] == entries
        assert parts == kinds


def test_sha_256(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main", "--object-format=sha256")
    versions(tmp_path, 5)
    pack = packed(tmp_path)
    assert set(ids(pack)) == set(listed(tmp_path))


def test_offsets_of_eight_bytes(tmp_path: Path) -> None:
    top = repositories.make(tmp_path)
    versions(top)
    expected = packed(top).index.begins
    (file,) = (top / ".git" / "objects" / "pack").glob("*.pack")
    index = file.with_suffix(".idx")
    index.chmod(0o644)
    git(top, "index-pack", "--index-version=2,100", "-o", str(index), str(file))
    assert Pack(file, 20).index.begins == expected
    assert index.stat().st_size > 8 + 1024 + 28 * len(expected) + 40


def test_loose_objects_and_alternates(tmp_path: Path) -> None:
    top = repositories.make(tmp_path / "first")
    versions(top, 5)
    packed(top)
    git(tmp_path, "clone", "-q", "--shared", "first", "second")
    second = tmp_path / "second"
    repositories.commit(second, {"b.py": "x = 1\n"})
    held = store(Repository(second))
    assert len(held.packs) == 1
    assert len(held.loose) == 3
    assert all_ids(second) == set(listed(second))


def test_a_multi_pack_index(tmp_path: Path) -> None:
    top = repositories.make(tmp_path)
    versions(top, 5)
    git(top, "repack", "-d", "-q")
    repositories.commit(top, {"b.py": "x = 1\n"})
    git(top, "repack", "-d", "-q")
    git(top, "multi-pack-index", "write")
    held = store(Repository(top))
    assert len(held.packs) == 2
    assert all_ids(top) == set(listed(top))


@pytest.mark.parametrize("keep", [0, 7, 1030, 2000])
def test_an_index_that_is_cut_short(tmp_path: Path, keep: int) -> None:
    top = repositories.make(tmp_path)
    versions(top)
    packed(top)
    (index,) = (top / ".git" / "objects" / "pack").glob("*.idx")
    data = index.read_bytes()
    index.chmod(0o644)
    index.write_bytes(data[:keep])
    with pytest.raises(Unreadable):
        Pack(index.with_suffix(".pack"), 20)


def test_a_pack_that_is_cut_short(tmp_path: Path) -> None:
    top = repositories.make(tmp_path)
    versions(top)
    packed(top)
    (file,) = (top / ".git" / "objects" / "pack").glob("*.pack")
    data = file.read_bytes()
    file.chmod(0o644)
    for keep in (0, 11, 12, len(data) // 2):
        file.write_bytes(data[:keep])
        with pytest.raises(Unreadable):
            Pack(file, 20)


def test_damage_within_a_pack_is_told(tmp_path: Path) -> None:
    top = repositories.make(tmp_path)
    versions(top)
    pack = packed(top)
    (file,) = (top / ".git" / "objects" / "pack").glob("*.pack")
    data = bytearray(file.read_bytes())
    kinds = bytearray()
    for entry in list(pack.entries(0, len(pack), kinds)):
        data[entry.begin + 3] ^= 0xFF
    file.chmod(0o644)
    file.write_bytes(data)
    damaged = Pack(file, 20)
    told = 0
    for entry in damaged.entries(0, len(damaged), kinds):
        try:
            damaged.content(entry)
        except DAMAGED:
            told += 1
    assert told > len(damaged) / 3


def test_an_entry_that_unpacks_to_more_than_it_says(tmp_path: Path) -> None:
    top = repositories.make(tmp_path)
    # What can't be packed, so that the entry is long.
    (top / "noise").write_bytes(random.Random(1).randbytes(400_000))
    repositories.commit(top, {})
    pack = packed(top)
    entry = max(pack.entries(0, len(pack), bytearray()), key=lambda each: each.size)
    assert len(pack.content(entry)) == entry.size == 400_000
    for size in (399_999, 400_001):
        with pytest.raises(DAMAGED):
            pack.content(entry._replace(size=size))


COPY = st.tuples(st.just("copy"), st.integers(1, 0xFFFF), st.integers(1, 0xFFFF))
INSERT = st.tuples(st.just("insert"), st.binary(min_size=1, max_size=300), st.just(0))


def number(value: int) -> bytes:
    """A size at a delta's beginning."""
    out = b""
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def copy(offset: int, size: int) -> bytes:
    """An instruction that copies: only bytes that are not zero are written."""
    given_, head = b"", 128
    for nth, byte in enumerate([*offset.to_bytes(4, "little"), *size.to_bytes(3, "little")]):
        if byte:
            head |= 1 << nth
            given_ += bytes([byte])
    return bytes([head]) + given_


@given(st.lists(st.one_of(COPY, INSERT), max_size=20), st.integers(0, 1 << 40))
def test_what_a_delta_inserts(steps: list[tuple[str, int | bytes, int]], size: int) -> None:
    delta = number(77) + number(size)
    runs: list[bytes] = [b""]
    for _, what, more in steps:
        if isinstance(what, int):
            delta += copy(what, more)
            runs += [b""]
        else:
            for first in range(0, len(what), 127):
                piece = what[first : first + 127]
                delta += bytes([len(piece)]) + piece
            runs[-1] += what
    # Copies on end cut once.
    middle = [run for run in runs[1:-1] if run]
    expected = (CUT_END + CUT_BEGIN).join([runs[0], *middle, *runs[1:][-1:]])
    made, place = lengths(delta)
    assert made == size
    assert inserted(delta, place) == expected
