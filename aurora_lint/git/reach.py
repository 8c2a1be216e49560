"""What leads to a commit: a branch or a tag, a note, a stash, or nothing any more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

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


def at_tips(repository: Repository) -> Iterator[str]:
    """Yield the blobs in the trees of all refs and of HEAD, and those in the index."""
    with repository.stream(
        "rev-list", "--objects", "--no-walk", "--all", *_head(repository)
    ) as printed:
        for line in printed:
            yield line[:64].split(b" ", 1)[0].strip().decode("ascii")
    for entry in repository.tracked():
        if not entry.is_submodule:
            yield entry.object_id
