"""What of a container's own bytes is no member's: headers, comments, gaps, and what it won't tell.

A member that is stored as it is stands in the container's bytes, too, but not as it ends there:
the next header runs into its last word.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from aurora_lint.source import Source

#: Line ends stay, so that lines count on.
_BLANKED = bytes(byte if byte in b"\r\n" else 0x20 for byte in range(256))
#: More than what is looked at around a key to tell where it ends.
_GAP = b" " * 127 + b"\n"

Span = tuple[int, int]
"""Byte offsets into a container's own bytes, the end exclusive."""


class Stored(NamedTuple):
    """A member that was read whole, and the ``spans`` of its container that hold nothing else.

    Where they may hold more than the member told, because a size is wrong, it is no such one.
    """

    member: Source
    spans: tuple[Span, ...]


class Rest(NamedTuple):
    """A container behind its members, and the spans of its own bytes that they ``told``.

    It ``is_apart`` where no other byte of them is a member's. Else, as in a database, whose pages
    hold what the tables tell, one key may stand in both.
    """

    container: Source
    told: list[Span]
    is_apart: bool

    def own(self) -> Source:
        """Give the container with blanks for all that was told: places are those of the file."""
        return self._with(lambda start, end: self.container.data[start:end].translate(_BLANKED))

    def gist(self) -> Source:
        """Give the container with a few blanks for all that was told, to see if it is of any use.

        It takes little time and memory: most of a container is members, and the rest tells nothing.
        """
        return self._with(lambda start, end: _GAP)

    def _with(self, blank: Callable[[int, int], bytes]) -> Source:
        """Put blanks in the spans' place; those of a hostile container may overlap."""
        data, pieces, at = self.container.data, [], 0
        for start, end in sorted(self.told):
            if end > max(start, at):
                start = max(start, at)
                pieces += [data[at:start], blank(start, end)]
                at = end
        return (
            self.container._replace(data=b"".join([*pieces, data[at:]])) if at else self.container
        )
