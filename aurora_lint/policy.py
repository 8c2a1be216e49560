"""What a team says about its own repository: ``[tool.aurora-lint]``, or ``.aurora-lint.toml``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aurora_lint.vocabulary import DEFAULT, PRODUCTION, SANDBOX, Vocabulary

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


class PolicyError(Exception):
    """The policy can't be followed; the message says why and where."""


class Policy:
    """The settings in force. Paths are patterns as in ``.gitignore``, relative to the root."""

    def __init__(self, settings: dict[str, tuple[str, ...]] | None = None) -> None:
        self._settings = settings or {}

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
        return bool(self[setting]) and self._specs(setting).match_file(path)

    def _specs(self, setting: str) -> GitIgnoreSpec:
        from pathspec import GitIgnoreSpec

        specs: dict[str, GitIgnoreSpec] = self.__dict__.setdefault("_compiled", {})
        if setting not in specs:
            specs[setting] = GitIgnoreSpec.from_lines(self[setting])
        return specs[setting]


def load(root: Path) -> Policy:
    """Read the policy of the repository at ``root``; an empty one where there is none.

    Raises :class:`PolicyError` where a setting is unknown or has the wrong form.
    """
    own = root / ".aurora-lint.toml"
    table = _table(own, lambda document: document)
    if table is None:
        table = _table(root / "pyproject.toml", lambda document: _tool(document))
        own = root / "pyproject.toml"
    return Policy({name: _strings(name, value, own) for name, value in (table or {}).items()})


def _tool(document: dict[str, Any]) -> Any:
    return document.get("tool", {}).get("aurora-lint", {})


def _table(path: Path, take: Callable[[dict[str, Any]], Any]) -> dict[str, Any] | None:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise PolicyError(f"{path}: {error.strerror}") from None
    if path.name == "pyproject.toml" and b"aurora-lint" not in data:
        return None
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        table = take(tomllib.loads(data.decode("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyError(f"{path}: {error}") from None
    if not isinstance(table, dict):
        raise PolicyError(f"{path}: [tool.aurora-lint] is no table")
    return table


def _strings(name: str, value: object, path: Path) -> tuple[str, ...]:
    if name not in SETTINGS:
        from difflib import get_close_matches

        near = get_close_matches(name, SETTINGS, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise PolicyError(f"{path}: unknown setting {name!r}{hint}")
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise PolicyError(f"{path}: {name!r} wants a list of strings")
    if name.endswith("-words"):
        return tuple(each.lower() for each in value)
    return tuple(value)
