"""Containers for tests: built by the standard library, or by hand where it can't."""

import bz2
import functools
import gzip
import io
import lzma
import sqlite3
import struct
import tarfile
import tempfile
import zipfile
import zlib
from pathlib import Path

from aurora_lint import keys
from aurora_lint.containers import Limits, Rest, expand
from aurora_lint.inside import scan_whole
from aurora_lint.policy import Policy
from aurora_lint.source import Source
from aurora_lint.sources import Skipped
from tests.keygen import key

KEY = key("sk_prod")
LINE = f"aurora: {KEY}\n".encode()

Files = dict[str, bytes]


def opened(data: bytes, path: str | None, limits: Limits | None = None) -> Files:
    """The members of a file that can be read whole, without those that are containers."""
    members, skipped = expanded(data, path, limits)
    assert not skipped
    return members


def expanded(
    data: bytes, path: str | None, limits: Limits | None = None
) -> tuple[Files, list[Skipped]]:
    members: Files = {}
    skipped: list[Skipped] = []
    for each in expand(Source(data, path), limits or Limits()):
        if isinstance(each, Skipped):
            skipped.append(each)
        elif isinstance(each, Source):
            members[each.path or ""] = each.data
    return members, skipped


def seen(members: Files) -> dict[str, list[str]]:
    """The keys in each member that has one."""
    found = {
        path: [each.key.text for each in keys.find(data) if each.key]
        for path, data in members.items()
    }
    return {path: texts for path, texts in found.items() if texts}


def told(data: bytes, path: str | None, *excluded: str) -> list[tuple[str | None, str]]:
    """Path and code of each finding, sorted."""
    found, skipped = scan_whole(Source(data, path), Policy().with_excluded(excluded))
    assert not skipped
    return sorted((each.path, each.code) for each in found)


def zipped(files: Files, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(files: Files, mode: str = "w", form: int = tarfile.PAX_FORMAT) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode, format=form) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def tar_header(name: str, size: int, kind: bytes, at: dict[int, bytes] | None = None) -> bytes:
    """A header of GNU tar, with bytes written over it, and its checksum mended."""
    info = tarfile.TarInfo(name)
    info.size = size
    block = bytearray(info.tobuf(tarfile.GNU_FORMAT))
    block[156:157] = kind
    for offset, data in (at or {}).items():
        block[offset : offset + len(data)] = data
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


def database(*statements: str, values: tuple[object, ...] = ()) -> bytes:
    """A database made by ``statements``; the last is given ``values``."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.db")
        connection = sqlite3.connect(path)
        for statement in statements[:-1]:
            connection.execute(statement)
        connection.execute(statements[-1], values)
        connection.commit()
        connection.close()
        return path.read_bytes()


def java_class(*texts: str) -> bytes:
    """A class's beginning: a number of eight bytes, which counts twice, then texts."""
    pool = struct.pack(">Bq", 5, 1)
    for text in texts:
        pool += struct.pack(">BH", 1, len(text)) + text.encode()
    return struct.pack(">IHHH", 0xCAFEBABE, 0, 61, len(texts) + 3) + pool + b"\0" * 12


def marshalled(text: str) -> bytes:
    return struct.pack("<BB", ord("z") | 0x80, len(text)) + text.encode()


def pyc(number: int, constants: list[bytes], name: str) -> bytes:
    """A compiled module of the Python with that magic number: its code has ``constants``."""
    consts = struct.pack("<BB", ord(")"), len(constants)) + b"".join(constants)
    code, table, none = b"s" + struct.pack("<i", 4) + b"abcd", b"s\0\0\0\0", b")\0"
    line = struct.pack("<i", 1)
    if number < 3450:
        numbers, names = 6, [none] * 4 + [marshalled("a.py"), marshalled(name)]
        tail = line + table
    else:
        numbers, names = 5, [none, none, table, *map(marshalled, ("a.py", name, name))]
        tail = line + table + table
    body = b"\xe3" + line * numbers + code + consts + b"".join(names) + tail
    return struct.pack("<H2sIII", number, b"\r\n", 0, 0, 0) + body


def pdf(*streams: tuple[bytes, bytes]) -> bytes:
    """A PDF of streams, each with its dictionary."""
    objects = [
        b"%d 0 obj\n<< %s >>\nstream\n%s\nendstream\nendobj\n" % (number, dictionary, body)
        for number, (dictionary, body) in enumerate(streams, start=1)
    ]
    return b"%PDF-1.7\n" + b"".join(objects) + b"trailer << /Size 9 >>\n%%EOF\n"


@functools.cache
def samples() -> dict[str, bytes]:
    """A small file of each kind, called by its ending."""
    files = {"a.yml": LINE, "word/document.xml": b"<w:p><w:t>x</w:t></w:p>"}
    page = b"BT [(a) -20 (b)] TJ <4142> Tj ET"
    return {
        ".gz": gzip.compress(LINE),
        ".bz2": bz2.compress(LINE),
        ".xz": lzma.compress(LINE),
        ".lzma": lzma.compress(LINE, lzma.FORMAT_ALONE),
        ".zz": zlib.compress(LINE),
        ".zip": zipped(files),
        ".docx": zipped(files, zipfile.ZIP_LZMA),
        ".tar": tarred(files),
        ".tgz": tarred({"n" * 200: LINE, "b.zip": zipped(files)}, "w:gz"),
        ".db": database("PRAGMA page_size=512", "CREATE TABLE t (a, b)",
                        "INSERT INTO t VALUES (?, 1)", values=(KEY * 50,)),
        "1.pyc": pyc(3439, [marshalled("x"), pyc(3439, [], "g")[16:]], "f"),
        "2.pyc": pyc(3571, [marshalled("x"), pyc(3571, [], "g")[16:]], "f"),
        ".class": java_class("a", "b" * 99),
        ".pdf": pdf((b"/Filter /FlateDecode", zlib.compress(page)), (b"/Filter /A85", b"ab~>")),
    }  # fmt: skip


SMALL = Limits(depth=3, members=100, size=4 << 20, ratio=10)


def bounded(data: bytes, path: str) -> list[Source | Skipped]:
    """What comes of a file: sources and reasons, and no more than the limits allow."""
    found = [each for each in expand(Source(data, path), SMALL) if not isinstance(each, Rest)]
    sources = [each for each in found if isinstance(each, Source)]
    assert len(sources) <= SMALL.members
    assert sum(len(each.data) for each in sources) <= SMALL.size
    for each in found:
        assert each.path is not None
        assert each.path.startswith(path)
        assert isinstance(each, Source) or KEY not in each.reason
    return found
