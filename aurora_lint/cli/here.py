"""The repository that a command is about which names no paths: the one git itself would take."""

from __future__ import annotations

import os
from pathlib import Path

from aurora_lint.git.repository import Repository
from aurora_lint.root import repository

_REDIRECTS = ("GIT_DIR", "GIT_WORK_TREE")
#: What git knows a repository without a work tree by.
_BARE = ("HEAD", "objects", "refs")


def here() -> Repository:
    """Give the repository around the working folder; :class:`GitError` where there is none.

    A hook's variables name it, and in a repository without a work tree it is the folder itself,
    whatever lies above.
    """
    is_bare = all(os.path.exists(each) for each in _BARE)
    if not is_bare and not any(each in os.environ for each in _REDIRECTS):
        top = repository(Path())
        if top:
            return Repository(top)
    return Repository.around(Path.cwd())
