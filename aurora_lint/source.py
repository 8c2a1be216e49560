"""What is scanned: the bytes of one whole file, and where they came from."""

from __future__ import annotations

import re
from typing import NamedTuple

_BOM = b"\xef\xbb\xbf"
#: PEP 263: the coding line of a Python file, in its first two lines.
_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", re.MULTILINE)


#: An encoding that changes these would hide a key from whoever reads the bytes.
_ASCII = bytes(range(0x20, 0x7F))


class Origin(NamedTuple):
    """Where a source was read: a ``type`` of the JSON contract, and what names it further."""

    type: str
    commit: str | None = None


WORKTREE = Origin("worktree")
INDEX = Origin("index")
STDIN = Origin("stdin")


class Source(NamedTuple):
    """One whole file. ``path`` is relative to the scanned root, with ``/``; None where unnamed."""

    data: bytes
    path: str | None
    origin: Origin = WORKTREE


def is_python(source: Source) -> bool:
    """Whether a source is Python, by its name or its first line."""
    if source.path and source.path.endswith((".py", ".pyi", ".pyw")):
        return True
    first = bytes(source.data[:80]).split(b"\n", 1)[0]
    return first.startswith(b"#!") and b"python" in first


def readable(source: Source) -> bytes:
    """Give the source's bytes as UTF-8 without a mark, so that offsets count what a reader sees.

    Only Python files declare another encoding; where theirs is unknown or wrong they are read
    as Latin-1, as flake8 does, and where it is none that keeps ASCII. Other bytes pass as they are.
    """
    data = source.data
    if data[: len(_BOM)] == _BOM:
        return data[len(_BOM) :]
    if not is_python(source):
        return data
    head = b"\n".join(bytes(data[:1000]).splitlines()[:2])
    cookie = _COOKIE.search(head)
    encoding = cookie[1].decode("ascii", "replace") if cookie else "utf-8"
    try:
        if _ASCII.decode(encoding) != _ASCII.decode("ascii"):
            encoding = "latin-1"
        text = bytes(data).decode(encoding)
    except (LookupError, UnicodeError):
        text = bytes(data).decode("latin-1")
    return text.encode("utf-8", "surrogatepass")
