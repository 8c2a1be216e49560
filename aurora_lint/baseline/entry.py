"""One line of a baseline: what a finding is about, its rule and its path.

There is no line number in it, no date and no absolute path: a change elsewhere in the file, or on
another branch, does not touch it.
"""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from aurora_lint.finding import Finding
from aurora_lint.keys import mask

_LINE = re.compile(
    r"(?P<subject>[0-9a-f]{32}|name:\S+) (?P<code>AUR\d{3}) (?P<path>\S.*)", re.DOTALL
)
_NAME = "name:"
_WITHOUT_PATH = re.compile(r"<\w+>")


class BaselineError(Exception):
    """A baseline can't be read or written; the message says why."""


class Entry(NamedTuple):
    """A finding that is known. ``path`` is relative to the root; ``<message>`` and the like say
    what has none.
    """

    subject: str
    code: str
    path: str

    @property
    def line(self) -> str:
        """The entry as it is written; a path that would not be read back is a JSON string."""
        path = self.path
        if not path.isprintable() or path != path.strip() or path.startswith('"'):
            path = json.dumps(path)
        return f"{self.subject} {self.code} {path}"


def of_finding(finding: Finding) -> Entry:
    """Give the entry of a finding: by its key's fingerprint, or by the name that it is about."""
    subject = finding.fingerprint or _NAME + re.sub(r"\s", "", finding.named)
    path = f"<{finding.origin.type}>" if finding.path is None else mask(finding.path)
    return Entry(subject, finding.code, path)


def parse(line: str, number: int) -> Entry:
    """Read a line; raises :class:`BaselineError` where it is no entry."""
    match = _LINE.fullmatch(line)
    path = match["path"] if match else ""
    if path.startswith('"'):
        try:
            path = json.loads(path)
        except ValueError:
            path = ""
    if not match or not isinstance(path, str) or not path:
        said = "a fingerprint, a rule's code and a path"
        raise BaselineError(f"line {number} is no entry: {said} are wanted, with a space between")
    return Entry(match["subject"], match["code"], path)


def has_no_path(entry: Entry) -> bool:
    """Whether an entry is of a message, a tag or the like."""
    return _WITHOUT_PATH.fullmatch(entry.path) is not None
