"""The root that paths are relative to: labels come from below it, never from folders above."""

from __future__ import annotations

import os
from pathlib import Path


def repository(path: Path) -> Path | None:
    """Give the top of the git work tree that ``path`` lies in; None outside of one.

    It is found by its ``.git`` alone: no program runs.
    """
    here = Path(os.path.abspath(path))
    if not here.is_dir():
        here = here.parent
    return next((each for each in (here, *here.parents) if (each / ".git").exists()), None)


def root_of(path: Path) -> Path:
    """Give the root for one named path: its repository's top, else the folder itself.

    A single file outside a repository counts from the working folder where it lies below that,
    else from its own folder.
    """
    top = repository(path)
    if top:
        return top
    absolute = Path(os.path.abspath(path))
    if absolute.is_dir():
        return absolute
    working = Path.cwd()
    return working if absolute.is_relative_to(working) else absolute.parent


def relative(path: Path, root: Path) -> str | None:
    """Give ``path`` below ``root`` with ``/``; None where it does not lie there."""
    absolute = Path(os.path.abspath(path))
    return absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else None
