"""Why nothing could be checked: said on standard error, with the exit code for it."""

from __future__ import annotations

import sys

#: Exit codes: nothing found, something found, the check could not be done whole.
CLEAN, FOUND, FAILED = 0, 1, 2


class NoInput(Exception):
    """Standard input is closed; that it is empty would be another matter."""


def problem(message: str) -> int:
    """Say on standard error why nothing could be checked; give the exit code for it."""
    from aurora_lint.keys import mask

    # Git quotes what its messages name; a line that a hook was handed may hold anything.
    said = (
        char if char.isprintable() or char in "\n\t" else ascii(char)[1:-1]
        for char in mask(message)
    )
    print(f"aurora-lint: {''.join(said)}", file=sys.stderr)
    return FAILED
