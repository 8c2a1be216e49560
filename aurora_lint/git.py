"""The one room that runs git. A repository is hostile: nothing in it may run a program."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import NamedTuple

_PASSED = frozenset(
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
_LITERAL = "--literal-pathspecs"
#: These move git to another repository; a hook is given them for its own.
_REDIRECTS = frozenset({"GIT_DIR", "GIT_WORK_TREE"})
#: More paths than this could be more than a command line holds.
_MOST_ARGUMENTS = 200


class GitError(Exception):
    """Git failed, or is not there; the message is git's own."""


class Entry(NamedTuple):
    """A path in the index: its mode, its object, and the path in the file system's bytes."""

    mode: str
    object_id: str
    path: bytes

    @property
    def is_submodule(self) -> bool:
        """Whether the path is another repository's commit, not a file."""
        return self.mode == "160000"


def _environment() -> dict[str, str]:
    """Give the environment without what could redirect git, and with no way to ask or fetch."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name in _PASSED
    }
    return {
        **kept,
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }


class Repository:
    """A repository, by the top of its work tree."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self._environment = _environment()
        if _REDIRECTS & self._environment.keys():
            self._forget_foreign_variables()

    def _forget_foreign_variables(self) -> None:
        """Drop the variables of a hook where they speak of another repository than this one."""
        given = self._environment
        own = {name: value for name, value in given.items() if name not in _PASSED}
        meant = []
        for environment in (given, own):
            self._environment = environment
            said = self.run("rev-parse", "--git-common-dir").rstrip(b"\n")
            meant.append(os.path.realpath(os.path.join(os.fsencode(self.top), said)))
        self._environment = given if meant[0] == meant[1] else own

    def run(
        self,
        *arguments: str | bytes,
        given: bytes | None = None,
        accepted: tuple[int, ...] = (0,),
    ) -> bytes:
        """Run git and give what it printed; :class:`GitError` where it fails in any way.

        ``accepted`` are the exit codes with which the command answers.
        """
        return self._run(arguments, given, accepted).stdout

    def _run(
        self, arguments: tuple[str | bytes, ...], given: bytes | None, accepted: tuple[int, ...]
    ) -> subprocess.CompletedProcess[bytes]:
        command: list[str | bytes] = ["git", *_OPTIONS, *arguments]
        try:
            done = subprocess.run(  # noqa: S603
                command,
                cwd=self.top,
                env=self._environment,
                input=given,
                stdin=subprocess.DEVNULL if given is None else None,
                capture_output=True,
                check=False,
            )
        except FileNotFoundError:
            raise GitError("git is not installed, and this is a git repository") from None
        if done.returncode not in accepted:
            said = done.stderr.decode("utf-8", "replace").strip() or f"exit {done.returncode}"
            verb = next(each for each in arguments if each != _LITERAL)
            raise GitError(f"git {verb!s} failed: {said}")
        return done

    def tracked(self, *paths: bytes) -> list[Entry]:
        """Give the index's entries under ``paths``, all where none are named."""
        named = paths if len(paths) <= _MOST_ARGUMENTS else ()
        printed = self.run(_LITERAL, "ls-files", "-z", "--stage", "--", *named)
        wanted = set(paths) if paths and not named else None
        entries: dict[bytes, Entry] = {}
        for record in filter(None, printed.split(b"\0")):
            facts, _, path = record.partition(b"\t")
            mode, object_id, _ = facts.decode("ascii").split(" ")
            if wanted is None or path in wanted:
                entries.setdefault(path, Entry(mode, object_id, path))
        return list(entries.values())

    def untracked(self, *paths: bytes) -> tuple[list[bytes], list[str]]:
        """Give the paths that git does not track and does not ignore, and what it complains of.

        A folder that it may not read is a complaint to it, and no failure.
        """
        listing: tuple[str | bytes, ...] = (_LITERAL, "ls-files", "-z", "--others")
        done = self._run((*listing, "--exclude-standard", "--", *paths), None, (0,))
        complaints = done.stderr.decode("utf-8", "replace").splitlines()
        found = [path for path in done.stdout.split(b"\0") if path]
        return found, [each for each in complaints if "could not open" in each]

    def ignores(self, path: bytes) -> bool:
        """Whether git ignores ``path``: what it ignores it doesn't list."""
        # A path that begins with "./" has no magic; check-ignore knows no literal pathspecs.
        return bool(
            self.run("check-ignore", "-z", "--stdin", given=b"./" + path + b"\0", accepted=(0, 1))
        )

    def staged(self) -> dict[bytes, str | None]:
        """Give the paths at which the index differs from HEAD, with the file HEAD has there.

        None stands where HEAD has no file. A renamed file is a new one: its findings have
        another path.
        """
        against = "HEAD" if self.has_commits() else self._empty_tree()
        printed = self.run(
            "diff-index", "--cached", "-z", "--raw", "--no-renames", "--no-ext-diff",
            "--no-textconv", "--ignore-submodules=all", "--no-abbrev", against, "--",
        )  # fmt: skip
        fields = iter(printed.split(b"\0"))
        changes: dict[bytes, str | None] = {}
        for facts in filter(None, fields):
            old_mode, _, old_object, _, _ = facts.decode("ascii").split(" ")
            is_file = old_mode[1:3] in ("10", "12")
            changes[next(fields)] = old_object if is_file else None
        return changes

    def has_commits(self) -> bool:
        """Whether HEAD is a commit; it is none before the first."""
        return bool(self.run("rev-parse", "--verify", "--quiet", "HEAD^{commit}", accepted=(0, 1)))

    def _empty_tree(self) -> str:
        return self.run("hash-object", "-t", "tree", "--stdin", given=b"").decode("ascii").strip()

    def blobs(self, object_ids: list[str]) -> dict[str, bytes]:
        """Give the content of blobs by their ids, read in one process."""
        if not object_ids:
            return {}
        given = "".join(f"{each}\n" for each in object_ids).encode("ascii")
        printed = self.run("cat-file", "--batch", given=given)
        contents: dict[str, bytes] = {}
        place = 0
        for asked in object_ids:
            end = printed.index(b"\n", place)
            head = printed[place:end].decode("ascii").split(" ")
            if len(head) != 3:
                raise GitError(f"git cat-file: object {asked} is {' '.join(head[1:]) or 'odd'}")
            size = int(head[2])
            contents[asked] = printed[end + 1 : end + 1 + size]
            place = end + 1 + size + 1
        return contents
