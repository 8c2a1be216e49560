"""What a person writes about a commit: a message is as public as the code."""

from __future__ import annotations

import re
import sys
from functools import partial
from pathlib import Path

from aurora_lint.inside import scan_whole
from aurora_lint.policy import Policy
from aurora_lint.scan import Report, report
from aurora_lint.source import Origin, Source
from aurora_lint.sources import Skipped

#: What git's own scissors cut off: the change, shown to whoever writes the message.
_SCISSORS = re.compile(rb"^[^\n] -{8,} >8 -{8,}$", re.MULTILINE)


def check_message(file: str, root: Path, policy: Policy) -> Report:
    """Scan the message in ``file``, or on standard input where it is ``-``."""
    return report([_source(file)], root, policy, partial(scan_whole, policy=policy))


def _source(file: str) -> Source | Skipped:
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        return Skipped(file, (error.strerror or str(error)).lower(), error=True)
    scissors = _SCISSORS.search(data)
    return Source(data[: scissors.start()] if scissors else data, None, Origin("message"))
