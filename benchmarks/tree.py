"""A tree, against ripgrep with the plain pattern.

``python benchmarks/tree.py FOLDER… [--pairs N]``, and what options of ``aurora-lint check`` there
are. Each pair is one run of either, one after the other; the first is thrown away. ``--pattern``
also takes the whole form of a key, for which ripgrep has more to do. Prints the medians in
milliseconds, that of the ratios, the CPU time and the most memory of any one process.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).parent.parent
#: What a console script does.
COMMAND = "import re, sys; from aurora_lint.cli import main; sys.exit(main(sys.argv[1:]))"


class Run(NamedTuple):
    """Seconds, those of CPU with all processes that were started, megabytes of the largest."""

    wall: float
    cpu: float
    memory: float


def run(folder: Path, command: list[str], accepted: tuple[int, ...]) -> Run:
    """Run a command and give what it took; what it prints is thrown away."""
    begin = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in accepted, (command, process.returncode)
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def shown(name: str, runs: list[Run]) -> str:
    """Give a line on one of the programs."""
    wall, cpu, memory = (statistics.median(each) for each in zip(*runs))
    return f"  {name:12} {1000 * wall:7.0f} ms   CPU {1000 * cpu:7.0f} ms   {memory:6.1f} MB"


def main() -> None:
    """Measure each folder and print the medians."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--pairs", type=int, default=15)
    parser.add_argument("--pattern", default="k_prod_")
    arguments, options = parser.parse_known_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPATH"] = str(PROJECT)
    with tempfile.TemporaryDirectory() as bytecode:
        os.environ["PYTHONPYCACHEPREFIX"] = bytecode
        for folder in arguments.folders:
            pairs = [
                (
                    run(folder, [sys.executable, "-c", COMMAND, "check", ".", *options], (0, 1, 2)),
                    run(folder, ["rg", "-uuu", "-c", arguments.pattern, "."], (0, 1)),
                )
                for _ in range(arguments.pairs + 1)
            ][1:]
            ours, theirs = (list(each) for each in zip(*pairs))
            ratio = statistics.median(ours_.wall / their.wall for ours_, their in pairs)
            medians = [statistics.median(each.wall for each in runs) for runs in (ours, theirs)]
            print(
                f"{folder}: ratio of medians {medians[0] / medians[1]:.2f}, "
                f"median of ratios {ratio:.2f}"
            )
            print(shown("aurora-lint", ours))
            print(shown("rg", theirs))


if __name__ == "__main__":
    main()
