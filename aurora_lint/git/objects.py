"""Objects by their ids, read from one process."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BytesIO

from aurora_lint.git.batch import Object, following, there
from aurora_lint.git.repository import Repository
from aurora_lint.git.spawn import GitError

_ID = re.compile(rb"[0-9a-f]{40}|[0-9a-f]{64}")


def contents(repository: Repository, ids: list[str]) -> dict[str, bytes]:
    """Give the contents of objects by their ids, all at once."""
    if not ids:
        return {}
    given = "".join(f"{each}\n" for each in ids).encode("ascii")
    printed = BytesIO(repository.run("cat-file", "--batch", given=given))
    return {each: following(printed, each).data for each in ids}


def read(
    repository: Repository, ids: Iterable[str], missing: list[str] | None = None
) -> Iterator[Object]:
    """Yield the objects with these ids, in their order, one in memory at a time.

    ``missing`` gets those that are not here or damaged; without it they are a :class:`GitError`.
    """
    asked = list(ids)
    if not asked:
        return
    given = "".join(f"{each}\n" for each in asked).encode("ascii")
    with repository.stream("cat-file", "--batch", "--buffer", given=given) as printed:
        for each in asked:
            if missing is None:
                yield following(printed, each)
            elif found := there(printed):
                yield found
            else:
                missing.append(each)


def id_width(repository: Repository) -> int:
    """Give the size of an id in bytes."""
    return len(repository.run("hash-object", "--stdin", given=b"").strip()) // 2


def listed(repository: Repository) -> Iterator[tuple[str, str]]:
    """Yield id and type of every object of the object database, in no order, each once.

    What no branch, tag or stash leads to any more is among them until git throws it away.
    """
    listing = ("--batch-all-objects", "--unordered", "--batch-check=%(objectname) %(objecttype)")
    with repository.stream("cat-file", *listing, "--buffer") as printed:
        for line in printed:
            name, _, kind = line.decode("ascii").strip().partition(" ")
            yield name, kind


def at(repository: Repository, places: Iterable[tuple[str, bytes]]) -> list[str]:
    """Give the id of what each commit or tree has at a path; empty where it has nothing there."""
    asked = [name.encode("ascii") + b":" + path for name, path in places]
    # With a newline in it a name ends too early: such a path is asked for by itself.
    plain = [each for each in asked if b"\n" not in each]
    told: Iterator[bytes] = iter(())
    if plain:
        check = ("cat-file", "--batch-check=%(objectname)", "--buffer")
        given = b"".join(each + b"\n" for each in plain)
        told = iter(repository.run(*check, given=given).split(b"\n"))
    said = (_parsed(repository, each) if b"\n" in each else next(told) for each in asked)
    return [each.decode("ascii") if _ID.fullmatch(each) else "" for each in said]


def followed(repository: Repository, places: Iterable[tuple[str, str]]) -> list[str]:
    """Give the id of the file that each commit has at a path, as :func:`at`, through links in it.

    A link that leads out of the commit, or nowhere at all, is a :class:`GitError`.
    """
    asked = [f"{name}:{path}" for name, path in places]
    if not asked:
        return []
    given = "".join(f"{each}\n" for each in asked).encode("utf-8", "surrogateescape")
    check = ("cat-file", "--batch-check=%(objecttype) %(objectname)", "--follow-symlinks")
    lines = iter(repository.run(*check, given=given).split(b"\n"))
    found = []
    for each in asked:
        said, _, name = next(lines).partition(b" ")
        if said in (b"symlink", b"dangling", b"loop", b"notdir"):
            where = next(lines).decode("utf-8", "surrogateescape")
            raise GitError(f"{each}: a link that leads to no file of this commit: {where}")
        found.append(name.decode("ascii") if said == b"blob" else "")
    return found


def _parsed(repository: Repository, name: bytes) -> bytes:
    verify = ("rev-parse", "--verify", "--quiet", "--end-of-options", name)
    return repository.run(*verify, accepted=(0, 1, 128)).strip()
