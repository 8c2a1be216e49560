"""What an object database is made of: packs, and files of one object each."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from aurora_lint.git.objects import id_width
from aurora_lint.git.repository import Repository
from aurora_lint.packs.index import Unreadable
from aurora_lint.packs.pack import Pack

_FOLDER = re.compile(r"[0-9a-f]{2}")
_HEX = re.compile(r"[0-9a-f]+")


class Store(NamedTuple):
    """The packs of a repository and its alternates, and the ids of the objects in no pack."""

    packs: list[Pack]
    loose: set[bytes]


def store(repository: Repository) -> Store:
    """Open what git has its objects in; :class:`Unreadable` where there may be more to it."""
    said = repository.run("rev-parse", "--git-path", "objects").removesuffix(b"\n")
    own, width = repository.top / os.fsdecode(said), id_width(repository)
    counted = repository.run("count-objects", "-v").decode("utf-8", "surrogateescape")
    facts = [line.partition(": ")[::2] for line in counted.splitlines()]
    others = [Path(fact) for name, fact in facts if name == "alternate"]
    try:
        packs = _packs(own, width)
        if dict(facts).get("in-pack") != str(sum(map(len, packs))):
            raise Unreadable("git has other packs than these")
        for folder in others:
            packs += _packs(folder, width)
        loose = {each for folder in (own, *others) for each in _loose(folder, width)}
    except OSError as error:
        raise Unreadable(str(error)) from None
    # The largest ones have nearly everything: whoever looks for an object begins there.
    return Store(sorted(packs, key=len, reverse=True), loose)


def _packs(folder: Path, width: int) -> list[Pack]:
    return [Pack(file, width) for file in sorted((folder / "pack").glob("*.pack"))]


def _loose(folder: Path, width: int) -> Iterator[bytes]:
    """Yield the ids of the objects that are a file each."""
    for each in os.scandir(folder):
        if _FOLDER.fullmatch(each.name):
            for name in os.listdir(each.path):
                if len(name) == 2 * width - 2 and _HEX.fullmatch(name):
                    yield bytes.fromhex(each.name + name)
