"""One repository: its index, what lies beside it, and what its commits hold."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from aurora_lint.git import raw
from aurora_lint.git.program import Git
from aurora_lint.git.spawn import LITERAL, LOCATIONS, Argument, GitError, environment

#: These move git to another repository.
_REDIRECTS = frozenset({"GIT_DIR", "GIT_WORK_TREE"})
_OTHERS = ("ls-files", "-z", "--others", "--exclude-standard")
#: How the record of a submodule begins.
_SUBMODULE = b"160000 "
#: More paths than this could be more than a command line holds.
_MOST_ARGUMENTS = 200


class Entry(NamedTuple):
    """A path in the index: its mode, its object, and the path in the file system's bytes."""

    mode: str
    object_id: str
    path: bytes

    @property
    def is_submodule(self) -> bool:
        """Whether the path is another repository's commit, not a file."""
        return self.mode == "160000"


def _git_dir(git: Git) -> str:
    said = git.run("rev-parse", "--absolute-git-dir", accepted=(0, 128)).output
    return os.path.realpath(said.rstrip(b"\n")).decode("utf-8", "surrogateescape") if said else ""


class Repository:
    """A repository, by the top of its work tree."""

    def __init__(self, top: Path, is_meant: bool = False) -> None:
        """``is_meant`` says that a hook's variables speak of this repository."""
        self.top = top
        self._git = Git(top, environment())
        given = LOCATIONS & self._git.environment.keys()
        # Without a redirection git finds the same repository from the same folder.
        is_elsewhere = given & _REDIRECTS or os.path.realpath(top) != os.path.realpath(".")
        if given and is_elsewhere and not is_meant:
            self._forget_foreign_variables()

    @classmethod
    def around(cls, folder: Path) -> Repository:
        """Give the repository that git finds from ``folder``; :class:`GitError` if none.

        A hook's variables may say where it is. One without a work tree is the folder itself.
        """
        repository = cls(folder, is_meant=True)
        try:
            said = repository.run("rev-parse", "--is-inside-work-tree", "--show-toplevel")
        except GitError:
            if repository.run("rev-parse", "--is-bare-repository") != b"true\n":
                raise GitError("not in a git repository") from None
            return repository
        top = Path(os.fsdecode(said.partition(b"\n")[2].removesuffix(b"\n")))
        return cls(top, is_meant=True)

    def _forget_foreign_variables(self) -> None:
        """Drop a hook's variables where they speak of another repository than this one.

        They speak of the one in which this process was started.
        """
        given = self._git
        kept = {name: said for name, said in given.environment.items() if name not in LOCATIONS}
        own = Git(self.top, kept)
        meant = [_git_dir(Git(Path.cwd(), given.environment)), _git_dir(own)]
        if meant[1] and meant[0] != meant[1]:
            self._git = own

    def run(
        self,
        *arguments: Argument,
        given: bytes | None = None,
        accepted: tuple[int, ...] = (0,),
    ) -> bytes:
        """Run git and give what it printed; :class:`GitError` where it fails in any way.

        ``accepted`` are the exit codes with which the command answers.
        """
        return self._git.run(*arguments, given=given, accepted=accepted).output

    def stream(
        self, *arguments: Argument, given: bytes | None = None
    ) -> AbstractContextManager[IO[bytes]]:
        """Run git and give what it prints, to be read bit by bit; see :meth:`Git.stream`."""
        return self._git.stream(*arguments, given=given)

    @contextmanager
    def beside(self, *arguments: Argument) -> Iterator[Callable[[], bytes]]:
        """Run git beside other work; what this gives waits for it, see :meth:`Git.beside`."""
        with self._git.beside(*arguments) as wait:
            yield lambda: wait().output

    def tracked(self, *paths: bytes) -> list[Entry]:
        """Give the index's entries under ``paths``, all where none are named."""
        named = paths if len(paths) <= _MOST_ARGUMENTS else ()
        printed = self.run(LITERAL, "ls-files", "-z", "--stage", "--", *named)
        wanted = set(paths) if paths and not named else None
        entries: dict[bytes, Entry] = {}
        for record in filter(None, printed.split(b"\0")):
            facts, _, path = record.partition(b"\t")
            mode, object_id, _ = facts.decode("ascii").split(" ")
            if wanted is None or path in wanted:
                entries.setdefault(path, Entry(mode, object_id, path))
        return list(entries.values())

    @contextmanager
    def untracked(self, *paths: bytes) -> Iterator[Callable[[], tuple[list[bytes], list[str]]]]:
        """Look for the paths that git does not track and does not ignore, beside other work.

        What this gives waits for them and gives them, and what git complains of: a folder that it
        may not read is a complaint to it, and no failure.
        """

        def found() -> tuple[list[bytes], list[str]]:
            printed = wait()
            complaints = printed.complaints.splitlines()
            return (
                [path for path in printed.output.split(b"\0") if path],
                [each for each in complaints if "could not open" in each],
            )

        with self._git.beside(LITERAL, *_OTHERS, "--", *paths) as wait:
            yield found

    def ignores(self, path: bytes) -> bool:
        """Whether git ignores ``path``: what it ignores it doesn't list."""
        # A path that begins with "./" has no magic; check-ignore knows no literal pathspecs.
        return bool(
            self.run("check-ignore", "-z", "--stdin", given=b"./" + path + b"\0", accepted=(0, 1))
        )

    def listed(self, *paths: bytes) -> tuple[list[bytes], list[bytes]]:
        """Give the paths in the index under ``paths``, and which of them are submodules.

        The same as :meth:`tracked` tells, in a tenth of the time.
        """
        printed = self.run(LITERAL, "ls-files", "-z", "--stage", "--", *paths)
        records = printed.split(b"\0")[:-1]
        paths_of = [each[each.index(b"\t") + 1 :] for each in records]
        every = list(dict.fromkeys(paths_of))
        if not any(each.startswith(_SUBMODULE) for each in records):
            return every, []
        # What is not merged stands there more than once: the first counts.
        first = dict(zip(reversed(paths_of), reversed(records)))
        return every, [path for path in every if first[path].startswith(_SUBMODULE)]

    def staged(self) -> dict[bytes, str | None]:
        """Give the paths at which the index differs from HEAD, with the file HEAD has there.

        None stands where HEAD has no file. A renamed file is a new one: its findings have
        another path.
        """
        against = "HEAD" if self.has_commits() else self._empty_tree()
        return {
            each.path: each.objects[0] if raw.is_file(each.modes[0]) else None
            for each in raw.entries(self.run(*raw.STAGED, against, "--"))
        }

    def is_shallow(self) -> bool:
        """Whether a part of the history was not fetched."""
        return self.run("rev-parse", "--is-shallow-repository") == b"true\n"

    def merged(self) -> list[str]:
        """Give the commits that are being merged, as long as that is not committed."""
        said = self.run("rev-parse", "--git-path", "MERGE_HEAD").rstrip(b"\n")
        try:
            return (self.top / os.fsdecode(said)).read_text("ascii").split()
        except OSError:
            return []

    def has_commits(self) -> bool:
        """Whether HEAD is a commit; it is none before the first."""
        return bool(self.run("rev-parse", "--verify", "--quiet", "HEAD^{commit}", accepted=(0, 1)))

    def _empty_tree(self) -> str:
        return self.run("hash-object", "-t", "tree", "--stdin", given=b"").decode("ascii").strip()
