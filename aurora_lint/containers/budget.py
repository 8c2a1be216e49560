"""How far a container may be opened, and the two ways in which that ends early."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from aurora_lint.sources import Skipped

#: Every file may unpack to so many bytes: the ratio counts above them.
FREE = 32 << 20


class Limits(NamedTuple):
    """What one source may unpack to. Ordinary repositories come nowhere near.

    ``depth`` is how many containers may stand in each other; ``members`` and ``size``, in bytes,
    are of all of them together; ``ratio`` is of that size to the source's own.
    """

    depth: int = 8
    members: int = 200_000
    size: int = 1 << 30
    ratio: int = 200


ORDINARY = Limits()


class Unread(Exception):
    """What can't be read, or no further. The reason holds nothing of the content."""

    def __init__(self, reason: str, error: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.error = error

    def at(self, path: str) -> Skipped:
        """Say it of ``path``."""
        return Skipped(path, self.reason, self.error)


def beyond(path: str, what: str, option: str) -> Skipped:
    """Say that at ``path`` a limit was passed, and what to do; ``option`` sets the limit."""
    return Skipped(path, f"{what}: exclude the file or set the limit ({option})", error=True)


class LimitPassed(Exception):
    """A limit that ends the opening of the whole source, and the path at which it was passed."""

    def __init__(self, path: str, what: str, option: str) -> None:
        super().__init__(what)
        self.skipped = beyond(path, what, option)


class Budget:
    """What is left of the limits for one source; all that is opened inside it shares this."""

    __slots__ = ("_fair", "_members", "_spent", "limits")

    def __init__(self, limits: Limits, packed: int) -> None:
        self.limits = limits
        self._fair = max(FREE, limits.ratio * packed)
        self._members = 0
        self._spent = 0

    @property
    def left(self) -> int:
        """How many bytes may still be unpacked."""
        return max(0, min(self._fair, self.limits.size) - self._spent)

    def spend(self, size: int, path: str) -> None:
        """Note that ``size`` bytes were unpacked at ``path``; LimitPassed if too many."""
        self._spent += size
        if self._spent > self.limits.size:
            what = f"unpacks to more than {self.limits.size} bytes"
            raise LimitPassed(path, what, "--max-expanded-bytes")
        if self._spent > self._fair:
            what = f"unpacks to more than {self.limits.ratio} times its size"
            raise LimitPassed(path, what, "--max-ratio")

    def count(self, path: str) -> None:
        """Note one more member, at ``path``; LimitPassed where that is one too many."""
        self._members += 1
        if self._members > self.limits.members:
            what = f"holds more than {self.limits.members} members"
            raise LimitPassed(path, what, "--max-members")


def gather(
    pieces: Iterable[bytes], budget: Budget, path: str
) -> tuple[list[bytes], Unread | LimitPassed | None]:
    """Give the lines that ``pieces`` yields at ``path`` within the budget, and what ended them."""
    gathered: list[bytes] = []
    try:
        for piece in pieces:
            budget.spend(len(piece) + 1, path)
            gathered.append(piece)
    except (Unread, LimitPassed) as fault:
        return gathered, fault
    return gathered, None
