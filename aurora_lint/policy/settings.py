"""The settings that there are, each read from TOML: what is unknown is an error, never silence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from aurora_lint.codes import CODES, LEVELS
from aurora_lint.words import split

if TYPE_CHECKING:
    from aurora_lint.policy.register import Entry


class PolicyError(Exception):
    """The policy can't be followed; the message says why and where."""


#: A level of a rule whose findings are not told at all.
OFF = "off"

#: Settings that are patterns of paths, as in ``.gitignore``, relative to the root.
PATHS = ("sandbox-paths", "production-paths", "restricted-paths", "exclude")
#: Settings that are words.
WORDS = ("sandbox-words", "production-words", "restricted-words")
#: Which keys the comments of other tools (``noqa``, ``pragma: allowlist secret``) may hide.
COMMENTS = "other-tools-comments"
#: What they may hide: a kind of key, or what is told by its name alone.
HIDDEN = (
    "restricted-sandbox",
    "restricted-production",
    "standard-sandbox",
    "standard-production",
    "by-name",
)
LEVELS_OF = "levels"
#: Tables of names, each with the patterns of its paths; and what one of their names is called.
OWNERS = {"third-parties": "third-party", "services": "service"}
KEYS = "keys"

EVERY = (*PATHS, *WORDS, COMMENTS, LEVELS_OF, *OWNERS, KEYS)


class Settings(NamedTuple):
    """What the tables of a policy hold.

    ``lists`` are the settings that are lists of texts; ``owners`` give by ``third-party`` or
    ``service`` and its name the patterns of its paths; ``keys`` is the register.
    """

    lists: dict[str, tuple[str, ...]]
    levels: dict[str, str]
    owners: dict[tuple[str, str], tuple[str, ...]]
    keys: tuple[Entry, ...]


#: What holds where nobody says anything.
NONE = Settings({}, {}, {}, ())


def read(table: dict[str, Any]) -> Settings:
    """Read a policy's table; raises :class:`PolicyError` where something is not as it should be."""
    lists: dict[str, tuple[str, ...]] = {}
    owners: dict[tuple[str, str], tuple[str, ...]] = {}
    for name, value in table.items():
        known(name, EVERY, "setting")
        if name in PATHS:
            lists[name] = strings(name, value)
        elif name in WORDS:
            lists[name] = tuple(map(_phrase, strings(name, value)))
        elif name == COMMENTS:
            lists[name] = strings(name, value)
            for each in lists[name]:
                known(each, HIDDEN, f"value of {name!r}")
        elif name in OWNERS:
            for called, paths in tabled(name, value).items():
                owners[OWNERS[name], called] = strings(f"{name}.{called}", paths)
    levels = _levels(tabled(LEVELS_OF, table.get(LEVELS_OF, {})))
    return Settings(lists, levels, owners, _keys(table.get(KEYS, []), owners))


def _levels(table: dict[str, Any]) -> dict[str, str]:
    for code, level in table.items():
        known(code, CODES, "rule")
        if not isinstance(level, str):
            raise PolicyError(f"{LEVELS_OF}: {code} wants one of {', '.join((*LEVELS, OFF))}")
        known(level, (*LEVELS, OFF), f"level of {code}")
    return table


def _keys(value: object, owners: dict[tuple[str, str], tuple[str, ...]]) -> tuple[Entry, ...]:
    if value == []:
        return ()
    from aurora_lint.policy.register import read_entries

    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise PolicyError(f"{KEYS!r} wants tables: [[tool.aurora-lint.{KEYS}]]")
    return read_entries(value, owners)


def known(name: str, names: Iterable[str], what: str) -> None:
    """Raise where ``name`` is none of ``names``, with the one that was meant."""
    names = tuple(names)
    if name in names:
        return
    from difflib import get_close_matches

    near = get_close_matches(name, names, n=1)
    hint = f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(names)}"
    raise PolicyError(f"unknown {what} {name!r}{hint if names else ''}")


def strings(name: str, value: object) -> tuple[str, ...]:
    """Read a list of texts."""
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise PolicyError(f"{name!r} wants a list of strings")
    return tuple(value)


def tabled(name: str, value: object) -> dict[str, Any]:
    """Read a table."""
    if not isinstance(value, dict):
        raise PolicyError(f"{name!r} wants a table: [tool.aurora-lint.{name}]")
    return value


def _phrase(word: str) -> str:
    """Give a team's word as the judge meets it, split as every name is: ``eu-lab`` → eu lab."""
    if not split(word) or any(char.isdigit() for char in word):
        raise PolicyError(f"{word!r} is no word: letters alone make one")
    return " ".join(split(word))
