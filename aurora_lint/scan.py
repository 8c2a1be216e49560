"""A whole scan of one root: many sources in, findings and an account of what was read out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from aurora_lint import progress
from aurora_lint.policy import Policy
from aurora_lint.source import WORKTREE, Origin, Source
from aurora_lint.sources import Aside, Bare, Looked, Remark, Skipped

if TYPE_CHECKING:
    from aurora_lint.finding import Finding

#: A file of Git LFS is a pointer of a few lines; what it points at is elsewhere.
_LFS = re.compile(
    rb"version https://git-lfs\.github\.com/spec/v1\n(?:ext-[^\n]*\n)*oid sha256:[0-9a-f]{64}\n"
    rb"size [0-9]+\n?"
)
_LFS_LONGEST = 1024

_NO_POLICY = Policy()


class Reach(NamedTuple):
    """What a scan would have seen: whether a path is still there, and whether it was read.

    Of ``all`` that is there now it knows what files say of each other, too.
    """

    is_there: Callable[[str], bool]
    is_read: Callable[[str], bool]
    all: bool = False


#: A scan that says nothing of what it does not tell.
NO_REACH = Reach(lambda _: True, lambda _: False)
#: A scan of all that there is, or ever was.
EVERYTHING = Reach(lambda _: True, lambda _: True)


class Report(NamedTuple):
    """What a scan below ``root`` found, how much it read, and what it did not read.

    Of a history the ``objects`` of git are counted, and no files; ``known`` are those of them that
    a scan before has read. ``notices`` are told to whoever calls the program. What of the findings
    is ``exempt``, and how many of them are ``in_baseline``, is known at the end alone.
    """

    root: Path
    findings: list[Finding]
    files: int
    bytes: int
    skipped: list[Skipped]
    objects: int = 0
    known: int = 0
    notices: Sequence[str] = ()
    policy: Policy = _NO_POLICY
    reach: Reach = NO_REACH
    exempt: Sequence[Finding] = ()
    in_baseline: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether all was read that should have been."""
        return not any(each.error for each in self.skipped)


def hidden(reports: list[Report]) -> dict[str, int]:
    """Give how many findings are not told, by the reason."""
    by = [one.exemption.by for each in reports for one in each.exempt if one.exemption]
    return {
        "baseline": sum(each.in_baseline for each in reports),
        "ignored": by.count("comment") + by.count("other tool"),
        "registered": by.count("register"),
        "turned_off": by.count("level"),
    }


def report(
    sources: Iterable[Source | Looked | Bare | Skipped],
    root: Path,
    policy: Policy,
    look: Callable[[Source], tuple[list[Finding], list[Aside]]],
) -> Report:
    """Look at each of ``sources`` once; those that the policy excludes are skipped.

    ``look`` gives the findings of a source that are wanted, and what inside it was not read.
    """
    findings: list[Finding] = []
    skipped: list[Skipped] = []
    notices: list[str] = []
    seen: set[tuple[str, Origin | None]] = set()
    files = size = 0
    for source in sources:
        if isinstance(source, Bare):
            files += source.files
            size += source.size
            continue
        path = source.path or ""
        place = path, _origin(source)
        if path and place in seen:
            continue
        seen.add(place)
        if isinstance(source, Skipped):
            skipped.append(source)
            continue
        if isinstance(source, Source) and (reason := unwanted(source, policy)):
            skipped.append(Skipped(path, reason))
            continue
        files += 1
        length = len(source.data) if isinstance(source, Source) else source.size
        size += length
        progress.add(1, length)
        found, unread = source[2:] if isinstance(source, Looked) else look(source)
        findings += found
        skipped += (each for each in unread if isinstance(each, Skipped))
        notices += (str(each) for each in unread if isinstance(each, Remark))
    return Report(root, findings, files, size, skipped, notices=notices, policy=policy)


def _origin(source: Source | Looked | Skipped) -> Origin | None:
    if isinstance(source, Source):
        return source.origin
    return WORKTREE if isinstance(source, Looked) else None


def unwanted(source: Source, policy: Policy) -> str:
    """Give why a source is not looked at; nothing where it is."""
    if policy.excludes(source.path or ""):
        return "excluded"
    is_pointer = len(source.data) <= _LFS_LONGEST and _LFS.fullmatch(source.data)
    return "a pointer to a file in Git LFS" if is_pointer else ""
