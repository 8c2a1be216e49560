"""The last line on standard error: how much was found, and in how much."""

from __future__ import annotations


def summary(found: str, read: str, size: int, more: str = "") -> str:
    """Give the line: ``0 findings in 10 files (122 bytes)``."""
    return f"aurora-lint: {found} in {read} ({size:,} bytes{more})"


def amount(number: int, noun: str) -> str:
    """Give a number with its noun: ``1 file``, ``1,200 files``, ``2 entries``."""
    several = f"{noun[:-1]}ies" if noun.endswith("ry") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else several}"
