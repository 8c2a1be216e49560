"""What an expression gives that chooses between texts: ``live ? a : b``, ``a ?? b``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from aurora_lint.pieces.texts import UNKNOWN, Known, Text


class Run(NamedTuple):
    """What operands give that are joined; ``is_else`` where it counts if that before is unknown."""

    value: Known
    is_else: bool


def chosen(runs: Sequence[Run]) -> Known:
    """Give what an expression gives of which several stretches are known.

    They are those that it chooses between: the last counts, but for what is not taken because
    another is known, and for the sandbox's where another is production's.
    """
    value: Known = None
    for run in runs:
        if run.value and not (run.is_else and _is_whole(value)) and not _opens(value, run.value):
            value = run.value
    return value


def _is_whole(value: Known) -> bool:
    return isinstance(value, Text) and UNKNOWN not in value.text


def _opens(value: Known, other: Known) -> bool:
    """Whether a text belongs to production and the other to the sandbox."""
    if not (isinstance(value, Text) and isinstance(other, Text)):
        return False
    return "prod" in value.text and "sand" in other.text
