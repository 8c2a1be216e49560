"""The files of baselines: our own, and detect-secrets' ``.secrets.baseline``."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from aurora_lint.baseline.audited import Audited, read_audited
from aurora_lint.baseline.entry import BaselineError, Entry, parse

_HEAD = "# aurora-lint baseline 1: fingerprint, rule, path"
_BEGINS = "# aurora-lint baseline "


class Baseline(NamedTuple):
    """What a baseline holds: entries of our own, or what an audit by detect-secrets accepted."""

    entries: frozenset[Entry] = frozenset()
    audited: Audited | None = None


def read(data: bytes) -> Baseline:
    """Read a baseline of either kind; raises :class:`BaselineError` where it is neither."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BaselineError("it is no text in UTF-8") from None
    if text.lstrip().startswith("{"):
        return Baseline(audited=read_audited(text))
    lines = text.splitlines() if "\r" in text else text.split("\n")
    if lines[0].startswith(_BEGINS) and lines[0].split(":")[0] != _HEAD.split(":")[0]:
        raise BaselineError("it was written by a later version of aurora-lint")
    entries = (
        parse(line, number)
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.startswith("#")
    )
    return Baseline(frozenset(entries))


def write(file: Path, entries: Iterable[Entry]) -> None:
    """Write a baseline whole or not at all; one that says the same already is left as it is.

    Raises :class:`OSError`.
    """
    # By fingerprint, whose letters are random: two branches seldom add their lines side by side.
    text = "".join(f"{line}\n" for line in [_HEAD, *sorted(each.line for each in set(entries))])
    data = text.encode("utf-8")
    with suppress(FileNotFoundError):
        if file.read_bytes() == data:
            return
    # Where the file is a link, what it leads to is written.
    target = Path(os.path.realpath(file))
    made = target.with_name(f"{target.name}.new")
    try:
        made.write_bytes(data)
        with suppress(FileNotFoundError):
            made.chmod(target.stat().st_mode)
        made.replace(target)
    finally:
        made.unlink(missing_ok=True)
