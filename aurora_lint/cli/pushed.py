"""What commits bring: ``check --range`` and the hooks of a push."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from aurora_lint import progress
from aurora_lint.brought import beyond
from aurora_lint.finding import Finding
from aurora_lint.git.changes import changes
from aurora_lint.git.objects import at, contents, followed
from aurora_lint.git.ranges import Ends, Range, commits, ends
from aurora_lint.git.repository import Repository
from aurora_lint.inside import scan_whole
from aurora_lint.policy import FILES, Policy, load
from aurora_lint.scan import Reach, Report, report
from aurora_lint.source import Origin, Source
from aurora_lint.sources import commits as versions

if TYPE_CHECKING:
    from aurora_lint.brought import Look
    from aurora_lint.cli.base import Base
    from aurora_lint.containers import Limits


def check_ranges(
    repository: Repository,
    wanted: list[Range],
    excluded: tuple[str, ...] = (),
    all_lines: bool = False,
    limits: Limits | None = None,
    base: Base | None = None,
) -> list[Report]:
    """Scan what each range brings, a commit that is in two of them once for each policy.

    The policy is that of a range's tip, or of ``base``. Raises :class:`GitError` and
    :class:`PolicyError`.
    """
    reports: list[Report] = []
    seen: set[tuple[str, int]] = set()
    told: set[object] = set()
    found = ends(repository, wanted)
    policies = (
        [base.policy().with_excluded(excluded)] * len(found)
        if base
        else _policies(repository, found, excluded)
    )
    for each, end, policy in zip(wanted, found, policies, strict=True):
        listed = commits(repository, each, end)
        new = [commit for commit in listed if (commit, id(policy)) not in seen]
        seen.update((commit, id(policy)) for commit in new)
        one = _check(repository, each, end, new, policy, all_lines, limits, base)
        findings = [one for one in one.findings if _told(one) not in told]
        told.update(map(_told, findings))
        reports.append(one._replace(findings=findings))
    return reports


def _told(finding: Finding) -> object:
    return finding.identity, finding.message, finding.origin


def _policies(repository: Repository, found: list[Ends], excluded: tuple[str, ...]) -> list[Policy]:
    """Give the policy of each tip, the same one where the files are the same."""
    ids = followed(repository, [(end.tip or end.object, name) for end in found for name in FILES])
    held = contents(repository, sorted({each for each in ids if each}))
    made: dict[tuple[str, ...], Policy] = {}
    policies = []
    for nth in range(0, len(ids), len(FILES)):
        own = tuple(ids[nth : nth + len(FILES)])
        if own not in made:
            texts = {name: held.get(each) for name, each in zip(FILES, own, strict=True)}
            made[own] = load(repository.top, texts.get).with_excluded(excluded)
        policies.append(made[own])
    return policies


def _check(
    repository: Repository,
    wanted: Range,
    end: Ends,
    new: list[str],
    policy: Policy,
    all_lines: bool,
    limits: Limits | None,
    base: Base | None,
) -> Report:
    progress.begin("listing changes")
    brought = []
    for each in changes(repository, new):
        brought.append(each)
        progress.add(1)
    progress.begin("reading versions", len(brought) + len(new))
    before = {(each.commit, each.path, each.blob): each.before for each in brought}

    def earlier(source: Source) -> tuple[str, ...]:
        """Give the versions in the commit's parents; a message has none."""
        origin, path = source.origin, os.fsencode(source.path or "")
        return before.get((origin.commit or "", path, origin.object or ""), ())

    look: Look = (
        partial(scan_whole, policy=policy, limits=limits)
        if all_lines
        else beyond(repository, earlier, policy, limits)
    )
    found = report(
        chain(
            versions.sources(repository, brought),
            versions.messages(repository, new),
            versions.tagged(repository, end.object, end.type),
            _name(wanted, end),
        ),
        repository.top,
        policy,
        base.hold(look, policy) if base else look,
    )

    def stays(path: str) -> bool:
        """Whether the range does not take a file away; one that was not there before it can't."""
        if not end.tip:
            return True
        now, *before = at(repository, [(each, os.fsencode(path)) for each in (end.tip, *end.known)])
        return bool(now) or not any(before)

    return found._replace(
        findings=_first_of_each(found.findings, new), reach=Reach(stays, lambda _: False)
    )


def _name(wanted: Range, end: Ends) -> Iterator[Source]:
    """Yield the ref's name: it is as public as what it leads to."""
    if wanted.ref:
        name = wanted.ref.encode("utf-8", "surrogateescape")
        yield Source(name, None, Origin("message", end.object))


def _first_of_each(findings: list[Finding], order: list[str]) -> list[Finding]:
    """Give one finding for each key, rule and path: that of the first commit that brings it."""
    nth = {commit: number for number, commit in enumerate(order)}
    firsts: dict[tuple[object, ...], Finding] = {}
    for each in sorted(findings, key=lambda one: nth.get(one.origin.commit or "", len(nth))):
        firsts.setdefault((each.identity, each.message if not each.fingerprint else ""), each)
    return list(firsts.values())
