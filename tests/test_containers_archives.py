"""Archives and compressed files: the keys in them, under the names of their members."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable

import pytest

from aurora_lint.containers import expand
from aurora_lint.source import Source
from aurora_lint.sources import Skipped
from tests.containers import expanded, opened, seen, tar_header, tarred, zipped
from tests.keygen import key

KEY = key("sk_prod")
LINE = f"aurora: {KEY}\n".encode()
CODECS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".lzma": lambda data: lzma.compress(data, lzma.FORMAT_ALONE),
    ".zz": zlib.compress,
}
codecs = pytest.mark.parametrize("ending", CODECS)


@codecs
def test_a_compressed_file_is_one_member(ending: str) -> None:
    packed = CODECS[ending](LINE)
    path = f"db/dump.sql{ending}"
    assert opened(packed, path) == {f"{path}!dump.sql": LINE}
    assert opened(packed + packed, path) == {f"{path}!dump.sql": LINE * 2}


@codecs
def test_a_compressed_tar_has_the_members_of_the_tar(ending: str) -> None:
    packed = CODECS[ending](tarred({"conf/a.yml": LINE}))
    assert opened(packed, f"a.tar{ending}") == {f"a.tar{ending}!conf/a.yml": LINE}


@codecs
def test_a_compressed_file_that_is_cut_short_is_read_so_far(ending: str) -> None:
    noise = b"".join(b"%d " % (number**5) for number in range(20_000))
    packed = CODECS[ending](LINE + noise)
    members, skipped = expanded(packed[: len(packed) // 2], f"a{ending}")
    # Of bzip2 only whole blocks can be read.
    assert seen(members) == ({} if ending == ".bz2" else {f"a{ending}!a": [KEY]})
    assert [each.path for each in skipped] == [f"a{ending}"]
    assert not skipped[0].error


def test_zeros_may_stand_between_streams_and_after_them() -> None:
    packed = gzip.compress(LINE) + b"\0" * 100
    assert opened(packed * 2, "a.gz") == {"a.gz!a": LINE * 2}


@pytest.mark.parametrize(
    ("path", "member"),
    [("a.svgz", "a.svg"), ("x/b.TGZ", "b.tar"), ("c", "c"), (".gz", ".gz"), (None, "content")],
)
def test_what_a_compressed_file_holds_is_called_by_its_name(path: str | None, member: str) -> None:
    assert list(opened(gzip.compress(LINE), path)) == [f"{path or ''}!{member}"]


def test_what_begins_like_zlib_is_text() -> None:
    assert opened(b"x^2 + y^2 = z^2", "a.txt") == {}
    assert opened(b"]\0\0 in some file", "a.bin") == {}


@pytest.mark.parametrize("method", [0, 8, 12, 14])
def test_the_methods_of_zip(method: int) -> None:
    archive = zipped({"conf/a.yml": LINE, "b/": b""}, method)
    assert opened(archive, "a.zip") == {"a.zip!conf/a.yml": LINE}
    # Without its directory it is read from header to header.
    members, skipped = expanded(archive[: archive.find(b"PK\x01\x02")], "a.zip")
    assert members == {"a.zip!conf/a.yml": LINE}
    assert skipped == [Skipped("a.zip", "a damaged zip: its directory is lost")]


class Pipe(io.RawIOBase):
    """What can't be rewound: sizes are written behind the members."""

    def __init__(self) -> None:
        self.written = b""

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.written += bytes(data)
        return len(data)


def test_sizes_behind_the_members() -> None:
    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.yml", LINE)
        archive.writestr("b.yml", LINE * 2)
    expected = {"a.zip!a.yml": LINE, "a.zip!b.yml": LINE * 2}
    assert opened(pipe.written, "a.zip") == expected
    members, _ = expanded(pipe.written[: pipe.written.find(b"PK\x01\x02")], "a.zip")
    assert members == expected


