"""The options on how far archives and other containers are opened."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from aurora_lint.scan import Report

if TYPE_CHECKING:
    from aurora_lint.containers import Limits

#: The options, the fields of the limits they set, and what they count.
_OPTIONS = (
    ("--max-depth", "depth", "containers that may stand in each other"),
    ("--max-members", "members", "files that one source may hold"),
    ("--max-expanded-bytes", "size", "bytes that one source may unpack to"),
    ("--max-ratio", "ratio", "times its own size that one source may unpack to"),
)


def add_limit_options(parser: argparse.ArgumentParser) -> None:
    """Add the options on how much a container may unpack to."""
    for option, field, meaning in _OPTIONS:
        parser.add_argument(
            option, dest=f"max_{field}", metavar="N", type=amount, help=f"{meaning}"
        )


def amount(text: str) -> int:
    """Read an option's number; raises where it is none above 0."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number above 0")
    return int(text)


def limits_in(arguments: argparse.Namespace) -> Limits | None:
    """Give the limits that were asked for; None where none was."""
    said = {
        field: value for _, field, _ in _OPTIONS if (value := getattr(arguments, f"max_{field}"))
    }
    if not said:
        return None
    from aurora_lint.containers import ORDINARY

    return ORDINARY._replace(**said)


def meant(report: Report, arguments: argparse.Namespace) -> Report:
    """Give the report without the errors at limits that the user chose."""
    chosen = tuple(
        f"({option})" for option, field, _ in _OPTIONS if getattr(arguments, f"max_{field}")
    )
    skipped = [
        each._replace(error=False) if chosen and each.reason.endswith(chosen) else each
        for each in report.skipped
    ]
    return report._replace(skipped=skipped)
