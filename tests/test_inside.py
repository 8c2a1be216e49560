"""A container as a whole: a key in a member is told there, and what is outside of members, too."""

import functools
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aurora_lint.containers import Limits
from aurora_lint.containers.own import Rest
from aurora_lint.engine import scan
from aurora_lint.inside import scan_whole
from aurora_lint.policy import Policy
from aurora_lint.source import Source
from tests.containers import LINE, tar_header, tarred, told, zipped
from tests.keygen import key

KEY, OTHER, THIRD = key("sk_prod"), key("rk_prod"), key("sk_sand")
CODES = {KEY: "AUR101", OTHER: "AUR103", THIRD: "AUR102"}
#: No line end behind it: in a container whatever follows runs into the key.
BARE = f"aurora={KEY}".encode()
BY_NAME = b"// aurora solar\nconst a = process.env.AURORA_PROD_KEY;\n"

stored = functools.partial(zipped, method=zipfile.ZIP_STORED)


def plainly(data: bytes) -> bytes:
    """A gzip that holds its content as it is."""
    return gzip.compress(data, 0)


PACKED: dict[str, Callable[[bytes], bytes]] = {
    "a.zip!m": lambda data: stored({"m": data}),
    "b.zip!m": lambda data: stored({"m": data, "n": b"x"}),
    "c.run!m": lambda data: b"#!/bin/sh\n" + stored({"m": data, "n": b"x"}),
    "d.tar!m": lambda data: tarred({"m": data}),
    "e.zip!n.zip!m": lambda data: stored({"n.zip": stored({"m": data, "o": b"x"})}),
    "f.tar!n.zip!m": lambda data: tarred({"n.zip": stored({"m": data, "o": b"x"})}),
    "m.gz!m": plainly,
    "m.zz!m": lambda data: zlib.compress(data, 0),
    "g.tgz!m": lambda data: plainly(tarred({"m": data})),
    "h.zip!n.tgz!m": lambda data: stored({"n.tgz": plainly(tarred({"m": data}))}),
}
packed = pytest.mark.parametrize("member", PACKED)


@packed
def test_a_key_that_is_stored_plainly_is_told_once(member: str) -> None:
    assert told(PACKED[member](BARE), member.partition("!")[0]) == [(member, "AUR101")]


@packed
def test_a_name_that_is_stored_plainly_is_told_once(member: str) -> None:
    path = f"sandbox/{member}"
    data = PACKED[member](BY_NAME)
    assert told(data, path.partition("!")[0]) == [(path, "AUR304")]


@packed
def test_what_the_policy_excludes_is_not_told_by_the_bytes_around_it(member: str) -> None:
    path = member.partition("!")[0]
    for pattern in ("*!m", f"/{member}"):
        assert told(PACKED[member](BARE), path, pattern) == []


def test_an_excluded_container_is_excluded_with_its_members() -> None:
    archive = stored({"lib/n.zip": stored({"m": BARE, "o": LINE}), "m": BARE})
    assert told(archive, "a.zip", "n.zip") == [("a.zip!m", "AUR101")]


def test_outside_of_the_members_of_a_zip() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("m")
        info.extra = struct.pack("<HH", 0xCAFE, len(OTHER) + 2) + f" {OTHER} ".encode()
        archive.writestr(info, BARE)
        archive.comment = THIRD.encode()
    own = [("a.zip", CODES[OTHER]), ("a.zip", CODES[OTHER]), ("a.zip", CODES[THIRD])]
    assert told(out.getvalue(), "a.zip") == sorted([*own, ("a.zip!m", "AUR101")])
    # What stands there is told whatever a member says, and where none is read.
    assert told(out.getvalue().replace(THIRD.encode(), KEY.encode()), "a.zip", "*!m") == [
        ("a.zip", "AUR101"), *own[:2]
    ]  # fmt: skip


@pytest.mark.parametrize("ending", [".exe", ".sh", ".pyz"])
def test_before_between_and_behind_the_members_of_a_zip(ending: str) -> None:
    one, two = stored({"m": BARE}), stored({"n": LINE})
    header = f"#!/bin/sh\nkey={OTHER}\n".encode()
    gap = f"\n{THIRD}\n".encode()
    # The second directory is the one that is read: what is before it is no member.
    found = told(header + one + gap + two, f"a{ending}")
    names = [path for path, code in found]
    assert set(names) == {f"a{ending}", f"a{ending}!n"}
    codes = [code for path, code in found if path == f"a{ending}"]
    assert {CODES[OTHER], CODES[THIRD]} <= set(codes)
    assert told(stored({"m": BARE}) + b"\n" + THIRD.encode(), "a.zip")[0] == ("a.zip", "AUR102")


def test_the_place_of_what_is_outside_of_members() -> None:
    archive = b"#!/bin/sh\n\n" + stored({"m": b"x\r\ny\n" * 20})
    data = archive[:-2] + struct.pack("<H", 34) + f"\n {KEY}".encode()
    (found,), _ = scan_whole(Source(data, "a.run"), Policy())
    line = data[: data.index(KEY.encode())].count(b"\n") + 1
    assert (found.span.line, found.span.column) == (line, 2)


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_outside_of_the_members_of_a_tar(pack: Callable[[bytes], bytes]) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        info = tarfile.TarInfo("m")
        info.size, info.gname = len(BARE), OTHER[:31]
        info.pax_headers = {"comment": THIRD}
        archive.addfile(info, io.BytesIO(BARE))
    path = "a.tar" if pack is bytes else "a.tgz"
    inside = "a.tar" if pack is bytes else "a.tgz!a.tar"
    assert told(pack(out.getvalue()), path) == sorted(
        [(inside, "AUR102"), (inside, "AUR105"), (f"{path}!m", "AUR101")]
    )


