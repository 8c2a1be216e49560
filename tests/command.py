"""Runs the command line in this process and keeps what it printed."""

import json
import os
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from aurora_lint.cli import main


class Result(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def findings(self) -> list[dict[str, Any]]:
        return list(json.loads(self.out)["findings"])

    @property
    def skipped(self) -> list[dict[str, Any]]:
        return list(json.loads(self.out)["skipped"])

    @property
    def seen(self) -> list[tuple[str | None, int, str]]:
        """Path, line and code of each finding."""
        return [(one["path"], one["line"], one["code"]) for one in self.findings]


class Command:
    """``command("check", path)`` in the folder ``at``."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    def __call__(self, *arguments: str | os.PathLike[str], at: Path | None = None) -> Result:
        if at:
            self._monkeypatch.chdir(at)
        try:
            code = main([os.fspath(argument) for argument in arguments])
        except SystemExit as stop:  # argparse leaves this way
            code = stop.code if isinstance(stop.code, int) else 1
        out, err = self._capsys.readouterr()
        return Result(code, out, err)

    def json(self, *arguments: str | os.PathLike[str], at: Path | None = None) -> Result:
        return self(*arguments, "--format", "json", at=at)
