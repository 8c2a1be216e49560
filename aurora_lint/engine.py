"""One source in, its findings out: the way through that every door takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurora_lint.candidates import Candidates, candidates
from aurora_lint.source import Source, is_code, readable

if TYPE_CHECKING:
    import ast

    from aurora_lint.finding import Finding
    from aurora_lint.policy import Policy


def scan(
    source: Source,
    policy: Policy | None = None,
    tree: ast.Module | None = None,
    unread: list[str] | None = None,
) -> list[Finding]:
    """Give the findings in ``source``, in the order of their places.

    ``tree`` is the source's syntax tree where a host has parsed it; the data is UTF-8 then.
    ``unread`` gets what of the source could not be looked at, and why.
    """
    data = source.data if tree else readable(source)
    found = candidates(data, is_code(source))
    if not found or (found.is_only_spelled and not _is_spelled(data, found)):
        return []
    from aurora_lint.examine import examine

    return examine(source, data, found, policy, tree, unread)


def _is_spelled(data: bytes, found: Candidates) -> bool:
    """Whether what looks like an escape or an encoding of a key is one."""
    from aurora_lint.spellings import find

    return any(True for _ in find(data, found, []))
