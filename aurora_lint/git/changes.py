"""What commits change: each path at which a commit has not what any of its parents has there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, NamedTuple

from aurora_lint.git.raw import is_file
from aurora_lint.git.repository import Repository

_PART = 1 << 16


class Change(NamedTuple):
    """A file as a commit has it, by its blob, and those that its parents have at that path.

    ``blob`` is empty where the commit takes the file away. ``before`` is empty for a first commit,
    and leaves out the parents that have no file there.
    """

    commit: str
    path: bytes
    blob: str
    before: tuple[str, ...]


def changes(repository: Repository, commits: list[str]) -> Iterator[Change]:
    """Yield the files that ``commits`` bring, in their order; see :func:`touched`."""
    return (each for each in touched(repository, commits) if each.blob)


def touched(repository: Repository, commits: list[str]) -> Iterator[Change]:
    """Yield what ``commits`` change, in their order.

    A merge changes what it has as none of its parents has it. A renamed file is a new one: its
    findings have another path.
    """
    if not commits:
        return
    with repository.stream(
        "diff-tree", "--stdin", "-c", "-r", "-z", "--raw", "--no-abbrev", "--root",
        "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all",
        given="".join(f"{each}\n" for each in commits).encode("ascii"),
    ) as printed:  # fmt: skip
        commit = ""
        fields = _fields(printed)
        for field in fields:
            if not field.startswith(b":"):
                commit = field.decode("ascii").strip()
                continue
            facts, path = field.decode("ascii"), next(fields)
            parents = len(facts) - len(facts.lstrip(":"))
            words = facts[parents:].split(" ")
            modes, blobs = words[: parents + 1], words[parents + 1 : 2 * parents + 2]
            files = [
                blob if is_file(mode) else "" for mode, blob in zip(modes, blobs, strict=False)
            ]
            if any(files):
                before = dict.fromkeys(filter(None, files[:-1]))
                yield Change(commit, path, files[-1], tuple(before))


def _fields(printed: IO[bytes]) -> Iterator[bytes]:
    """Yield what stands between NULs."""
    rest = b""
    while part := printed.read(_PART):
        *whole, rest = (rest + part).split(b"\0")
        yield from whole
    if rest:
        yield rest
