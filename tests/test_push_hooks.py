"""Git's own hooks around a push and a message, in real repositories and a bare remote on disk."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import repositories
from tests.keygen import key
from tests.repositories import git

KEY, OTHER = key("sk_prod"), key("rk_prod", 3)
LINE = f'KEY = "{KEY}"\n'


def install(hooks: Path, name: str) -> None:
    hooks.mkdir(exist_ok=True)
    hook = hooks / name
    hook.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m aurora_lint hook {name} "$@"\n')
    hook.chmod(0o755)


def tried(top: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run git as a user would, its hooks too; no output shows the key."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        **repositories.WHO,
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }
    done = subprocess.run(
        ["git", *arguments], cwd=top, env=environment, capture_output=True, text=True, check=False
    )
    assert KEY not in done.stdout + done.stderr
    return done


@pytest.fixture
def top(tmp_path: Path) -> Path:
    top = repositories.make(tmp_path / "top")
    repositories.commit(top, {"a.py": "x = 1\n", "kept.py": f'KEY = "{OTHER}"\n'})
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "remote.git")
    git(top, "remote", "add", "origin", str(tmp_path / "remote.git"))
    return top


class TestPrePush:
    @pytest.fixture(autouse=True)
    def hook(self, top: Path) -> None:
        git(top, "push", "-q", "origin", "main")
        install(top / ".git" / "hooks", "pre-push")

    def test_refused_and_accepted(self, top: Path) -> None:
        repositories.commit(top, {"a.py": LINE})
        repositories.commit(top, {"a.py": "x = 2\n"})
        refused = tried(top, "push", "origin", "main")
        assert refused.returncode == 1
        assert "a.py:1:8: AUR101" in refused.stderr + refused.stdout
        assert "kept.py" not in refused.stderr + refused.stdout
        git(top, "reset", "-q", "--hard", "HEAD~2")
        repositories.commit(top, {"a.py": "x = 3\n", "kept.py": f'# moved\nKEY = "{OTHER}"\n'})
        assert tried(top, "push", "origin", "main").returncode == 0

    def test_new_and_deleted_branches_and_nothing(self, top: Path) -> None:
        git(top, "checkout", "-q", "-b", "feature")
        assert tried(top, "push", "origin", "feature").returncode == 0
        assert tried(top, "push", "origin", "feature").returncode == 0
        assert tried(top, "push", "origin", ":feature").returncode == 0
        repositories.commit(top, {"a.py": LINE})
        assert tried(top, "push", "origin", "feature").returncode == 1

    def test_a_forced_push(self, top: Path) -> None:
        repositories.commit(top, {"a.py": "x = 2\n"})
        assert tried(top, "push", "origin", "main").returncode == 0
        git(top, "reset", "-q", "--hard", "HEAD~1")
        repositories.commit(top, {"b.py": LINE})
        assert tried(top, "push", "--force", "origin", "main").returncode == 1

    def test_a_tag_with_a_key_in_its_message(self, top: Path) -> None:
        git(top, "tag", "-a", "v1", "-m", "the first")
        assert tried(top, "push", "origin", "v1").returncode == 0
        git(top, "tag", "-a", "v2", "-m", f"token {KEY}")
        refused = tried(top, "push", "origin", "v2")
        assert refused.returncode == 1
        assert "<tag>" in refused.stdout + refused.stderr

    def test_another_remote_has_nothing_yet(self, top: Path, tmp_path: Path) -> None:
        git(tmp_path, "init", "-q", "--bare", "public.git")
        refused = tried(top, "push", str(tmp_path / "public.git"), "main")
        assert refused.returncode == 1
        assert "kept.py" in refused.stdout + refused.stderr


class TestPreReceive:
    @pytest.fixture(autouse=True)
    def hook(self, top: Path, tmp_path: Path) -> None:
        git(top, "push", "-q", "origin", "main")
        install(tmp_path / "remote.git" / "hooks", "pre-receive")

    def test_refused_and_accepted(self, top: Path, tmp_path: Path) -> None:
        repositories.commit(top, {"a.py": "x = 2\n"})
        assert tried(top, "push", "origin", "main").returncode == 0
        repositories.commit(top, {"a.py": LINE})
        repositories.commit(top, {"a.py": "x = 3\n"})
        refused = tried(top, "push", "origin", "main", "HEAD:refs/heads/other")
        assert refused.returncode == 1
        assert "remote: a.py:1:8: AUR101" in refused.stderr
        assert "pre-receive hook declined" in refused.stderr
        assert git(tmp_path / "remote.git", "branch", "--list", "other") == b""
        git(top, "reset", "-q", "--hard", "HEAD~2")
        assert tried(top, "push", "origin", "HEAD:refs/heads/other").returncode == 0
        assert tried(top, "push", "origin", ":other").returncode == 0


class TestCommitMessage:
    @pytest.fixture(autouse=True)
    def hook(self, top: Path) -> None:
        install(top / ".git" / "hooks", "commit-msg")

    def test_refused_and_accepted(self, top: Path) -> None:
        refused = tried(top, "commit", "--allow-empty", "-m", f"use {KEY}")
        assert refused.returncode == 1
        assert "<message>:1:5: AUR101" in refused.stdout + refused.stderr
        assert tried(top, "commit", "--allow-empty", "-m", "use the key").returncode == 0

    def test_what_is_below_the_scissors_is_no_message(self, top: Path) -> None:
        (top / "editor.sh").write_text(
            '#!/bin/sh\nprintf "%s\\n" "remove it" | cat - "$1" > x && cp x "$1"\n'
        )
        (top / "editor.sh").chmod(0o755)
        repositories.write(top, {"kept.py": LINE})
        git(top, "add", "kept.py")
        done = tried(top, "-c", f"core.editor={top / 'editor.sh'}", "commit", "--verbose")
        assert done.returncode == 0, done.stderr


def test_bad_input_is_2(top: Path) -> None:
    for hook, given in (
        ("pre-push", "a b c\n"),
        ("pre-receive", "a b c d\n"),
        ("pre-receive", "\n"),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "aurora_lint", "hook", hook, "origin"],
            cwd=top, input=given, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 2, (hook, done.stderr)
