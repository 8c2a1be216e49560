"""Real git repositories for tests."""

import os
import subprocess
from pathlib import Path

WHO = {
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


def git(top: Path, *arguments: str | bytes) -> bytes:
    """Run git at ``top`` as an ordinary user would; raise where it fails."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run(
        ["git", *arguments], cwd=top, env={**environment, **WHO}, capture_output=True, check=True
    ).stdout


def make(top: Path) -> Path:
    top.mkdir(parents=True, exist_ok=True)
    git(top, "init", "-q", "-b", "main")
    return top


def write(top: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def commit(top: Path, files: dict[str, str]) -> None:
    write(top, files)
    git(top, "add", "-A")
    git(top, "commit", "-q", "--allow-empty", "-m", "a change")
