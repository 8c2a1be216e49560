"""Objects by their ids, read from one process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import IO, NamedTuple

from aurora_lint.git.program import GitError
from aurora_lint.git.repository import Repository


class Object(NamedTuple):
    """An object: its id, its type (``blob``, ``commit``, ``tag``, ``tree``) and its content."""

    id: str
    type: str
    data: bytes


def contents(repository: Repository, ids: list[str]) -> dict[str, bytes]:
    """Give the contents of objects by their ids, all at once."""
    if not ids:
        return {}
    given = "".join(f"{each}\n" for each in ids).encode("ascii")
    printed = BytesIO(repository.run("cat-file", "--batch", given=given))
    return {each: _next(printed, each).data for each in ids}


def read(repository: Repository, ids: Iterable[str]) -> Iterator[Object]:
    """Yield the objects with these ids, in their order, one in memory at a time.

    :class:`GitError` where one is missing.
    """
    asked = list(ids)
    if not asked:
        return
    given = "".join(f"{each}\n" for each in asked).encode("ascii")
    with repository.stream("cat-file", "--batch", "--buffer", given=given) as printed:
        for each in asked:
            yield _next(printed, each)


def every(repository: Repository) -> Iterator[Object]:
    """Yield every blob, commit and tag of the object database, in no order, each once.

    What no branch, tag or stash leads to any more is among them until git throws it away.
    """
    listing = ("cat-file", "--batch-all-objects", "--batch", "--unordered", "--buffer")
    with repository.stream(*listing) as printed:
        while head := printed.readline():
            each = _read(printed, head, head.decode("ascii", "replace").split(" ")[0])
            if each.type != "tree":
                yield each


def _next(printed: IO[bytes], asked: str) -> Object:
    return _read(printed, printed.readline(), asked)


def _read(printed: IO[bytes], line: bytes, asked: str) -> Object:
    head = line.decode("ascii", "replace").split()
    if len(head) != 3:
        said = " ".join(head[1:]) or "cut short"
        raise GitError(f"git cat-file failed: object {asked} is {said}")
    size = int(head[2])
    data = printed.read(size)
    if len(data) != size or printed.read(1) != b"\n":
        raise GitError(f"git cat-file failed: object {asked} is cut short")
    return Object(head[0], head[1], data)
