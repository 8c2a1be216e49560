"""``check --history``: whatever a repository still holds, and where and since when it stood."""

from __future__ import annotations

import os
from collections.abc import Iterator, Set
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from aurora_lint.candidates import candidates
from aurora_lint.engine import scan
from aurora_lint.finding import Finding
from aurora_lint.git import Repository
from aurora_lint.git.changes import changes
from aurora_lint.git.objects import Object, every, read
from aurora_lint.git.reach import LED, Reach, at_tips, ordered
from aurora_lint.inside import scan_whole
from aurora_lint.magic import is_container
from aurora_lint.policy import Policy
from aurora_lint.scan import Report, report
from aurora_lint.source import INDEX, Origin, Source, readable

if TYPE_CHECKING:
    from aurora_lint.containers import Limits

_Place = tuple[str | None, Origin]
"""A path at which a blob stood, and what says so."""


class _Look(NamedTuple):
    """What one pass over all objects says is worth looking at."""

    #: Blobs that hold a key in one piece, in whatever encoding.
    keyed: list[str]
    #: Blobs that may hold more than that: archives, and code with pieces of a key.
    deep: list[str]
    #: Commits and tags in which a key stands.
    said: list[Source]
    commits: list[str]
    #: How many objects were read, and how many bytes.
    objects: int
    size: int


def check_history(
    repository: Repository,
    policy: Policy,
    is_thorough: bool = False,
    limits: Limits | None = None,
) -> Report:
    """Scan all objects of a repository, its index among them.

    Archives and code that puts a key together are looked at where a tip of a branch, a tag or the
    like or the index holds them; with ``is_thorough`` in every version. Raises :class:`GitError`.
    """
    seen = _first_pass(repository)
    wanted = dict.fromkeys(seen.keyed)
    if seen.deep:
        tips = None if is_thorough else frozenset(at_tips(repository))
        wanted |= dict.fromkeys(each for each in seen.deep if tips is None or each in tips)
    order = ordered(repository, seen.commits) if wanted or seen.said else []
    places = _places(repository, wanted.keys(), order) if wanted else {}

    def sources() -> Iterator[Source]:
        for blob in read(repository, wanted):
            for path, origin in places.get(blob.id, [(None, Origin("dangling"))]):
                yield Source(blob.data, path, origin)
        yield from seen.said

    found = report(
        sources(), repository.top, policy, partial(scan_whole, policy=policy, limits=limits)
    )
    return found._replace(
        findings=_first_of_each(found.findings, order),
        files=0,
        bytes=seen.size,
        objects=seen.objects,
    )


def _first_pass(repository: Repository) -> _Look:
    keyed: list[str] = []
    deep: list[str] = []
    said: list[Source] = []
    commits: list[str] = []
    objects = size = 0
    for each in every(repository):
        objects += 1
        size += len(each.data)
        if each.type == "blob":
            if _holds(each):
                keyed.append(each.id)
            elif is_container(each.data) or candidates(each.data, is_code=True).is_pieced:
                deep.append(each.id)
            continue
        if each.type == "commit":
            commits.append(each.id)
        if candidates(each.data):
            kind = "tag" if each.type == "tag" else "message"
            said.append(Source(each.data, None, Origin(kind, each.id)))
    return _Look(keyed, deep, said, commits, objects, size)


def _holds(blob: Object) -> bool:
    """Whether a blob holds a key, wherever it stands; a name's place says whose it is."""
    source = Source(blob.data, None)
    found = candidates(readable(source))
    return bool(found) and (bool(found.names) or bool(scan(source)))


def _places(repository: Repository, blobs: Set[str], commits: list[str]) -> dict[str, list[_Place]]:
    """Give each path at which blobs stood, with the first commit that has them there.

    One that a branch or a tag leads to comes before one that only a stash has, or nothing.
    """
    reach = Reach(repository)
    led = {commit: reach.of(commit) for commit in commits}
    first: dict[tuple[str, bytes], str] = {}
    for change in changes(repository, sorted(commits, key=lambda each: LED.index(led[each]))):
        if change.blob in blobs:
            first.setdefault((change.blob, change.path), change.commit)
    places: dict[str, list[_Place]] = {}
    for (blob, path), commit in first.items():
        # The path of a note is what it is on.
        called = None if led[commit] == "note" else os.fsdecode(path)
        places.setdefault(blob, []).append((called, Origin(led[commit], commit)))
    for entry in repository.tracked():
        if entry.object_id in blobs and (entry.object_id, entry.path) not in first:
            places.setdefault(entry.object_id, []).append((os.fsdecode(entry.path), INDEX))
    return places


def _first_of_each(findings: list[Finding], commits: list[str]) -> list[Finding]:
    """Give one finding for each key, rule and path: the most public, and of these the first."""
    firsts: dict[object, Finding] = {}
    nth = {commit: number for number, commit in enumerate(commits)}
    public: dict[str, int] = {led: number for number, led in enumerate(LED)}

    def order(one: Finding) -> tuple[int, int]:
        origin = one.origin
        return public.get(origin.type, len(public)), nth.get(origin.commit or "", len(nth))

    for each in sorted(findings, key=order):
        subject = each.identity, each.origin if each.path is None else None
        firsts.setdefault((subject, "" if each.fingerprint else each.message), each)
    return list(firsts.values())
