"""What the plugin adds to flake8's time, and to that of detect-secrets.

``python benchmarks/hosts.py flake8|detect-secrets FOLDER… [--pairs N]``: on a folder's files,
with the plugin and without it in turn, in one process. CPU seconds: the machine serves others, too.
A hundredth of flake8's time is less than one run differs from the next. So what the plugin's own
calls take is counted, too, in runs of their own: its import, and all that the host calls of it.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from pairs import PROJECT, in_turn, prepare, run, table

_WITHOUT = """
import importlib.metadata as metadata
there = metadata.distributions
metadata.distributions = lambda: (one for one in there() if one.name != "aurora-lint")
"""
_FLAKE8 = "from flake8.main.cli import main; raise SystemExit(main())"
_DETECT_SECRETS = "from detect_secrets.main import main; raise SystemExit(main())"
_COUNTED = """
import os, time
depth = 0
def counted(function):
    def call(*given, **more):
        global depth
        begin, depth = time.process_time(), depth + 1
        try:
            return function(*given, **more)
        finally:
            depth -= 1
            if not depth:
                # Told at once: detect-secrets ends its workers without a word.
                os.write(2, b"own %f\\n" % (time.process_time() - begin))
    return call
"""
_COUNTED_FLAKE8 = """
import flake8.main.cli, flake8.checker
door = counted(__import__)("flake8_aurora").Checker
begun, ran = door.__init__, door.run
door.__init__ = lambda self, tree, lines, filename: counted(begun)(self, tree, lines, filename)
door.run = lambda self: counted(lambda: list(ran(self)))()
"""
_COUNTED_DETECT_SECRETS = """
import detect_secrets.main
scan = counted(__import__)("aurora_lint.doors.detect_secrets_scan", fromlist=["of_lines"])
counted(__import__)("aurora_lint.doors.detect_secrets")
scan.of_lines, scan.of_file = counted(scan.of_lines), counted(scan.of_file)
"""


def commands(host: str, scratch: Path) -> list[list[str]]:
    """Give a host's command with the plugin, without it, and with its own calls counted."""
    if host == "flake8":
        given = ["--isolated", "--jobs=1", "--exit-zero", "--quiet", "."]
        texts = (_FLAKE8, _WITHOUT + _FLAKE8, _COUNTED + _COUNTED_FLAKE8 + _FLAKE8)
        plugin = []
    else:
        given = ["--cores", "1", "scan", "--all-files", "."]
        plugin = ["-p", str(PROJECT / "plugins" / "detect_secrets_aurora.py")]
        texts = (
            _DETECT_SECRETS,
            _DETECT_SECRETS,
            _COUNTED + _COUNTED_DETECT_SECRETS + _DETECT_SECRETS,
        )
    made = []
    for nth, text in enumerate(texts):
        # A script: with ``-c`` the folder's own modules would come before those of the library.
        script = scratch / f"host{nth}.py"
        script.write_text(text)
        made.append([sys.executable, str(script), *given, *([] if nth == 1 else plugin)])
    return made


def share(command: list[str], at: Path) -> float:
    """Give what the plugin's own calls add to a host's CPU time, in hundredths."""
    begin = _of_children()
    done = subprocess.run(command, cwd=at, capture_output=True, text=True, check=True)
    lines = [each for each in done.stderr.splitlines() if each.startswith("own ")]
    own = sum(float(each.split()[1]) for each in lines)
    assert len(lines) > 2, done.stderr
    return 100 * own / (_of_children() - begin - own)


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _row(host: str, folder: Path, scratch: Path, pairs: int) -> list[str]:
    whole, stock, counted = commands(host, scratch)
    taken = in_turn({"with": lambda: run(folder, whole), "": lambda: run(folder, stock)}, pairs)
    ours, theirs = ([each.cpu for each in taken[name]] for name in ("with", ""))
    seconds = [f"{statistics.median(each):.2f}" for each in (theirs, ours)]
    ratio = statistics.median(a / b for a, b in zip(ours, theirs))
    own = statistics.median(share(counted, folder) for _ in range(3))
    return [folder.name, *seconds, f"{100 * (ratio - 1):+.1f} %", f"{own:.2f} %"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("host", choices=["flake8", "detect-secrets"])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--pairs", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        prepare(Path(made))
        rows = [
            _row(arguments.host, folder, Path(made), arguments.pairs)
            for folder in arguments.folders
        ]
    head = [arguments.host, "CPU s without", "CPU s with", "median of pairs", "own calls"]
    print(table(head, rows))


if __name__ == "__main__":
    main()
