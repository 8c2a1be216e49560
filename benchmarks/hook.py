"""The hook before a commit, against an interpreter that does nothing and the git calls it needs.

``python benchmarks/hook.py [--pairs N]``: ten staged files in which nothing is to be found, in a
repository made for it. Prints the medians of the pairs in milliseconds, and that of their ratios.
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

PROJECT = Path(__file__).parent.parent
#: What a console script does.
COMMAND = "import re, sys; from aurora_lint.cli import main; sys.exit(main(sys.argv[1:]))"
WHO = ("-c", "user.name=A", "-c", "user.email=a@example.org")


def seconds(folder: Path, *command: str) -> float:
    """Run a command and give how long it took; what it prints is thrown away."""
    begin = time.perf_counter()
    subprocess.run(command, cwd=folder, capture_output=True, check=True)
    return time.perf_counter() - begin


def repository(folder: Path) -> None:
    """Make a repository with ten files that are staged."""
    files = {f"f{nth}.py": f"def f(x):\n    return x + {nth}\n" for nth in range(10)}
    for more in ("", "\n\ndef g(x):\n    return x\n"):
        for name, text in files.items():
            (folder / name).write_text(text + more)
        if not more:
            seconds(folder, "git", "init", "-q")
        seconds(folder, "git", "add", "-A")
        if not more:
            seconds(folder, "git", *WHO, "commit", "-q", "-m", "a change")


def main() -> None:
    """Measure the pairs and print the medians."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pairs", type=int, default=25)
    pairs = parser.parse_args().pairs
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPATH"] = str(PROJECT)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "repository"
        folder.mkdir()
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(made) / "bytecode")
        repository(folder)
        ours: list[float] = []
        least: list[float] = []
        for _ in range(pairs + 1):
            ours.append(seconds(folder, sys.executable, "-c", COMMAND, "check", "--staged"))
            least.append(
                seconds(folder, sys.executable, "-c", "pass")
                + seconds(folder, "git", "diff", "--cached", "--raw")
                + seconds(folder, "git", "ls-files", "-s")
            )
    ratio = statistics.median(a / b for a, b in zip(ours[1:], least[1:]))
    print(
        f"aurora-lint {1000 * statistics.median(ours[1:]):.0f} ms, "
        f"an interpreter and two git calls {1000 * statistics.median(least[1:]):.0f} ms, "
        f"ratio {ratio:.2f}"
    )


if __name__ == "__main__":
    main()
