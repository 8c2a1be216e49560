"""What the page is about: one entry a key, or a name that a key is read by, with its places."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Literal, NamedTuple

from aurora_lint.across import owner_by
from aurora_lint.finding import LEVELS, Finding, Level
from aurora_lint.history.records import Record, records
from aurora_lint.policy import Policy
from aurora_lint.scan import Report
from aurora_lint.source import Origin

#: What is known of a place: the key is there, commits under review bring it, or it was there.
State = Literal["there", "brought", "past"]
#: From the most to the least urgent.
STATES: tuple[State, ...] = ("there", "brought", "past")
#: As many digits of a fingerprint as name a key on the page.
_SHORT = 16


class Place(NamedTuple):
    """A place, and what is told there. ``root`` is empty where all were found below one root.

    ``owner`` is the third party or the service that the policy or the path names, or nothing.
    """

    root: str
    owner: str
    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """Any of the findings: place, origin, spelling and excerpt are the same in all."""
        return self.findings[0]

    @property
    def state(self) -> State:
        """Whether the key is still there."""
        return _state(self.first.origin)


#: A finding, the root it was found below where there are several, and whose its path is.
_Found = tuple[str, str, Finding]


class Entry(NamedTuple):
    """A key with its record, or a name without one. ``id`` names the entry on the page."""

    id: str
    title: str
    kind: str | None
    environment: str | None
    record: Record | None
    places: tuple[Place, ...]

    @property
    def findings(self) -> list[Finding]:
        """All that is told of it."""
        return [one for each in self.places for one in each.findings]

    @property
    def level(self) -> Level:
        """The most severe level of its findings."""
        return min((each.level for each in self.findings), key=LEVELS.index)

    @property
    def state(self) -> State:
        """The most urgent state of its places."""
        return min((each.state for each in self.places), key=STATES.index)

    @property
    def is_possible(self) -> bool:
        """Whether it may be no key at all."""
        return bool(self.record and self.record.is_possible)


def entries(reports: list[Report], known: Iterable[Record] | None = None) -> list[Entry]:
    """Give the entries, the most urgent first: keys, and then names.

    ``known`` are the records of the keys, where somebody has made them already.
    """
    findings = [one for each in reports for one in each.findings]
    policy = reports[0].policy if reports else Policy()
    made = records(findings, policy) if known is None else known
    of_key = {each.fingerprint: each for each in made}
    several = len({each.root for each in reports}) > 1
    keys: dict[str, list[_Found]] = {each: [] for each in of_key}
    names: dict[str, list[_Found]] = {}
    for report in reports:
        root = report.root.name if several else ""
        for each in report.findings:
            found = root, owner_by(report.policy, each.path or "") or "", each
            if not each.fingerprint:
                names.setdefault(each.named, []).append(found)
            elif each.fingerprint in keys:
                keys[each.fingerprint].append(found)
    return [
        *(_of_key(of_key[each], found) for each, found in keys.items() if found),
        *(_of_name(each, names[each]) for each in sorted(names)),
    ]


def _of_key(record: Record, found: list[_Found]) -> Entry:
    return Entry(
        f"key-{record.fingerprint[:_SHORT]}",
        record.masked,
        record.kind,
        record.environment,
        record,
        _places(found),
    )


def _of_name(named: str, found: list[_Found]) -> Entry:
    digest = sha256(named.encode("utf-8", "surrogatepass")).hexdigest()
    kinds, environments = (
        {getattr(each, field) for *_, each in found} for field in ("kind", "environment")
    )
    return Entry(
        f"name-{digest[:_SHORT]}",
        named or "without a key",
        kinds.pop() if len(kinds) == 1 else None,
        environments.pop() if len(environments) == 1 else None,
        None,
        _places(found),
    )


def _places(found: list[_Found]) -> tuple[Place, ...]:
    """Give the places of one entry, those where it still is first, then by path and line."""
    alike: dict[object, list[Finding]] = {}
    of: dict[object, tuple[str, str]] = {}
    for root, owner, each in found:
        where = root, each.path, each.span, each.origin.type, each.origin.commit, each.origin.object
        alike.setdefault(where, []).append(each)
        of[where] = root, owner
    places = [
        Place(*of[where], tuple(sorted(same, key=lambda one: (one.code, one.message))))
        for where, same in alike.items()
    ]
    return tuple(sorted(places, key=_order))


def _order(place: Place) -> tuple[int, str, str, tuple[int, ...], str]:
    one = place.first
    return STATES.index(place.state), place.root, one.path or "", one.span, one.origin.commit or ""


def _state(origin: Origin) -> State:
    if origin.stay is None:
        return "brought" if origin.commit else "there"
    return "there" if origin.type == "index" or origin.stay.refs else "past"
