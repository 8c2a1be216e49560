"""Where sources come from: the working tree, the index, standard input."""

from __future__ import annotations

import os
import stat
from typing import NamedTuple

from aurora_lint.source import WORKTREE, Source


class Skipped(NamedTuple):
    """A path that was not read, and why. An ``error`` means the check is not whole."""

    path: str
    reason: str
    error: bool = False


def read(file: bytes | str, path: str) -> Source | Skipped:
    """Read the file at ``file``, called ``path`` below its root.

    A link's content is its target's path: that is what git commits. What is no file at all
    (a socket, a pipe) is skipped, as reading it could take for ever.
    """
    try:
        mode = os.lstat(file).st_mode
        if stat.S_ISLNK(mode):
            return Source(os.readlink(os.fsencode(file)), path, WORKTREE)
        if stat.S_ISDIR(mode):
            return Skipped(path, "a directory")
        if not stat.S_ISREG(mode):
            return Skipped(path, "not a regular file")
        with open(file, "rb") as stream:
            return Source(stream.read(), path, WORKTREE)
    except (FileNotFoundError, NotADirectoryError):
        return Skipped(path, "not in the working tree")
    except OSError as error:
        return Skipped(path, error.strerror or str(error), error=True)
