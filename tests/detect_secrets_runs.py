"""detect-secrets itself, run both ways: with the plugin named, and with the detectors built in."""

import json
import os
import subprocess
import sys
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.detect_secrets_contexts import MARK
from tests.keygen import key

#: The file as it is installed: in the wheel it stands beside the package.
PLUGIN = Path(str(getattr(find_spec("detect_secrets_aurora"), "origin", None)))
STANDARD = "Aurora standard production key (AUR101)"
DOORS = ["-p", "built in"]
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "TERM": "dumb",
}


def run(
    where: Path, *command: str, answers: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        cwd=where,
        input=answers,
        env={**ENVIRONMENT, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


def built_in(where: Path, *arguments: str, answers: str = "") -> subprocess.CompletedProcess[str]:
    return run(where, "-m", "aurora_lint", "detect-secrets", *arguments, answers=answers)


def scan(where: Path, door: str, *arguments: str) -> dict[str, Any]:
    """Give the baseline that a scan of all files in ``where`` prints."""
    if door == "built in":
        done = built_in(where, "scan", "--all-files", *arguments)
    else:
        done = run(
            where, "-m", "detect_secrets", "scan", "--all-files", *arguments,
            *(["-p", str(PLUGIN)] if door == "-p" else []),
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    baseline: dict[str, Any] = json.loads(done.stdout)
    return baseline


def hook(where: Path, door: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    if door == "built in":
        return built_in(where, "hook", *arguments)
    stock = run(where, "-m", "detect_secrets.pre_commit_hook", "-p", str(PLUGIN), *arguments)
    assert "Traceback" not in stock.stderr
    return stock


def places(baseline: dict[str, Any], ours: bool = True) -> Counter[tuple[str, int, str]]:
    return Counter(
        (name.replace(os.sep, "/"), secret["line_number"], secret["type"])
        for name, secrets in baseline["results"].items()
        for secret in secrets
        if secret["type"].startswith("Aurora ") is ours
    )


def save(where: Path, baseline: dict[str, Any]) -> Path:
    """Write a baseline, and make ``where`` a repository, as a hook with a baseline asks git."""
    path = where / ".secrets.baseline"
    path.write_text(json.dumps(baseline))
    subprocess.run(["git", "init", "-q", where], check=True, env=ENVIRONMENT)
    return path


def write(path: Path, text: str, seed: int = 1, prefix: str = "sk_prod") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(MARK.sub(key(prefix, seed), text).encode())
    return path
