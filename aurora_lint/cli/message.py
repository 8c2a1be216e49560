"""What a person writes about a commit: a message is as public as the code.

Git's hook sees the file before git cleans it up; what a commit holds of it ``--range`` reads.
"""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from aurora_lint.cli.parser import standard_input
from aurora_lint.inside import scan_whole
from aurora_lint.policy import Policy
from aurora_lint.scan import Report, report
from aurora_lint.source import Origin, Source
from aurora_lint.sources import Skipped

if TYPE_CHECKING:
    from aurora_lint.brought import Look
    from aurora_lint.cli.base import Base

#: What ``git commit --verbose`` adds: scissors, remarks in the user's language, the change. Where
#: messages are cleaned up by scissors the files that changed are among the remarks, behind a tab.
#: Scissors that somebody wrote stay in the message, and so does what follows them.
_SHOWN_CHANGE = re.compile(
    rb"^(?P<mark>[^\s-]{1,8}) -{24} >8 -{24}\n(?:(?P=mark)(?:[ \t][^\n]*)?\n)+(?:diff --|\Z)",
    re.MULTILINE,
)


def check_message(file: str, root: Path, policy: Policy, base: Base | None = None) -> Report:
    """Scan the message in ``file``, or on standard input where it is ``-``."""
    look: Look = partial(scan_whole, policy=policy)
    return report([_source(file)], root, policy, base.hold(look, policy) if base else look)


def _source(file: str) -> Source | Skipped:
    try:
        data = standard_input() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        return Skipped(file, (error.strerror or str(error)).lower(), error=True)
    change = _SHOWN_CHANGE.search(data)
    return Source(data[: change.start()] if change else data, None, Origin("message"))
