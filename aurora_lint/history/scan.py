"""``check --history``: whatever a repository still holds, and where and since when it stood."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from aurora_lint import progress
from aurora_lint.across import compared
from aurora_lint.candidates import candidates
from aurora_lint.exempt import after_rotation
from aurora_lint.finding import Finding
from aurora_lint.git.objects import read
from aurora_lint.git.reach import LED, current_objects, staged, tips
from aurora_lint.git.refs import Ref, refs
from aurora_lint.git.repository import Repository
from aurora_lint.git.trees import blobs
from aurora_lint.history.accepted import exemptions
from aurora_lint.history.look import look
from aurora_lint.history.sort import COMMITS
from aurora_lint.history.stays import Held, stays
from aurora_lint.history.walk import Place, Walk
from aurora_lint.inside import scan_whole
from aurora_lint.magic import is_container
from aurora_lint.policy import Policy
from aurora_lint.scan import EVERYTHING, Report, report
from aurora_lint.source import INDEX, Origin, Source, is_code
from aurora_lint.sources import Skipped
from aurora_lint.sources.commits import messages

if TYPE_CHECKING:
    from aurora_lint.brought import Look
    from aurora_lint.containers import Limits

#: Endings of code, one for each way to write it: by its tree, with braces, unquoted, indented.
_CODE = (".py", ".js", ".sh", ".yaml")
#: What a report calls a history of which a part is missing.
_HISTORY = "<history>"
#: Types of origin from the most to the least public; a message's come last, by themselves.
_PUBLIC = ("commit", "tag", "index", *LED[1:])


def check_history(
    repository: Repository,
    policy: Policy,
    is_thorough: bool = False,
    limits: Limits | None = None,
    is_cached: bool = True,
    jobs: int = 0,
    looked: Look | None = None,
) -> Report:
    """Scan all objects of a repository, its index among them.

    Archives and code that puts a key together are looked at where a tip of a branch, a tag or the
    like or the index holds them; with ``is_thorough`` in every version. What was looked at before
    is not read again, unless told otherwise. ``jobs`` are the processes at most; ``looked`` looks
    at a source. Raises :class:`GitError`.
    """
    looked = looked or partial(scan_whole, policy=policy, limits=limits)
    progress.begin("listing objects")
    whole = () if is_thorough else current_objects(repository)
    with tips(repository) as at_tips:
        seen = look(repository, is_thorough, whole, is_cached, jobs)
        keyed, deep = seen.of("keyed"), seen.of("deep")
        current = at_tips({*keyed, *deep})
    unread: list[Skipped] = []
    if not is_thorough:
        deep = [*_telling(repository, deep, current.paths, policy, limits, unread)]
    wanted = dict.fromkeys([*keyed, *deep])
    said = seen.of("said", "said commit")
    named = [each for each in refs(repository) if candidates(_name(each))]
    # In most histories there is nothing to find, and nobody asks where it would stand.
    is_clean = not (wanted or said or named)
    progress.begin("listing commits")
    walk = Walk(repository, wanted.keys(), [] if is_clean else seen.of(*COMMITS), jobs)
    places = {blob: walk.places(blob) for blob in wanted}
    for place in _beside_commits(repository) if wanted else ():
        known = places.get(place.origin.object or "")
        if known is not None and (place.path, "commit") not in {
            (each.path, each.origin.type) for each in known
        }:
            known.insert(0, place)

    def sources() -> Iterator[Source]:
        for blob in read(repository, wanted):
            for _, called, origin in places[blob.id] or [_nowhere(blob.id)]:
                yield Source(blob.data, called, origin)
        yield from messages(repository, said)
        for ref in named:  # as public as what it leads to
            yield Source(_name(ref), None, Origin("message", ref.commit))

    progress.begin("judging files", sum(len(each) or 1 for each in places.values()) + len(said))
    found = report(sources(), repository.top, policy, looked)
    held = list(_first_of_each(repository, found.findings, walk, places))
    told = found._replace(
        findings=[
            after_rotation(each, policy)
            for each in stays(repository, held, walk, current.paths.keys())
        ],
        skipped=[
            *found.skipped,
            *unread,
            *_gaps(repository, [*seen.missing, *current.missing], walk),
        ],
        files=0,
        bytes=seen.size,
        objects=seen.objects,
        known=seen.known,
        notices=[seen.notice] if seen.notice else [],
        reach=EVERYTHING,
    )
    return compared(told, is_history=True)


def _telling(
    repository: Repository,
    blobs: list[str],
    paths: dict[str, bytes],
    policy: Policy,
    limits: Limits | None,
    unread: list[Skipped],
) -> Iterator[str]:
    """Yield those of ``blobs`` of which there is something to tell at their path at a tip.

    At another one a file may be code that it is not here, so it is looked at as code, too.
    ``unread`` gets what of the others can't be read.
    """
    present = [each for each in blobs if each in paths]
    progress.begin("opening files", len(present))
    for blob in read(repository, present):
        progress.add(1, len(blob.data))
        source = Source(blob.data, os.fsdecode(paths[blob.id]))
        is_plain = not (is_container(blob.data) or is_code(source))
        endings = ("", *_CODE) if is_plain else ("",)
        looks = [
            scan_whole(source._replace(path=f"{source.path}{each}"), Policy(), limits)
            for each in endings
        ]
        if any(found for found, _ in looks):
            yield blob.id
        elif not policy.excludes(source.path or ""):
            unread += (each for each in looks[0][1] if isinstance(each, Skipped))


def _name(ref: Ref) -> bytes:
    return ref.name.encode("utf-8", "surrogateescape")


def _beside_commits(repository: Repository) -> Iterator[Place]:
    """Yield where blobs are that no commit needs to have: in tags of them, and in the index."""
    for ref in refs(repository):
        if ref.type == "blob":
            yield Place(b"", None, Origin("tag", ref.object, ref.commit))
        elif ref.type == "tree":
            for path, blob in blobs(repository, ref.commit):
                yield Place(path, os.fsdecode(path), Origin("tag", ref.object, blob))
    for entry in staged(repository):
        origin = INDEX._replace(object=entry.object_id)
        yield Place(entry.path, os.fsdecode(entry.path), origin)


def _gaps(repository: Repository, missing: list[str], walk: Walk) -> Iterator[Skipped]:
    """Yield what of the history is not here, so that nothing can be said of it."""
    if repository.is_shallow():
        yield Skipped(_HISTORY, "the clone is shallow; git fetch --unshallow gets the rest", True)
    if missing:
        amount = len(set(missing))
        reason = f"not here, or damaged: {amount:,} of its objects, as {missing[0]}"
        yield Skipped(_HISTORY, reason, True)
    for entry in repository.tracked():
        if entry.is_submodule:
            yield Skipped(os.fsdecode(entry.path), "a submodule")
    if walk.gap:
        yield Skipped(_HISTORY, f"commits that nothing leads to can't be read: {walk.gap}", True)


def _nowhere(blob: str) -> Place:
    """Give the place of a blob that no commit has."""
    return Place(b"", None, Origin("dangling", None, blob))


def _first_of_each(
    repository: Repository, findings: list[Finding], walk: Walk, places: dict[str, list[Place]]
) -> Iterator[Held]:
    """Yield one finding for each key, rule and path: the most public, and of these the first."""
    public = {led: number for number, led in enumerate(_PUBLIC)}

    def order(one: Finding) -> tuple[int, int, int]:
        origin, commit = one.origin, one.origin.commit or ""
        led = LED.index(walk.led(commit)) if origin.type == "message" else 0
        return public.get(origin.type, len(public)), led, walk.order.get(commit, -1)

    alike: dict[object, list[Finding]] = {}
    for each in sorted(findings, key=order):
        # Without a path it is a blob that nothing leads to, or all messages, tags or notes.
        nowhere = each.origin.object if each.origin.type == "dangling" else each.origin.type
        subject = each.identity, nowhere if each.path is None else None
        alike.setdefault((subject, "" if each.fingerprint else each.message), []).append(each)
    for same in alike.values():
        path = _path(same[0], places)
        blobs = frozenset(each.origin.object or "" for each in same) if path else frozenset()
        exempt = exemptions(repository, same, path)
        yield Held(same[0]._replace(exemptions=exempt), path, blobs)


def _path(finding: Finding, places: dict[str, list[Place]]) -> bytes:
    """Give the path in git of a finding, which may be inside of an archive."""
    path = finding.path or ""
    for each in places.get(finding.origin.object or "", ()):
        called = each.called or ""
        if each.origin == finding.origin and (path == called or path.startswith(f"{called}!")):
            return each.path
    return b""
