"""Containers made to stop the scan or to fill the memory: each meets a limit."""

import bz2
import gzip
import lzma
import re
import struct
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable

import pytest

from aurora_lint import magic
from aurora_lint.containers import Limits, expand
from aurora_lint.source import Source
from aurora_lint.sources import Skipped
from tests.containers import (
    LINE,
    bounded,
    database,
    expanded,
    opened,
    pdf,
    pyc,
    tar_header,
    tarred,
    zipped,
)

MIB = 1 << 20


OPTIONS = {"--max-depth", "--max-members", "--max-expanded-bytes", "--max-ratio"}


def passed(data: bytes, path: str, limits: Limits) -> str:
    """The option of the limit that ends the opening, with the limit's value before it."""
    members, skipped = expanded(data, path, limits)
    assert sum(map(len, members.values())) <= limits.size
    reasons = [each for each in skipped if each.error]
    assert len(reasons) == 1, skipped
    found = re.search(r" (\d+) .*\((--[a-z-]+)\)$", reasons[0].reason)
    assert found
    assert found[2] in OPTIONS
    return f"{found[2]} {found[1]}"


ZEROS: dict[str, Callable[[int], bytes]] = {
    "a.gz": lambda size: gzip.compress(bytes(size)),
    "a.bz2": lambda size: bz2.compress(bytes(size)),
    "a.xz": lambda size: lzma.compress(bytes(size), preset=1),
    "a.zz": lambda size: zlib.compress(bytes(size)),
    "a.zip": lambda size: zipped({"a": bytes(size)}),
    "a.docx": lambda size: zipped({"a": bytes(size)}, zipfile.ZIP_BZIP2),
    "a.jar": lambda size: zipped({"a": bytes(size)}, zipfile.ZIP_LZMA),
    "a.pdf": lambda size: pdf((b"/Filter /FlateDecode", zlib.compress(bytes(size)))),
    "a.tgz": lambda size: gzip.compress(tarred({"a": bytes(size)})),
    "b.zip": lambda size: zipped({"a.gz": gzip.compress(bytes(size))}),
}


@pytest.mark.parametrize("path", ZEROS)
def test_zeros_without_end(path: str) -> None:
    bomb = ZEROS[path](40 * MIB)
    assert passed(bomb, path, Limits(ratio=100)) == "--max-ratio 100"
    assert passed(bomb, path, Limits(size=MIB)) == f"--max-expanded-bytes {MIB}"
    few = ZEROS[path](MIB)
    assert expanded(few, path, Limits(ratio=1))[1] == []


def test_a_bomb_takes_no_more_memory_than_is_allowed() -> None:
    bomb = gzip.compress(bytes(64 * MIB))
    tracemalloc.start()
    try:
        for each in expand(Source(bomb, "a.gz"), Limits(size=8 * MIB)):
            assert each
        assert tracemalloc.get_traced_memory()[1] < 30 * MIB
    finally:
        tracemalloc.stop()


def test_members_that_share_one_content() -> None:
    """A directory may list one member again and again: each is unpacked anew."""
    archive = zipped({"a": bytes(8 * MIB)})
    start, end = archive.find(b"PK\x01\x02"), archive.find(b"PK\x05\x06")
    directory = archive[start:end] * 1000
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1000, 1000, len(directory), start, 0)
    assert passed(archive[:start] + directory + tail, "a.zip", Limits()) == "--max-ratio 200"


def test_a_limit_that_is_passed_within_a_member() -> None:
    rows = "INSERT INTO t WITH RECURSIVE c(x) AS (VALUES(1) UNION ALL SELECT x+1 FROM c LIMIT 999)"
    data = database("CREATE TABLE t (a)", f"{rows} SELECT ? FROM c", values=("x" * 999,))
    assert passed(data, "a.db", Limits(size=500_000)) == "--max-expanded-bytes 500000"
    members, _ = expanded(data, "a.db", Limits(size=500_000))
    assert 400 < members["a.db!t"].count(b"\n") < 500


@pytest.mark.parametrize("path", ["a.zip", "a.tar", "a.gz", "a.pdf", "a.db"])
def test_many_members(path: str) -> None:
    many = {f"{number}": b"x" for number in range(101)}
    tables = [f"CREATE TABLE t{number} AS SELECT 1 AS a" for number in range(101)]
    stream = (b"/Filter /FlateDecode", zlib.compress(b"x"))
    data = {
        "a.zip": lambda: zipped(many),
        "a.tar": lambda: tarred(many),
        "a.gz": lambda: gzip.compress(b"x") * 102,
        "a.pdf": lambda: pdf(*[stream] * 101),
        "a.db": lambda: database(*tables),
    }[path]()
    assert passed(data, path, Limits(members=100)) == "--max-members 100"
    assert expanded(data, path, Limits(members=102))[1] == []


