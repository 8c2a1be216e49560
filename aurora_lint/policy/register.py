"""The register of keys: which key is whose, where it may stand, and until when.

A key is named by its fingerprint, as ``aurora-lint fingerprint`` tells it: a policy is committed,
and holds no key.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NamedTuple

from aurora_lint.policy.settings import KEYS, OWNERS, PolicyError, known, strings

_FINGERPRINT = re.compile(r"[0-9a-f]{32}")
_KINDS = ("standard", "restricted")
_ENVIRONMENTS = ("production", "sandbox")
#: What an entry allows where it says nothing else: that the key is there, and for whom. That it
#: is in the other environment's code is another matter.
ALLOWED = ("AUR1", "AUR2")
_CODES = re.compile(r"AUR\d{0,3}")


class Entry(NamedTuple):
    """A key of the register. ``paths`` are patterns; without any it may stand everywhere.

    ``owned`` are those among them that come from ``party``, the third party or the service.
    """

    fingerprint: str
    owner: str = ""
    kind: str = ""
    environment: str = ""
    party: tuple[str, str] | None = None
    own: tuple[str, ...] = ()
    owned: tuple[str, ...] = ()
    allow: tuple[str, ...] = ALLOWED
    expires: date | None = None
    rotated: date | None = None

    @property
    def paths(self) -> tuple[str, ...]:
        """The patterns of all paths at which the key may stand."""
        return self.own + self.owned

    @property
    def whose(self) -> str:
        """Whom the key belongs to, for people."""
        return self.owner or (self.party[1] if self.party else "")


def objection(
    entry: Entry, kind: str, environment: str, today: date, is_inside: Callable[[], bool]
) -> str:
    """Give why the register does not allow a key at a place; nothing where it does.

    ``is_inside`` tells whether the place is among the entry's paths.
    """
    of_whom = f" ({entry.whose})" if entry.whose else ""
    if entry.rotated and entry.rotated <= today:
        return f"the register says that it was rotated on {entry.rotated}{of_whom}"
    if entry.expires and entry.expires < today:
        return f"the register allows it until {entry.expires}{of_whom}"
    said = entry.kind or kind, entry.environment or environment
    if said != (kind, environment):
        return f"the register says that it is a {said[0]} {said[1]} key{of_whom}"
    if entry.paths and not is_inside():
        return f"the register allows it in {', '.join(entry.paths)}{of_whom}"
    return ""


def read_entries(
    tables: list[dict[str, Any]], owners: dict[tuple[str, str], tuple[str, ...]]
) -> tuple[Entry, ...]:
    """Read the register's tables; ``owners`` are the third parties and services with their paths.

    Raises :class:`PolicyError`.
    """
    entries: dict[str, Entry] = {}
    for nth, table in enumerate(tables, 1):
        try:
            entry = _entry(table, owners)
            if entry.fingerprint in entries:
                raise PolicyError(f"fingerprint {entry.fingerprint} has an entry already")
        except PolicyError as error:
            raise PolicyError(f"{KEYS}, the {nth}. entry: {error}") from None
        entries[entry.fingerprint] = entry
    return tuple(entries.values())


def _entry(table: dict[str, Any], owners: dict[tuple[str, str], tuple[str, ...]]) -> Entry:
    for name in table:
        known(name, _FIELDS, "setting")
    read = {field: reader(name, table[name]) for name, (field, reader) in _FIELDS.items()
            if name in table}  # fmt: skip
    if "fingerprint" not in read:
        raise PolicyError("it has no fingerprint")
    parties = [(kind, read.pop(f"party_{kind}")) for kind in OWNERS.values()
               if f"party_{kind}" in read]  # fmt: skip
    if len(parties) > 1:
        raise PolicyError("a key is for one third party or one service: make one for each")
    for party in parties:
        kind, called = party
        if party not in owners:
            of_kind = [name for one, name in owners if one == kind]
            known(called, of_kind, kind)
        if not owners[party]:
            raise PolicyError(f"{kind} {called!r} has no paths")
        read |= {"party": party, "owned": owners[party]}
    return Entry(**read)


def _text(name: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise PolicyError(f"{name!r} wants a text")
    return value


def _fingerprint(name: str, value: object) -> str:
    # What was written is not repeated: it may be a key.
    if not isinstance(value, str) or not _FINGERPRINT.fullmatch(value.lower()):
        raise PolicyError(f"{name!r} wants 32 hex digits, as aurora-lint fingerprint tells them")
    return value.lower()


def _paths(name: str, value: object) -> tuple[str, ...]:
    paths = strings(name, value)
    if not paths:
        # Without the setting a key may stand everywhere; who takes the last path away wants less.
        raise PolicyError(f"{name!r} has no path in it; leave it out if every path is allowed")
    return paths


def _one_of(names: tuple[str, ...]) -> Callable[[str, object], str]:
    def read(name: str, value: object) -> str:
        known(_text(name, value), names, name)
        return str(value)

    return read


def _date(name: str, value: object) -> date:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise PolicyError(f"{name!r} wants a date, as 2027-01-31")


def _codes(name: str, value: object) -> tuple[str, ...]:
    codes = strings(name, value)
    for each in codes:
        if not _CODES.fullmatch(each):
            raise PolicyError(f"{name!r} wants codes or their beginnings, as AUR1: {each!r}")
    return codes


#: A setting of an entry: the field of :class:`Entry`, and what reads it.
_FIELDS: dict[str, tuple[str, Callable[[str, object], Any]]] = {
    "fingerprint": ("fingerprint", _fingerprint),
    "owner": ("owner", _text),
    "kind": ("kind", _one_of(_KINDS)),
    "environment": ("environment", _one_of(_ENVIRONMENTS)),
    **{kind: (f"party_{kind}", _text) for kind in OWNERS.values()},
    "paths": ("own", _paths),
    "allow": ("allow", _codes),
    "expires": ("expires", _date),
    "rotated": ("rotated", _date),
}
