"""What merges leave out: at a path the merge has another file than one of its parents."""

from __future__ import annotations

from collections.abc import Mapping, Set

from aurora_lint.git.objects import at
from aurora_lint.git.repository import Repository


def leaving(
    repository: Repository, paths: Mapping[bytes, Set[str]], order: Mapping[str, int]
) -> dict[bytes, str]:
    """Give for each of ``paths`` the last merge that leaves out the blobs that a parent has there.

    ``order`` are the numbers of commits. A list of what a merge changes is silent about what it
    takes as it is from one of its parents.
    """
    if not paths:
        return {}
    printed = repository.run("rev-list", "--min-parents=2", "--parents", "--all").decode("ascii")
    families = [line.split(" ") for line in printed.splitlines()]
    families.sort(key=lambda family: order.get(family[0], -1))
    asked = [(commit, path) for family in families for commit in family for path in paths]
    there = dict(zip(asked, at(repository, asked), strict=True))
    found: dict[bytes, str] = {}
    for merge, *parents in families:
        for path, blobs in paths.items():
            had = any(there[parent, path] in blobs for parent in parents)
            if had and there[merge, path] not in blobs:
                found[path] = merge
    return found
