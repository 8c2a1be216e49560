"""Hooks that are not there, and hooks that read something else than what is committed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from aurora_lint.doctor.ground import Ground
from aurora_lint.doctor.hint import Hint

_CONFIG = ".pre-commit-config.yaml"
#: Our hooks by their ids, and the hook of git's that each needs.
_NEEDED = {
    "aurora-lint": "pre-commit",
    "aurora-detect-secrets": "pre-commit",
    "aurora-lint-push": "pre-push",
    "aurora-lint-message": "commit-msg",
}
_ID = re.compile(r"^\s*-?\s*id:\s*[\"']?(aurora-[\w-]+)[\"']?\s*(?:#.*)?$", re.MULTILINE)
_RUNS = re.compile(r"\b(?:pre-commit|prek|lefthook|husky|aurora-lint)\b")
#: A check of files in a hook: of the working tree, as it may differ from what is staged.
_OF_FILES = re.compile(r"\baurora-lint\s+check\b(?!.*--(?:staged|range|message|history)\b)")
_LARGEST = 1_000_000


def check(ground: Ground) -> Iterator[Hint]:
    """Yield the hooks that are wanted and not there, and those that read the working tree."""
    folder = ground.hooks()
    config = ground.text(_CONFIG)
    wanted = {_NEEDED[each] for each in _ID.findall(config) if each in _NEEDED}
    if "aurora-lint" in config:
        wanted.add("pre-commit")
    for hook in sorted(wanted):
        if not _RUNS.search(_script(folder / hook)):
            yield Hint(
                "hook-not-installed", False, _CONFIG, 0,
                f"aurora-lint is configured for {hook}, and git has no such hook in this clone",
                f"pre-commit install --hook-type {hook}",
            )  # fmt: skip
    own = {hook: _script(folder / hook) for hook in ("pre-commit", "pre-push", "commit-msg")}
    others = [".husky/pre-commit", "lefthook.yml", ".lefthook.yml", ".overcommit.yml"]
    is_called = any("aurora-lint" in text for text in own.values())
    if not wanted and not is_called and not ground.mentions("aurora-lint", *others):
        yield Hint(
            "no-hook", False, "", 0, "no hook of this clone checks what is committed",
            "see the README: pre-commit, prek, or two lines in .git/hooks/pre-commit",
        )  # fmt: skip
    texts = {_CONFIG: config, **{each: ground.text(each) for each in others}}
    for hook in ("pre-commit", "commit-msg"):
        texts[f".git/hooks/{hook}"] = own[hook]
    for path, text in texts.items():
        for nth, line in enumerate(text.splitlines(), 1):
            if _OF_FILES.search(line.partition(" #")[0]):
                yield Hint(
                    "hook-work-tree", False, path, nth,
                    "this hook reads the working tree, where a staged key may be gone already",
                    "call aurora-lint hook pre-commit, or aurora-lint check --staged",
                )  # fmt: skip


def _script(path: Path) -> str:
    """Give a hook's text; empty where it is not there, or is a program."""
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return ""
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
