"""Which files there are: below a folder, or in what git would commit."""

from __future__ import annotations

import os
from typing import NamedTuple

from aurora_lint.git.repository import Repository


class Listed(NamedTuple):
    """The paths that git would commit, in order, which are submodules, and what git complains of.

    A path that ends in a slash is that of a repository which is no submodule.
    """

    paths: list[bytes]
    submodules: list[bytes]
    complaints: list[str]


def in_repository(repository: Repository, *asked: bytes) -> Listed:
    """List the paths that git tracks under those ``asked``, or would: all if none are."""
    tracked = repository.tracked(*asked)
    untracked, complaints = repository.untracked(*asked)
    submodules = [each.path for each in tracked if each.is_submodule]
    paths = sorted([*(each.path for each in tracked), *untracked])
    return Listed(paths, submodules, complaints)


def below(folder: bytes, unreadable: list[OSError]) -> list[bytes]:
    """List the names of all files below ``folder``, relative to it, but git's own.

    Links are not followed: one to a folder is a file, too. What can't be listed is added to
    ``unreadable``.
    """
    names: list[bytes] = []
    waiting = [b""]
    while waiting:
        inside = waiting.pop()
        here = os.path.join(folder, inside)
        files: list[bytes] = []
        folders: list[bytes] = []
        try:
            with os.scandir(here) as entries:
                for entry in entries:
                    try:
                        is_folder = entry.is_dir(follow_symlinks=False)
                    except OSError:  # whoever reads it will be told
                        is_folder = False
                    (folders if is_folder else files).append(entry.name)
        except OSError as error:
            unreadable.append(error)
            continue
        files.sort()
        names += [inside + name for name in files] if inside else files
        if os.path.basename(here.rstrip(b"/")) != b".git":
            folders = sorted((each for each in folders if each != b".git"), reverse=True)
        else:
            folders.reverse()
        waiting += [inside + each + b"/" for each in folders]
    return names
