"""The hook before a commit where there is nothing to look at: what most of its runs come to.

It says so only where that is beyond doubt, by the search that every check begins with. A policy, a
candidate, an archive, a pointer to elsewhere, a first commit, a git that fails: all that is left to
the check itself, which begins anew.
"""

from __future__ import annotations

import os
import sys
from io import BytesIO

from aurora_lint.cli.summary import amount, summary
from aurora_lint.git import raw, spawn
from aurora_lint.git.batch import there
from aurora_lint.git.spawn import LOCATIONS, OPTIONS, GitError, environment
from aurora_lint.magic import is_container
from aurora_lint.tables import is_bare

_POLICY, _SHARED = ":.aurora-lint.toml", ":pyproject.toml"
_LFS = b"version https://git-lfs"
#: How far into a file its encoding may be named.
_HEAD = 1000


def is_clean() -> bool:
    """Whether nothing that is staged is worth a look; says how much that was."""
    given = environment()
    # A hook's index is that of the repository at whose top it runs.
    if not os.path.exists(".git") or (LOCATIONS - {"GIT_INDEX_FILE"}) & given.keys():
        return False
    try:
        files = _staged(given)
    except (GitError, OSError):
        return False
    if not files or not all(_is_bare(path, data) for path, data in files):
        return False
    size = sum(len(data) for _, data in files)
    print(summary(amount(0, "finding"), amount(len(files), "file"), size), file=sys.stderr)
    return True


def _staged(given: dict[str, str]) -> list[tuple[str, bytes]]:
    """Give the files that are staged; nothing where that is more than files without a policy."""
    changed = [
        each
        for each in raw.entries(_git(given, *raw.STAGED, "HEAD", "--"))
        if each.status == "U" or raw.is_file(each.modes[1])
    ]
    if not changed or any(each.status == "U" for each in changed):
        return []
    asked = [_POLICY, _SHARED, *(each.objects[1] for each in changed)]
    lines = "".join(f"{each}\n" for each in asked).encode("ascii")
    printed = BytesIO(_git(given, "cat-file", "--batch", asked=lines))
    policy, shared, *held = [there(printed) for _ in asked]
    if policy or (shared and b"aurora-lint" in shared.data):
        return []
    files = [
        (os.fsdecode(each.path), found.data)
        for each, found in zip(changed, held, strict=True)
        if found
    ]
    return files if len(files) == len(held) else []


def _is_bare(path: str, data: bytes) -> bool:
    """Whether nothing in a file is worth a look, as it is and in whatever encoding it may be."""
    if data.startswith(_LFS) or is_container(data, path):
        return False
    if b"\0" in data or b"coding" in data[:_HEAD] or not data.isascii():
        from aurora_lint.source import Source, readable

        data = readable(Source(data, path))
    if is_bare(data):
        return True
    from aurora_lint.candidates import candidates
    from aurora_lint.source import Source, is_code

    return not candidates(data, is_code(Source(data, path)))


def _git(given: dict[str, str], *arguments: str, asked: bytes | None = None) -> bytes:
    code, output, _ = spawn.run([*OPTIONS, *arguments], given, asked)
    if code:
        raise GitError(f"git {arguments[0]} failed")
    return output
