"""What a scan of this clone does not read: what is elsewhere, and what was not fetched."""

from __future__ import annotations

import os
from collections.abc import Iterator

from aurora_lint.doctor.ground import Ground
from aurora_lint.doctor.hint import Hint

#: What a scan says of what it skips, as the doctor names it, and what to do.
_SKIPPED = {
    "a pointer to a file in Git LFS": ("lfs-pointer", "git lfs pull, and check again"),
    "a submodule": ("submodule", "check it by itself, or with --recurse-submodules"),
    "a submodule that is not here": ("submodule", "git submodule update --init, and check it"),
    "a repository of its own": ("nested-repository", "check it by itself"),
}
_ENCRYPTING = (b"git-crypt", b"git-crypt-key", b"transcrypt", b"blackbox")


def check(ground: Ground) -> Iterator[Hint]:
    """Yield what is not read, and why."""
    for skipped in ground.report.skipped:
        if skipped.reason in _SKIPPED:
            id_, cure = _SKIPPED[skipped.reason]
            yield Hint(id_, False, skipped.path, 0, f"this is {skipped.reason}", cure)
        elif skipped.error:
            said = f"this could not be read: {skipped.reason}"
            cure = "see that aurora-lint check exits with 0 or 1, and not with 2"
            yield Hint("unreadable", False, skipped.path, 0, said, cure)
    repository = ground.repository
    if repository.is_shallow():
        said = "this clone is shallow: most of the history is not here"
        yield Hint("shallow", False, "", 0, said, "git fetch --unshallow")
    filters = ("config", "--get-regexp", r"^remote\..*\.partialclonefilter$")
    if repository.run(*filters, accepted=(0, 1)):
        said = "this clone is partial: objects of the history are not here"
        yield Hint("partial", False, "", 0, said, "clone it without --filter to look at it all")
    yield from _not_compared(ground)
    yield from _encrypted(ground)


def _not_compared(ground: Ground) -> Iterator[Hint]:
    """Yield files whose changes git is told not to see: they are committed as they once were."""
    for record in ground.repository.run("ls-files", "-z", "-v").split(b"\0"):
        flag, _, path = record.partition(b" ")
        if flag and (flag == b"S" or flag.islower()):
            said = "git is told not to look at changes of this file"
            cure = "git update-index --no-skip-worktree --no-assume-unchanged"
            yield Hint("not-compared", False, os.fsdecode(path), 0, said, cure)


def _encrypted(ground: Ground) -> Iterator[Hint]:
    """Yield what is in the repository in another form than in the working tree."""
    if not any(path.rpartition("/")[2] == ".gitattributes" for path in ground.paths):
        return
    names = b"".join(os.fsencode(path) + b"\0" for path in ground.paths)
    told = ground.repository.run("check-attr", "-z", "--stdin", "filter", given=names).split(b"\0")
    for path, value in zip(told[::3], told[2::3]):
        if value in _ENCRYPTING:
            said = f"the repository holds this file encrypted, by {os.fsdecode(value)}"
            cure = "check it where it is unlocked"
            yield Hint("encrypted", False, os.fsdecode(path), 0, said, cure)
