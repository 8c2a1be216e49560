"""What a comment says of a finding that has many versions: that of the last ones counts.

A key that was looked at and accepted stood there before anybody looked; and one whose comment was
taken away, or is on another branch alone, is not accepted.
"""

from __future__ import annotations

from aurora_lint.finding import Exemption, Finding
from aurora_lint.git.objects import at
from aurora_lint.git.reach import staged
from aurora_lint.git.refs import refs
from aurora_lint.git.repository import Repository


def exemptions(
    repository: Repository, versions: list[Finding], path: bytes
) -> tuple[Exemption, ...]:
    """Give what exempts a finding: what all tips say that have it, else the last of its versions.

    ``versions`` are the same finding in all files that have it, in the order of their commits.
    """
    exempt = [each for each in versions if each.exemption]
    if not exempt or len(exempt) == len(versions):
        return versions[-1].exemptions
    tips = dict.fromkeys(each.object for each in refs(repository))
    now = set(at(repository, [(tip, path) for tip in tips]))
    now.update(each.object_id for each in staged(repository) if each.path == path)
    last = [each for each in versions if each.origin.object in now] or versions[-1:]
    return last[0].exemptions if all(each.exemption for each in last) else ()
