"""The recipes of docs/ci.md, and a repository with a pull request to run them in."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from tests import repositories
from tests.keygen import key
from tests.repositories import git

PROJECT = Path(__file__).parent.parent
LINE = f'AURORA_API_KEY = "{key("sk_prod")}"\n'


class Recipe(NamedTuple):
    """A block of the page: its kind, and what is in it."""

    kind: str
    text: str

    @property
    def parsed(self) -> Any:
        return read(self.text)


def read(text: str) -> Any:
    """Read YAML. Tests of the wheel load this module, and no more: the reader is not there."""
    import yaml

    return yaml.safe_load(text)


def action() -> dict[str, Any]:
    """Give the project's own action."""
    told: dict[str, Any] = read((PROJECT / "action.yml").read_text(encoding="utf-8"))
    return told


def recipes() -> list[Recipe]:
    """Give every block of the page that has a comment before it, which says its kind."""
    page = (PROJECT / "docs" / "ci.md").read_text(encoding="utf-8")
    found = re.findall(r"<!-- ([a-z-]+)(?:: [^>]*)? -->\n```\w+\n(.*?)```", page, re.DOTALL)
    assert len(found) == page.count("```") // 2, "each block of the page has a kind"
    return [Recipe(kind, text) for kind, text in found]


def of(kind: str, number: int = 0) -> Recipe:
    return [each for each in recipes() if each.kind == kind][number]


#: What a branch brings on top of main, by a name: lists of commits, each of files.
CHANGES: dict[str, list[dict[str, str]]] = {
    "nothing to tell": [{"b.py": "y = 1\n"}],
    "a key": [{"a.py": LINE}],
    "a key that is gone again": [{"a.py": LINE}, {"a.py": "x = 2\n"}],
    "a key, and a policy that excludes it": [
        {"a.py": LINE, ".aurora-lint.toml": 'exclude = ["a.py"]\n'}
    ],
    "a key, and a comment that ignores it": [
        {"a.py": f"# aurora-lint: ignore[AUR101] it is fine, believe me\n{LINE}"}
    ],
}


class Job(NamedTuple):
    """A clone in which CI has checked out a branch, and where programs come from."""

    clone: Path
    shims: Path
    base: str
    tip: str

    def run(self, script: str, shell: str = "bash", **variables: str) -> tuple[int, str]:
        """Run a script with a CI system's variables; give its code and all that it printed."""
        mine = {name: os.environ[name] for name in ("HOME", "TMPDIR") if name in os.environ}
        done = subprocess.run(
            [*shell.split(), "-c", script],
            cwd=self.clone,
            env={
                **mine,
                **repositories.WHO,
                "PATH": f"{self.shims}{os.pathsep}{os.environ['PATH']}",
                "XDG_STATE_HOME": str(self.shims / "state"),
                **variables,
            },
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout + done.stderr


def job(folder: Path, change: str, in_main: dict[str, str] | None = None) -> Job:
    """Make a server's repository with main and a branch, and CI's whole clone of it."""
    work, server = repositories.make(folder / "work"), folder / "server.git"
    repositories.commit(work, {"a.py": "x = 1\n", "old.py": LINE, **(in_main or {})})
    repositories.write(work, {".aurora-lint.toml": 'exclude = ["old.py"]\n'})
    git(work, "add", "-A")
    git(work, "commit", "-q", "-m", "a policy")
    git(work, "checkout", "-q", "-b", "feature")
    for files in CHANGES[change]:
        repositories.commit(work, files)
    git(folder, "clone", "-q", "--bare", str(work), str(server))
    git(folder, "clone", "-q", "--branch", "feature", str(server), str(folder / "clone"))
    base, tip = git(work, "rev-parse", "main", "feature").decode().split()
    return Job(folder / "clone", _shims(folder / "shims"), base, tip)


def _shims(folder: Path) -> Path:
    """Put aurora-lint as it is here on the path, and a pip that has nothing to install.

    What ``python3 -m venv`` makes has the same in it.
    """
    folder.mkdir()
    _program(folder / "aurora-lint", f'exec "{sys.executable}" -m aurora_lint "$@"')
    _program(folder / "pip", 'test "$*" = "install --quiet aurora-lint"')
    activate = folder / "activate"
    activate.write_text(f'PATH="{folder}:$PATH"\n')
    _program(
        folder / "python3",
        'test "$1 $2" = "-m venv" || exit 1\n'
        f'mkdir -p "$3/bin" && cp "{activate}" "$3/bin/activate"',
    )
    return folder


def _program(path: Path, text: str) -> None:
    path.write_text(f"#!{shutil.which('sh')}\n{text}\n")
    path.chmod(0o755)
