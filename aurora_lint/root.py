"""The root that paths are relative to: labels come from below it, never from folders above."""

from __future__ import annotations

import os
from pathlib import Path


def normal(path: Path | str) -> Path:
    """Give ``path`` absolute and without ``..``, links in it left as they are."""
    return Path(os.path.abspath(path))


def repository(path: Path) -> Path | None:
    """Give the top of the git work tree that ``path`` lies in; None outside of one.

    It is found by its ``.git`` alone: no program runs.
    """
    here = normal(path)
    if not os.path.isdir(here):
        here = here.parent
    tops = (each for each in (here, *here.parents) if os.path.exists(each / ".git"))
    return next(tops, None)


def root_of(path: Path) -> Path:
    """Give the root for one named path: its repository's top, else the folder itself.

    A single file outside a repository counts from the working folder where it lies below that,
    else from its own folder.
    """
    top = repository(path)
    if top:
        return top
    here = normal(path)
    if os.path.isdir(here):
        return here
    working = Path.cwd()
    return working if here.is_relative_to(working) else here.parent


def relative(path: Path, root: Path) -> str | None:
    """Give ``path`` below ``root`` with ``/``; None where it does not lie there."""
    here = normal(path)
    return here.relative_to(root).as_posix() if here.is_relative_to(root) else None