def test_large_numbers_of_a_zip(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, archive.open("a.yml", "w", force_zip64=True) as file:
        file.write(LINE)
    assert opened(out.getvalue(), "a.zip") == {"a.zip!a.yml": LINE}
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 1)
    large = zipped({"a.yml": LINE, "b.yml": LINE})
    assert opened(large, "a.zip") == {"a.zip!a.yml": LINE, "a.zip!b.yml": LINE}
    monkeypatch.undo()
    many = {f"{number}.txt": b"x" for number in range(66_000)}
    assert len(opened(zipped(many, 0), "a.zip")) == len(many)


def test_members_of_one_name_are_all_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.yml", LINE)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.yml", b"nothing")
    members = [each for each in expand(Source(out.getvalue(), "a.zip")) if isinstance(each, Source)]
    assert members == [Source(LINE, "a.zip!a.yml"), Source(b"nothing", "a.zip!a.yml")]


def patched(archive: bytes, signature: bytes, offset: int, value: bytes) -> bytes:
    at = archive.rfind(signature) + offset
    return archive[:at] + value + archive[at + len(value) :]


def test_members_that_cannot_be_read_are_said() -> None:
    archive = zipped({"a.yml": LINE, "b.yml": LINE})
    for offset, value, reason in (
        (8, b"\x01", "encrypted"),
        (10, b"\x62", "compressed by method 98, which is not read"),
        (42, b"\x01", "damaged: its header is not where the zip's directory says"),
    ):
        members, skipped = expanded(patched(archive, b"PK\x01\x02", offset, value), "a.zip")
        assert members == {"a.zip!a.yml": LINE}
        assert skipped == [Skipped("a.zip!b.yml", reason)]


def test_a_directory_that_ends_within_an_entry() -> None:
    archive = zipped({"a.yml": LINE})
    end = archive.find(b"PK\5\6")
    tail = archive[end : end + 12] + struct.pack("<IIH", 4, end, 0)
    members, skipped = expanded(archive[:end] + b"PK\1\2" + tail, "a.zip")
    assert members == {"a.zip!a.yml": LINE}
    assert skipped[0].path == "a.zip"


def test_a_directory_that_breaks_off() -> None:
    archive = patched(zipped({"a.yml": LINE, "b.yml": LINE}), b"PK\x01\x02", 0, b"PK\x01\x09")
    members, skipped = expanded(archive, "a.zip")
    assert members == {"a.zip!a.yml": LINE, "a.zip!b.yml": LINE}
    assert skipped == [Skipped("a.zip", "a damaged zip: its directory breaks off")]


@pytest.mark.parametrize("name", ["app.pyz", "SETUP.EXE", "install.sh", "x.run", "boot.jar"])
def test_archives_behind_a_program(name: str) -> None:
    carried = b"#!/usr/bin/env python3\n" + zipped({"conf.py": LINE})
    assert opened(carried, name) == {f"{name}!conf.py": LINE}
    assert opened(b"#!/bin/sh\necho\n", name) == {}
    # A program that reads zips has their marks in its code.
    assert opened(b"#!/bin/sh\ngrep PK\1\2; grep PK\5\6" + b"\7" * 30, name) == {}


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
@pytest.mark.parametrize("name", ["a.yml", "folder/" * 15 + "a.yml", "ünï.yml"])
def test_the_forms_of_tar(form: int, name: str) -> None:
    archive = tarred({name: LINE, "b": b"x" * 1000}, form=form)
    assert opened(archive, "a.tar") == {f"a.tar!{name}": LINE, "a.tar!b": b"x" * 1000}


def test_very_long_names_and_what_is_no_file() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo("l" * 300)
            info.type, info.linkname = kind, "t" * 300
            archive.addfile(info)
    name = "n" * 9000
    archive_of_two = out.getvalue() + tarred({name: LINE})
    assert opened(archive_of_two, "a.tar") == {f"a.tar!{'n' * 1024}": LINE}


