"""What git tells of the changes between two states: with ``--raw -z``, in its own words."""

from __future__ import annotations

TYPE_CHECKING = False  # see aurora_lint.git.spawn
if TYPE_CHECKING:
    from collections.abc import Iterator

#: The index against a commit, which is named behind it.
STAGED = (
    "diff-index", "--cached", "-z", "--raw", "--no-renames", "--no-ext-diff", "--no-textconv",
    "--ignore-submodules=all", "--no-abbrev",
)  # fmt: skip


class Entry:
    """A path at which the states differ: the modes and the objects there, and what happened."""

    __slots__ = ("modes", "objects", "path", "status")

    def __init__(self, facts: str, path: bytes) -> None:
        old_mode, new_mode, old, new, self.status = facts.lstrip(":").split(" ")
        self.modes = old_mode, new_mode
        self.objects = old, new
        self.path = path


def entries(printed: bytes) -> Iterator[Entry]:
    """Yield the paths that differ."""
    fields = iter(printed.split(b"\0"))
    for facts in filter(None, fields):
        yield Entry(facts.decode("ascii"), next(fields))


def is_file(mode: str) -> bool:
    """Whether a mode is a file's or a link's; a submodule is another repository's commit."""
    return mode[:2] in ("10", "12")
