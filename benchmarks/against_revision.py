"""What a change costs: ``aurora-lint check`` of this tree and of an earlier revision, in pairs.

``python benchmarks/against_revision.py REVISION FOLDER … [--pairs N]`` runs both in turn on each
folder and prints the ratio of their CPU times, of the medians and of the least. The same machine
differs by more from minute to minute than a change should cost, so only the ratios count. Each
side is run once before, so that both have their bytecode, as an installed package has.
"""

import argparse
import io
import os
import resource
import statistics
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PROJECT = Path(__file__).parent.parent
_WITHOUT_BYTECODE = "PYTHONDONTWRITEBYTECODE"


def export(revision: str, folder: Path) -> Path:
    """Write the files of a revision to ``folder``."""
    archive = subprocess.run(
        ["git", "archive", revision], cwd=PROJECT, check=True, capture_output=True
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(folder, filter="data")
    return folder


def cost(code: Path, folder: Path, bytecode: Path) -> float:
    """Give the CPU seconds that a check of ``folder`` takes with the project at ``code``."""
    start = resource.getrusage(resource.RUSAGE_CHILDREN)
    program = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); "
        "from aurora_lint.cli import main; main(sys.argv[1:])"
    )
    subprocess.run(
        [sys.executable, "-c", program, str(code), "check", "--quiet", str(folder)],
        cwd="/",
        env={name: value for name, value in os.environ.items() if name != _WITHOUT_BYTECODE}
        | {"PYTHONPYCACHEPREFIX": str(bytecode)},
        stdout=subprocess.DEVNULL,
    )
    end = resource.getrusage(resource.RUSAGE_CHILDREN)
    return end.ru_utime - start.ru_utime + end.ru_stime - start.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("revision")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--pairs", type=int, default=9)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        before = export(arguments.revision, Path(scratch, "before"))
        bytecode = Path(scratch, "bytecode")
        for folder in arguments.folders:
            pairs = [
                tuple(cost(code, folder.resolve(), bytecode) for code in (before, PROJECT))
                for _ in range(arguments.pairs + 1)
            ][1:]
            old, new = zip(*pairs)
            medians = statistics.median(new) / statistics.median(old)
            print(f"{folder}: medians {medians:.2f}, least {min(new) / min(old):.2f}", end="")
            print(f" ({statistics.median(old):.2f} s before)")


if __name__ == "__main__":
    main()
