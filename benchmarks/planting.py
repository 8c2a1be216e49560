"""A clone in which keys are planted, and what a scan of its history must say of each."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

PROJECT = Path(__file__).parent.parent
sys.path.insert(0, str(PROJECT))

from aurora_lint.keys import Key  # noqa: E402
from tests.keygen import key  # noqa: E402

WHO = ("user.name=Planter", "user.email=planter@example.org", "core.hooksPath=/dev/null")


class Planted(NamedTuple):
    """A key's position, and what a scan must say of it; ``refs`` are short names."""

    position: str
    fingerprint: str
    path: str | None
    type: str
    since: str | None
    until: str | None
    refs: tuple[str, ...]


class Clone:
    """A clone in which keys are planted; ``planted`` is what must be found."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self.planted: list[Planted] = []
        self.keys = 0

    def git(self, *arguments: str, at: Path | None = None) -> str:
        """Run git and give what it prints."""
        done = subprocess.run(
            ["git", *(part for each in WHO for part in ("-c", each)), *arguments],
            cwd=at or self.top,
            capture_output=True,
            check=True,
        )
        return done.stdout.decode("utf-8", "replace").strip()

    def key(self) -> str:
        """Give a key that was not planted yet."""
        self.keys += 1
        return key("sk_prod", 2 * self.keys - 1)

    def write(self, name: str, text: bytes | str) -> None:
        """Write a file in the work tree."""
        path = os.path.join(os.fsencode(self.top), os.fsencode(name))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        Path(os.fsdecode(path)).write_bytes(text if isinstance(text, bytes) else text.encode())

    def commit(self, files: dict[str, bytes | str | None], message: str = "a change") -> str:
        """Commit files, or their removal, and what is staged already; give the commit."""
        for name, text in files.items():
            if text is None:
                (self.top / name).unlink()
            else:
                self.write(name, text)
        if files:
            self.git("add", "--force", "--", *files)
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD")

    def commit_all(self, name: str) -> str:
        """Commit what stands at a path, whatever it is; give the commit."""
        self.git("add", "--force", "--", name)
        return self.commit({})

    def expect(
        self, text: str, position: str, path: str | None, type_: str = "commit",
        since: str | None = None, until: str | None = None, refs: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        """Note what a scan must say of a key."""
        name = Key(text).fingerprint
        self.planted.append(Planted(position, name, path, type_, since, until, refs))


def line(text: str) -> str:
    """Give a line of code with a key."""
    return f'AURORA_API_KEY = "{text}"\n'


def judged(planted: Planted, findings: list[dict[str, Any]]) -> str:
    """Give what is wrong with what was told of a key; empty where it is right."""
    own = [each for each in findings if each["fingerprint"] == planted.fingerprint]
    told = [_told(planted.position, each) for each in own]
    return "" if planted in told else f"told as {told or 'nothing'}, planted as {planted}"


def _told(position: str, finding: dict[str, Any]) -> Planted:
    origin = finding["origin"]
    since, until = origin["since"], origin["until"]
    refs = tuple(
        each.removeprefix("refs/heads/").removeprefix("refs/") for each in origin["refs"]
        if not each.startswith("refs/remotes/")
    )  # fmt: skip
    return Planted(
        position, finding["fingerprint"], finding["path"], origin["type"],
        since and since["commit"], until and until["commit"], refs,
    )  # fmt: skip
