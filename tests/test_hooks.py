"""The hooks in ``.pre-commit-hooks.yaml``, in a real pre-commit and a real prek."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import repositories
from tests.keygen import key

PROJECT = Path(__file__).parent.parent
KEY = key("sk_prod")
RUNNERS = {
    "pre-commit": [sys.executable, "-m", "pre_commit"],
    "prek": [shutil.which("prek", path=os.path.dirname(sys.executable)) or "prek"],
}

pytestmark = [
    pytest.mark.repository,
    pytest.mark.skipif(not (PROJECT / ".git").exists(), reason="needs the project's repository"),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the project as it lies in the working tree, all of it committed."""
    copy = repositories.make(tmp_path_factory.mktemp("project"))
    listed = repositories.git(PROJECT, "ls-files", "-z", "-c", "-o", "--exclude-standard")
    for name in filter(None, listed.decode().split("\0")):
        if (PROJECT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / name, copy / name)
    repositories.commit(copy, {})
    return copy


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hooks")


@pytest.mark.parametrize("runner", RUNNERS)
@pytest.mark.parametrize("hook", ["aurora-lint", "aurora-detect-secrets"])
def test_try_repo(runner: str, hook: str, tmp_path: Path, project: Path, cache: Path) -> None:
    top = repositories.make(tmp_path / "top")
    repositories.commit(top, {"kept.py": f'KEY = "{KEY}"\n'})

    def tried(*options: str) -> subprocess.CompletedProcess[str]:
        environment = {
            **os.environ,
            "PRE_COMMIT_HOME": str(cache / "pre-commit"),
            "PREK_HOME": str(cache / "prek"),
        }
        done = subprocess.run(
            [*RUNNERS[runner], "try-repo", str(project), hook, *options],
            cwd=top, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert KEY not in done.stdout + done.stderr
        return done

    repositories.write(top, {"new.py": "x = 1\n"})
    repositories.git(top, "add", "-A")
    clean = tried()
    assert clean.returncode == 0, clean.stdout + clean.stderr
    repositories.write(top, {"new.py": f'CLIENT = connect("{KEY}")\n'})
    repositories.git(top, "add", "-A")
    repositories.write(top, {"new.py": "x = 1\n"})
    found = tried()
    assert found.returncode == 1, found.stdout + found.stderr
    assert "new.py" in found.stdout
    assert "kept.py" not in found.stdout
    every = tried("--all-files")
    assert every.returncode == 1
    assert "kept.py" in every.stdout


@pytest.mark.parametrize("runner", RUNNERS)
def test_installed_for_pushes_and_messages(
    runner: str, tmp_path: Path, project: Path, cache: Path
) -> None:
    top = repositories.make(tmp_path / "top")
    repositories.git(tmp_path, "init", "-q", "--bare", "remote.git")
    repositories.git(top, "remote", "add", "origin", str(tmp_path / "remote.git"))
    revision = repositories.git(project, "rev-parse", "HEAD").decode().strip()
    hooks = "".join(f"      - id: {each}\n" for each in ("aurora-lint-push", "aurora-lint-message"))
    config = f"repos:\n  - repo: {project}\n    rev: {revision}\n    hooks:\n{hooks}"
    repositories.commit(top, {".pre-commit-config.yaml": config, "kept.py": "x = 1\n"})

    def tried(*command: str) -> subprocess.CompletedProcess[str]:
        environment = {
            **os.environ,
            **repositories.WHO,
            "PRE_COMMIT_HOME": str(cache / "pre-commit"),
            "PREK_HOME": str(cache / "prek"),
        }
        done = subprocess.run(
            command, cwd=top, env=environment, capture_output=True, text=True, check=False
        )
        assert KEY not in done.stdout + done.stderr
        return done

    install = ("install", "--hook-type", "pre-push", "--hook-type", "commit-msg")
    assert tried(*RUNNERS[runner], *install).returncode == 0
    first = tried("git", "push", "origin", "main")
    assert first.returncode == 0, first.stdout + first.stderr
    message = tried("git", "commit", "--allow-empty", "-m", f"use {KEY}")
    assert message.returncode == 1
    assert "AUR101" in message.stdout + message.stderr
    repositories.write(top, {"new.py": f'KEY = "{KEY}"\n'})
    repositories.git(top, "add", "-A")
    assert tried("git", "commit", "-m", "a change").returncode == 0
    repositories.git(top, "rm", "-q", "new.py")
    assert tried("git", "commit", "-m", "another").returncode == 0
    refused = tried("git", "push", "origin", "main")
    assert refused.returncode == 1
    assert "new.py:1:8: AUR101" in refused.stdout + refused.stderr
    repositories.git(top, "reset", "-q", "--hard", "HEAD~2")
    assert tried("git", "push", "origin", "main").returncode == 0
    # A branch of which the remote has nothing.
    repositories.git(top, "checkout", "-q", "--orphan", "apart")
    repositories.write(top, {"new.py": f'KEY = "{KEY}"\n'})
    repositories.git(top, "add", "-A")
    assert tried("git", "commit", "-m", "apart").returncode == 0
    assert tried("git", "push", "origin", "apart").returncode == 1
