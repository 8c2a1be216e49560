"""The codes and levels of the rules, for those who need no more of them than their names."""

from __future__ import annotations

from typing import Literal

Level = Literal["error", "warning", "note"]

#: From the most to the least severe.
LEVELS: tuple[Level, ...] = ("error", "warning", "note")

CODES = (
    "AUR101", "AUR102", "AUR103", "AUR104", "AUR105",
    "AUR201", "AUR204", "AUR205", "AUR206",
    "AUR301", "AUR302", "AUR303", "AUR304",
)  # fmt: skip
