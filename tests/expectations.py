"""What a fixture file says must be found on its lines.

``expect[AUR301]`` in a comment speaks of its own line, ``expect-next[…]`` of the next one, a file
``<name>.expect`` beside a file of lines in it (``3 AUR301``). ``miss[AUR101] why`` is a known gap
and ``noise[AUR301] why`` a known false alarm: both are strict, so that an improvement shows.
"""

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

_MARK = re.compile(r"\b(expect-next|expect|miss|noise)\[([A-Z0-9, ]*)\]")
_LINE = re.compile(r"^(\d+) ((?:AUR\d{3}[, ]*)+)(?: (miss|noise)\b.*)?$")


class Expected(NamedTuple):
    """Findings by (path, line, code), with the number of each; gaps and false alarms apart."""

    found: Counter[tuple[str, int, str]]
    missed: Counter[tuple[str, int, str]]
    noise: Counter[tuple[str, int, str]]


def read(root: Path) -> Expected:
    """Read the expectations of every file of the fixture case at ``root``."""
    expected = Expected(Counter(), Counter(), Counter())
    for path in sorted(root.rglob("*")):
        if path.is_file():
            _read_file(path, path.relative_to(root).as_posix(), expected)
    return expected


def _read_file(path: Path, called: str, expected: Expected) -> None:
    text = path.read_bytes().decode("utf-8", "replace")
    if path.suffix == ".expect":
        for line in text.splitlines():
            match = _LINE.match(line)
            assert match, f"{path}: not understood: {line!r}"
            kind = {"miss": expected.missed, "noise": expected.noise}.get(match[3], expected.found)
            for code in _codes(match[2]):
                kind[called.removesuffix(".expect"), int(match[1]), code] += 1
        return
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        for kind_name, codes in _MARK.findall(line):
            kind = {"miss": expected.missed, "noise": expected.noise}.get(kind_name, expected.found)
            for code in _codes(codes):
                kind[called, number + (kind_name == "expect-next"), code] += 1


def _codes(text: str) -> list[str]:
    return re.findall(r"AUR\d{3}", text)
