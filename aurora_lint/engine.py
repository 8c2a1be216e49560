"""One source in, its findings out: the way through that every door takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurora_lint import keys
from aurora_lint.source import Source, readable

if TYPE_CHECKING:
    import ast

    from aurora_lint.finding import Finding
    from aurora_lint.policy import Policy


def scan(
    source: Source, policy: Policy | None = None, tree: ast.Module | None = None
) -> list[Finding]:
    """Give the findings in ``source``, in the order of their places.

    ``tree`` is the source's syntax tree where a host has parsed it; the data is UTF-8 then.
    """
    data = source.data if tree else readable(source)
    starts = keys.candidates(data)
    if not starts:
        return []
    from aurora_lint.examine import examine

    return examine(source, data, starts, policy, tree)
