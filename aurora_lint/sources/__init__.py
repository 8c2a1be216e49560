"""Where sources come from: the working tree, the index, standard input."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from aurora_lint.source import WORKTREE, Source

_FLAGS = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
#: How much is read at once of a file whose size is not what was said.
_PART = 1 << 20


class Skipped(NamedTuple):
    """A path that was not read, and why. An ``error`` means the check is not whole."""

    path: str
    reason: str
    error: bool = False


class Remark(NamedTuple):
    """What else there is to say of a line of a file."""

    path: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.reason}"


#: What is said of a source beside its findings.
Aside = Skipped | Remark


class Looked(NamedTuple):
    """A path that was looked at where it was read: the findings there, and what was not read."""

    path: str
    size: int
    found: list[Any]
    unread: list[Aside]


class Bare(NamedTuple):
    """So many files were read, of so many bytes, and hold nothing to tell."""

    files: int
    size: int


class Sifted(NamedTuple):
    """What files hold: those that are bare, and in their order the names of all others.

    None stands for what is still to be read.
    """

    bare: Bare
    rest: list[tuple[bytes, Looked | None]]


#: Reads the files of a folder: their names in it, stretch by stretch, and how their paths begin.
Sift = Callable[[bytes, Iterable[list[bytes]], str], Sifted]


def read(file: bytes | str, path: str) -> Source | Skipped:
    """Read the file at ``file``, called ``path`` below its root.

    A link's content is its target's path: that is what git commits. What is no file at all
    (a socket, a pipe) is skipped, as reading it could take for ever.
    """
    try:
        status = os.lstat(file)
        mode = status.st_mode
        if stat.S_ISLNK(mode):
            return Source(os.readlink(os.fsencode(file)), path, WORKTREE)
        if stat.S_ISDIR(mode):
            return Skipped(path, "a directory")
        if not stat.S_ISREG(mode):
            return Skipped(path, "not a regular file")
        return Source(_content(file, status.st_size), path, WORKTREE)
    except (FileNotFoundError, NotADirectoryError):
        return Skipped(path, "not in the working tree")
    except OSError as error:
        return Skipped(path, error.strerror or str(error), error=True)


def _content(file: bytes | str, size: int) -> bytes:
    """Read a file of which ``size`` bytes are expected, in one call where that is right.

    The calls that a buffered stream makes besides would take longer than to look for keys.
    """
    descriptor = os.open(file, _FLAGS)
    try:
        data = os.read(descriptor, size + 1)
        if len(data) == size:
            return data
        parts = [data]
        while parts[-1]:
            parts.append(os.read(descriptor, _PART))
        return b"".join(parts)
    finally:
        os.close(descriptor)
