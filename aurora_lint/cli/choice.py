"""What every command that reports findings has in common: which to show, how, and the exit code."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from aurora_lint.cli.problem import CLEAN, FAILED, FOUND, problem
from aurora_lint.finding import LEVELS
from aurora_lint.scan import Report, hidden

#: The formats of findings, each a module of the reporters with a function ``report``.
FORMATS = (
    "text",
    "json",
    "sarif",
    "github",
    "gitlab",
    "codequality",
    "junit",
    "csv",
    "html",
)
#: What the summary calls findings that are not told, by the reason.
_HIDDEN = {
    "baseline": "in the baseline",
    "ignored": "ignored",
    "registered": "in the register",
    "turned_off": "turned off",
}
#: More paths than this that were skipped for one reason are summed up; the JSON has them all.
_SHOWN = 5


def add_output_options(parser: argparse.ArgumentParser, formats: tuple[str, ...]) -> None:
    """Add the options on how the report is given."""
    parser.add_argument("--format", choices=formats, default="text", help="default: text")
    parser.add_argument("--output", metavar="FILE", help="write the report there")
    parser.add_argument("--quiet", action="store_true", help="no summary, no progress")


def add_choice_options(parser: argparse.ArgumentParser) -> None:
    """Add the options on what is shown and what fails."""
    add_output_options(parser, FORMATS)
    parser.add_argument("--select", metavar="CODES", type=codes, help="only these, as AUR1,AUR301")
    parser.add_argument("--ignore", metavar="CODES", type=codes, default=(), help="but these")
    parser.add_argument(
        "--fail-on", choices=LEVELS, default="warning", help="the least level that exits with 1"
    )
    parser.add_argument("--exit-zero", action="store_true", help="findings do not exit with 1")
    parser.add_argument("--baseline", metavar="FILE", help="known findings, which are not told")
    rewriting = parser.add_mutually_exclusive_group()
    rewriting.add_argument(
        "--write-baseline", action="store_true", help="write what is found there, and exit with 0"
    )
    rewriting.add_argument(
        "--prune-baseline", action="store_true", help="take out of it what is found no more"
    )
    parser.add_argument(
        "--policy-from",
        metavar="REF",
        help="take policy, baseline and ignore comments from this commit, as main",
    )


def codes(text: str) -> tuple[str, ...]:
    """Read a list of codes or beginnings of codes; raises where one begins no rule's code."""
    from aurora_lint.rules import EVERY

    wanted = tuple(code.strip().upper() for code in text.split(",") if code.strip())
    if not wanted:
        raise argparse.ArgumentTypeError("no code is named")
    for code in wanted:
        if not any(rule.code.startswith(code) for rule in EVERY):
            raise argparse.ArgumentTypeError(f"unknown code {code}")
    return wanted


def contradiction(arguments: argparse.Namespace) -> str:
    """Give what is wrong with the options as they stand together; empty where nothing is."""
    rewriting = arguments.write_baseline or arguments.prune_baseline
    if rewriting and arguments.baseline is None:
        return "--write-baseline and --prune-baseline go with --baseline FILE"
    if rewriting and arguments.policy_from is not None:
        return "a baseline is written here, not in the commit that --policy-from names"
    return ""


def finish(reports: list[Report], arguments: argparse.Namespace) -> int:
    """Print the findings that were asked for and the summary; give the exit code."""
    chosen = [_chosen(each, arguments) for each in reports]
    if arguments.baseline is not None:
        from aurora_lint.cli.gate import held_against

        held = held_against(chosen, arguments)
        if isinstance(held, int):
            sum_up(chosen, arguments.quiet, "finding", sum(len(each.findings) for each in chosen))
            return held
        chosen = held
    if failed := write(_formatted(chosen, arguments), arguments.output):
        return failed
    sum_up(chosen, arguments.quiet, "finding", sum(len(each.findings) for each in chosen))
    if not all(each.is_whole for each in chosen):
        return FAILED
    counted = LEVELS[: LEVELS.index(arguments.fail_on) + 1]
    failing = any(one.level in counted for each in chosen for one in each.findings)
    return FOUND if failing and not arguments.exit_zero else CLEAN


def is_chosen(code: str, arguments: argparse.Namespace) -> bool:
    """Whether ``--select`` and ``--ignore`` let a rule speak."""
    selected = arguments.select is None or code.startswith(arguments.select)
    return selected and not (arguments.ignore and code.startswith(arguments.ignore))


def _chosen(report: Report, arguments: argparse.Namespace) -> Report:
    """Give the report with those findings that are asked for, the exempt ones apart."""
    asked = [each for each in report.findings if is_chosen(each.code, arguments)]
    return report._replace(
        findings=[each for each in asked if not each.exemption],
        exempt=[each for each in asked if each.exemption],
    )


def _formatted(reports: list[Report], arguments: argparse.Namespace) -> Iterator[str]:
    from importlib import import_module

    form = arguments.format
    # What lays it out takes longer to load than most checks that find nothing.
    if form == "text" and not arguments.output and any(each.findings for each in reports):
        form = "terminal" if _is_watched(sys.stdout) else form
    parts: Iterator[str] = import_module(f"aurora_lint.reporters.{form}").report(reports)
    return parts


def _is_watched(stream: TextIO) -> bool:
    """Whether a stream is a terminal that shows more than plain lines."""
    return stream.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")


def write(parts: Iterator[str], output: str | None) -> int:
    """Write a report; give the exit code where that fails, else 0."""
    try:
        _write(parts, output)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        return problem(f"{output or 'standard output'}: {error.strerror}")
    return CLEAN


def _write(parts: Iterator[str], output: str | None) -> None:
    """Write piece by piece: one large write to a pipe whose reader left can pass as done."""
    if output:
        with Path(output).open("w", encoding="utf-8", errors="surrogateescape") as file:
            file.writelines(parts)
    else:
        for part in parts:
            sys.stdout.write(part)


def sum_up(reports: list[Report], quiet: bool, noun: str, found: int) -> None:
    """Tell on standard error what was read and what was not; errors even where asked for quiet."""
    from aurora_lint.cli.summary import amount, summary
    from aurora_lint.reporters.text import printable

    skipped = [one for each in reports for one in each.skipped if one.error or not quiet]
    for one in [one for one in skipped if one.error]:
        said = f"{printable(one.path)}: {printable(one.reason)}"
        print(f"aurora-lint: could not be read: {said}", file=sys.stderr)
    for reason in dict.fromkeys(one.reason for one in skipped if not one.error):
        alike = [one for one in skipped if one.reason == reason]
        for one in alike if len(alike) <= _SHOWN else ():
            said = f"{printable(one.path)}: {printable(reason)}"
            print(f"aurora-lint: skipped: {said}", file=sys.stderr)
        if len(alike) > _SHOWN:
            print(f"aurora-lint: skipped: {amount(len(alike), 'path')}: {reason}", file=sys.stderr)
    if quiet:
        return
    for notice in [one for each in reports for one in each.notices]:
        print(f"aurora-lint: {printable(notice)}", file=sys.stderr)
    files = sum(each.files for each in reports)
    size = sum(each.bytes for each in reports)
    objects = sum(each.objects for each in reports)
    known = sum(each.known for each in reports)
    read = amount(objects, "object") if objects else amount(files, "file")
    before = f", {known:,} read before" if known else ""
    said = summary(amount(found, noun), read, size, before)
    for reason, number in hidden(reports).items():
        said += f", {number:,} {_HIDDEN[reason]}" if number else ""
    if skipped:
        said += f", {len(skipped):,} skipped"
    print(said, file=sys.stderr)
