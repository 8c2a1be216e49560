"""Files that hold a key within another format, each made from a key: rows of the spellings."""

import base64
import bz2
import gzip
import importlib.util
import io
import lzma
import marshal
import sqlite3
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from tests.containers import java_class, pdf


def _b(text: str) -> bytes:
    return text.encode()


def _b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _zip(name: str, data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, data)
    return buffer.getvalue()


def _tar(name: str, data: bytes, mode: str = "w:gz") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(mode=mode, fileobj=buffer) as file:  # type: ignore[call-overload]
        entry = tarfile.TarInfo(name)
        entry.size = len(data)
        file.addfile(entry, io.BytesIO(data))
    return buffer.getvalue()


def _bytecode(text: str) -> bytes:
    code = compile(f"TOKEN = {text!r}\n\n\ndef plan():\n    return 'pro'\n", "app.py", "exec")
    return importlib.util.MAGIC_NUMBER + bytes(12) + marshal.dumps(code)


def _database(text: str) -> bytes:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE tenants (name, token, plan)")
    connection.execute("INSERT INTO tenants VALUES ('north', ?, 'pro')", (text,))
    connection.commit()
    pages = b"".join(_pages(connection))
    connection.close()  # Python 3.13 warns of one that is left open
    return pages


def _pages(connection: sqlite3.Connection) -> list[bytes]:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "copy.db"
        copy = sqlite3.connect(path)
        connection.backup(copy)
        copy.close()
        return [path.read_bytes()]


#: Each with its name, its file, how it is made and what its spelling is called.
CONTAINERS: list[tuple[str, str, Callable[[str], bytes], str]] = [
    ("gzip", "dump.sql.gz", lambda k: gzip.compress(_b(f"-- {k}\n")), "plain"),
    ("bzip2", "dump.sql.bz2", lambda k: bz2.compress(_b(f"-- {k}\n")), "plain"),
    ("xz", "dump.sql.xz", lambda k: lzma.compress(_b(f"-- {k}\n")), "plain"),
    ("zip, jar, wheel", "app.jar", lambda k: _zip("conf/app.yml", _b(f"token: {k}\n")), "plain"),
    ("tar.gz", "app.tar.gz", lambda k: _tar("app/.env", _b(f"TOKEN={k}\n")), "plain"),
    ("tar.gz in zip in tar", "image.tar", lambda k: _tar("b.zip", _zip("c.tgz", _tar(".env", _b(f"TOKEN={k}\n"))), "w"), "plain"),
    ("base64 in zip", "app.zip", lambda k: _zip("secret.yml", _b(f"token: {_b64(k)}\n")), "base64"),
    ("a Word document, over several runs", "report.docx", lambda k: _zip("word/document.xml", _b(f"<w:p><w:r><w:t>{k[:12]}</w:t></w:r><w:r><w:t>{k[12:]}</w:t></w:r></w:p>")), "plain"),
    ("SQLite", "tenants.db", _database, "plain"),
    ("a PDF's text, compressed", "invoice.pdf", lambda k: pdf((b"/Filter /FlateDecode", zlib.compress(_b(f"BT /F1 12 Tf (Your key: {k}) Tj ET")))), "plain"),
    ("a PDF's text, moved between letters", "invoice.pdf", lambda k: pdf((b"", _b(f"BT [({k[:9]}) -20 ({k[9:]})] TJ ET"))), "plain"),
    ("a module of Python in bytecode (`.pyc`)", "app.pyc", _bytecode, "plain"),
    ("a class of Java in bytecode (`.class`)", "App.class", lambda k: java_class("App", k), "plain"),
]  # fmt: skip
