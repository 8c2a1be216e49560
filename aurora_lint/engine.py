"""One source in, its findings out: the way through that every door takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurora_lint.candidates import Candidates, candidates
from aurora_lint.source import Source, is_code, is_python, readable

if TYPE_CHECKING:
    import ast

    from aurora_lint.finding import Finding
    from aurora_lint.policy import Policy

#: What ignore comments begin with; the module that reads them is not loaded for that.
_COMMENT = b"aurora-lint:"


def scan(
    source: Source,
    policy: Policy | None = None,
    tree: ast.Module | None = None,
    unread: list[str] | None = None,
    idle: list[tuple[int, str]] | None = None,
) -> list[Finding]:
    """Give the findings in ``source``, in the order of their places; exempt ones are marked.

    ``tree`` is the source's syntax tree where a host has parsed it; the data is UTF-8 then.
    ``unread`` gets what of the source could not be looked at, and why; ``idle`` the lines of
    ignore comments that hide nothing, and what to say of them.
    """
    data = source.data if tree else readable(source)
    found = _found(source, data)
    if not _may_tell(source, data, found) and not (idle is not None and _is_said(data, found)):
        return []
    from aurora_lint.examine import examine

    return examine(source, data, found, policy, tree, unread, idle)


def is_silent(source: Source) -> bool:
    """Whether nothing stands in ``source`` that :func:`scan` would have to look at."""
    data = readable(source)
    return not _may_tell(source, data, _found(source, data))


def _found(source: Source, data: bytes) -> Candidates:
    return candidates(data, is_code(source), is_replacing=_is_worked_out(source))


def _is_worked_out(source: Source) -> bool:
    """Whether a source is Python, or holds it: what its calls give is worked out."""
    return is_python(source) or (source.path or "").endswith(".ipynb")


def _may_tell(source: Source, data: bytes, found: Candidates) -> bool:
    """Whether there is a key, or a name, or code that may put one together.

    The file's structure is not read for that: where it says no, that would be for nothing.
    """
    if not found:
        return False
    if found.is_only_spelled:
        return _is_spelled(data, found)
    if found.names and _is_named(source, data, found):
        return True
    if (found.cores or found.spelled) and (_is_plain(data, found) or _is_spelled(data, found)):
        return True
    if not is_code(source) or not (found.is_pieced or found.cores or found.spelled):
        return False
    if _is_worked_out(source):
        return True
    from aurora_lint.pieces import may_begin

    return may_begin(data)


def _is_said(data: bytes, found: Candidates) -> bool:
    """Whether an ignore comment may stand there: it begins with the vendor's name."""
    return any(data.startswith(_COMMENT, start) for start in found.names)


def _is_named(source: Source, data: bytes, found: Candidates) -> bool:
    from aurora_lint.names import find

    return any(True for _ in find(data, found.names, source.path))


def _is_plain(data: bytes, found: Candidates) -> bool:
    from aurora_lint.keys import find

    return any(True for _ in find(data, found.cores))


def _is_spelled(data: bytes, found: Candidates) -> bool:
    """Whether what looks like an escape or an encoding of a key is one."""
    from aurora_lint.spellings import find

    return any(True for _ in find(data, found, []))
