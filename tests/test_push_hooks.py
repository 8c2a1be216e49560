"""Git's own hooks around a push and a message, in real repositories and a bare remote on disk."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import repositories
from tests.keygen import key
from tests.repositories import git

#: What git does is the same under any Python.
pytestmark = pytest.mark.slow

KEY, OTHER = key("sk_prod"), key("rk_prod", 3)
LINE = f'KEY = "{KEY}"\n'


def install(hooks: Path, name: str) -> None:
    hooks.mkdir(exist_ok=True)
    hook = hooks / name
    hook.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m aurora_lint hook {name} "$@"\n')
    hook.chmod(0o755)


def tried(top: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run git as a user would, its hooks too; no output shows the key."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        **repositories.WHO,
        **variables,
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

    def test_refs_of_one_push_are_judged_by_their_own_policies(self, top: Path) -> None:
        git(top, "checkout", "-q", "-b", "lax")
        repositories.commit(top, {"a.py": LINE, ".aurora-lint.toml": 'exclude = ["a.py"]\n'})
        git(top, "checkout", "-q", "-b", "strict")
        repositories.commit(top, {".aurora-lint.toml": "exclude = []\n"})
        assert tried(top, "push", "origin", "lax").returncode == 0
        git(top, "push", "-q", "--no-verify", "origin", ":lax")
        refused = tried(top, "push", "origin", "lax", "strict")
        assert refused.returncode == 1
        assert (refused.stdout + refused.stderr).count("AUR101") == 1

    def test_what_comes_from_another_branch_of_the_remote_is_known(self, top: Path) -> None:
        git(top, "checkout", "-q", "-b", "feature")
        repositories.commit(top, {"b.py": "y = 1\n"})
        assert tried(top, "push", "origin", "feature").returncode == 0
        git(top, "checkout", "-q", "main")
        repositories.commit(top, {"old.py": LINE})
        git(top, "push", "-q", "--no-verify", "origin", "main")
        git(top, "checkout", "-q", "feature")
        git(top, "merge", "-q", "-m", "a merge", "main")
        assert tried(top, "push", "origin", "feature").returncode == 0

    def test_a_frameworks_variables_have_no_say_in_gits_own_hook(self, top: Path) -> None:
        repositories.commit(top, {"a.py": LINE})
        same = {"PRE_COMMIT": "1", "PRE_COMMIT_FROM_REF": "HEAD", "PRE_COMMIT_TO_REF": "HEAD"}
        assert tried(top, "push", "origin", "main", **same).returncode == 1

    def test_a_remote_whose_name_goes_on_in_anothers(self, top: Path, tmp_path: Path) -> None:
        repositories.commit(top, {"a.py": LINE})
        for name in ("pub", "pub/priv"):
            git(tmp_path, "init", "-q", "--bare", f"{name}.git")
            # Git 2.51 makes no such pair any more, and works with one that is there.
            git(top, "config", f"remote.{name}.url", str(tmp_path / f"{name}.git"))
            git(top, "config", f"remote.{name}.fetch", f"+refs/heads/*:refs/remotes/{name}/*")
        git(top, "push", "-q", "--no-verify", "pub/priv", "main")
        assert tried(top, "push", "pub/priv", "main:other").returncode == 0
        assert tried(top, "push", "pub", "main").returncode == 1

    def test_a_url_is_the_remote_that_it_is_of(self, top: Path, tmp_path: Path) -> None:
        url = git(top, "remote", "get-url", "origin").decode().strip()
        git(top, "checkout", "-q", "-b", "feature")
        repositories.commit(top, {"b.py": "y = 1\n"})
        assert tried(top, "push", url, "feature").returncode == 0
        git(tmp_path, "init", "-q", "--bare", "other.git")
        assert tried(top, "push", str(tmp_path / "other.git"), "feature").returncode == 1

    def test_tags_of_files_and_folders(self, top: Path) -> None:
        repositories.write(top, {"new.py": LINE, "clean.py": "x = 1\n"})
        for name, code in (("clean.py", 0), ("new.py", 1)):
            blob = git(top, "hash-object", "-w", name).decode().strip()
            git(top, "tag", f"of-{name}", blob)
            git(top, "tag", "-a", f"about-{name}", blob, "-m", "a file")
            for tag in (f"of-{name}", f"about-{name}"):
                assert tried(top, "push", "origin", tag).returncode == code
        git(top, "add", "new.py")
        git(top, "tag", "folder", git(top, "write-tree").decode().strip())
        refused = tried(top, "push", "origin", "folder")
        assert refused.returncode == 1
        assert "new.py:1:8: AUR101" in refused.stdout + refused.stderr

    def test_a_key_in_a_branchs_name(self, top: Path) -> None:
        refused = tried(top, "push", "origin", f"main:for-{OTHER}")
        assert refused.returncode == 1
        assert "<message>" in refused.stdout + refused.stderr

    def test_names_with_spaces_and_other_line_ends(self, top: Path) -> None:
        repositories.commit(top, {"b.py": "y = 1\n"})
        for source in ("HEAD^{/a change}", "main"):
            done = tried(top, "push", "origin", f"{source}:refs/heads/a\u2028b")
            assert done.returncode == 0, done.stderr

    def test_no_git_folder_in_the_work_tree(self, top: Path, tmp_path: Path) -> None:
        repositories.commit(top, {"a.py": LINE})
        (top / ".git").rename(tmp_path / "apart.git")
        apart = (f"--git-dir={tmp_path / 'apart.git'}", f"--work-tree={top}")
        assert tried(top, *apart, "push", "origin", "main").returncode == 1
        git(top, *apart, "reset", "-q", "--hard", "HEAD~1")
        repositories.write(top, {"b.py": "y = 1\n"})
        git(top, *apart, "add", "b.py")
        git(top, *apart, "commit", "-q", "-m", "a change")
        assert tried(top, *apart, "push", "origin", "main").returncode == 0


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

    def test_scissors_that_somebody_wrote_cut_nothing(self, top: Path) -> None:
        scissors = f"# {'-' * 24} >8 {'-' * 24}\n"
        for below in (f"use {KEY}\n", f"# {KEY}\nmore\n", f"# Do not modify\nuse {KEY}\n"):
            message = f"a change\n\n{scissors}{below}"
            done = tried(top, "commit", "--allow-empty", "--cleanup=verbatim", "-m", message)
            assert done.returncode == 1, below

    def test_the_policy_is_the_indexs(self, top: Path) -> None:
        repositories.write(top, {".aurora-lint.toml": "exclude = []\nnothing = 1\n"})
        assert tried(top, "commit", "--allow-empty", "-m", "a change").returncode == 0
        git(top, "add", ".aurora-lint.toml")
        assert tried(top, "commit", "-m", "a change").returncode == 1

    def test_what_is_below_the_scissors_is_no_message(self, top: Path) -> None:
        (top / "editor.sh").write_text(
            '#!/bin/sh\nprintf "%s\\n" "remove it" | cat - "$1" > x && cp x "$1"\n'
        )
        (top / "editor.sh").chmod(0o755)
        repositories.write(top, {"kept.py": LINE})
        git(top, "add", "kept.py")
        for verbose in ("-v", "-vv"):
            done = tried(top, "-c", f"core.editor={top / 'editor.sh'}", "commit", verbose)
            assert done.returncode == 0, done.stderr
            (top / "kept.py").write_text("# more\n" + LINE)
            git(top, "add", "kept.py")

    def test_messages_that_are_cleaned_up_by_scissors(self, top: Path) -> None:
        """As git 2.55 writes them: one pair of scissors, and the files that changed below it."""
        repositories.write(top, {"kept.py": "x = 1\n"})
        git(top, "add", "kept.py")
        settings = ("-c", "core.editor=true", "-c", "commit.cleanup=scissors")
        done = tried(top, *settings, "commit", "-v", "-m", "remove it", "-e")
        assert done.returncode == 0, done.stderr
        below = "# Do not modify it.\n#\n# Changes to be committed:\n#\tmodified:   kept.py\n#\n"
        change = f"diff --git a/kept.py b/kept.py\n-{LINE}"
        for text, code in ((f"{below}{change}", 0), (f"{below}use {KEY}\n", 1)):
            (top / "message").write_text(f"a change\n\n# {'-' * 24} >8 {'-' * 24}\n{text}")
            hook = [str(top / ".git" / "hooks" / "commit-msg"), str(top / "message")]
            assert subprocess.run(hook, cwd=top, capture_output=True).returncode == code


def test_bad_input_is_2(top: Path) -> None:
    for hook, given in (
        ("pre-push", "a b c\n"),
        ("pre-receive", "a b c d\n"),
        ("pre-receive", "\n"),
        ("pre-receive", ""),
        ("pre-receive", "\x1b[2J\x07\n"),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "aurora_lint", "hook", hook, "origin"],
            cwd=top, input=given, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 2, (hook, done.stderr)
        assert done.stderr.strip().isprintable()


def test_a_closed_standard_input_is_2(top: Path) -> None:
    commands = (
        "hook pre-push origin url", "hook pre-receive", "check -", "check --message -",
        "fingerprint",
    )  # fmt: skip
    for command in commands:
        done = subprocess.run(
            ["sh", "-c", f'exec "{sys.executable}" -m aurora_lint {command} <&-'],
            cwd=top, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stdout) == (2, ""), command
        assert done.stderr == "aurora-lint: standard input is closed\n"


def test_no_lines_are_nothing_to_push(top: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "aurora_lint", "hook", "pre-push", "origin", "url"],
        cwd=top, input="", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
