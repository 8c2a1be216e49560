"""``--baseline``: what a team knows is not told again."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from aurora_lint.baseline import BaselineError, Compared, Entry, compare, of_finding, read, write
from aurora_lint.baseline.files import Baseline
from aurora_lint.cli.base import from_base
from aurora_lint.cli.choice import is_chosen
from aurora_lint.cli.problem import CLEAN, problem
from aurora_lint.cli.summary import amount
from aurora_lint.finding import Finding
from aurora_lint.git.spawn import GitError
from aurora_lint.keys import mask
from aurora_lint.rules import CROSS_FILE
from aurora_lint.scan import Report

#: So many entries are named, the others are counted.
_NAMED = 3


def held_against(reports: list[Report], arguments: argparse.Namespace) -> list[Report] | int:
    """Give what of the reports is new; the exit code where the baseline was written, or can't be
    read.
    """
    try:
        gate = _Gate(arguments)
        if arguments.write_baseline or arguments.prune_baseline:
            print(f"aurora-lint: {mask(gate.rewrite(reports))}", file=sys.stderr)
            return CLEAN
        return gate.hold(reports)
    except (BaselineError, GitError) as error:
        return problem(str(error))


class _Gate:
    """A baseline that reports are held against. Raises :class:`BaselineError`."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self._arguments = arguments
        self._file = Path(arguments.baseline)
        self._is_in_base = True
        self._baseline = self._read()
        is_written = arguments.write_baseline or arguments.prune_baseline
        if is_written and self._baseline.audited:
            raise self._error("detect-secrets writes it: aurora-lint detect-secrets audit")

    def _error(self, said: str) -> BaselineError:
        return BaselineError(f"baseline {self._file}: {said}")

    def _read(self) -> Baseline:
        try:
            if self._arguments.policy_from:
                data = from_base(self._arguments.policy_from, self._file)
                self._is_in_base = data is not None
                return Baseline() if data is None else read(data)
            return read(self._file.read_bytes())
        except FileNotFoundError as error:
            if self._arguments.write_baseline:
                return Baseline()
            raise self._error("is not there; --write-baseline makes it") from error
        except OSError as error:
            raise self._error(error.strerror or str(error)) from None
        except BaselineError as error:
            raise self._error(str(error)) from None

    def hold(self, reports: list[Report]) -> list[Report]:
        """Give the reports with what is not in the baseline, and what there is to say of it."""
        if not reports:
            return reports
        compared = self._compared(reports)
        new = set(map(id, compared.new))
        held = [
            each._replace(
                findings=[one for one in each.findings if id(one) in new],
                in_baseline=sum(id(one) not in new for one in each.findings),
            )
            for each in reports
        ]
        notices = [*held[0].notices, *self._notices(compared)]
        return [held[0]._replace(notices=notices), *held[1:]]

    def _compared(self, reports: list[Report]) -> Compared:
        if len({each.root for each in reports}) > 1:
            raise self._error("its paths are relative to one root, and these paths have several")

        def is_there(path: str) -> bool:
            return any(each.reach.is_there(path) for each in reports)

        of_all = {rule.code for rule in CROSS_FILE}

        def is_read(entry: Entry) -> bool:
            return is_chosen(entry.code, self._arguments) and any(
                each.reach.is_read(entry.path)
                and (each.reach.all or entry.code not in of_all)
                and not each.policy.excludes(entry.path)
                for each in reports
            )

        findings = [one for each in reports for one in each.findings]
        return compare(findings, self._baseline, is_there, is_read)

    def _notices(self, compared: Compared) -> list[str]:
        said = []
        if not self._is_in_base:
            base = self._arguments.policy_from
            said.append(f"baseline {self._file}: {base} has none: nothing is known")
        if compared.stale:
            named = _named(sorted(compared.stale))
            said.append(
                f"baseline {self._file}: {amount(len(compared.stale), 'entry')} found no more, "
                f"--prune-baseline removes: {named}"
            )
        if compared.moved and not self._arguments.policy_from:
            said.append(
                f"baseline {self._file}: {amount(len(compared.moved), 'entry')} moved with the "
                f"file, --prune-baseline notes it: {_named(sorted(compared.moved.values()))}"
            )
        return said

    def rewrite(self, reports: list[Report]) -> str:
        """Write the baseline anew; give what to say about it."""
        if not all(each.is_whole for each in reports):
            raise self._error("not written, as the check could not be done whole")
        compared = self._compared(reports)
        entries = (self._baseline.entries - compared.stale - compared.moved.keys()) | frozenset(
            compared.moved.values()
        )
        if self._arguments.write_baseline:
            entries |= frozenset(map(of_finding, _all(reports)))
        try:
            write(self._file, entries)
        except OSError as error:
            raise self._error(error.strerror or str(error)) from None
        new, over = len(entries - self._baseline.entries), len(self._baseline.entries - entries)
        return (
            f"baseline {self._file}: {amount(len(entries), 'entry')}, {new:,} new, {over:,} removed"
        )


def _all(reports: list[Report]) -> list[Finding]:
    return [one for each in reports for one in each.findings]


def _named(entries: list[Entry]) -> str:
    named = ", ".join(f"{each.code} {each.path}" for each in entries[:_NAMED])
    more = len(entries) - _NAMED
    return f"{named} and {more:,} more" if more > 0 else named
