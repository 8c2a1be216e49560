"""``aurora-lint fingerprint``: how a register, a baseline and a report name a key."""

from __future__ import annotations

import sys

from aurora_lint import keys
from aurora_lint.cli.parser import Parser, standard_input
from aurora_lint.cli.problem import CLEAN, FAILED


def run(argv: list[str]) -> int:
    """Print the fingerprint of each key on standard input; 2 where there is none."""
    parser = Parser(
        "aurora-lint fingerprint",
        "Print the fingerprint of a key read from standard input: the first 32 hex "
        "digits of SHA-256 over it. The key itself is not an argument: those are seen by others.",
    )
    parser.parse_args(argv)
    found = list(keys.find(standard_input()))
    for sighting in found:
        if sighting.key:
            print(f"{sighting.key.fingerprint}  {sighting.key.masked}")
    if not found:
        print("aurora-lint: no key on standard input", file=sys.stderr)
    return CLEAN if found else FAILED
