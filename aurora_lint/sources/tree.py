"""The working tree: in a repository what git would commit, elsewhere everything below."""

from __future__ import annotations

import os
from collections.abc import Iterator
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
    listed = listing.in_repository(repository, *asked)
    top, called_top = os.fsencode(repository.top), _called_folder(repository.top, root)
    # Where no folder stands any more, what is there instead is read.
    folders = {
        path: file
        for path in listed.submodules
        if os.path.isdir(file := os.path.join(top, path)) and not _is_link(file, path)
    }
    others = [path for path in listed.paths if path.endswith(b"/")]
    for path, found in _read(top, listed.paths, called_top, sift, {*folders, *others}):
        if path in folders:
            folder, called = Path(os.fsdecode(folders[path])), called_top + os.fsdecode(path)
            yield from _submodule(folder, called, root, in_submodules, sift)
        elif found:
            yield found
        else:
            yield Skipped(called_top + os.fsdecode(path[:-1]), "a repository of its own")
    for complaint in listed.complaints:
        yield Skipped(str(repository.top), complaint, error=True)


def _is_link(file: bytes, path: bytes) -> bool:
    """Whether a link stands at ``path``, or on the way to it: it leads out of the repository."""
    top = file[: len(file) - len(path)]
    return _is_behind_link(Path(os.fsdecode(top)), path)


def _read(
    folder: bytes, names: list[bytes], prefix: str, sift: Sift | None, apart: set[bytes]
) -> Iterator[tuple[bytes, Source | Looked | Bare | Skipped | None]]:
    """Yield files below ``folder`` by their names, in order, and nothing for those ``apart``.

    Of what is sifted only that has a name which is to be told of. Names with some apart are sorted.
    """
    told: dict[bytes, Looked | None] = {}
    if sift:
        files = [name for name in names if name not in apart] if apart else names
        sifted = sift(folder, files, prefix)
        yield b"", sifted.bare
        told = {files[nth]: sifted.rest[nth] for nth in sorted(sifted.rest)}
        names = sorted([*told, *apart]) if apart else list(told)
    for name in names:
        if name in apart:
            yield name, None
        else:
            looked = told.get(name)
            yield name, looked or read(os.path.join(folder, name), prefix + os.fsdecode(name))


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
    names = listing.below(folder, unreadable)
    for _, found in _read(folder, names, _called_folder(path, root), sift, set()):
        if found:
            yield found
    for error in unreadable:
        yield Skipped(_called(error.filename, root), error.strerror or str(error), error=True)


def _called_folder(folder: Path, root: Path) -> str:
    """Give what the names of the files in a folder begin with, relative to ``root``."""
    inside = os.path.relpath(folder, root).replace(os.sep, "/")
    return "" if inside == "." else f"{inside}/"


def _called(file: bytes, root: Path) -> str:
    return os.path.relpath(os.fsdecode(file), root).replace(os.sep, "/")
