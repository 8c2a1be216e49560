"""The working tree: in a repository what git would commit, elsewhere everything below."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from aurora_lint import root as roots
from aurora_lint.git import Repository
from aurora_lint.source import Source
from aurora_lint.sources import Skipped, read

#: A file of Git LFS is a pointer of three lines; what it points at is elsewhere.
_LFS = b"version https://git-lfs.github.com/spec/v1\n"


def sources(path: Path, root: Path) -> Iterator[Source | Skipped]:
    """Yield what stands at ``path``, a file or a folder, named relative to ``root``.

    A path that git ignores is read all the same: whoever names it wants it read.
    """
    if not path.is_dir():
        yield _named_file(path, root)
        return
    top = roots.repository(path)
    if top is None or ".git" in path.absolute().parts:
        yield from _walk(path, root)
        return
    repository = Repository(top)
    inside = os.fsencode(os.path.relpath(os.path.abspath(path), top))
    if inside != b"." and repository.ignores(inside):
        yield from _walk(path, root)
        return
    yield from _repository(repository, inside, root)


def _named_file(path: Path, root: Path) -> Source | Skipped:
    """Read a file that was named: a link is followed, as its user means what it leads to."""
    called = roots.relative(path, root) or path.name
    if not path.exists():
        link = " (a dangling link)" if path.is_symlink() else ""
        return Skipped(str(path), f"no such file or directory{link}", error=True)
    return read(os.path.realpath(path) if path.is_symlink() else str(path), called)


def _repository(repository: Repository, inside: bytes, root: Path) -> Iterator[Source | Skipped]:
    asked = () if inside == b"." else (inside,)
    submodules = set()
    paths = []
    for entry in repository.tracked(*asked):
        paths.append(entry.path)
        if entry.is_submodule:
            submodules.add(entry.path)
    paths += repository.untracked(*asked)
    top = os.fsencode(repository.top)
    for path in sorted(paths):
        file = os.path.join(top, path)
        called = _called(file, root)
        if path in submodules:
            yield Skipped(called, "a submodule")
        elif path.endswith(b"/"):
            yield Skipped(called, "a repository of its own")
        elif os.path.lexists(file):
            yield _noted(read(file, called))


def _walk(path: Path, root: Path) -> Iterator[Source | Skipped]:
    """Yield every file below ``path`` but git's own, links not followed."""
    unreadable: list[OSError] = []
    for folder, folders, files in os.walk(os.fsencode(path), onerror=unreadable.append):
        if os.path.basename(folder) != b".git":
            folders[:] = sorted(each for each in folders if each != b".git")
        links = [each for each in folders if os.path.islink(os.path.join(folder, each))]
        for name in sorted([*files, *links]):
            file = os.path.join(folder, name)
            yield _noted(read(file, _called(file, root)))
    for error in unreadable:
        yield Skipped(_called(error.filename, root), error.strerror or str(error), error=True)


def _noted(source: Source | Skipped) -> Source | Skipped:
    if isinstance(source, Source) and source.data.startswith(_LFS):
        return Skipped(source.path or "", "a pointer to a file in Git LFS")
    return source


def _called(file: bytes, root: Path) -> str:
    return os.path.relpath(os.fsdecode(file), root).replace(os.sep, "/")
