"""The project as it lies in git: what a reviewer would otherwise have to look for."""

import ast
import re
from pathlib import Path

import pytest

from tests import repositories

PROJECT = Path(__file__).parent.parent
EXAMPLE = "sk_prod_LXknKczQYkniVtMpRYs8wJgk"

pytestmark = [
    pytest.mark.repository,
    pytest.mark.skipif(not (PROJECT / ".git").exists(), reason="needs the project's repository"),
]


def listed(pattern: str = "*") -> list[Path]:
    names = repositories.git(PROJECT, "ls-files", "-z", "-c", "-o", "--exclude-standard")
    paths = [PROJECT / name for name in names.decode().split("\0") if name]
    return [path for path in paths if path.match(pattern) and path.is_file()]


def test_no_key_is_typed_into_the_project() -> None:
    """No text of a key's form but the vendor's documented example, not even a placeholder."""
    form = re.compile(rb"[sr]k_(?:prod|sand)_[A-Za-z0-9]{24}(?![A-Za-z0-9_])")
    for path in listed():
        assert set(form.findall(path.read_bytes())) <= {EXAMPLE.encode()}, path


def test_files_are_small() -> None:
    for path in listed("*.py"):
        if "fixtures" not in path.parts:
            assert len(path.read_text(encoding="utf-8").splitlines()) <= 300, path
            limit = {"plugins": 20, "doors": 150}.get(path.parent.name, 300)
            assert len(path.read_text(encoding="utf-8").splitlines()) <= limit, path


#: A room, and the rooms that it may import: imports run one way.
ROOMS = {
    "codes": 0, "progress": 0, "words": 0, "vocabulary": 0, "token": 0, "boundary": 0, "lines": 0,
    "literals": 0, "root": 0, "git": 0, "magic": 0, "processes": 1, "owner": 1, "packs": 1,
    "tables": 1, "source": 1, "sense": 1, "hosts": 1, "comments": 1, "policy": 1, "candidates": 2,
    "condition": 2, "prose": 2, "sources": 2, "keys": 3, "spellings": 4, "names": 4,
    "containers": 4, "address": 5, "pieces": 6, "finding": 6, "judge": 6, "audience": 7,
    "excerpt": 7, "baseline": 7, "rule": 8, "rules": 9, "exempt": 10, "examine": 11, "engine": 12,
    "inside": 13, "brought": 14, "scan": 14, "across": 15, "sweep": 15, "history": 16,
    "reporters": 17, "doors": 18, "export": 18, "doctor": 18, "cli": 19,
}  # fmt: skip


def test_imports_run_one_way() -> None:
    for path in listed("aurora_lint/**/*.py") + listed("aurora_lint/*.py"):
        parts = path.relative_to(PROJECT / "aurora_lint").with_suffix("").parts
        if parts[0] in ("__init__", "__main__"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
                if node.module == "aurora_lint":
                    names = [f"aurora_lint.{alias.name}" for alias in node.names]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            for name in names:
                room = re.match(r"aurora_lint\.(\w+)", name)
                if room and room[1] in ROOMS and room[1] != parts[0]:
                    here = ROOMS[parts[0]]
                    assert ROOMS[room[1]] < here, (path, name)


def test_hosts_are_never_imported_by_the_core() -> None:
    for path in listed("aurora_lint/**/*.py") + listed("aurora_lint/*.py"):
        text = path.read_text(encoding="utf-8")
        if "doors" not in path.parts and path.name != "detect_secrets.py":
            assert not re.search(r"^\s*(?:import|from) (?:flake8|detect_secrets)\b", text, re.M)


def test_the_version_is_in_the_changelog() -> None:
    from aurora_lint import __version__

    assert f"## {__version__}" in (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_pre_commit_example_is_the_repositorys_own_hooks() -> None:
    hooks = (PROJECT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    for name in re.findall(r"^- id: (\S+)", hooks, re.M):
        assert f"- id: {name}" in readme
