"""A tree of fifty files with a key each, in the ways that keys are written; and who names which."""

from __future__ import annotations

import base64
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.keygen import key

KINDS = ("sk_prod", "rk_prod", "sk_sand", "rk_sand")


def _line(text: str) -> bytes:
    return f"AURORA_API_KEY = '{text}'\n".encode()


def _binary(text: str) -> bytes:
    return bytes(range(256)) + b"\0" + text.encode() + bytes(range(255, -1, -1))


def _zip(text: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("settings.py", _line(text) * 3)
    return held.getvalue()


def _base64(text: str) -> bytes:
    return b'AURORA = "' + base64.b64encode(b"user:" + text.encode()) + b'"\n'


def _joined(text: str) -> bytes:
    kind, environment, token = text.split("_")
    return f"AURORA = '{kind}' + '_{environment}_' + '{token}'\n".encode()


#: Of each way its name, the ending of its files, how many there are, and how a key is written.
WAYS: tuple[tuple[str, str, int, Callable[[str], bytes]], ...] = (
    ("plain", "py", 15, _line),
    ("UTF-16", "txt", 7, lambda text: _line(text).decode().encode("utf-16")),
    ("binary", "bin", 7, _binary),
    ("zip", "zip", 7, _zip),
    ("base64", "py", 7, _base64),
    ("joined", "py", 7, _joined),
)


def plant(folder: Path) -> dict[str, str]:
    """Write the files; give the way of each file's name, without its ending."""
    folder.mkdir()
    ways: dict[str, str] = {}
    for way, ending, amount, write in WAYS:
        for _ in range(amount):
            name = f"planted{len(ways):02}"
            secret = key(KINDS[len(ways) % len(KINDS)], len(ways) + 1)
            (folder / f"{name}.{ending}").write_bytes(write(secret))
            ways[name] = way
    return ways


def found(folder: Path, ways: dict[str, str], command: Sequence[str]) -> str:
    """Run a program there; give of how many keys it names the file, and what it misses."""
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    named = set(re.findall(r"planted\d\d", (done.stdout + done.stderr).decode("utf-8", "replace")))
    missed = [way for name, way in ways.items() if name not in named]
    kinds = [f"{missed.count(way)} {way}" for way, *_ in WAYS if way in missed]
    return f"{len(ways) - len(missed)}" + (f" (not {', '.join(kinds)})" if kinds else "")