@pytest.mark.parametrize("pack", [lambda data: zipped({"a.zip": data}), gzip.compress])
def test_containers_in_containers_without_end(pack: Callable[[bytes], bytes]) -> None:
    data = LINE
    for _ in range(20):
        data = pack(data)
    path = "a.zip" if data.startswith(b"PK") else "a.gz"
    assert passed(data, path, Limits()) == "--max-depth 8"
    assert expanded(data, path, Limits(depth=20))[1] == []


def test_a_depth_beyond_what_calls_allow() -> None:
    data = LINE
    for _ in range(1500):
        data = zipped({"a": data}, 0)
    assert list(opened(data, "a.zip", Limits(depth=1500, ratio=1 << 20)).values()) == [LINE]


def test_a_deep_member_hides_none_beside_it() -> None:
    inner = zipped({"b": zipped({"c": LINE})})
    members, skipped = expanded(zipped({"a": inner, "z": LINE}), "a.zip", Limits(depth=2))
    assert [each.path for each in skipped] == ["a.zip!a!b"]
    assert set(members) == {"a.zip!a!b", "a.zip!z"}


def test_deep_marshalled_objects() -> None:
    deep = pyc(3571, [b")\1" * 100_000 + b"N"], "f")
    reason = "a Python file that is nested too deep"
    assert expanded(deep, "a.pyc") == ({}, [Skipped("a.pyc", reason)])
    assert expanded(pyc(3571, [b")\1" * 1000 + b"N"], "f"), "a.pyc")[1] == []


def test_pages_of_a_database_that_are_read_again_and_again() -> None:
    """Each of 15 pages lists the next one 70 times: more rows than anyone could wait for."""
    data = database("PRAGMA page_size=512", "CREATE TABLE t (a)", "INSERT INTO t VALUES (NULL)")
    schema, leaf = data[:512], data[512:1024]
    pages = [schema[:28] + struct.pack(">I", 17) + schema[32:]]
    for number in range(3, 18):
        cells = b"".join(struct.pack(">IB", number, 1) for _ in range(70))
        places = b"".join(struct.pack(">H", 512 - 5 * cell) for cell in range(1, 71))
        head = struct.pack(">BHHHBI", 5, 0, 70, 512 - 350, 0, number)
        pages.append((head + places).ljust(512 - 350, b"\0") + cells)
    found = bounded(b"".join([*pages, leaf]), "a.db")
    assert found == [Skipped("a.db!t", "a damaged SQLite database")]


LOCAL = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 8, 8, 0, 0, 0, 0, 0, 0, 0)
SLOW: dict[str, Callable[[int], tuple[str, bytes]]] = {
    "headers of a zip": lambda n: ("a.zip", LOCAL * (n // 8)),
    "tar headers": lambda n: ("a.tar", tar_header("a", 0, b"0") * (n // 100)),
    "damaged tar headers": lambda n: ("a.tar", (b"x" * 257 + b"ustar").ljust(512) * (n // 50)),
    "pax records": lambda n: (
        "a.tar",
        tar_header("x", n * 6 // 512 * 512, b"x") + b"6 a=b\n" * n,
    ),
    "streams of a PDF": lambda n: ("a.pdf", b"%PDF-" + b"stream\n" * n),
    "damaged streams of a PDF": lambda n: (
        "a.pdf",
        b"%PDF-" + b"/Filter /Fl stream\nxxendstream" * (n // 20) + b"/Encrypt 1 0",
    ),
    "brackets of a PDF": lambda n: ("a.pdf", pdf((b"", b"BT (a) Tj\n[" + b"(" * n))),
    "texts of a PDF": lambda n: ("a.pdf", pdf((b"", b"BT (a) Tj\n[" + b"(a)<" * n))),
    "runs": lambda n: ("a.docx", zipped({"a.xml": b"<w:t>" + b"<w:t a" * n}, 0)),
    "texts of a writer": lambda n: ("a.odt", zipped({"a.xml": b"<text:p>" + b"<a" * n}, 0)),
    "streams of gzip": lambda n: ("a.gz", gzip.compress(b"") * (n // 20)),
    "zeros behind gzip": lambda n: ("a.gz", gzip.compress(b"") + bytes(n)),
    "objects of Python": lambda n: (
        "a.pyc",
        pyc(3571, [b")\xff" + b"N" * 255] * 99, "f") * (n // 9999),
    ),
    "ASCII85": lambda n: ("a.pdf", pdf((b"/Filter /A85", b"z" * n))),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", SLOW)
def test_time_grows_with_the_size(name: str) -> None:
    def fastest(size: int) -> float:
        path, data = SLOW[name](size)
        assert magic.kind(data, path)
        times = []
        for _ in range(3):
            start = time.process_time()
            for _ in expand(Source(data, path)):
                pass
            times.append(time.process_time() - start)
        return min(times)

    assert fastest(80_000) < 10 * fastest(20_000) + 0.005


def test_reading_ends_where_the_reader_stops() -> None:
    """Members come one by one: nobody has to wait for, or to hold, all of them."""
    members = expand(Source(zipped({"a": LINE, "b": LINE}), "a.zip"))
    assert next(members) == Source(LINE, "a.zip!a")
