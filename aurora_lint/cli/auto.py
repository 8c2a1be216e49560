"""``--range auto``: what to compare, as the variables of a hook or of a CI system say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aurora_lint.git import GitError, Repository
from aurora_lint.git.ranges import Range, is_nothing, parse, resolve


def ranges(repository: Repository, variables: Mapping[str, str]) -> list[Range]:
    """Give what a push, a pull request or a hook brings; nothing where a branch is deleted.

    Raises :class:`GitError` where the variables do not say.
    """
    if "PRE_COMMIT_TO_REF" in variables:
        return [Range(variables["PRE_COMMIT_TO_REF"], (variables["PRE_COMMIT_FROM_REF"],))]
    if variables.get("GITHUB_ACTIONS") == "true":
        return _of_github(repository, variables)
    if variables.get("GITLAB_CI") == "true":
        return _of_gitlab(repository, variables)
    raise GitError("--range auto: no variable here says what to compare; name it, as main..HEAD")


def new_branch(tip: str, branch: str) -> Range:
    """Give what a branch has that no other branch of a remote has."""
    return Range(tip, (), (f"--exclude=*/{branch}", "--remotes") if branch else ())


def _pushed(repository: Repository, before: str, after: str, branch: str) -> list[Range]:
    if is_nothing(after):
        return []  # the branch is gone
    is_known = before and not is_nothing(before) and resolve(repository, before)
    if is_known or (before and not is_nothing(before) and repository.is_shallow()):
        return [Range(after, (before,))]
    # A branch that is new, or was pushed by force over commits that nobody fetched.
    return [new_branch(after, branch)]


def _of_github(repository: Repository, variables: Mapping[str, str]) -> list[Range]:
    event = _event(variables.get("GITHUB_EVENT_PATH", ""))
    branch = variables.get("GITHUB_REF_NAME", "")
    if isinstance(request := event.get("pull_request"), dict):
        return [Range(_sha(request, "head", "sha"), (_sha(request, "base", "sha"),))]
    if isinstance(group := event.get("merge_group"), dict):
        return [Range(_sha(group, "head_sha"), (_sha(group, "base_sha"),))]
    if "before" in event and "after" in event:
        return _pushed(repository, _sha(event, "before"), _sha(event, "after"), branch)
    name = variables.get("GITHUB_EVENT_NAME", "this event")
    raise GitError(f"--range auto: {name} brings no commits; name a range, as main..HEAD")


def _event(path: str) -> dict[str, Any]:
    try:
        event = json.loads(Path(path).read_bytes())
    except (OSError, ValueError) as error:
        raise GitError(f"--range auto: GITHUB_EVENT_PATH can't be read: {error}") from None
    return event if isinstance(event, dict) else {}


def _sha(event: Any, *names: str) -> str:
    for name in names:
        event = event.get(name) if isinstance(event, dict) else None
    if not isinstance(event, str) or not event:
        raise GitError(f"--range auto: the event has no {'.'.join(names)}")
    return event


def _of_gitlab(repository: Repository, variables: Mapping[str, str]) -> list[Range]:
    base = variables.get("CI_MERGE_REQUEST_DIFF_BASE_SHA")
    if base:
        own = variables.get("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA")
        return [Range(own or variables["CI_COMMIT_SHA"], (base,))]
    if "CI_COMMIT_BEFORE_SHA" not in variables or "CI_COMMIT_SHA" not in variables:
        raise GitError("--range auto: GitLab says no commits; name a range, as main..HEAD")
    before, after = variables["CI_COMMIT_BEFORE_SHA"], variables["CI_COMMIT_SHA"]
    return _pushed(repository, before, after, variables.get("CI_COMMIT_BRANCH", ""))


def named(text: str, repository: Repository, variables: Mapping[str, str]) -> list[Range]:
    """Give the ranges that ``--range`` names: ``A..B``, or ``auto``."""
    return ranges(repository, variables) if text == "auto" else [parse(text)]
