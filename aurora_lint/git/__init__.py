"""Git: how it is run, and what a repository holds. Nothing else in the project runs it."""

from __future__ import annotations

from aurora_lint.git.program import GitError
from aurora_lint.git.repository import Entry, Repository

__all__ = ["Entry", "GitError", "Repository"]
