"""What every command that reports findings has in common: which to show, how, and the exit code."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from aurora_lint.cli.problem import CLEAN, FAILED, FOUND, problem
from aurora_lint.finding import LEVELS, Finding
from aurora_lint.scan import Report

#: The formats of findings, each a module of the reporters with a function ``report``.
FORMATS = (
    "text",
    "json",
    "html",
)
#: More paths than this that were skipped for one reason are summed up; the JSON has them all.
_SHOWN = 5


def add_output_options(parser: argparse.ArgumentParser, formats: tuple[str, ...]) -> None:
    """Add the options on how the report is given."""
    parser.add_argument("--format", choices=formats, default="text", help="default: text")
    parser.add_argument("--output", metavar="FILE", help="write the report there")
    parser.add_argument("--quiet", action="store_true", help="no summary")


def add_choice_options(parser: argparse.ArgumentParser) -> None:
    """Add the options on what is shown and what fails."""
    add_output_options(parser, FORMATS)
    parser.add_argument("--select", metavar="CODES", type=codes, help="only these, as AUR1,AUR301")
    parser.add_argument("--ignore", metavar="CODES", type=codes, default=(), help="but these")
    parser.add_argument(
        "--fail-on", choices=LEVELS, default="warning", help="the least level that exits with 1"
    )
    parser.add_argument("--exit-zero", action="store_true", help="findings do not exit with 1")


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


def finish(reports: list[Report], arguments: argparse.Namespace) -> int:
    """Print the findings that were asked for and the summary; give the exit code."""
    chosen = [
        each._replace(findings=[one for one in each.findings if _is_chosen(one, arguments)])
        for each in reports
    ]
    if failed := write(_formatted(chosen, arguments.format), arguments.output):
        return failed
    sum_up(chosen, arguments.quiet, "finding", sum(len(each.findings) for each in chosen))
    if not all(each.is_whole for each in chosen):
        return FAILED
    counted = LEVELS[: LEVELS.index(arguments.fail_on) + 1]
    failing = any(one.level in counted for each in chosen for one in each.findings)
    return FOUND if failing and not arguments.exit_zero else CLEAN


def _is_chosen(finding: Finding, arguments: argparse.Namespace) -> bool:
    selected = arguments.select is None or finding.code.startswith(arguments.select)
    return selected and not (arguments.ignore and finding.code.startswith(arguments.ignore))


def _formatted(reports: list[Report], form: str) -> Iterator[str]:
    from importlib import import_module

    parts: Iterator[str] = import_module(f"aurora_lint.reporters.{form}").report(reports)
    return parts


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
    for notice in [one for each in reports for one in each.notices]:
        print(f"aurora-lint: {printable(notice)}", file=sys.stderr)
    if quiet:
        return
    files = sum(each.files for each in reports)
    size = sum(each.bytes for each in reports)
    objects = sum(each.objects for each in reports)
    known = sum(each.known for each in reports)
    read = amount(objects, "object") if objects else amount(files, "file")
    before = f", {known:,} read before" if known else ""
    said = summary(amount(found, noun), read, size, before)
    if skipped:
        said += f", {len(skipped):,} skipped"
    print(said, file=sys.stderr)