def test_outside_of_the_content_of_gzip() -> None:
    head = b"\x1f\x8b\x08" + bytes([4 | 8 | 16]) + bytes(6)
    fields = struct.pack("<H", 8) + b"12345678"
    texts = f" {OTHER}\0{THIRD}\0".encode()
    body = gzip.compress(BARE, 0)[10:]
    own = [("m.gz", "AUR102"), ("m.gz", "AUR103")]
    assert told(head + fields + texts + body, "m.gz") == [*own, ("m.gz!m", "AUR101")]
    behind = gzip.compress(BARE, 0) + f" {OTHER}".encode()
    assert told(behind, "m.gz") == [("m.gz", "AUR103"), ("m.gz!m", "AUR101")]


def test_what_could_not_be_read_whole_is_looked_for_in_the_own_bytes() -> None:
    """Of a member that is skipped, or cut short, and of what a limit left out."""
    archive = stored({"m": b"m" * 99, "n": LINE, "o": f"\n{OTHER}\n".encode()})
    at = archive.rfind(b"PK\1\2", 0, archive.rfind(b"PK\1\2"))
    encrypted = archive[: at + 8] + b"\1" + archive[at + 9 :]
    found, skipped = scan_whole(Source(encrypted, "a.zip"), Policy())
    assert [(each.path, each.code) for each in found] == [
        ("a.zip!o", "AUR103"),
        ("a.zip", "AUR101"),
    ]
    assert [each.reason for each in skipped] == ["encrypted"]
    found, skipped = scan_whole(Source(archive, "a.zip"), Policy(), Limits(members=1))
    assert sorted(each.code for each in found) == ["AUR101", "AUR103"]
    assert {each.path for each in found} == {"a.zip"}
    assert len(skipped) == 1
    cut = tarred({"m": LINE + b"x" * 2000})[:1000]
    found, skipped = scan_whole(Source(cut, "a.tar"), Policy())
    assert [(each.path, each.code) for each in found] == [("a.tar!m", "AUR101")]
    assert [each.reason for each in skipped] == ["a tar cut short"]


def test_the_member_at_which_a_limit_is_passed_is_looked_for_in_the_own_bytes() -> None:
    archive = stored({"m": b"x", "n.zip": stored({"o": b"y", "p": LINE})})
    found, skipped = scan_whole(Source(archive, "a.zip"), Policy(), Limits(members=3))
    assert [(each.path, each.code) for each in found] == [("a.zip!n.zip", "AUR101")]
    assert [each.reason[:25] for each in skipped] == ["holds more than 3 members"]


def test_spans_that_overlap_are_blanked_once() -> None:
    source = Source(b"0123\r\n6789", "a")
    assert Rest(source, [], True).own() == Rest(source, [], True).gist() == source
    rest = Rest(source, [(7, 9), (1, 6), (2, 3), (5, 8), (8, 8)], True)
    assert rest.own().data == b"0   \r\n   9"
    assert rest.gist().data.split() == [b"0", b"9"]
    # A directory may list one large member over and over.
    large = Source(bytes(1 << 20), "a")
    assert len(Rest(large, [(0, 1 << 20)] * 20_000, True).own().data) == 1 << 20


def test_a_standard_input_without_a_name() -> None:
    assert told(stored({"m": BARE, "n": b"x"}), None) == [("!m", "AUR101")]
    assert told(lzma.compress(BARE), None) == [("!content", "AUR101")]


HELD = {
    "a.zip": stored({"m": LINE, "n.tar": tarred({"o": OTHER.encode(), "p": LINE})}),
    "b.tar": tarred({"m": LINE * 9, "n.zip": stored({"o": OTHER.encode(), "p": LINE})}),
    "c.gz": plainly(LINE) + plainly(f" {OTHER}".encode()),
    "d.tgz": plainly(tarred({"m": LINE, "n": OTHER.encode()})),
    "e.run": b"#!/bin/sh\n" + LINE + stored({"m": OTHER.encode(), "n": b"n"}),
}


@pytest.mark.slow
@pytest.mark.parametrize("path", HELD)
@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_no_damage_hides_what_the_bytes_show(path: str, data: st.DataObject) -> None:
    held = bytearray(HELD[path])
    for _ in range(data.draw(st.integers(0, 3))):
        held[data.draw(st.integers(0, len(held) - 1))] = data.draw(st.integers(0, 255))
    source = Source(bytes(held[: data.draw(st.integers(1, len(held)))]), path)
    shown = {each.fingerprint for each in scan(source) if each.code != "AUR105"}
    assert shown <= {each.fingerprint for each in scan_whole(source, Policy())[0]}


def test_a_size_that_is_too_small_hides_nothing() -> None:
    archive = stored({"m": LINE})
    at = archive.rfind(b"PK\1\2")
    cut = archive[: at + 20] + struct.pack("<II", 20, 20) + archive[at + 28 :]
    assert [code for _, code in told(cut, "a.zip") if code != "AUR105"] == ["AUR101"]
    tar = tar_header("m", 20, b"0") + LINE.ljust(512, b"\0")
    assert [code for _, code in told(tar, "a.tar") if code != "AUR105"] == ["AUR101"]
