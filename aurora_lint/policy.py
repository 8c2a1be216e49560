"""What a team says about its own repository: ``[tool.aurora-lint]``, or ``.aurora-lint.toml``."""

from __future__ import annotations

import stat
import sys
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aurora_lint.vocabulary import DEFAULT, PRODUCTION, SANDBOX, Vocabulary
from aurora_lint.words import split

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

RESTRICTED = "restricted"

#: Every setting there is: a list of strings each.
SETTINGS = (
    "sandbox-paths",
    "production-paths",
    "restricted-paths",
    "sandbox-words",
    "production-words",
    "restricted-words",
    "exclude",
)


#: A policy is a page of text.
_LARGEST = 1_000_000


#: The files that may hold a policy, the first that is there counts.
FILES = (".aurora-lint.toml", "pyproject.toml")


class PolicyError(Exception):
    """The policy can't be followed; the message says why and where."""


class Policy:
    """The settings in force. Paths are patterns as in ``.gitignore``, relative to the root."""

    def __init__(self, settings: dict[str, tuple[str, ...]] | None = None) -> None:
        self._settings = settings or {}
        self._specs: dict[str, GitIgnoreSpec] = {}

    def __getitem__(self, setting: str) -> tuple[str, ...]:
        return self._settings.get(setting, ())

    def with_excluded(self, patterns: tuple[str, ...]) -> Policy:
        """Give this policy with more paths left out of the scan."""
        return Policy({**self._settings, "exclude": (*self["exclude"], *patterns)})

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words in force."""
        words = (
            self["sandbox-words"],
            self["production-words"],
            self["restricted-words"],
        )
        return DEFAULT.extended(*words) if any(words) else DEFAULT

    def environment(self, path: str) -> tuple[str, str] | None:
        """Give the environment that the policy assigns to ``path``, with the setting's name."""
        for environment, setting in (
            (SANDBOX, "sandbox-paths"),
            (PRODUCTION, "production-paths"),
        ):
            if self._matches(setting, path):
                return environment, setting
        return None

    def is_restricted(self, path: str) -> bool:
        """Whether the policy asks for restricted keys at ``path``."""
        return self._matches("restricted-paths", path)

    def excludes(self, path: str) -> bool:
        """Whether ``path`` is left out of the scan."""
        return self._matches("exclude", path)

    def _matches(self, setting: str, path: str) -> bool:
        return bool(self[setting]) and self._spec(setting).match_file(path)

    def _spec(self, setting: str) -> GitIgnoreSpec:
        if setting not in self._specs:
            from pathspec import GitIgnoreSpec

            try:
                self._specs[setting] = GitIgnoreSpec.from_lines(self[setting])
            except ValueError as error:
                raise PolicyError(f"{setting}: {error}") from None
        return self._specs[setting]


def load(root: Path, read: Callable[[str], bytes | None] | None = None) -> Policy:
    """Read the policy of the repository at ``root``; an empty one where there is none.

    ``read`` gives the content of a file below the root by its name, None where it is not there;
    left out, the files are read from the disk. Raises :class:`PolicyError` where the policy can't
    be read, a setting is unknown or has the wrong form.
    """
    read = read or (lambda name: _content(root / name))
    own, shared = FILES
    name, data = own, read(own)
    if data is None:
        name, data = shared, read(shared)
        if data is None or b"aurora-lint" not in data:
            return Policy()
    try:
        table = _table(data, inside=name == shared)
        policy = Policy({key: _strings(key, value) for key, value in table.items()})
        for setting in SETTINGS:
            policy._matches(setting, "")
    except PolicyError as error:
        raise PolicyError(f"{name}: {error}") from None
    return policy


def _content(path: Path) -> bytes | None:
    """Read a file of a repository that may be hostile: a link to a device never ends."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST:
            raise PolicyError(f"{path}: no file of at most {_LARGEST:,} bytes")
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise PolicyError(f"{path}: {error.strerror}") from None


def _table(data: bytes, inside: bool) -> dict[str, Any]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        table: Any = tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyError(str(error)) from None
    except RecursionError:
        raise PolicyError("it is nested too deeply") from None
    for key in ("tool", "aurora-lint") if inside else ():
        table = table.get(key, {}) if isinstance(table, dict) else None
    if not isinstance(table, dict):
        raise PolicyError("[tool.aurora-lint] is no table")
    return table


def _strings(name: str, value: object) -> tuple[str, ...]:
    if name not in SETTINGS:
        from difflib import get_close_matches

        near = get_close_matches(name, SETTINGS, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise PolicyError(f"unknown setting {name!r}{hint}")
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise PolicyError(f"{name!r} wants a list of strings")
    return tuple(map(_phrase, value)) if name.endswith("-words") else tuple(value)


def _phrase(word: str) -> str:
    """Give a team's word as the judge meets it, split as every name is: ``eu-lab`` → eu lab."""
    if not split(word) or any(char.isdigit() for char in word):
        raise PolicyError(f"{word!r} is no word: letters alone make one")
    return " ".join(split(word))
