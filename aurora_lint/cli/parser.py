"""The parser of every command: no abbreviations, and errors that show no key."""

from __future__ import annotations

import argparse
import os
import sys
from typing import NoReturn

from aurora_lint.cli.problem import FAILED, NoInput, problem


class Parser(argparse.ArgumentParser):
    """An argument parser that takes options by their full names only."""

    def __init__(self, prog: str, description: str, epilog: str = "") -> None:
        super().__init__(prog=prog, description=description, epilog=epilog, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        """Tell what is wrong with the arguments, and leave with 2."""
        self.print_usage(sys.stderr)
        problem(f"{message}; {self.prog} --help tells more")
        sys.exit(FAILED)


def standard_input() -> bytes:
    """Read standard input to its end; :class:`NoInput` where the caller has closed it."""
    if sys.stdin is None:
        raise NoInput("standard input is closed")
    return sys.stdin.buffer.read()


def files_apart(argv: list[str]) -> list[str]:
    """Give a hook's arguments with each that is a file's name made to look like one.

    Hooks are handed the names of committed files, and ``--exit-zero`` can be such a name.
    """
    return [
        f"./{each}" if each.startswith("-") and os.path.lexists(each) else each for each in argv
    ]
