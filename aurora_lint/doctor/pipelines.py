"""Checks in CI that can't fail, or that are given less than they look at."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aurora_lint.doctor.ground import Ground
from aurora_lint.doctor.hint import Hint

_FILES = (
    r"\.github/workflows/[^/]+\.ya?ml|\.gitlab-ci\.ya?ml|\.gitlab/.+\.ya?ml"
    r"|(?:.*/)?azure-pipelines[\w.-]*\.ya?ml|bitbucket-pipelines\.ya?ml|\.circleci/config\.ya?ml"
    r"|(?:.*/)?Jenkinsfile[\w.-]*"
)
_RUNS = re.compile(r"\baurora-lint\s+(?:check|keys|hook)\b|uses:\s*aurora-lint/")
_NEVER_FAILS = re.compile(r"--exit-zero\b|\|\|\s*(?:true|:|exit 0)(?:\s|$)")
_MAY_FAIL = re.compile(r"^\s*(?:continue-on-error|allow_failure|continueOnError):\s*[\"']?true")
_OF_HISTORY = re.compile(r"--range\b|--history\b|\baurora-lint\s+keys\b")
_CHECKOUT = re.compile(r"uses:\s*actions/checkout@")
_ALL = re.compile(r"fetch-depth:\s*[\"']?0\b")
#: A step is so many lines long at most, before and behind the command.
_STEP = 8


def check(ground: Ground) -> Iterator[Hint]:
    """Yield what keeps a check in CI from failing, or from seeing what it is asked for."""
    for path in ground.named(_FILES):
        lines = [line.partition(" #")[0] for line in ground.text(path).splitlines()]
        text = "\n".join(lines)
        runs = [
            nth
            for nth, line in enumerate(lines)
            if _RUNS.search(line) and not line.lstrip().startswith("#")
        ]
        # Beside a check that can fail, one that can't makes a report.
        is_gated = any(not _NEVER_FAILS.search(lines[nth]) for nth in runs)
        for nth in runs:
            line = lines[nth]
            if _NEVER_FAILS.search(line) and not is_gated:
                yield Hint(
                    "ci-never-fails", False, path, nth + 1, "this check never fails",
                    "let it fail, and hold what is known in a baseline",
                )  # fmt: skip
            for at in _step(lines, nth):
                if _MAY_FAIL.match(lines[at]):
                    yield Hint(
                        "ci-may-fail", False, path, at + 1, "this step may fail, and all goes on",
                        "take it out, and hold what is known in a baseline",
                    )  # fmt: skip
            whole = "\n".join(lines[at] for at in _step(lines, nth))
            if _OF_HISTORY.search(whole) and _CHECKOUT.search(text) and not _ALL.search(text):
                yield Hint(
                    "ci-shallow", False, path, nth + 1,
                    "this check wants the history, and the checkout fetches one commit",
                    "add fetch-depth: 0 to actions/checkout",
                )  # fmt: skip


def _step(lines: list[str], nth: int) -> range:
    """Give the lines of the step, or the job, that a line belongs to."""
    first = last = nth
    while first > max(0, nth - _STEP) and lines[first].strip():
        if lines[first].lstrip().startswith("- "):
            break
        first -= 1
    while last + 1 < min(len(lines), nth + _STEP) and lines[last + 1].strip():
        if lines[last + 1].lstrip().startswith("- "):
            break
        last += 1
    return range(first, last + 1)
