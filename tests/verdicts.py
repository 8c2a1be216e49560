"""The labelled places of ``fixtures/verdicts``, and what the linter says of each.

A mark is the label of the place that it stands at: ``@says:sandbox@``,
``@says:production,restricted@``, ``@says:unknown@``. Behind ``but`` stands what is said today where
that is something else: a known gap or a known false alarm. Each place is tried with a production
key and with a sandbox key.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from aurora_lint.engine import scan
from aurora_lint.keys import Key
from aurora_lint.source import Source
from tests.keygen import key

ROOT = Path(__file__).parent.parent / "fixtures" / "verdicts"
_SAID = r"(sandbox|production|unknown)(,restricted)?"
MARK = re.compile(rf"@says:{_SAID}(?: but {_SAID})?@".encode())


class Said(NamedTuple):
    """An environment, or ``unknown``; and whether a restricted key belongs there."""

    environment: str
    restricted: bool

    def __str__(self) -> str:
        return self.environment + ",restricted" * self.restricted


class Place(NamedTuple):
    """A labelled place, what is said of it, and what ``but`` expects to be said."""

    language: str
    case: str
    path: str
    line: int
    label: Said
    told: Said
    expected: Said
    found: bool


def languages() -> list[str]:
    """Give the languages that have cases."""
    return sorted(path.name for path in ROOT.iterdir() if path.is_dir())


def of_language(language: str) -> Iterator[Place]:
    """Yield the labelled places of a language, each judged."""
    for case in sorted((ROOT / language).iterdir()):
        for path in sorted(case.rglob("*")):
            if path.is_file():
                called = path.relative_to(case).as_posix()
                yield from _of_file(language, case.name, called, path.read_bytes())


def _of_file(language: str, case: str, path: str, data: bytes) -> Iterator[Place]:
    marks = list(MARK.finditer(data))
    production = _codes(data, path, "sk_prod", len(marks))
    sandbox = _codes(data, path, "sk_sand", len(marks))
    for mark, one, other in zip(marks, production, sandbox):
        label = Said(mark[1].decode(), bool(mark[2]))
        yield Place(
            language,
            case,
            path,
            line=data.count(b"\n", 0, mark.start()) + 1,
            label=label,
            told=_told(one, other),
            expected=Said(mark[3].decode(), bool(mark[4])) if mark[3] else label,
            found="AUR101" in one and "AUR102" in other,
        )


def _codes(data: bytes, path: str, prefix: str, count: int) -> list[set[str]]:
    """Give the codes found for each mark, all of them filled in with keys of ``prefix``."""
    keys = [key(prefix, 1003 + 2 * nth) for nth in range(count)]
    waiting = iter(keys)
    filled = MARK.sub(lambda _: next(waiting).encode(), data)
    found: dict[str | None, set[str]] = defaultdict(set)
    for finding in scan(Source(filled, path)):
        found[finding.fingerprint].add(finding.code)
    return [found[Key(each).fingerprint] for each in keys]


def _told(production: set[str], sandbox: set[str]) -> Said:
    if production & {"AUR301", "AUR303"}:
        environment = "sandbox"
    else:
        environment = "production" if sandbox & {"AUR302", "AUR303"} else "unknown"
    return Said(environment, "AUR201" in production)


class Score(NamedTuple):
    """How many places of a kind there are, and how many of them are told so."""

    places: int
    named: int
    named_right: int
    unknown: int
    unknown_called: int
    opposite: int
    restricted: int
    restricted_right: int
    others: int
    others_called: int


def score(places: list[Place]) -> Score:
    """Count what is told of ``places`` against their labels."""
    named = [each for each in places if each.label.environment != "unknown"]
    unknown = [each for each in places if each.label.environment == "unknown"]
    wrong = [each for each in named if each.told.environment != each.label.environment]
    restricted = [each for each in places if each.label.restricted]
    others = [each for each in places if not each.label.restricted]
    return Score(
        len(places),
        len(named),
        len(named) - len(wrong),
        len(unknown),
        sum(each.told.environment != "unknown" for each in unknown),
        sum(each.told.environment != "unknown" for each in wrong),
        len(restricted),
        sum(each.told.restricted for each in restricted),
        len(others),
        sum(each.told.restricted for each in others),
    )
