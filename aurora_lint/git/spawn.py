"""How git is started. A repository is hostile: nothing in it may run a program or bend its history.

No monitor, hook, pager, prompt or transport is started, and no replacement, graft or table of
commits is followed; whoever shows differences turns off the repository's own programs for that.

Where the system can, git is started without :mod:`subprocess`: to import that, or :mod:`typing` or
:mod:`re`, takes longer than most runs of git do, and a hook that finds nothing waits for little
else.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO

#: Python ignores the signal for itself; git has to end when nobody reads any more.
_SIGPIPE, _SIGKILL = 13, 9

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
#: Those of them that git reads from the folder in which it is started; we start it in another.
_FROM_HERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY")
#: Before every command: nothing of the repository's is run.
OPTIONS = (
    "--no-pager",
    "-c", "core.fsmonitor=false",
    "-c", f"core.hooksPath={os.devnull}",
    "-c", "protocol.allow=never",
    "-c", "core.commitGraph=false",  # a file that says of commits whose children they are
    "-c", "advice.graftFileDeprecated=false",
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
    for name in _FROM_HERE:
        if kept.get(name):
            kept[name] = os.path.abspath(kept[name])
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


def filled(given: bytes = b"") -> IO[bytes]:
    """Give a file without a name that holds ``given``; where the system can, in memory.

    There may be no folder to write to: hooks and CI run in systems that are only read.
    """
    file: IO[bytes]
    if hasattr(os, "memfd_create"):
        file = open(os.memfd_create("git"), "w+b", buffering=0)  # noqa: SIM115
    else:
        from tempfile import TemporaryFile

        file = TemporaryFile(buffering=0)  # noqa: SIM115
    left = memoryview(given)
    while left:
        left = left[file.write(left) :]
    file.seek(0)
    return file


def run(
    arguments: list[Argument], environment: dict[str, str], given: bytes | None
) -> tuple[int, bytes, bytes]:
    """Run git to its end: its exit code, what it printed and what it complained of.

    ``given`` is its standard input, empty where it is None. FileNotFoundError if there is no git.
    """
    if hasattr(os, "memfd_create") and hasattr(os, "posix_spawnp"):
        return _spawned(["git", *arguments], environment, given or b"")
    import subprocess

    done = subprocess.run(  # noqa: S603
        ["git", *arguments],  # noqa: S607
        env=environment, input=given or b"", capture_output=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def _spawned(
    command: list[Argument], environment: dict[str, str], given: bytes
) -> tuple[int, bytes, bytes]:
    with filled(given) as asked, filled() as complaints:
        reader, writer = os.pipe()
        with open(reader, "rb", buffering=0) as printed:
            try:
                child = os.posix_spawnp(
                    command[0],
                    command,
                    environment,
                    file_actions=[
                        (os.POSIX_SPAWN_DUP2, asked.fileno(), 0),
                        (os.POSIX_SPAWN_DUP2, writer, 1),
                        (os.POSIX_SPAWN_DUP2, complaints.fileno(), 2),
                    ],
                    setsigdef=[_SIGPIPE],
                )
            finally:
                os.close(writer)
            try:
                output = printed.readall()
            except BaseException:
                os.kill(child, _SIGKILL)
                raise
            finally:
                _, status = os.waitpid(child, 0)
        complaints.seek(0)
        return os.waitstatus_to_exitcode(status), output, complaints.read()
