"""A source and what it holds: archives, compressed files, databases, compiled code are opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurora_lint.engine import scan
from aurora_lint.finding import Finding
from aurora_lint.magic import is_container
from aurora_lint.policy import Policy
from aurora_lint.source import Source
from aurora_lint.sources import Skipped

if TYPE_CHECKING:
    from aurora_lint.containers import Limits


def scan_whole(
    source: Source, policy: Policy, limits: Limits | None = None
) -> tuple[list[Finding], list[Skipped]]:
    """Give the findings in a source and in its members, and what of it was not read.

    The same key in a container's own bytes and in a member of it is the member's.
    """
    found = scan(source, policy)
    if not is_container(source.data, source.path):
        return found, []
    from aurora_lint.containers import ORDINARY, expand

    within: list[Finding] = []
    skipped: list[Skipped] = []
    for member in expand(source, limits or ORDINARY):
        if isinstance(member, Skipped):
            skipped.append(member)
        elif not policy.excludes(member.path or ""):
            within += scan(member, policy)
    seen = {each.fingerprint for each in within if each.fingerprint}
    return [each for each in found if each.fingerprint not in seen] + within, skipped
