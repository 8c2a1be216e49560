"""How git is run: to its end, or bit by bit; its exit code and its errors are looked at."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, NamedTuple

from aurora_lint.git import spawn
from aurora_lint.git.spawn import LITERAL, OPTIONS, Argument, GitError

if TYPE_CHECKING:
    from pathlib import Path


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
        command = ["-C", os.fspath(self.folder), *OPTIONS, *arguments]
        try:
            code, output, said = spawn.run(command, self.environment, given)
        except FileNotFoundError:
            raise GitError("git is not installed, and this is a git repository") from None
        complaints = said.decode("utf-8", "replace")
        if code not in accepted:
            raise _failed(arguments, code, complaints)
        return Printed(output, complaints)

    @contextmanager
    def stream(self, *arguments: Argument, given: bytes | None = None) -> Iterator[IO[bytes]]:
        """Run git and give what it prints, to be read bit by bit.

        :class:`GitError` where it fails, also after all was read. Who stops reading ends it.
        """
        import subprocess

        with spawn.filled(given or b"") as asked, spawn.filled() as complaints:
            try:
                process = subprocess.Popen(  # noqa: S603
                    ["git", *OPTIONS, *arguments],  # noqa: S607
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
