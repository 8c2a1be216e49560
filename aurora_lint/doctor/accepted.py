"""What a team has decided itself: files that its policy excludes, entries that nobody owns."""

from __future__ import annotations

from collections.abc import Iterator

from aurora_lint.baseline import BaselineError, read
from aurora_lint.doctor.ground import Ground
from aurora_lint.doctor.hint import Hint, of

_BASELINE = "# aurora-lint baseline "


def check(ground: Ground) -> Iterator[Hint]:
    """Yield the keys in what is excluded, and the entries of baselines without an owner."""
    for each in ground.keys:
        if ground.policy.excludes(each.path or ""):
            said = f"is in a file that {ground.policy.origin} excludes"
            cure = "exclude less, or enter the key in the register"
            yield of(each, "policy-excluded", said, cure)
    for path in ground.paths:
        # A baseline has any name; its first line says what it is.
        if "/" not in path or "baseline" in path or path.startswith("."):
            yield from _of_baseline(ground, path)


def _of_baseline(ground: Ground, path: str) -> Iterator[Hint]:
    text = ground.text(path)
    if not text.startswith(_BASELINE):
        return
    try:
        entries = read(text.encode("utf-8", "surrogatepass")).entries
    except BaselineError as error:
        cure = "mend it, or write it anew: --write-baseline"
        yield Hint("baseline-unread", True, path, 0, f"this baseline can't be read: {error}", cure)
        return
    for nth, line in enumerate(text.splitlines(), 1):
        subject, _, about = line.partition(" ")
        known = next((each for each in entries if each.line == line), None)
        entry = ground.policy.entry(subject)
        if known and not (entry and entry.whose):
            said = f"{about} is known, and the register does not say whose the key is"
            cure = f"enter {subject} in [[tool.aurora-lint.keys]] with its owner"
            yield Hint("baseline-owner", True, path, nth, said, cure)
