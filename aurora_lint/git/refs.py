"""Branches, tags and the like: where they point, and which of them have a commit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from aurora_lint.git.ranges import resolve
from aurora_lint.git.repository import Repository


class Ref(NamedTuple):
    """A ref by its full name, the object it points at, and what tags lead to, with its type.

    An alias is another ref's second name, as a remote's HEAD is.
    """

    name: str
    object: str
    commit: str
    type: str = "commit"
    is_alias: bool = False


def refs(repository: Repository) -> list[Ref]:
    """Give all refs, and HEAD where it is on no branch."""
    form = "--format=%(refname)%00%(objectname)%00%(objecttype)%00%(symref)"
    printed = repository.run("for-each-ref", form).decode("utf-8", "surrogateescape")
    fields = (line.split("\0") for line in printed.split("\n")[:-1])
    found = [Ref(name, own, own, kind, bool(alias)) for name, own, kind, alias in fields]
    # Of a tag of a tag the listing of git before 2.45 tells only the next one.
    tags = [each for each in found if each.type == "tag"]
    peeled = resolve(repository, [f"{each.object}^{{}}" for each in tags])
    led = {tag.object: end for tag, end in zip(tags, peeled, strict=True) if end}
    found = [
        each._replace(commit=end[0], type=end[1]) if (end := led.get(each.object)) else each
        for each in found
    ]
    head = repository.run("rev-parse", "--verify", "--quiet", "HEAD", accepted=(0, 1))
    commit = head.decode("ascii").strip()
    if commit and not any(each.commit == commit for each in found):
        found.append(Ref("HEAD", commit, commit))
    return found


def having(
    repository: Repository, commits: Iterable[str], among: list[str], tips: list[Ref]
) -> dict[str, list[str]]:
    """Give for each of ``commits`` the names of the refs that lead to it.

    ``among`` are all commits that may be on the way.
    """
    bits = {commit: 1 << nth for nth, commit in enumerate(dict.fromkeys(commits))}
    if not bits:
        return {}
    given = "".join(f"{each}\n" for each in among).encode("ascii")
    printed = repository.run(
        "rev-list", "--topo-order", "--reverse", "--parents", "--stdin", given=given
    )
    held: dict[str, int] = {}
    for line in printed.decode("ascii").splitlines():
        commit, *parents = line.split(" ")
        mask = bits.get(commit, 0)
        for parent in parents:
            mask |= held.get(parent, 0)
        if mask:
            held[commit] = mask
    return {
        commit: [each.name for each in tips if held.get(each.commit, 0) & bit]
        for commit, bit in bits.items()
    }
