"""A policy in force: what it says of a path, a key, a rule."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from aurora_lint.policy.settings import (
    COMMENTS,
    HIDDEN,
    NONE,
    OWNERS,
    PATHS,
    PolicyError,
    Settings,
)
from aurora_lint.vocabulary import DEFAULT, PRODUCTION, SANDBOX, Vocabulary

if TYPE_CHECKING:
    from datetime import date

    from pathspec import GitIgnoreSpec

    from aurora_lint.policy.register import Entry

RESTRICTED = "restricted"
#: How what a policy says of a path begins where it asks for restricted keys.
RESTRICTING = (RESTRICTED, *(f"{kind} " for kind in OWNERS.values()))


class Policy:
    """The settings in force. Paths are patterns as in ``.gitignore``, relative to the root.

    ``origin`` is the file that they were read from, ``today`` the day on which it is asked.
    """

    def __init__(
        self, settings: Settings | None = None, origin: str = "", today: date | None = None
    ) -> None:
        self.settings = settings or NONE
        self.origin = origin
        self._today = today
        self._specs: dict[tuple[str, ...], GitIgnoreSpec] = {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Policy) and self.settings == other.settings

    def __getitem__(self, setting: str) -> tuple[str, ...]:
        return self.settings.lists.get(setting, ())

    def with_excluded(self, patterns: tuple[str, ...]) -> Policy:
        """Give this policy with more paths left out of the scan."""
        if not patterns:
            return self
        lists = {**self.settings.lists, "exclude": (*self["exclude"], *patterns)}
        return Policy(self.settings._replace(lists=lists), self.origin, self._today)

    def without_excluded(self) -> Policy:
        """Give this policy with nothing left out of the scan."""
        lists = {name: each for name, each in self.settings.lists.items() if name != "exclude"}
        return Policy(self.settings._replace(lists=lists), self.origin, self._today)

    def check(self) -> None:
        """Raise :class:`PolicyError` where a pattern is none."""
        for setting in PATHS:
            self._check(setting, self[setting])
        for (kind, name), patterns in self.settings.owners.items():
            self._check(f"{kind} {name}", patterns)
        for entry in self.settings.keys:
            self._check(f"paths of {entry.fingerprint}", entry.paths)

    def _check(self, called: str, patterns: tuple[str, ...]) -> None:
        try:
            self._matches(patterns, "")
        except ValueError as error:
            raise PolicyError(f"{called}: {error}") from None

    @cached_property
    def today(self) -> date:
        """The day on which entries and comments are over or not."""
        from datetime import date

        return self._today or date.today()

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
            if self._matches(self[setting], path):
                return environment, setting
        return None

    def is_restricted(self, path: str) -> bool:
        """Whether the policy asks for restricted keys at ``path``."""
        return self._matches(self["restricted-paths"], path)

    def excludes(self, path: str) -> bool:
        """Whether ``path`` is left out of the scan."""
        return self._matches(self["exclude"], path)

    def party(self, path: str) -> tuple[str, str] | None:
        """Give the third party or the service that the policy says ``path`` belongs to.

        It is what the last table says that matches, as ``("service", "billing")``.
        """
        owned = None
        for whose, patterns in self.settings.owners.items():
            if self._matches(patterns, path):
                owned = whose
        return owned

    def level(self, code: str, default: str) -> str:
        """Give the level of a rule: what the policy sets, else ``default``."""
        return self.settings.levels.get(code, default)

    def is_hidden_by_others(self, kind: str) -> bool:
        """Whether comments of other tools hide this kind of key, as ``restricted-sandbox``."""
        return kind in self.settings.lists.get(COMMENTS, HIDDEN[:1])

    @cached_property
    def _entries(self) -> dict[str, Entry]:
        return {each.fingerprint: each for each in self.settings.keys}

    def entry(self, fingerprint: str) -> Entry | None:
        """Give a key's entry in the register; None where it has none."""
        return self._entries.get(fingerprint) if self.settings.keys else None

    def objection(self, entry: Entry, kind: str, environment: str, path: str | None) -> str:
        """Give why the register does not allow a key at ``path``; nothing where it does."""
        from aurora_lint.policy.register import objection

        def is_inside() -> bool:
            return path is not None and self._matches(entry.paths, path)

        return objection(entry, kind, environment, self.today, is_inside)

    def _matches(self, patterns: tuple[str, ...], path: str) -> bool:
        return bool(patterns) and self._spec(patterns).match_file(path)

    def _spec(self, patterns: tuple[str, ...]) -> GitIgnoreSpec:
        if patterns not in self._specs:
            from pathspec import GitIgnoreSpec

            self._specs[patterns] = GitIgnoreSpec.from_lines(patterns)
        return self._specs[patterns]
