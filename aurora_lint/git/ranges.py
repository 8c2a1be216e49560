"""Ranges of commits: what some tips have that others do not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from aurora_lint.git.repository import Repository
from aurora_lint.git.spawn import GitError

#: How git writes that there is no object, with SHA-1 or SHA-256.
_NOTHING = frozenset({"0" * 40, "0" * 64})
_FOUND = re.compile(rb"([0-9a-f]{40,64}) (\w+) \d+")


class Range(NamedTuple):
    """What ``tip`` leads to and none of ``known`` does, each an expression of git's.

    ``beside`` are more arguments of ``git rev-list`` that say what is known; ``ref`` is what the
    tip is called where it goes.
    """

    tip: str
    known: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    ref: str = ""


class Ends(NamedTuple):
    """The object that a range's tip is, its type, and the commits that its ends lead to.

    ``tip`` is None where the object leads to no commit: a tag may be of a file.
    """

    object: str
    type: str
    tip: str | None
    known: tuple[str, ...]


def is_nothing(name: str) -> bool:
    """Whether git writes this for "no object"."""
    return name in _NOTHING


def parse(text: str) -> Range:
    """Read ``A..B``, which is what B has and A does not; ``A...B`` brings the same.

    B is HEAD where it is left out; A may not be: a variable that is not set must not pass for
    "nothing is new". Raises :class:`GitError` where it is no range.
    """
    dots = "..." if "..." in text else ".."
    known, found, tip = text.partition(dots)
    if not found or dots in tip:
        raise GitError(f"{text!r} is no range of commits, as main..HEAD is")
    if not known:
        raise GitError(f"{text!r} has no left end: is a variable not set?")
    return Range(tip or "HEAD", (known,))


def resolve(repository: Repository, names: Iterable[str]) -> list[tuple[str, str] | None]:
    """Give id and type of the objects that names lead to; None where one leads to none."""
    given = [_plain(name) for name in names]
    printed = b""
    if any(given):
        asked = b"".join(each + b"\n" for each in given if each)
        printed = repository.run("cat-file", "--batch-check", given=asked)
    lines = iter(printed.split(b"\n"))
    found = (_FOUND.fullmatch(next(lines)) if each else None for each in given)
    return [(each[1].decode("ascii"), each[2].decode("ascii")) if each else None for each in found]


def _plain(name: str) -> bytes | None:
    """Give a name as git reads it from a line; None where no object has such a name."""
    try:
        plain = name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return None
    return None if not plain or b"\n" in plain or b"\0" in plain else plain


def ends(repository: Repository, ranges: list[Range]) -> list[Ends]:
    """Give the ends of ranges; :class:`GitError` where one is not here."""
    names = [
        name
        for each in ranges
        for name in (
            each.tip,
            f"{each.tip}^{{}}",
            *(f"{end}^{{commit}}" for end in (each.tip, *each.known)),
        )
    ]
    found = iter(resolve(repository, names))
    told = []
    for each in ranges:
        own, peeled = next(found), next(found)
        tip, *known = (next(found) for _ in (each.tip, *each.known))
        # What a tag leads to has to be there, too.
        for name, there in zip((each.tip, *each.known), (own and peeled, *known), strict=True):
            if there is None:
                hint = ": the clone is shallow, fetch its whole history"
                shallow = hint if repository.is_shallow() else ""
                raise GitError(f"there is no commit {name!r} here{shallow}")
        ids = tuple(there[0] for there in known if there)
        told.append(Ends(*(own or ("", "")), tip[0] if tip else None, ids))
    return told


def commits(repository: Repository, wanted: Range, found: Ends) -> list[str]:
    """Give the commits of a range by its ends, parents before their children.

    Raises :class:`GitError` where the clone is too shallow to tell what a commit changes.
    """
    if found.tip is None:
        return []
    given = "".join(f"{each}\n" for each in (found.tip, *(f"^{each}" for each in found.known)))
    beside = ("--not", *wanted.beside) if wanted.beside else ()
    printed = repository.run(
        "rev-list", "--topo-order", "--reverse", "--stdin", *beside, given=given.encode("ascii")
    )
    listed = printed.decode("ascii").split()
    if listed and (cut := _shallow(repository).intersection(listed)):
        raise GitError(
            f"the clone is shallow: what commit {min(cut)} changes is not here; fetch more history"
        )
    return listed


def _shallow(repository: Repository) -> frozenset[str]:
    """Give the commits whose parents were not fetched."""
    said = repository.run("rev-parse", "--git-path", "shallow").rstrip(b"\n")
    try:
        return frozenset(
            (repository.top / said.decode("utf-8", "surrogateescape")).read_text().split()
        )
    except FileNotFoundError:
        return frozenset()
