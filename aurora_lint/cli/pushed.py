"""What commits bring: ``check --range`` and the hooks of a push."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain
from typing import IO, TYPE_CHECKING

from aurora_lint.brought import beyond
from aurora_lint.finding import Finding
from aurora_lint.git import GitError, Repository
from aurora_lint.git.changes import changes
from aurora_lint.git.objects import contents
from aurora_lint.git.ranges import Range, commits, is_nothing, resolve
from aurora_lint.inside import scan_whole
from aurora_lint.policy import Policy, load
from aurora_lint.scan import Report, report
from aurora_lint.source import Source
from aurora_lint.sources import commits as versions

if TYPE_CHECKING:
    from aurora_lint.containers import Limits


def check_ranges(
    repository: Repository,
    wanted: list[Range],
    excluded: tuple[str, ...] = (),
    all_lines: bool = False,
    limits: Limits | None = None,
) -> list[Report]:
    """Scan what each range brings, a commit that is in two of them once.

    The policy is that of a range's tip. Raises :class:`GitError` and :class:`PolicyError`.
    """
    reports: list[Report] = []
    seen: set[str] = set()
    for each in wanted:
        new = [commit for commit in commits(repository, each) if commit not in seen]
        seen.update(new)
        policy = load(repository.top, partial(_at, repository, each.tip)).with_excluded(excluded)
        reports.append(_check(repository, each, new, policy, all_lines, limits))
    return reports


def _check(
    repository: Repository,
    wanted: Range,
    new: list[str],
    policy: Policy,
    all_lines: bool,
    limits: Limits | None,
) -> Report:
    brought = list(changes(repository, new))
    before = {(os.fsdecode(each.path), each.commit): each.before for each in brought}

    def earlier(source: Source) -> tuple[str, ...]:
        """Give the versions in the commit's parents; a message has none."""
        return before.get((source.path or "", source.origin.commit or ""), ())

    found = report(
        chain(versions.sources(repository, brought), _messages(repository, wanted, new)),
        repository.top,
        policy,
        partial(scan_whole, policy=policy, limits=limits)
        if all_lines
        else beyond(repository, earlier, policy, limits),
    )
    return found._replace(findings=_first_of_each(found.findings, new))


def _messages(repository: Repository, wanted: Range, new: list[str]) -> Iterator[Source]:
    """Yield the new commits as git holds them, and the tags that lead to the tip."""
    tags = []
    tag = resolve(repository, wanted.tip, "^{object}")
    while tag and resolve(repository, tag, "^{tag}") == tag:
        tags.append(tag)
        head = contents(repository, [tag])[tag].split(b"\n", 1)[0]
        tag = head.removeprefix(b"object ").decode("ascii")
    return versions.messages(repository, [*new, *tags])


def _first_of_each(findings: list[Finding], order: list[str]) -> list[Finding]:
    """Give one finding for each key, rule and path: that of the first commit that brings it."""
    nth = {commit: number for number, commit in enumerate(order)}
    firsts: dict[tuple[object, ...], Finding] = {}
    for each in sorted(findings, key=lambda one: nth.get(one.origin.commit or "", len(nth))):
        firsts.setdefault((each.identity, each.message if not each.fingerprint else ""), each)
    return list(firsts.values())


def _at(repository: Repository, tip: str, name: str) -> bytes | None:
    """Give the content of a file of a commit; None where it has none."""
    blob = resolve(repository, tip, f"^{{commit}}:{name}")
    return contents(repository, [blob])[blob] if blob else None


def pushed(
    repository: Repository, remote: str, variables: Mapping[str, str], lines: IO[bytes]
) -> list[Range]:
    """Give what a push brings to ``remote``: by the lines that git hands to its hook.

    The hook may be pre-commit's, which has read them: it says in ``variables`` what they said.
    """
    beside = (f"--remotes={remote}",) if remote else ()
    if "PRE_COMMIT" in variables:
        if before := variables.get("PRE_COMMIT_FROM_REF"):
            return [Range(variables.get("PRE_COMMIT_TO_REF", "HEAD"), (before,))]
        return [Range(variables.get("PRE_COMMIT_LOCAL_BRANCH", "HEAD"), (), beside)]
    ranges = []
    for _, own, _, theirs in _lines(lines.read()):
        if not is_nothing(own):
            is_here = not is_nothing(theirs) and resolve(repository, theirs)
            ranges.append(Range(own, (theirs,) if is_here else (), beside))
    return ranges


def received(lines: bytes) -> list[Range]:
    """Give what a push brings to this repository: by the lines that git hands to pre-receive."""
    return [
        Range(new, () if is_nothing(old) else (old,), ("--all",))
        for old, new, _ in _lines(lines, fields=3)
        if not is_nothing(new)
    ]


def _lines(lines: bytes, fields: int = 4) -> Iterator[list[str]]:
    for line in lines.decode("utf-8", "surrogateescape").splitlines():
        words = line.split(" ")
        if len(words) != fields:
            raise GitError(f"a line on standard input is not what git hands to this hook: {line}")
        yield words
