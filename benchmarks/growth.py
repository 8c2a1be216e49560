"""How time and memory grow: trees, histories and what is staged, at 1, 10 and 100 times the size.

``python benchmarks/growth.py [--largest 100] [--pairs N]``: trees of 1, 10 and 100 MB of generated
code, histories of 200, 2,000 and 20,000 commits of it, and so many files that are staged. Prints a
table in Markdown and draws it in ``docs/growth.svg``. The CPU seconds are those of all processes,
the megabytes of the largest.
"""

from __future__ import annotations

import argparse
import math
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from pairs import OURS, PROJECT, Used, in_turn, median, prepare, run, table

_FILES, _COMMITS, _STAGED = 100, 200, 10
_LINES = 250
_WORDS = "value total account name index order price panel design project roof token".split()
_COLOURS = {"tree": "#1b6ca8", "history": "#b5482a", "second run": "#3a7d44", "staged": "#7a4fa3"}


def text(chance: random.Random) -> list[str]:
    """Give the lines of a file of some ten kilobytes, in which there is no key."""
    lines = []
    for nth in range(_LINES):
        first, second, third = chance.choices(_WORDS, k=3)
        lines.append(f"    {first}_{nth} = {second}.{third}({chance.random():.4f}, {first}=None)\n")
    return lines


def tree(folder: Path, times: int) -> Path:
    """Write a tree of a megabyte, or more times that."""
    chance = random.Random(times)
    for nth in range(_FILES * times // 2):
        part = folder / f"part{nth % 50}"
        part.mkdir(parents=True, exist_ok=True)
        (part / f"file{nth}.py").write_text("".join(text(chance) + text(chance)))
    return folder


def _commits(times: int) -> Iterator[str]:
    """Yield a stream in which each commit changes some lines of a file."""
    chance = random.Random(times)
    files = [text(chance) for _ in range(50)]
    for nth in range(_COMMITS * times):
        name = chance.randrange(len(files))
        at = chance.randrange(_LINES - 10)
        files[name][at : at + 3] = text(chance)[:3]
        held = "".join(files[name])
        yield (
            f"commit refs/heads/main\ncommitter A <a@example.org> {1700000000 + nth} +0000\n"
            f"data 8\na change\nM 100644 inline part/file{name}.py\ndata {len(held)}\n{held}\n"
        )


def history(folder: Path, times: int) -> Path:
    """Make a repository of two hundred commits, or more times that, and pack it."""
    subprocess.run(["git", "init", "-q", "-b", "main", folder], check=True)
    with subprocess.Popen(
        ["git", "fast-import", "--quiet"], cwd=folder, stdin=subprocess.PIPE, text=True
    ) as importing:
        assert importing.stdin
        for each in _commits(times):
            importing.stdin.write(each)
        importing.stdin.close()
    for call in (["repack", "-a", "-d", "-q"], ["reset", "-q", "--hard"]):
        subprocess.run(["git", *call], cwd=folder, check=True)
    return folder


def staged(folder: Path, times: int) -> Path:
    """Make a repository in which ten files, or more times that, are staged."""
    history(folder, 1)
    chance = random.Random(times)
    for nth in range(_STAGED * times):
        (folder / f"new{nth}.py").write_text("".join(text(chance)))
    subprocess.run(["git", "add", "-A"], cwd=folder, check=True)
    return folder


def measure(scratch: Path, times: int, pairs: int) -> dict[str, Used]:
    """Give what each takes at a size."""
    at = scratch / str(times)
    trees, told, index = (
        tree(at / "tree", times), history(at / "history", times), staged(at / "staged", times),
    )  # fmt: skip
    calls = {
        "tree": (trees, ["check", "."]),
        "history": (told, ["check", "--history", "--no-cache"]),
        "second run": (told, ["check", "--history"]),
        "staged": (index, ["check", "--staged"]),
    }
    taken = in_turn(
        {
            name: lambda folder=folder, given=given: run(folder, [*OURS, *given])  # type: ignore[misc]
            for name, (folder, given) in calls.items()
        },
        pairs,
    )
    return {name: median(runs) for name, runs in taken.items()}


def plot(taken: dict[int, dict[str, Used]]) -> str:
    """Give a drawing: seconds and megabytes over the size, each step ten times the last."""
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 330" font-family="sans-serif" '
        'font-size="12">\n<rect width="760" height="330" fill="#fff"/>'
    ]
    for nth, (title, field, low, high) in enumerate(
        (("seconds", "wall", 0.01, 1000.0), ("megabytes", "memory", 10.0, 1000.0))
    ):
        left = 60 + nth * 380
        parts.append(f'<text x="{left}" y="20" font-weight="bold">{title}</text>')
        steps = _decades(low, high)
        for step in steps:
            y = _height(step, low, high)
            parts.append(
                f'<line x1="{left}" y1="{y:.0f}" x2="{left + 240}" y2="{y:.0f}" stroke="#ddd"/>'
                f'<text x="{left - 6}" y="{y + 4:.0f}" text-anchor="end">{step:g}</text>'
            )
        ends: list[float] = []
        for name, colour in _COLOURS.items():
            spots = [
                (left + 20 + 100 * at, _height(getattr(runs[name], field), low, high))
                for at, runs in enumerate(taken.values())
            ]
            line = " ".join(f"{x:.0f},{y:.0f}" for x, y in spots)
            parts.append(
                f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>'
            )
            end = spots[-1][1] + 4
            while any(abs(end - other) < 13 for other in ends):
                end += 1
            ends.append(end)
            parts.append(f'<text x="{left + 246}" y="{end:.0f}" fill="{colour}">{name}</text>')
        parts += [
            f'<text x="{left + 20 + 100 * at}" y="316" text-anchor="middle">× {times}</text>'
            for at, times in enumerate(taken)
        ]
    return "\n".join([*parts, "</svg>\n"])


def _decades(low: float, high: float) -> list[float]:
    steps = [low]
    while steps[-1] < high:
        steps.append(steps[-1] * 10)
    return steps


def _height(value: float, low: float, high: float) -> float:
    return 295 - 260 * math.log10(max(value, low) / low) / math.log10(high / low)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--largest", type=int, default=100)
    parser.add_argument("--pairs", type=int, default=3)
    arguments = parser.parse_args()
    taken = {}
    with tempfile.TemporaryDirectory() as made:
        prepare(Path(made))
        for times in (1, 10, 100):
            if times <= arguments.largest:
                taken[times] = measure(Path(made), times, arguments.pairs)
    rows = [
        [name, f"× {times}", f"{used.wall:.3g}", f"{used.cpu:.3g}", f"{used.memory:.0f}"]
        for name in _COLOURS
        for times, used in ((times, runs[name]) for times, runs in taken.items())
    ]
    print(table(["", "size", "seconds", "CPU seconds", "MB"], rows))
    (PROJECT / "docs" / "growth.svg").write_text(plot(taken), encoding="utf-8")


if __name__ == "__main__":
    main()
