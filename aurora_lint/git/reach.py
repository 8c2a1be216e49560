"""What leads to a commit: a branch or a tag, a note, a stash, or nothing any more."""

from __future__ import annotations

from collections.abc import Set
from typing import Literal, NamedTuple

from aurora_lint.git.repository import Repository

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
                *_head(repository),
            ),
            "note": _listed(repository, "--glob=refs/notes/*"),
            "stash": _listed(repository, *(each.decode("ascii") for each in stash)),
        }

    def of(self, commit: str) -> Led:
        """Give what leads to a commit, what is most public first."""
        return next((led for led, held in self._led.items() if commit in held), "dangling")


def _head(repository: Repository) -> tuple[str, ...]:
    return ("HEAD",) if repository.has_commits() else ()


def _listed(repository: Repository, *arguments: str) -> frozenset[str]:
    if not arguments:
        return frozenset()
    return frozenset(repository.run("rev-list", *arguments).decode("ascii").split())


def ordered(repository: Repository, commits: list[str]) -> list[str]:
    """Give commits with parents before their children."""
    given = "".join(f"{each}\n" for each in commits).encode("ascii")
    listing = ("rev-list", "--topo-order", "--reverse", "--stdin")
    return repository.run(*listing, given=given).decode("ascii").split() if commits else []


class Tips(NamedTuple):
    """Blobs in the trees of refs, of HEAD and in the index, each with a path; and what is missing.

    A path ends at its first newline: git tells no more of it.
    """

    paths: dict[str, bytes]
    missing: list[str]


def tips(repository: Repository, blobs: Set[str]) -> Tips:
    """Give those of ``blobs`` that are at a tip; in a partial clone what is missing anywhere."""
    found = Tips({}, [])
    walk = () if is_partial(repository) else ("--no-walk",)
    listing = ("rev-list", "--objects", "--missing=print", *walk, "--all", *_head(repository))
    with repository.stream(*listing) as printed:
        for line in printed:
            head, _, path = line.rstrip(b"\n").partition(b" ")
            name = head.decode("ascii", "replace")
            if name in blobs:
                found.paths[name] = path
            elif name.startswith("?"):
                found.missing.append(name[1:])
    for entry in repository.tracked():
        if entry.object_id in blobs:
            found.paths.setdefault(entry.object_id, entry.path)
    return found


def is_partial(repository: Repository) -> bool:
    """Whether some objects may be left to be fetched when they are asked for."""
    settings = r"^(remote\..*\.promisor|extensions\.partialclone)$"
    return bool(repository.run("config", "--get-regexp", settings, accepted=(0, 1)))
