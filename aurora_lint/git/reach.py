"""What leads to a commit: a branch or a tag, a note, a stash, or nothing any more."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Set
from contextlib import AbstractContextManager, contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO, Literal, NamedTuple

from aurora_lint.git.repository import Entry, Repository

Led = Literal["commit", "note", "stash", "dangling"]
#: From the most to the least public.
LED: tuple[Led, ...] = ("commit", "note", "stash", "dangling")


class Reach:
    """What leads to the commits of a repository, asked of git once."""

    def __init__(self, repository: Repository) -> None:
        stash = repository.run(
            "reflog", "show", "--format=%H", "refs/stash", "--", accepted=(0, 128)
        ).split()
        self._led: dict[Led, frozenset[str]] = {
            "commit": _listed(
                repository,
                "--exclude=refs/stash",
                "--exclude=refs/notes/*",
                "--all",
                *_heads(repository),
            ),
            "note": _listed(repository, "--glob=refs/notes/*"),
            "stash": _listed(repository, *(each.decode("ascii") for each in stash)),
        }

    def of(self, commit: str) -> Led:
        """Give what leads to a commit, what is most public first."""
        return next((led for led, held in self._led.items() if commit in held), "dangling")


def _heads(repository: Repository) -> tuple[str, ...]:
    """Give the commits that this and the other work trees are on."""
    heads = {head for _, head in _work_trees(repository) if head.strip("0")}
    return (*(("HEAD",) if repository.has_commits() else ()), *sorted(heads))


def _listed(repository: Repository, *arguments: str) -> frozenset[str]:
    if not arguments:
        return frozenset()
    return frozenset(repository.run("rev-list", *arguments).decode("ascii").split())


def ordered(repository: Repository, commits: list[str]) -> list[str]:
    """Give commits with parents before their children, and else by their dates."""
    given = "".join(f"{each}\n" for each in commits).encode("ascii")
    listing = ("rev-list", "--date-order", "--reverse", "--stdin")
    return repository.run(*listing, given=given).decode("ascii").split() if commits else []


def reachable(repository: Repository) -> list[str]:
    """Give the commits that refs and work trees lead to."""
    return sorted(_listed(repository, "--all", *_heads(repository)))


class Tips(NamedTuple):
    """Blobs in the trees of refs, of HEAD and in the index, each with a path; and what is missing.

    A path ends at its first newline: git tells no more of it.
    """

    paths: dict[str, bytes]
    missing: list[str]


@contextmanager
def tips(repository: Repository) -> Iterator[Callable[[Set[str]], Tips]]:
    """List what is at the tips while something else is done.

    What this gives waits for that, and tells which of some blobs are at a tip; in a partial clone
    also what is missing anywhere.
    """
    listing = ("rev-list", "--objects", "--missing=print")
    where = ("--all", *_heads(repository))
    if is_partial(repository):  # its list is too long to be held
        yield lambda blobs: _tips(repository, blobs, repository.stream(*listing, *where))
        return
    with repository.beside(*listing, "--no-walk", *where) as wait:
        yield lambda blobs: _tips(repository, blobs, BytesIO(wait()))


def _tips(
    repository: Repository, blobs: Set[str], listed: AbstractContextManager[IO[bytes]]
) -> Tips:
    found = Tips({}, [])
    wanted = {each.encode("ascii") for each in blobs}
    size = max(map(len, wanted), default=0)
    with listed as printed:
        for line in printed:  # there may be a million
            if line[:size] in wanted:
                found.paths[line[:size].decode("ascii")] = line.rstrip(b"\n")[size + 1 :]
            elif line.startswith(b"?"):
                found.missing.append(line[1:].strip().decode("ascii"))
    for entry in staged(repository):
        if entry.object_id in blobs:
            found.paths.setdefault(entry.object_id, entry.path)
    return found


def current_objects(repository: Repository) -> list[str]:
    """Give what is in the trees of branches, in those of the work trees, and in the index."""
    listing = ("rev-list", "--objects", "--no-object-names", "--missing=allow-any", "--no-walk")
    own = repository.run(*listing, "--branches", "--remotes", *_heads(repository))
    indexed = (entry.object_id for entry in staged(repository))
    return [*own.decode("ascii").split(), *indexed]


def staged(repository: Repository) -> list[Entry]:
    """Give what the index holds, and those of all other work trees."""
    entries = repository.tracked()
    for top, _ in _work_trees(repository):
        if os.path.isdir(top) and os.path.realpath(top) != os.path.realpath(bytes(repository.top)):
            entries += Repository(Path(os.fsdecode(top))).tracked()
    return [each for each in entries if not each.is_submodule]


def _work_trees(repository: Repository) -> Iterator[tuple[bytes, str]]:
    """Yield the folders of the work trees, and the commits that they are on."""
    listing = ("worktree", "list", "--porcelain")
    # A folder's name may have a newline in it; git before 2.36 has no other way to tell.
    printed = repository.run(*listing, "-z", accepted=(0, 129))
    top = b""
    for line in printed.split(b"\0") if printed else repository.run(*listing).split(b"\n"):
        word, _, rest = line.partition(b" ")
        if word == b"worktree":
            top = rest
        elif word == b"HEAD":
            yield top, rest.decode("ascii")


def is_partial(repository: Repository) -> bool:
    """Whether some objects may be left to be fetched when they are asked for."""
    settings = r"^(remote\..*\.promisor|extensions\.partialclone)$"
    return bool(repository.run("config", "--get-regexp", settings, accepted=(0, 1)))
