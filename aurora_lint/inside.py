"""A source and what it holds: archives, compressed files, databases, compiled code are opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurora_lint.engine import scan
from aurora_lint.magic import is_container
from aurora_lint.policy import Policy
from aurora_lint.source import INDEX, STDIN, WORKTREE, Source
from aurora_lint.sources import Aside, Remark, Skipped

if TYPE_CHECKING:
    from aurora_lint.containers import Limits, Rest
    from aurora_lint.finding import Finding

#: Types of origin that somebody works on: of what is past, no comment is mended any more.
_CURRENT = frozenset({WORKTREE.type, INDEX.type, STDIN.type})


def scan_whole(
    source: Source, policy: Policy, limits: Limits | None = None
) -> tuple[list[Finding], list[Aside]]:
    """Give the findings in a source and in its members, and what of it was not read.

    Of a container's own bytes those are told that are no member's, and where that can't be said
    byte by byte, what no member tells.
    """
    if not is_container(source.data, source.path):
        return _scan(source, policy)
    from aurora_lint.containers import ORDINARY, Rest, expand

    told: list[Finding] = []
    hidden: list[Finding] = []
    skipped: list[Aside] = []
    for each in expand(source, limits or ORDINARY):
        if isinstance(each, Skipped):
            skipped.append(each)
            continue
        member = each.container if isinstance(each, Rest) else each
        found, unread = _own(each, policy) if isinstance(each, Rest) else _scan(each, policy)
        if found and isinstance(each, Rest) and not each.is_apart:
            found = _beyond(found, [*told, *hidden], member.path or "")
        if _is_excluded(member, source, policy):
            hidden += found
        else:
            told += found
            skipped += unread
    return told, skipped


def _scan(source: Source, policy: Policy) -> tuple[list[Finding], list[Aside]]:
    path = source.path or ""
    unread: list[str] = []
    idle: list[tuple[int, str]] | None = [] if source.origin.type in _CURRENT else None
    found = scan(source, policy, unread=unread, idle=idle)
    asides: list[Aside] = [Skipped(path, reason) for reason in unread]
    return found, [*asides, *(Remark(path, *each) for each in idle or ())]


def _own(rest: Rest, policy: Policy) -> tuple[list[Finding], list[Aside]]:
    """Give the findings in what no member told; most often there are none to place."""
    return _scan(rest.own(), policy) if scan(rest.gist(), policy) else ([], [])


def _is_excluded(member: Source, source: Source, policy: Policy) -> bool:
    """Whether the policy leaves out a member of ``source``, or a container that it stands in."""
    path, top = member.path or "", source.path or ""
    ends = [at for at in range(len(top) + 1, len(path)) if path[at] == "!"]
    return path != top and any(policy.excludes(path[:end]) for end in [*ends, len(path)])


def _beyond(own: list[Finding], told: list[Finding], path: str) -> list[Finding]:
    """Give those of the findings in a container's ``own`` bytes that none of its members told.

    A possible key that begins as a key of a member is that one: a page of a database ends within
    it, or the next value follows it.
    """
    from aurora_lint.rules import possible_key

    inside = [each for each in told if (each.path or "").startswith(f"{path}!")]
    subjects = {_subject(each) for each in inside}
    heads = [_head(each) for each in inside if each.masked]
    return [
        each
        for each in own
        if _subject(each) not in subjects
        and not (
            each.code == possible_key.RULE.code
            and any(head.startswith(_head(each)) for head in heads)
        )
    ]


def _subject(finding: Finding) -> str:
    """Give what a finding is about: a key, or a name, which its message says."""
    return finding.fingerprint or f"{finding.code} {finding.message}"


def _head(finding: Finding) -> str:
    return (finding.masked or "").partition("…")[0]
