"""Baselines: findings that a team knows, so that a gate tells what is new."""

from aurora_lint.baseline.compare import Compared, compare
from aurora_lint.baseline.entry import BaselineError, Entry, of_finding
from aurora_lint.baseline.files import read, write

__all__ = ["BaselineError", "Compared", "Entry", "compare", "of_finding", "read", "write"]
