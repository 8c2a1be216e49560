"""The working tree: in a repository what git would commit, elsewhere everything below."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from aurora_lint import root as roots
from aurora_lint.git.repository import Repository
from aurora_lint.source import Source
from aurora_lint.sources import Bare, Looked, Sift, Skipped, listing, read

Found = Iterator[Source | Looked | Bare | Skipped]


def sources(path: Path, root: Path, in_submodules: bool = False, sift: Sift | None = None) -> Found:
    """Yield what stands at ``path``, a file or a folder, named relative to ``root``.

    What stands in submodules is left out, or read as the repositories that they are. A path that
    git ignores is read all the same, and a link is followed: whoever names it wants it read.
    ``sift`` reads many files at once, and leaves those to be yielded that may hold something.
    """
    if not path.is_dir():
        yield _named_file(path, root)
        return
    top = roots.repository(path)
    if top is None or ".git" in Path(os.path.abspath(path)).parts:
        yield from _walk(path, root, sift)
        return
    repository = Repository(top)
    inside = os.fsencode(os.path.relpath(os.path.abspath(path), top))
    if _is_behind_link(top, inside) or (inside != b"." and repository.ignores(inside)):
        yield from _walk(path, root, sift)
    else:
        yield from _repository(repository, inside, root, in_submodules, sift)


class _Files:
    """Files below one folder; of those that are sifted, those are kept that are not bare."""

    def __init__(self, folder: bytes, prefix: str, sift: Sift | None) -> None:
        self._folder, self._prefix, self._sift = folder, prefix, sift
        self._looked: dict[bytes, Looked] = {}
        #: The files that are to be told of, by their names in the folder.
        self.names: list[bytes] = []
        self.bare = Bare(0, 0)

    def add(self, names: Iterable[list[bytes]]) -> None:
        """Sift more of them, or keep them all."""
        if not self._sift:
            for each in names:
                self.names += each
            return
        bare, rest = self._sift(self._folder, names, self._prefix)
        self.bare = Bare(self.bare.files + bare.files, self.bare.size + bare.size)
        self.names += [name for name, _ in rest]
        self._looked.update((name, looked) for name, looked in rest if looked)

    def read(self, name: bytes) -> Source | Looked | Skipped:
        """Give what was seen in a file, or what is in it."""
        path = self._prefix + os.fsdecode(name)
        return self._looked.get(name) or read(os.path.join(self._folder, name), path)


def _is_behind_link(top: Path, inside: bytes) -> bool:
    """Whether a link below ``top`` leads to the folder: git sees the link, not what is behind."""
    here = os.fsencode(top)
    for part in inside.split(os.fsencode(os.sep)):
        here = os.path.join(here, part)
        if os.path.islink(here):
            return True
    return False


def _named_file(path: Path, root: Path) -> Source | Skipped:
    """Read a file that was named. It is an error where that can't be done."""
    called = roots.relative(path, root) or path.name
    try:
        path.stat()
    except OSError as error:
        link = " (a dangling link)" if path.is_symlink() else ""
        reason = (error.strerror or str(error)).lower()
        return Skipped(str(path), f"{reason}{link}", error=True)
    found = read(os.path.realpath(path) if path.is_symlink() else str(path), called)
    return found._replace(error=True) if isinstance(found, Skipped) else found


def _repository(
    repository: Repository, inside: bytes, root: Path, in_submodules: bool, sift: Sift | None
) -> Found:
    asked = () if inside == b"." else (inside,)
    top, called_top = os.fsencode(repository.top), _called_folder(repository.top, root)
    files = _Files(top, called_top, sift)
    with repository.untracked(*asked) as untracked:
        tracked, submodules = repository.listed(*asked)
        # Where no folder stands any more, what is there instead is read.
        folders = {
            path: file
            for path in submodules
            if os.path.isdir(file := os.path.join(top, path)) and not _is_link(file, path)
        }
        files.add([[path for path in tracked if path not in folders] if folders else tracked])
        others, complaints = untracked()
    nested = [path for path in others if path.endswith(b"/")]
    files.add([[path for path in others if not path.endswith(b"/")]])
    if files.bare.files:
        yield files.bare
    for path in sorted([*files.names, *folders, *nested]):
        called = called_top + os.fsdecode(path.rstrip(b"/"))
        if path in folders:
            folder = Path(os.fsdecode(folders[path]))
            yield from _submodule(folder, called, root, in_submodules, sift)
        elif path.endswith(b"/"):
            yield Skipped(called, "a repository of its own")
        else:
            yield files.read(path)
    for complaint in complaints:
        yield Skipped(str(repository.top), complaint, error=True)


def _is_link(file: bytes, path: bytes) -> bool:
    """Whether a link stands at ``path``, or on the way to it: it leads out of the repository."""
    top = file[: len(file) - len(path)]
    return _is_behind_link(Path(os.fsdecode(top)), path)


def _submodule(
    folder: Path, called: str, root: Path, in_submodules: bool, sift: Sift | None
) -> Found:
    """Yield what stands in a submodule: a repository of its own, or what is left of one."""
    if not in_submodules:
        yield Skipped(called, "a submodule")
    elif not os.listdir(folder):
        yield Skipped(called, "a submodule that is not here")
    elif _is_top(folder):
        yield from _repository(Repository(folder), b".", root, in_submodules, sift)
    else:
        yield from _walk(folder, root, sift)


def _is_top(folder: Path) -> bool:
    """Whether git takes a folder for the top of a repository; else it finds the one around it."""
    if not os.path.exists(folder / ".git"):
        return False
    found = Repository(folder).run("rev-parse", "--show-toplevel").rstrip(b"\n")
    return os.path.realpath(found) == os.path.realpath(os.fsencode(folder))


def _walk(path: Path, root: Path, sift: Sift | None) -> Found:
    """Yield every file below ``path`` but git's own, links not followed."""
    unreadable: list[OSError] = []
    folder = os.fsencode(path)
    files = _Files(folder, _called_folder(path, root), sift)
    files.add(listing.below(folder, unreadable))
    if files.bare.files:
        yield files.bare
    for name in files.names:
        yield files.read(name)
    for error in unreadable:
        yield Skipped(_called(error.filename, root), error.strerror or str(error), error=True)


def _called_folder(folder: Path, root: Path) -> str:
    """Give what the names of the files in a folder begin with, relative to ``root``."""
    inside = os.path.relpath(folder, root).replace(os.sep, "/")
    return "" if inside == "." else f"{inside}/"


def _called(file: bytes, root: Path) -> str:
    return os.path.relpath(os.fsdecode(file), root).replace(os.sep, "/")
