"""Tags: what they are of, which may be another tag."""

from __future__ import annotations

import re
from collections.abc import Iterable

from aurora_lint.git.objects import read
from aurora_lint.git.refs import Ref
from aurora_lint.git.repository import Repository

#: How a tag begins.
_HEAD = re.compile(rb"object ([0-9a-f]{40,64})\ntype (\w+)\n")


def target(data: bytes) -> tuple[str, str] | None:
    """Give id and type of what a tag is of; None where it does not say so."""
    head = _HEAD.match(data)
    return (head[1].decode("ascii"), head[2].decode("ascii")) if head else None


def through(repository: Repository, tips: Iterable[Ref]) -> dict[str, list[str]]:
    """Give for each object that one of ``tips`` is of the refs that lead to it.

    A tag may be of a tag: both are objects that its ref leads to.
    """
    found: dict[str, list[str]] = {}
    level = [(each.name, each.object) for each in tips]
    while level:
        for name, own in level:
            found.setdefault(own, []).append(name)
        held = read(repository, sorted({own for _, own in level}), [])
        targets = {each.id: target(each.data) for each in held if each.type == "tag"}
        level = [
            (name, following[0])
            for name, own in level
            if (following := targets.get(own)) and following[1] == "tag"
        ]
    return found