def test_sparse_members_give_what_is_stored() -> None:
    block = LINE.ljust(512, b"\0")
    old = tar_header("a", 512, b"S", {482: b"\1"}) + b"\0" * 512 + block
    assert opened(old, "a.tar") == {"a.tar!a": block}
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        info = tarfile.TarInfo("GNUSparseFile.0/a")
        info.pax_headers = {"GNU.sparse.name": "a", "GNU.sparse.realsize": "99999999999"}
        info.size = 512
        archive.addfile(info, io.BytesIO(block))
    assert opened(out.getvalue(), "a.tar") == {"a.tar!a": block}


def test_sizes_in_bytes_and_in_a_record() -> None:
    binary = tar_header("a", 0, b"0", {124: b"\x80" + len(LINE).to_bytes(11, "big")})
    assert opened(binary + LINE.ljust(512, b"\0"), "a.tar") == {"a.tar!a": LINE}
    broken = tar_header("x", 20, b"x") + b"nonsense path=b\n".ljust(512, b"\0")
    assert opened(broken + binary + LINE.ljust(512, b"\0"), "a.tar") == {"a.tar!a": LINE}
    record = b"11 size=%d\n" % len(LINE)
    pax = tar_header("x", len(record), b"x") + record.ljust(512, b"\0") + tar_header("a", 0, b"0")
    assert opened(pax + LINE.ljust(512, b"\0"), "a.tar") == {"a.tar!a": LINE}


def test_a_damaged_tar_is_read_all_the_same() -> None:
    archive = bytearray(tarred({"a": LINE, "b": LINE}, form=tarfile.USTAR_FORMAT))
    archive[1024] ^= 1
    archive += tarred({"c": LINE}, form=tarfile.USTAR_FORMAT)
    members, skipped = expanded(bytes(archive), "a.tar")
    assert skipped == [Skipped("a.tar", "a damaged tar header")]
    assert seen(members) == {path: [KEY] for path in ("a.tar!a", "a.tar!damaged", "a.tar!c")}
    members, skipped = expanded(gzip.compress(archive), "a.tgz")
    assert skipped == [Skipped("a.tgz", "a damaged tar header")]
    assert seen(members) == {path: [KEY] for path in ("a.tgz!a", "a.tgz!damaged", "a.tgz!c")}
    cut = expanded(bytes(archive[:530]), "a.tar")
    assert cut == ({"a.tar!a": LINE[:18]}, [Skipped("a.tar", "a tar cut short")])


def test_a_header_may_add_up_signed_bytes() -> None:
    block = bytearray(tar_header("\xff", len(LINE), b"0"))
    total = int(block[148:154], 8) - 256 * sum(byte > 0x7F for byte in block)
    block[148:156] = b"%06o\0 " % total
    assert opened(bytes(block) + LINE.ljust(512, b"\0"), "a.tar") == {"a.tar!\xff": LINE}


def test_containers_in_containers() -> None:
    inner = zipped({"c.txt": LINE, "d.txt.gz": gzip.compress(LINE)})
    members = opened(tarred({"b.zip": inner}, "w:gz"), "a.tar.gz")
    assert members == {
        "a.tar.gz!b.zip!c.txt": LINE,
        "a.tar.gz!b.zip!d.txt.gz!d.txt": LINE,
    }


@pytest.mark.parametrize(
    "name", ["../../a", "/etc/a", "a\nb\x1b[31m", "C:\\a", "", "a!b", "\udcff"]
)
def test_a_name_is_only_a_name(name: str) -> None:
    archive = tarred({name: LINE}, form=tarfile.GNU_FORMAT)
    assert opened(archive, "a.tar") == {f"a.tar!{name}": LINE}
    if name and "\udcff" not in name:
        assert list(opened(zipped({name: LINE}), "a.zip").values()) == [LINE]


def test_names_that_are_not_utf_8() -> None:
    archive = zipped({"@.yml": LINE}).replace(b"@.yml", b"\x81.yml")
    assert opened(archive, "a.zip") == {"a.zip!ü.yml": LINE}
