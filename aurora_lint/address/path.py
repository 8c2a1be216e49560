"""The steps of an address that a path gives: its folders, its file's name, the team's policy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aurora_lint.address import Address, Label
from aurora_lint.words import split

if TYPE_CHECKING:
    from aurora_lint.policy import Policy


#: What some languages call their tests, where others mean a specification.
_TESTS = re.compile(
    r"specs?/.*\.(?:rb|rake|[jt]sx?)|.*(?:[._]specs?\.\w{1,4}|Spec\.\w{1,6}|\.cy\.[jt]sx?|\.t)"
)
#: Words of folders and files that hold tests and what these need.
_OF_TESTS = frozenset(
    "test tests testing testdata testcase testcases fixture fixtures mock mocks e2e".split()
)
_DOMAIN = re.compile(r"src/\w+/(?:java|kotlin|scala|groovy)/(\w+/\w+)/")


#: A file to be copied and filled in: ``.env.example``, ``config.sample.yml``.
_TEMPLATE = re.compile(
    r"\b(?:examples?|sample|template|tmpl|dist|default|skeleton)\b", re.IGNORECASE
)


def is_template(name: str) -> bool:
    """Whether a file of this name is for others to copy and fill in."""
    return _TEMPLATE.search(name) is not None


def is_of_tests(path: str) -> bool:
    """Whether a file of this path is a test, or there for tests only."""
    segments = path.split("/")
    return any(
        _is_of_tests(each, segments[-1]) or not _OF_TESTS.isdisjoint(split(each))
        for each in segments
    )


def _is_of_tests(segment: str, name: str) -> bool:
    if segment == name:
        return _TESTS.fullmatch(name) is not None
    return segment in ("spec", "specs") and _TESTS.fullmatch(f"spec/{name}") is not None


def read(path: str | None, policy: Policy | None) -> Address:
    """Give a label for each segment of ``path``, relative to the scanned root, with ``/``.

    What a policy says of the path comes last: it was written for this very path.
    """
    if not path:
        return ()
    # In a file system's hierarchy `usr/local` is a name, and no place of a developer's.
    segments = [segment for segment in path.replace("usr/local/", "usr/").split("/") if segment]
    # A package's name begins with a domain's, turned around: `src/main/java/dev/company`.
    domain = _DOMAIN.search(path)
    if domain:
        depth = path.count("/", 0, domain.start(1))
        del segments[depth : depth + domain[1].count("/") + 1]
    labels = [
        Label("path", "tests", level=level, written=segment)
        if _is_of_tests(segment, segments[-1])
        else Label("path", segment, level=level)
        for level, segment in enumerate(segments)
    ]
    if policy:
        assigned = policy.environment(path)
        if assigned:
            labels.append(Label("policy", assigned[1], level=len(labels)))
        if policy.is_restricted(path):
            labels.append(Label("policy", "restricted-paths", level=len(labels)))
        if party := policy.party(path):
            labels.append(Label("policy", " ".join(party), level=len(labels)))
    return tuple(labels)
