"""A policy as TOML: what ``--show-policy`` prints can be a policy's file again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from aurora_lint.policy.policy import Policy
from aurora_lint.policy.register import ALLOWED, Entry
from aurora_lint.policy.settings import COMMENTS, HIDDEN, KEYS, LEVELS_OF, OWNERS, PATHS, WORDS

_BARE = re.compile(r"[A-Za-z0-9_-]+")
#: What TOML does not take as it is in a string, and JSON does.
_UNSHOWN = re.compile("[\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def as_toml(policy: Policy) -> Iterator[str]:
    """Yield the settings in force, defaults among them, as lines of ``.aurora-lint.toml``."""
    yield f"# {policy.origin or 'no policy: these are the defaults'}\n"
    lists = {COMMENTS: HIDDEN[:1], **policy.settings.lists}
    for name in (*PATHS, *WORDS, COMMENTS):
        yield f"{name} = {_value(lists.get(name, ()))}\n"
    if policy.settings.levels:
        yield f"\n[{LEVELS_OF}]\n"
    for code, level in policy.settings.levels.items():
        yield f"{code} = {_value(level)}\n"
    for table, kind in OWNERS.items():
        owned = {
            name: paths for (one, name), paths in policy.settings.owners.items() if one == kind
        }
        if owned:
            yield f"\n[{table}]\n"
        for name, paths in owned.items():
            yield f"{name if _BARE.fullmatch(name) else _value(name)} = {_value(paths)}\n"
    for entry in policy.settings.keys:
        yield f"\n[[{KEYS}]]\n"
        yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    told = {
        "fingerprint": entry.fingerprint,
        "owner": entry.owner,
        "kind": entry.kind,
        "environment": entry.environment,
        **({entry.party[0]: entry.party[1]} if entry.party else {}),
        "paths": entry.own,
        "allow": None if entry.allow == ALLOWED else entry.allow,
        "expires": entry.expires,
        "rotated": entry.rotated,
    }
    for name, value in told.items():
        # An entry that allows nothing says so; without the setting it allows what is usual.
        if value or (name == "allow" and value is not None):
            yield f"{name} = {_value(value)}\n"


def _value(value: Any) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    if not isinstance(value, str):
        return str(value)  # a date
    # A basic string of TOML is one of JSON, but for a few signs that have to be escaped.
    quoted = json.dumps(value, ensure_ascii=False)
    return _UNSHOWN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", quoted)
