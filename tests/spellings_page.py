"""``docs/spellings.md``: what each door sees of each spelling, found by trying all of them."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from aurora_lint.cli import main
from tests import detect_secrets_runs, repositories
from tests.spellings import KEY, SPELLINGS

DOORS = ("command line", "flake8", "detect-secrets")
INTRODUCTION = """\
# Spellings

A key need not stand in a file as one plain run of ASCII. Each row is tried at each door with a
generated key. The command line, the hooks among it, reads every file as it is; flake8 hands over
Python files only; detect-secrets reads a file as lines of text, and leaves those out whose names
say that they are none. A finding points at where the construct starts and says its spelling; its
fingerprint is the key's own.

"""
END = """
What is not found: text that is encoded more than three times over; a prefix in base64 of which an
escape is a part; a prefix within which a line ends, but for base64; dumps that have addresses
beside the bytes; keys in words of other alphabets than base64, base32 and hexadecimal (base85,
yEnc); archives of other formats than gzip, bzip2, xz, zlib, zip and tar (zstd, 7z, rar, `.deb`); an
archive within base64 (the `release` of Helm's Secrets, cloud-init's `gz+b64`); UTF-16 within base64
(PowerShell's `-EncodedCommand`); bytes with commas between in hexadecimal without `0x` (`hex:` of a
registry's file); and pieces that only a running program puts together, or that are decoded by
arithmetic on all of the prefix.
`tests/test_pieces_of_python.py` lists the idioms of Python that give no file a reason to be looked
at; they are worked out where something else does. `aurora_lint/pieces/outlined.py` says what is
missed in other languages.

What may be unpacked is bounded by `--max-depth`, `--max-members`, `--max-expanded-bytes` and
`--max-ratio`; what is beyond is listed as skipped, and the check exits with 2 unless you set the
bound yourself. Code is worked out in a bounded number of steps, in Python files of up to 2 MB and
others of up to 1 MB; what is beyond is listed as skipped, too, and does not change the exit: each
key that is written in one piece or encoded is found there all the same.
"""


def seen() -> dict[str, set[int]]:
    """Give the rows in which each door sees the key."""
    with tempfile.TemporaryDirectory() as folder:
        top = repositories.make(Path(folder))
        for number, row in enumerate(SPELLINGS):
            place = top / f"{number:03}"
            place.mkdir()
            (place / row.file).write_bytes(row.make(KEY))
        report = Path(folder) / "report.json"
        main(["check", str(top), "--format", "json", "--quiet", "--output", str(report)])
        found = [each["path"] for each in json.loads(report.read_text())["findings"]]
        report.unlink()
        lint = subprocess.run(
            [sys.executable, "-m", "flake8", "--isolated", "--select", "AUR1", "."],
            cwd=top, capture_output=True, text=True,
        )  # fmt: skip
        baseline = detect_secrets_runs.scan(top, "-p")
        scanned = [path for path, _, kind in detect_secrets_runs.places(baseline) if "AUR1" in kind]
    return {
        "command line": {int(path[:3]) for path in found},
        "flake8": {int(line[2:5]) for line in lint.stdout.splitlines()},
        "detect-secrets": {int(path[:3]) for path in scanned},
    }


def page() -> str:
    """Give the page's text."""
    doors = seen()
    lines = [f"| | spelling | told as | {' | '.join(DOORS)} |", "|---|---|---|---|---|---|"]
    group = ""
    for number, row in enumerate(SPELLINGS):
        cells = ["yes" if number in doors[door] else "–" for door in DOORS]
        first = "" if row.group == group else row.group
        group = row.group
        name = row.name.replace("|", "\\|")
        lines.append(f"| {first} | {name} | {row.told} | {' | '.join(cells)} |")
    return INTRODUCTION + "\n".join(lines) + "\n" + END
