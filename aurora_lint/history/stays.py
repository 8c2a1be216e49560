"""How long findings were in a history: since when, until when, and at which tips they still are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from datetime import datetime, timedelta, timezone
from typing import NamedTuple

from aurora_lint.finding import Finding
from aurora_lint.git.merges import leaving
from aurora_lint.git.objects import at, contents
from aurora_lint.git.refs import having, refs
from aurora_lint.git.repository import Repository
from aurora_lint.git.tags import through
from aurora_lint.history.walk import Walk
from aurora_lint.source import Moment, Stay

#: The line of a commit or a tag that says who wrote it, and when.
_AUTHOR = re.compile(
    rb"^(?:author|tagger) (.*?) ?<[^<>\n]*> (-?\d{1,18}) ([+-]\d{4})$", re.MULTILINE
)

#: How a commit says that it is not in UTF-8.
_ENCODING = re.compile(rb"^encoding ([\w.:+-]{1,40})$", re.MULTILINE)
#: Some encodings take a time that grows with the square of a text.
_LONGEST = 1000


class Held(NamedTuple):
    """A finding, and the blobs that have it at a path; none where a commit or a tag says it."""

    finding: Finding
    path: bytes = b""
    blobs: frozenset[str] = frozenset()


def stays(repository: Repository, held: list[Held], walk: Walk, current: Set[str]) -> list[Finding]:
    """Give the findings with how long each was there; ``current`` are the blobs of all tips."""
    found = [*_bounds(repository, held, walk, current)]
    asked = {commit for since, until, _ in found for commit in (since, until) if commit}
    moments = dict(_moments(repository, asked))
    return [
        one.finding._replace(
            origin=one.finding.origin._replace(
                object=one.finding.origin.object or one.finding.origin.commit,
                stay=Stay(moments.get(since or ""), moments.get(until or ""), tuple(names)),
            )
        )
        for one, (since, until, names) in zip(held, found, strict=True)
    ]


def _bounds(
    repository: Repository, held: list[Held], walk: Walk, current: Set[str]
) -> Iterator[tuple[str | None, str | None, list[str]]]:
    """Yield the first commit of each finding, the one that ended it, and the refs that have it."""
    tips = [each for each in refs(repository) if not each.is_alias]
    said = [one.finding.origin.commit or "" for one in held if one.finding.origin.type == "message"]
    # A stash holds all that its branch has.
    branches = [each for each in tips if each.name != "refs/stash"]
    saying = having(repository, said, list(walk.order), branches)
    is_tagged = any(one.finding.origin.type == "tag" for one in held)
    tagging = through(repository, tips) if is_tagged else {}
    paths = dict.fromkeys(one.path for one in held if one.blobs & current)
    asked = [(tip, path) for tip in {each.object: None for each in tips} for path in paths]
    there = dict(zip(asked, at(repository, asked), strict=True))
    still = {
        one: [
            each.name
            for each in (tips if one.finding.origin.type == "stash" else branches)
            if there.get((each.object, one.path)) in one.blobs
        ]
        for one in held
    }
    ends = _ends(repository, [one for one in held if not still[one]], walk)
    for one in held:
        origin = one.finding.origin
        if origin.type == "tag":
            yield origin.commit, None, tagging.get(origin.commit or "", [])
        elif origin.type == "message":
            yield origin.commit, None, saying[origin.commit or ""]
        else:
            yield origin.commit, ends.get(one), still[one]


def _ends(repository: Repository, gone: list[Held], walk: Walk) -> dict[Held, str | None]:
    """Give the commits that took away what branches had: a change or, at last, a merge."""
    had = [one for one in gone if one.finding.origin.type == "commit" and one.path]
    ends = {one: walk.end(one.path, one.blobs) for one in had}
    unended = {one.path: one.blobs for one in had if not ends[one]}
    merges = leaving(repository, unended, walk.order)
    return {one: end or merges.get(one.path) for one, end in ends.items()}


def _moments(repository: Repository, commits: Iterable[str]) -> Iterator[tuple[str, Moment]]:
    for commit, data in contents(repository, sorted(commits)).items():
        head = data.partition(b"\n\n")[0]
        if found := _AUTHOR.search(head):
            author = _text(found[1], head)
            seconds = int(found[2])
            date = _date(seconds, found[3].decode("ascii"))
            yield commit, Moment(commit, author, date, seconds)


def _text(data: bytes, head: bytes) -> str:
    """Give the text of a part of a commit, in the encoding that its head names."""
    named = _ENCODING.search(head) if len(data) <= _LONGEST else None
    try:
        return data.decode(named[1].decode("ascii") if named else "utf-8")
    except (LookupError, ValueError):  # no encoding of a text, or not the one that it is in
        return data.decode("utf-8", "replace")


def _date(seconds: int, zone: str) -> str:
    """Give a time in the zone where it was; what is no date of a calendar stays a number."""
    minutes = int(zone[1:3]) * 60 + int(zone[3:])
    try:
        offset = timezone(timedelta(minutes=-minutes if zone[0] == "-" else minutes))
        return datetime.fromtimestamp(seconds, offset).isoformat()
    except (OverflowError, OSError, ValueError):
        return str(seconds)
