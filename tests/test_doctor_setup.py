"""``aurora-lint doctor``: hooks, pipelines, what is not read, and what a team decided itself."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from aurora_lint.keys import Key
from tests import repositories
from tests.command import Command
from tests.keygen import key

STANDARD = key("sk_prod", 1)
LINE = f'KEY = "{STANDARD}"\n'
CONFIG = "repos:\n- repo: x\n  rev: v1\n  hooks:\n  - id: aurora-lint\n"


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    top = repositories.make(tmp_path / "top")
    monkeypatch.chdir(top)
    return top


def hints(command: Command, *ignored: str) -> list[dict[str, Any]]:
    result = command("doctor", "--format", "json", "--ignore", ",".join(ignored))
    found: list[dict[str, Any]] = json.loads(result.out)["hints"]
    assert result.code == (1 if found else 0)
    return found


def told(command: Command, *ignored: str) -> list[tuple[str, str | None, int | None]]:
    return [(each["id"], each["path"], each["line"]) for each in hints(command, *ignored)]


def hook(top: Path, name: str, text: str) -> None:
    (top / ".git/hooks" / name).write_text(f"#!/bin/sh\n{text}\n")


class TestHooks:
    def test_none(self, command: Command, top: Path) -> None:
        repositories.commit(top, {"a.py": "x\n"})
        assert told(command) == [("no-hook", None, None)]
        hook(top, "pre-commit", "exec aurora-lint hook pre-commit")
        assert told(command) == []

    def test_configured_and_not_installed(self, command: Command, top: Path) -> None:
        pytest.importorskip("pre_commit")
        ids = "aurora-lint aurora-lint-push aurora-lint-message".split()
        config = CONFIG + "".join(f"  - id: {each}\n" for each in ids[1:])
        repositories.commit(top, {".pre-commit-config.yaml": config})
        said = [each["do"].split()[-1] for each in hints(command)]
        assert said == ["commit-msg", "pre-commit", "pre-push"]
        # What pre-commit itself writes there.
        for name in ("pre-commit", "pre-push", "commit-msg"):
            install = [sys.executable, "-m", "pre_commit", "install", "--hook-type", name]
            subprocess.run(install, cwd=top, check=True, capture_output=True)
        assert told(command) == []

    def test_in_another_folder(self, command: Command, top: Path) -> None:
        repositories.commit(top, {".pre-commit-config.yaml": CONFIG, "hooks/pre-commit": "prek\n"})
        repositories.git(top, "config", "core.hooksPath", "hooks")
        assert told(command) == []

    def test_of_the_working_tree(self, command: Command, top: Path) -> None:
        hook(top, "pre-commit", "aurora-lint check src # --staged")
        assert told(command) == [("hook-work-tree", ".git/hooks/pre-commit", 2)]
        hook(top, "pre-commit", "aurora-lint check --staged")
        assert told(command) == []
        entry = "  hooks:\n  - id: aurora-lint\n    entry: aurora-lint check\n"
        repositories.commit(top, {".pre-commit-config.yaml": entry})
        assert ("hook-work-tree", ".pre-commit-config.yaml", 3) in told(command)


#: A workflow, and what is wrong with it at which line.
WORKFLOWS: list[tuple[str, list[tuple[str, int]]]] = [
    ("- run: aurora-lint check\n", []),
    ("- run: aurora-lint check --exit-zero\n", [("ci-never-fails", 1)]),
    ("- run: aurora-lint check || true\n", [("ci-never-fails", 1)]),
    ("- run: aurora-lint check\n- run: aurora-lint check --exit-zero --format sarif\n", []),
    ("- run: aurora-lint check # || true\n", []),
    ("# - run: aurora-lint check || true\n", []),
    ("- name: a\n  continue-on-error: true\n  run: aurora-lint check\n", [("ci-may-fail", 2)]),
    ("- run: x\n  continue-on-error: true\n- run: aurora-lint check\n", []),
    ("- uses: actions/checkout@v5\n- run: aurora-lint check --range auto\n", [("ci-shallow", 2)]),
    ("- uses: actions/checkout@v5\n- run: aurora-lint check\n", []),
    (
        "- uses: actions/checkout@v5\n- uses: aurora-lint/aurora-lint@v1\n  with:\n"
        "    arguments: --range auto\n",
        [("ci-shallow", 2)],
    ),
    ("- uses: actions/checkout@v5\n  with:\n    fetch-depth: 0\n- run: aurora-lint keys\n", []),
]


@pytest.mark.parametrize(("text", "expected"), WORKFLOWS)
def test_pipelines(command: Command, top: Path, text: str, expected: list[tuple[str, int]]) -> None:
    repositories.commit(top, {".github/workflows/a.yml": text})
    found = told(command, "no-hook")
    assert [(name, line) for name, _, line in found] == expected


def test_our_own_recipes_are_in_order(command: Command, top: Path) -> None:
    """What ``docs/ci.md`` advises is not what the doctor warns of."""
    import re

    docs = Path(__file__).parent.parent / "docs" / "ci.md"
    if not docs.exists():
        pytest.skip("the documents are not here")
    blocks = re.findall(r"```ya?ml\n(.*?)```", docs.read_text(encoding="utf-8"), re.DOTALL)
    files = {f".github/workflows/{nth}.yml": each for nth, each in enumerate(blocks)}
    repositories.commit(top, files)
    assert told(command, "no-hook", "ci-shallow") == []
    workflows = {name: each for name, each in files.items() if "actions/checkout" in each}
    assert not [path for _, path, _ in told(command, "no-hook") if path in workflows]


class TestUnread:
    def test_what_is_elsewhere(self, command: Command, top: Path) -> None:
        pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64
        repositories.commit(top, {"big.bin": f"{pointer}\nsize 1\n"})
        repositories.commit(repositories.make(top / "nested"), {"a.py": "x\n"})
        other = repositories.make(top.parent / "other")
        repositories.commit(other, {"a.py": "x\n"})
        add = ("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(other), "sub")
        repositories.git(top, *add)
        assert told(command, "no-hook") == [
            ("lfs-pointer", "big.bin", None),
            ("nested-repository", "nested", None),
            ("submodule", "sub", None),
        ]

    def test_what_git_is_told_not_to_see(self, command: Command, top: Path) -> None:
        repositories.commit(top, {"a.py": "x\n", "b.py": "x\n"})
        repositories.git(top, "update-index", "--skip-worktree", "a.py")
        repositories.git(top, "update-index", "--assume-unchanged", "b.py")
        assert [path for _, path, _ in told(command, "no-hook")] == ["a.py", "b.py"]

    def test_clones_that_lack_something(
        self, command: Command, top: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        repositories.commit(top, {"a.py": "x\n"})
        repositories.commit(top, {"a.py": "y\n"})
        repositories.git(top, "config", "uploadpack.allowFilter", "true")
        for option, name in (("--depth=1", "shallow"), ("--filter=blob:none", "partial")):
            clone = top.parent / name
            url = f"file://{top}"
            repositories.git(top.parent, "clone", "-q", option, url, str(clone))
            monkeypatch.chdir(clone)
            assert told(command, "no-hook") == [(name, None, None)]

    def test_encrypted(self, command: Command, top: Path) -> None:
        repositories.commit(top, {".gitattributes": "secret/* filter=git-crypt\n", "a.py": "x\n"})
        repositories.git(top, "config", "filter.git-crypt.clean", "cat")
        repositories.commit(top, {"secret/a.env": "x\n"})
        assert told(command, "no-hook") == [("encrypted", "secret/a.env", None)]


class TestAccepted:
    def test_excluded_keys(self, command: Command, top: Path) -> None:
        policy = 'exclude = ["old/"]\n'
        repositories.commit(top, {".aurora-lint.toml": policy, "old/a.py": LINE, "b.py": LINE})
        (found,) = hints(command, "no-hook")
        assert (found["id"], found["path"], found["hides"]) == ("policy-excluded", "old/a.py", True)
        assert found["masked"].startswith(STANDARD[:12])

    def test_entries_without_an_owner(self, command: Command, top: Path) -> None:
        repositories.commit(top, {"a.py": LINE})
        write = ("check", "--baseline", ".aurora-baseline", "--write-baseline")
        assert command(*write).code == 0
        repositories.commit(top, {})
        assert told(command, "no-hook") == [("baseline-owner", ".aurora-baseline", 2)]
        entry = f'[[keys]]\nfingerprint = "{Key(STANDARD).fingerprint}"\nowner = "Platform"\n'
        repositories.commit(top, {".aurora-lint.toml": entry + 'paths = ["b.py"]\n'})
        assert told(command, "no-hook") == []
        repositories.commit(top, {".aurora-baseline": "# aurora-lint baseline 1: …\nx\n"})
        assert told(command, "no-hook") == [("baseline-unread", ".aurora-baseline", None)]


class TestHostile:
    """Whatever lies there: a clear line, and no traceback."""

    def test_files_that_are_none(self, command: Command, top: Path) -> None:
        names = [".secrets.baseline", "setup.cfg", ".pre-commit-config.yaml", "package.json"]
        for name in names:
            (top / name).symlink_to("/dev/zero")
        repositories.git(top, "add", "-A")
        result = command("doctor")
        assert result.code == 1
        assert "internal error" not in result.err
        for name in names:
            (top / name).unlink()
            (top / name).write_bytes(os.urandom(5000))
        repositories.git(top, "add", "-A")
        result = command("doctor")
        assert result.code == 1
        assert "internal error" not in result.err

    def test_names(self, command: Command, top: Path) -> None:
        for name in (f"{STANDARD}.py", "n\nl.py", "\udcff.py", "\x1b[2J.py"):
            (top / name).write_text(LINE.rstrip() + "  # noqa\n")
        repositories.commit(top, {"tox.ini": "[flake8]\n"})
        result = command("doctor", "--ignore", "no-hook")
        assert result.out.count("flake8-noqa (hides)") == 4
        assert STANDARD[8:] not in result.out
        assert "\x1b" not in result.out
        assert len(result.out.splitlines()) == 8

    def test_no_repository_is_2(self, command: Command, tmp_path: Path) -> None:
        result = command("doctor", at=tmp_path)
        assert (result.code, result.out) == (2, "")

    def test_a_broken_policy_is_2(self, command: Command, top: Path) -> None:
        repositories.write(top, {".aurora-lint.toml": "x = 1\n"})
        assert command("doctor").code == 2
