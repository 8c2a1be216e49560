"""What the doctor looks at: a repository's files, and the keys in them whatever hides them."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from functools import cached_property, partial
from pathlib import Path

from aurora_lint.finding import Finding
from aurora_lint.git.repository import Repository
from aurora_lint.inside import scan_whole
from aurora_lint.policy import Policy
from aurora_lint.scan import Report, report
from aurora_lint.sources import tree
from aurora_lint.sweep import sifter

#: What tells of a key that is beyond doubt.
_KEYS = ("AUR101", "AUR102", "AUR103", "AUR104")
#: How git calls what it is told with a command.
_OURS = b"command line:"
#: Configuration is text of people; what is larger is none.
_LARGEST = 5_000_000


class Ground:
    """A repository; ``policy`` is its own, with what it excludes."""

    def __init__(self, repository: Repository, policy: Policy) -> None:
        self.repository = repository
        self.top = repository.top
        self.policy = policy

    @cached_property
    def report(self) -> Report:
        """A scan of all that git would commit, also of what the policy excludes."""
        everything = self.policy.without_excluded()
        look = partial(scan_whole, policy=everything)
        found = tree.sources(self.top, self.top, False, sifter(everything, look))
        return report(found, self.top, everything, look)

    @cached_property
    def keys(self) -> list[Finding]:
        """Where keys are in the clear, in files that stand there as they are."""
        return [
            each
            for each in self.report.findings
            if each.code in _KEYS and "!" not in (each.path or "!")
        ]

    @cached_property
    def paths(self) -> list[str]:
        """The paths of the index."""
        return [os.fsdecode(each.path) for each in self.repository.tracked()]

    def named(self, pattern: str) -> Iterator[str]:
        """Yield the paths of the index that a pattern fits as a whole."""
        fits = re.compile(pattern).fullmatch
        yield from (path for path in self.paths if fits(path))

    def text(self, path: str) -> str:
        """Give a file's text; empty where it is not there, or no text of people."""
        file = self.top / path
        try:
            status = os.stat(file, follow_symlinks=False)
            if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST:
                return ""
            return file.read_text(encoding="utf-8", errors="replace")
        except (OSError, ValueError):
            return ""

    def mentions(self, word: str, *paths: str) -> bool:
        """Whether one of the files mentions a word."""
        return any(word in self.text(path) for path in paths)

    def hooks(self) -> Path:
        """Give the folder where git looks for hooks, when it is not run from here."""
        asked = ("config", "-z", "--show-origin", "--get-all", "core.hooksPath")
        said = self.repository.run(*asked, accepted=(0, 1)).split(b"\0")
        # With these git is told not to run any.
        set_by = [value for origin, value in zip(said[::2], said[1::2]) if origin != _OURS]
        if set_by:
            return self.top / os.path.expanduser(os.fsdecode(set_by[-1]))
        common = self.repository.run("rev-parse", "--git-common-dir").rstrip(b"\n")
        return self.top / os.fsdecode(common) / "hooks"
