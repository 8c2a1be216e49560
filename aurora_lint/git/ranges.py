"""Ranges of commits: what some tips have that others do not."""

from __future__ import annotations

from typing import NamedTuple

from aurora_lint.git.program import GitError
from aurora_lint.git.repository import Repository

#: How git writes that there is no object, with SHA-1 or SHA-256.
_NOTHING = frozenset({"0" * 40, "0" * 64})


class Range(NamedTuple):
    """The commits that ``tip`` has and none of ``known`` does, each an expression of git's.

    ``beside`` are more arguments of ``git rev-list`` that say what is known.
    """

    tip: str
    known: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


def is_nothing(name: str) -> bool:
    """Whether git writes this for "no object"."""
    return name in _NOTHING


def parse(text: str) -> Range:
    """Read ``A..B``, which is what B has and A does not; ``A...B`` brings the same.

    One that is left out is HEAD. Raises :class:`GitError` where it is no range.
    """
    dots = "..." if "..." in text else ".."
    known, found, tip = text.partition(dots)
    if not found or dots in tip:
        raise GitError(f"{text!r} is no range of commits, as main..HEAD is")
    return Range(tip or "HEAD", (known or "HEAD",))


def resolve(repository: Repository, name: str, suffix: str = "^{commit}") -> str | None:
    """Give the id of the object that ``name`` leads to; None where it leads to none.

    ``suffix`` says in git's words what kind of object is meant, or which file of it.
    """
    said = repository.run(
        "rev-parse", "--verify", "--quiet", "--end-of-options", name + suffix,
        accepted=(0, 1, 128),
    )  # fmt: skip
    return said.decode("ascii").strip() or None


def commits(repository: Repository, wanted: Range) -> list[str]:
    """Give the commits of a range, parents before their children.

    Raises :class:`GitError` where an end of it is no commit here, and where the clone is too
    shallow to tell what a commit changes.
    """
    shallow = _shallow(repository)
    ids = []
    for name in (wanted.tip, *wanted.known):
        commit = resolve(repository, name)
        if commit is None:
            hint = ": the clone is shallow, fetch its whole history" if shallow else ""
            raise GitError(f"there is no commit {name!r} here{hint}")
        ids.append(commit)
    given = "".join(f"{'^' if nth else ''}{each}\n" for nth, each in enumerate(ids))
    beside = ("--not", *wanted.beside) if wanted.beside else ()
    printed = repository.run(
        "rev-list", "--topo-order", "--reverse", "--stdin", *beside, given=given.encode("ascii")
    )
    found = printed.decode("ascii").split()
    if cut := shallow.intersection(found):
        raise GitError(
            f"the clone is shallow: what commit {min(cut)} changes is not here; fetch more history"
        )
    return found


def _shallow(repository: Repository) -> frozenset[str]:
    """Give the commits whose parents were not fetched."""
    said = repository.run("rev-parse", "--git-path", "shallow").rstrip(b"\n")
    try:
        return frozenset(
            (repository.top / said.decode("utf-8", "surrogateescape")).read_text().split()
        )
    except FileNotFoundError:
        return frozenset()
