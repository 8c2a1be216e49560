"""Production keys seen by name: ``os.environ["AURORA_PROD_KEY"]``.

Amazon's Aurora has users who write ``AURORA_PROD_SECRET`` too. A name counts only where
something beside it says whose it is: the vendor's host, package or full name, a tenant, a key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aurora_lint.keys import Sighting
from aurora_lint.words import split

_IDENTIFIER = re.compile(rb"[A-Za-z0-9_\-]{1,80}")
_REACH = 80
_KEY_WORDS = frozenset({"key", "apikey", "token", "secret", "bearer", "credential", "credentials"})
_PRODUCTION_WORDS = frozenset({"production", "prod", "prd", "live"})
_OTHER_WORDS = frozenset({"sandbox", "sand", "test", "dev", "staging", "non", "not", "pre"})

#: What stands before a name that is read, not defined: a look-up of a variable or a secret.
_LOOKED_UP = re.compile(
    rb"(?:\b(?:env|environ|getenv|get_env|environment|secrets?|get_?secret(?:_?value)?|vault|config"
    rb"|getproperty|parameters?|variables?|vars?)(?:\.get|\.fetch|\.require)?"
    rb"\s*(?:\(\s*|\[\s*|\.|:)[\"'`]?(?:[\w\-]+/)*"
    rb"|\$\{?|\$env:|%)\Z",
    re.IGNORECASE,
)

#: What makes of a look-up a change: ``os.environ["X"] = …``, ``del os.environ["X"]``.
_SET = re.compile(rb"[\"'`]?\s*\]\s*=(?!=)")
_DELETED = re.compile(rb"\bdel\s+[\w.]+\[[\"']\Z")

_VENDOR = re.compile(rb"aurora[ _.\-]?solar|[sr]k_(?:prod|sand)_[A-Za-z0-9]{24}\b", re.IGNORECASE)
_TENANT = re.compile(rb"aurora[_\-]?tenant[_\-]?id", re.IGNORECASE)
_AMAZON = re.compile(
    rb"\b(?:aws|rds|boto3|mysql|postgres(?:ql)?|psycopg2?|pymysql|sqlalchemy|db_?cluster"
    rb"|database|jdbc|dsn)",
    re.IGNORECASE,
)


def find(data: bytes, starts: list[int], path: str | None) -> Iterator[Sighting]:
    """Yield the names of production keys that are read in ``data``, one a place.

    ``starts`` are the byte offsets at which the vendor's name stands.
    """
    end = -1
    said: bool | None = None
    for start in starts:
        if start < end:
            continue
        begin = start
        while begin > 0 and start - begin < _REACH and _IDENTIFIER.match(data, begin - 1, begin):
            begin -= 1
        match = _IDENTIFIER.match(data, begin, start + _REACH)
        if not match:
            continue
        end = match.end()
        name = match[0].decode("ascii")
        if not _names_production(name):
            continue
        before = bytes(data[max(0, begin - _REACH) : begin])
        if not _LOOKED_UP.search(before) or _DELETED.search(before) or _SET.match(data, end):
            continue
        if said is None:
            said = says_vendor(data, path)
        if said or "solar" in split(name):
            yield Sighting(begin, end, name=name)


def _names_production(name: str) -> bool:
    words = set(split(name))
    return (
        "aurora" in words
        and bool(words & _KEY_WORDS)
        and bool(words & _PRODUCTION_WORDS)
        and not words & _OTHER_WORDS
    )


def says_vendor(data: bytes, path: str | None) -> bool:
    """Whether a file says that its Aurora is the vendor's and not Amazon's database."""
    if _VENDOR.search(data) or _VENDOR.search((path or "").encode("utf-8", "surrogateescape")):
        return True
    return bool(_TENANT.search(data)) and not _AMAZON.search(data)
