"""How git is run. A repository is hostile: nothing in it may run a program or bend its history.

No monitor, hook, pager, prompt or transport is started, and no replacement or graft is followed;
whoever shows differences turns off the repository's own programs for that. Each command's exit
code and errors are looked at.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

#: What a hook is given that says where its repository is.
LOCATIONS = frozenset(
    {
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_QUARANTINE_PATH",
    }
)
_OPTIONS = (
    "--no-pager",
    "-c", "core.fsmonitor=false",
    "-c", f"core.hooksPath={os.devnull}",
    "-c", "protocol.allow=never",
)  # fmt: skip
LITERAL = "--literal-pathspecs"

Argument = str | bytes


class GitError(Exception):
    """Git failed, or is not there; the message is git's own."""


def environment() -> dict[str, str]:
    """Give the environment without what could redirect git, and with no way to ask or fetch."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name in LOCATIONS
    }
    return {
        **kept,
        "GIT_ALLOW_PROTOCOL": "",  # beats what a repository allows
        "GIT_GRAFT_FILE": os.devnull,
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }


class Printed(NamedTuple):
    """What git printed, and what it complained of."""

    output: bytes
    complaints: str


class Git:
    """Git, run in a folder with an environment."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder = folder
        self.environment = environment

    def run(
        self,
        *arguments: Argument,
        given: bytes | None = None,
        accepted: tuple[int, ...] = (0,),
    ) -> Printed:
        """Run git to its end; :class:`GitError` where it fails in any way.

        ``accepted`` are the exit codes with which the command answers.
        """
        try:
            done = subprocess.run(  # noqa: S603
                ["git", *_OPTIONS, *arguments],  # noqa: S607
                cwd=self.folder,
                env=self.environment,
                input=given,
                stdin=subprocess.DEVNULL if given is None else None,
                capture_output=True,
                check=False,
            )
        except FileNotFoundError:
            raise GitError("git is not installed, and this is a git repository") from None
        complaints = done.stderr.decode("utf-8", "replace")
        if done.returncode not in accepted:
            raise _failed(arguments, done.returncode, complaints)
        return Printed(done.stdout, complaints)

    @contextmanager
    def stream(self, *arguments: Argument, given: bytes | None = None) -> Iterator[IO[bytes]]:
        """Run git and give what it prints, to be read bit by bit.

        :class:`GitError` where it fails, also after all was read. Who stops reading ends it.
        """
        from tempfile import TemporaryFile

        with TemporaryFile() as asked, TemporaryFile() as complaints:
            asked.write(given or b"")
            asked.seek(0)
            try:
                process = subprocess.Popen(  # noqa: S603
                    ["git", *_OPTIONS, *arguments],  # noqa: S607
                    cwd=self.folder,
                    env=self.environment,
                    stdin=asked,
                    stdout=subprocess.PIPE,
                    stderr=complaints,
                )
            except FileNotFoundError:
                raise GitError("git is not installed, and this is a git repository") from None
            output = process.stdout
            if output is None:
                raise AssertionError("a pipe was asked for")
            try:
                with output:
                    yield output
            except BaseException:
                process.kill()
                raise
            finally:
                code = process.wait()
            complaints.seek(0)
            if code:
                raise _failed(arguments, code, complaints.read().decode("utf-8", "replace"))


def _failed(arguments: tuple[Argument, ...], code: int, complaints: str) -> GitError:
    verb = next(each for each in arguments if each != LITERAL)
    return GitError(f"git {verb!s} failed: {complaints.strip() or f'exit {code}'}")
