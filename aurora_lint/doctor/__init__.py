"""What could hide a key from a team in its own repository."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from aurora_lint.doctor import (
    accepted,
    detect_secrets,
    flake8,
    hooks,
    packed,
    pipelines,
    unread,
)
from aurora_lint.doctor.ground import Ground
from aurora_lint.doctor.hint import Hint

#: Each looks at one thing that may hide a key; what there is not is not looked at.
CHECKS: tuple[Callable[[Ground], Iterator[Hint]], ...] = (
    detect_secrets.check,
    flake8.check,
    packed.check,
    accepted.check,
    hooks.check,
    pipelines.check,
    unread.check,
)


def diagnose(ground: Ground) -> list[Hint]:
    """Give what hides a key, and then what could."""
    found = {hint: None for check in CHECKS for hint in check(ground)}
    return sorted(found, key=lambda one: (not one.hides, one.id, one.path, one.line, one.says))
