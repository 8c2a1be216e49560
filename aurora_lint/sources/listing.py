"""Which files there are below a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator


def below(folder: bytes, unreadable: list[OSError]) -> Iterator[list[bytes]]:
    """Yield the names of all files below ``folder`` but git's own, relative to it, in lists.

    Links are not followed: one to a folder is a file, too. What can't be listed is added to
    ``unreadable``.
    """
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
        if files:
            yield [inside + name for name in files] if inside else files
        if os.path.basename(here.rstrip(b"/")) != b".git":
            folders = sorted((each for each in folders if each != b".git"), reverse=True)
        else:
            folders.reverse()
        waiting += [inside + each + b"/" for each in folders]
