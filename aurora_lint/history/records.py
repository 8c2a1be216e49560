"""One record a key: where it stood, how long, who shares it, and what to do about it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from aurora_lint.across import owner_by
from aurora_lint.address.path import is_of_tests
from aurora_lint.finding import Finding
from aurora_lint.policy import Policy
from aurora_lint.source import Moment, Origin

#: Where an admin creates and rotates keys: see the vendor's page on authentication.
SCREENS = {
    "production": "https://v2.aurorasolar.com/settings/api/tokens",
    "sandbox": "https://v2-sandbox.aurorasolar.com/settings/api/tokens",
}
#: The rules that tell of a key itself, not of its place.
_EXPOSED = ("AUR101", "AUR102", "AUR103", "AUR104")
_POSSIBLE = "AUR105"
_FOR_RESTRICTED = "AUR201"


class Place(NamedTuple):
    """Where a key is or was, and the codes of what is told of it there."""

    path: str | None
    line: int
    column: int
    spelling: str
    origin: Origin
    codes: tuple[str, ...]


class Record(NamedTuple):
    """What is known of one key. ``owners`` are the third parties and services in its paths.

    ``registered`` is whom the team's register says it belongs to, ``rotated`` since when it says
    that the key opens nothing any more; both are empty where it does not. ``until`` is the commit
    that took it out of the last tip; None where some tip has it or where that is not known.
    ``steps`` say what to do, one after the other.
    """

    fingerprint: str
    kind: str
    environment: str
    masked: str
    is_possible: bool
    places: tuple[Place, ...]
    since: Moment | None
    until: Moment | None
    refs: tuple[str, ...]
    spellings: tuple[str, ...]
    owners: tuple[str, ...]
    registered: str
    rotated: str
    steps: tuple[str, ...]

    @property
    def is_staged(self) -> bool:
        """Whether the index has it, for the next commit."""
        return any(each.origin.type == "index" for each in self.places)


def records(findings: list[Finding], policy: Policy) -> list[Record]:
    """Give a record for each key in the findings of a history, in the order to go about them.

    First are the keys that do the most harm: production's, standard ones, those that are still
    there, the oldest ones. What was rotated comes last.
    """
    by_key: dict[str, list[Finding]] = {}
    for each in findings:
        if each.fingerprint:
            by_key.setdefault(each.fingerprint, []).append(each)
    return sorted((_record(each, policy) for each in by_key.values()), key=_order)


def _order(one: Record) -> tuple[bool, bool, bool, bool, bool, float, str]:
    return (
        bool(one.rotated),
        one.is_possible,
        one.environment != "production",
        one.kind != "standard",
        not (one.refs or one.is_staged),
        _seconds(one.since),
        one.fingerprint,
    )


def _record(findings: list[Finding], policy: Policy) -> Record:
    places = tuple(_places(findings))
    stays = [each.origin.stay for each in places if each.origin.stay]
    refs = tuple(dict.fromkeys(ref for each in stays for ref in each.refs))
    ends = [each.until for each in stays if each.until]
    # A service that was renamed shares nothing with itself.
    now = [each for each in places if _is_there(each)] or places
    owners = dict.fromkeys(
        owner_by(policy, each.path or "") for each in now if not is_of_tests(each.path or "")
    )
    first = findings[0]
    entry = policy.entry(first.fingerprint or "")
    is_rotated = entry and entry.rotated and entry.rotated <= policy.today
    record = Record(
        fingerprint=first.fingerprint or "",
        kind=first.kind or "",
        environment=first.environment or "",
        masked=first.masked or "",
        is_possible=all(each.code == _POSSIBLE for each in findings),
        places=places,
        since=min((each.since for each in stays if each.since), key=_seconds, default=None),
        until=None if refs else max(ends, key=_seconds, default=None),
        refs=refs,
        spellings=tuple(dict.fromkeys(each.spelling for each in places)),
        owners=tuple(sorted(filter(None, owners))),
        registered=entry.whose if entry else "",
        rotated=str(entry.rotated) if entry and is_rotated else "",
        steps=(),
    )
    return record._replace(steps=tuple(_steps(record, policy)))


def _places(findings: list[Finding]) -> Iterator[Place]:
    """Yield the places of a key, each with all that is told of it there."""
    alike: dict[object, list[Finding]] = {}
    for each in findings:
        where = each.path, each.span, each.origin.type, each.origin.object
        alike.setdefault(where, []).append(each)
    for same in alike.values():
        path, span, origin = same[0].path, same[0].span, same[0].origin
        codes = tuple(sorted(each.code for each in same))
        yield Place(path, span.line, span.column, same[0].spelling, origin, codes)


def _steps(record: Record, policy: Policy) -> Iterator[str]:
    """Yield what to do, so that whoever uses the key has a new one before this one ends."""
    screen = SCREENS[record.environment]
    if record.is_possible:
        yield f"look on {screen} whether it is a key; if it is, go on as with the others"
        return
    there = sorted({each.path for each in record.places if _is_there(each) and each.path})
    if record.rotated:
        if there:
            yield f"take it out, it was rotated on {record.rotated}: {_listed(there)}"
        return
    strays = {
        each.path
        for each in record.places
        if _FOR_RESTRICTED in each.codes and each.path and not owner_by(policy, each.path)
    }
    users = [*record.owners, *sorted(strays)] if record.kind == "standard" else record.owners
    if record.kind == "standard" and users:
        yield f"make a restricted key on {screen} for each of {_listed(users)}, and hand it over"
    elif len(users) > 1:
        yield f"make a key on {screen} for each of {_listed(users)}, who share this one"
    elif users:
        yield f"tell {_listed(users)} when this key will end"
    if there:
        yield f"read the key from a variable or a vault where it is written: {_listed(there)}"
    elif any(map(_is_there, record.places)):
        yield "leave it out of the text"
    else:
        yield "find out what still uses it: no file of a branch or a tag of this repository has it"
    yield f"rotate it on {screen}, and give the new one to what used it"


def _is_there(place: Place) -> bool:
    """Whether a place is at the tip of a branch or a tag, or in what is about to get there.

    The latter has no stay: the work tree, the index, the commits of a push.
    """
    stay = place.origin.stay
    if stay is None or place.origin.type == "index":
        return True
    return bool(place.origin.type in ("commit", "tag") and stay.refs)


def _listed(names: list[str] | tuple[str, ...]) -> str:
    return ", ".join(names)


def _seconds(moment: Moment | None) -> float:
    return moment.seconds if moment else math.inf
