"""Files that git ignores and that are packed all the same: a key in one leaves with the package."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial

from pathspec import GitIgnoreSpec

from aurora_lint.doctor import packers
from aurora_lint.doctor.ground import Ground
from aurora_lint.doctor.hint import Hint, of
from aurora_lint.finding import Finding
from aurora_lint.inside import scan_whole
from aurora_lint.policy import Policy
from aurora_lint.scan import report
from aurora_lint.sources import Skipped, read

#: What others made: nobody packs it by mistake, and there is too much of it to look at.
_MADE = GitIgnoreSpec.from_lines(
    "node_modules/ .venv/ venv/ .tox/ .nox/ __pycache__/ .mypy_cache/ .ruff_cache/ .pytest_cache/ "
    ".gradle/ target/ .terraform/ vendor/ .cache/".split()
)
#: More ignored files than this are not looked at, which is said.
_MOST = 20_000


def check(ground: Ground) -> Iterator[Hint]:
    """Yield the keys in ignored files that a package, an image or a bundle takes along."""
    packs = list(packers.of(ground))
    if not packs:
        return
    listed = ground.repository.run("ls-files", "-z", "--others", "--ignored", "--exclude-standard")
    paths = [os.fsdecode(each) for each in listed.split(b"\0") if each]
    wanted = [path for path in paths if not _MADE.match_file(path)]
    if len(wanted) > _MOST:
        said = f"git ignores {len(wanted):,} files here, of which {_MOST:,} were looked at"
        yield Hint("ignored-many", False, "", 0, said, "check their folders by name")
    packed = {path: whose for path in wanted[:_MOST] if (whose := _packer(packs, path))}
    for each in _keys(ground, list(packed)):
        whose = packed[(each.path or "").partition("!")[0]]
        said = f"is in a file that git ignores, and {whose}"
        yield of(each, "packed-ignored", said, "leave the file out there, too, and rotate the key")


def _packer(packs: list[tuple[Callable[[str], bool], str]], path: str) -> str:
    return next((says for takes, says in packs if takes(path)), "")


def _keys(ground: Ground, paths: list[str]) -> Iterator[Finding]:
    policy = Policy()
    sources = (read(str(ground.top / path), path) for path in paths)
    found = report(
        (each for each in sources if not isinstance(each, Skipped)),
        ground.top,
        policy,
        partial(scan_whole, policy=policy),
    )
    yield from (each for each in found.findings if each.code.startswith("AUR1"))
