"""aurora-lint and whatever other scanners are there, side by side in one run.

``python benchmarks/peers.py tree FOLDER… | history REPOSITORY… | hook [--pairs N] [--longest N]``

- ``tree``: ripgrep with a plain pattern is 1. ``found``: of fifty planted keys, in another tree.
- ``history``: git is 1 when it prints every object to nowhere, in the order in which they lie.
- ``hook``: ten staged files in which there is nothing; an interpreter that does nothing, and the
  two git calls that any such hook needs, are 1.

How each is called stands in ``known_peers.py``; one that is not on PATH is passed over with a line.
What takes longer than ``--longest`` seconds is measured once, on every fiftieth file of the tree,
and marked. Prints a table in Markdown for each.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from hook import repository
from known_peers import PEERS, REFERENCE, version, write_rules
from pairs import OURS, TooLong, Used, in_turn, median, prepare, run, table
from planted_tree import found, plant

_EVERY = 50
_LIMIT = ("git", "cat-file", "--batch-all-objects", "--batch", "--unordered", "--buffer")
_OURS = {
    "tree": ("check", "."),
    "history": ("check", "--history", "--no-cache"),
    "hook": ("check", "--staged"),
}


def _sample(folder: Path, to: Path) -> Path:
    """Copy every fiftieth file."""
    names = sorted(Path(at, each) for at, _, files in os.walk(folder) for each in files)
    for each in names[::_EVERY]:
        if each.is_file() and not each.is_symlink():
            copy = to / each.relative_to(folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(each, copy)
    return to


def _least(folder: Path) -> Used:
    """Do what any hook before a commit has to."""
    calls = (
        [sys.executable, "-c", "pass"],
        ["git", "diff", "--cached", "--raw"],
        ["git", "ls-files", "-s"],
    )
    wall, cpu, memory = zip(*(run(folder, call) for call in calls))
    return Used(sum(wall), sum(cpu), max(memory))


class Comparison:
    """The programs for a mode, and what is printed of them."""

    def __init__(self, mode: str, scratch: Path, pairs: int, longest: float) -> None:
        self.mode, self.scratch, self.pairs, self.longest = mode, scratch, pairs, longest
        rules = write_rules(scratch / "rules")
        files = [f"f{nth}.py" for nth in range(10)] if mode == "hook" else []
        self.commands: dict[str, Sequence[str]] = {"aurora-lint": (*OURS, *_OURS[mode])}
        for peer in (REFERENCE, *PEERS):
            if not shutil.which(peer.program):
                print(f"{peer.name} is not installed")
            elif command := peer.command(mode, rules, files if "{files}" in peer.hook else []):
                self.commands[peer.name] = command
        if mode == "tree" and not shutil.which(REFERENCE.program):
            sys.exit("the reference is ripgrep: install it")
        self.found: dict[str, str] = {}

    def count(self) -> None:
        """Count what each finds of the planted keys."""
        ways = plant(self.scratch / "planted")
        for name, command in self.commands.items():
            # The reference looks for one text: another row says what a whole pattern finds.
            if name != REFERENCE.name:
                self.found[name] = found(self.scratch / "planted", ways, command)

    def measure(self, folder: Path) -> str:
        """Measure all of them in a folder, and give the table."""
        least: tuple[str, Callable[[], Used]] = {
            "tree": (REFERENCE.name, lambda: run(folder, self.commands[REFERENCE.name])),
            "history": ("`git cat-file`", lambda: run(folder, _LIMIT)),
            "hook": ("an interpreter and two git calls", lambda: _least(folder)),
        }[self.mode]
        least[1]()
        timed, slow = {least[0]: least[1]}, []
        for name, command in self.commands.items():
            if name == least[0]:
                continue
            # 2 from us: the check is not whole, as where a history lacks objects. Its line tells.
            codes = (0, 1, 2) if name == "aurora-lint" else (0, 1)
            try:
                run(folder, command, self.longest, codes)
            except (TooLong, RuntimeError) as error:
                slow.append((name, command, isinstance(error, TooLong)))
                print(f"{name}: {type(error).__name__}: {error}", file=sys.stderr)
            else:
                timed[name] = lambda command=command, codes=codes: run(  # type: ignore[misc]
                    folder, command, accepted=codes
                )
        medians = {
            name: median(runs) for name, runs in in_turn(timed, self.pairs, is_warm=True).items()
        }
        base = medians[least[0]]
        rows = [
            self._row(name, f"{used.wall / base.wall:.2f}", used, "")
            for name, used in sorted(medians.items(), key=lambda each: each[1].wall)
        ]
        for name, command, is_long in slow:
            if not is_long or self.mode != "tree":
                told = f"over {self.longest / base.wall:.0f}" if is_long else "failed"
                rows.append(self._row(name, told, None, ""))
                continue
            part = self.scratch / "part"
            if not part.exists():
                _sample(folder, part)
            first, second = run(part, self.commands[REFERENCE.name]), run(part, command)
            rows.append(self._row(name, f"{second.wall / first.wall:.0f}", second, "¹"))
        shutil.rmtree(self.scratch / "part", ignore_errors=True)
        ours = subprocess.run(
            self.commands["aurora-lint"], cwd=folder, capture_output=True, text=True, check=False
        )
        told = (ours.stderr.splitlines() or [""])[-1]
        head = ["", "times", "seconds", "CPU seconds", "MB"] + (["found of 50"] * bool(self.found))
        text = f"{table(head, rows)}\n\n{told} (exit code {ours.returncode})"
        if any("¹" in row[1] for row in rows):
            text += (
                f"\n\n¹ Over {self.longest:.0f} s: measured once, on every {_EVERY}th file, "
                "as is ripgrep."
            )
        return text

    def _row(self, name: str, times: str, used: Used | None, mark: str) -> list[str]:
        figures = [f"{each:.3g}" for each in used[:2]] + [f"{used[2]:.0f}"] if used else ["–"] * 3
        last = [self.found.get(name, "–")] if self.found else []
        return [name, times + mark, *figures, *last]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("mode", choices=sorted(_OURS))
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--pairs", type=int, default=9)
    parser.add_argument("--longest", type=float, default=120)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        scratch = Path(made)
        prepare(scratch)
        compared = Comparison(arguments.mode, scratch, arguments.pairs, arguments.longest)
        there = [each for each in (REFERENCE, *PEERS) if shutil.which(each.program)]
        print(", ".join(dict.fromkeys(f"{each.program} {version(each)}" for each in there)))
        if arguments.mode == "tree":
            compared.count()
        if arguments.mode == "hook":
            (scratch / "staged").mkdir()
            repository(scratch / "staged")
            arguments.folders = [scratch / "staged"]
        for folder in arguments.folders:
            print(
                f"\n{folder.name}, {arguments.pairs} pairs:\n\n{compared.measure(folder)}",
                flush=True,
            )


if __name__ == "__main__":
    main()
