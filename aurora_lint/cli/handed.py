"""What git hands to its hooks around a push, and what a framework says in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aurora_lint.git.ranges import Range, is_nothing, resolve
from aurora_lint.git.repository import Repository
from aurora_lint.git.spawn import GitError


def pushed(repository: Repository, remote: str, lines: bytes) -> list[Range]:
    """Give what a push brings to ``remote``, a name or a URL: by the lines of pre-push.

    What is known is what the remote's branches were when they were last seen.
    """
    rows = [
        (own, theirs, ref) for _, own, ref, theirs in _rows(lines, fields=4) if not is_nothing(own)
    ]
    beside = of_remote(repository, remote)
    there = resolve(repository, [theirs for _, theirs, _ in rows])
    return [
        Range(own, (theirs,) if found and found[1] == "commit" else (), beside, ref)
        for (own, theirs, ref), found in zip(rows, there, strict=True)
    ]


def received(lines: bytes) -> list[Range]:
    """Give what a push brings to this repository: by the lines that git hands to pre-receive."""
    rows = list(_rows(lines, fields=3))
    if not rows:
        raise GitError("standard input is empty: git hands a line to pre-receive for each ref")
    # What no branch has yet; the one that is pushed still is where it was.
    return [Range(new, (), ("--all",), ref) for _, new, ref in rows if not is_nothing(new)]


def framework(repository: Repository, variables: Mapping[str, str]) -> list[Range]:
    """Give what a push brings by pre-commit's variables: it has read the lines, and tells one."""
    remote = variables.get("PRE_COMMIT_REMOTE_NAME", "")
    ref = variables.get("PRE_COMMIT_REMOTE_BRANCH", "")
    beside = of_remote(repository, remote)
    before, tip = (variables.get(f"PRE_COMMIT_{end}_REF", "") for end in ("FROM", "TO"))
    if before and not tip:
        raise GitError("PRE_COMMIT_FROM_REF is set, and PRE_COMMIT_TO_REF is not")
    # Of a new branch pre-commit tells no commits, and prek only the tip.
    tip = tip or variables.get("PRE_COMMIT_LOCAL_BRANCH") or "HEAD"
    return [Range(tip, (before,) if before else (), beside, ref)]


def of_remote(repository: Repository, remote: str) -> tuple[str, ...]:
    """Give arguments of rev-list for the branches of a remote, by its name or its URL.

    Those of a remote with a longer name that begins alike are not among them.
    """
    remotes = repository.run("remote").decode("utf-8", "surrogateescape").split("\n")
    if remote and remote not in remotes:
        remote = _called(repository, remote)
    if not remote:
        return ()
    longer = (each for each in remotes if each.startswith(f"{remote}/"))
    excluded = (f"--exclude=refs/remotes/{each}/*" for each in longer)
    return (*excluded, f"--glob=refs/remotes/{remote}/*")


def _called(repository: Repository, url: str) -> str:
    """Give the name of the remote with this URL; empty where there is none."""
    said = repository.run(
        "config", "-z", "--get-regexp", r"^remote\..*\.(push)?url$", accepted=(0, 1)
    )
    for record in said.decode("utf-8", "surrogateescape").split("\0"):
        setting, _, value = record.partition("\n")
        if value == url:
            return setting.removeprefix("remote.").rpartition(".")[0]
    return ""


def _rows(lines: bytes, fields: int) -> Iterator[list[str]]:
    """Yield the words of each line; the first of four is an expression and may have spaces."""
    for line in filter(None, lines.split(b"\n")):
        text = line.decode("utf-8", "surrogateescape")
        words = text.rsplit(" ", 3) if fields == 4 else text.split(" ", 2)
        if len(words) != fields:
            raise GitError(f"a line on standard input is not what git hands to this hook: {text}")
        yield words
