"""flake8's door to aurora-lint: the checker behind the codes ``AUR…``."""

from aurora_lint.doors.flake8 import Checker

__all__ = ["Checker"]
