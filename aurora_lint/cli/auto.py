"""``--range auto``: what to compare, as the variables of a hook or of a CI system say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aurora_lint.cli.handed import framework
from aurora_lint.git.ranges import Range, is_nothing, parse, resolve
from aurora_lint.git.repository import Repository
from aurora_lint.git.spawn import GitError

#: What starts a pipeline of GitLab's with something new.
_PUSHES = frozenset({"push", "merge_request_event", "external_pull_request_event", ""})


def named(text: str, repository: Repository, variables: Mapping[str, str]) -> list[Range]:
    """Give the ranges that ``--range`` names: ``A..B``, or ``auto``."""
    return ranges(repository, variables) if text == "auto" else [parse(text)]


def ranges(repository: Repository, variables: Mapping[str, str]) -> list[Range]:
    """Give what a push, a pull request or a hook brings; nothing where a branch is deleted.

    Raises :class:`GitError` where the variables do not say.
    """
    if "PRE_COMMIT_TO_REF" in variables or "PRE_COMMIT_FROM_REF" in variables:
        return framework(repository, variables)
    if variables.get("GITHUB_ACTIONS") == "true":
        return _of_github(repository, variables)
    if variables.get("GITLAB_CI") == "true":
        return _of_gitlab(repository, variables)
    raise GitError("--range auto: no variable here says what to compare; name it, as main..HEAD")


class _Push:
    """A push to a branch or a tag of the remote that CI systems call origin.

    The default branch is what is known beside what the ref was before: another new branch may
    hold the same commits, and each would be taken for known because of the other.
    """

    def __init__(self, repository: Repository, ref: str, default: str) -> None:
        self._repository = repository
        self.is_default = bool(default) and ref == default
        self._beside: tuple[str, ...] = ()
        # Of a ref that is not named nobody knows that it is not the default branch itself.
        if default and ref and not self.is_default:
            self._beside = (f"refs/remotes/origin/{default}",)

    def brings(self, before: str, after: str, ref: str = "") -> list[Range]:
        """Give what the push brings, by the commits that the ref led to."""
        if is_nothing(after):
            return []  # the branch is gone
        there = self._beside and resolve(self._repository, self._beside)[0]
        known = before if before and not is_nothing(before) else ""
        is_here = known and resolve(self._repository, [known])[0]
        if is_here or (known and self._repository.is_shallow()):
            return [Range(after, (known,), self._beside if there else (), ref)]
        if self._beside and not there:
            # The whole branch would be told, as far back as it goes.
            branch = self._beside[0].rpartition("origin/")[2]
            raise GitError(
                f"--range auto: {branch} is not here to compare with; fetch it: "
                f"git fetch origin +refs/heads/{branch}:{self._beside[0]}"
            )
        return [Range(after, (), self._beside, ref)]


def _of_github(repository: Repository, variables: Mapping[str, str]) -> list[Range]:
    event = _event(variables.get("GITHUB_EVENT_PATH", ""))
    if isinstance(request := event.get("pull_request"), dict):
        branch, target = (_name(request, end) for end in ("head", "base"))
        known = _here(repository, target)
        return [Range(_sha(request, "head", "sha"), (_sha(request, "base", "sha"),), known, branch)]
    if isinstance(group := event.get("merge_group"), dict):
        return [Range(_sha(group, "head_sha"), (_sha(group, "base_sha"),))]
    if "before" in event and "after" in event:
        told = event.get("ref")
        ref = told if isinstance(told, str) else variables.get("GITHUB_REF", "")
        about = event.get("repository")
        default = about.get("default_branch") if isinstance(about, dict) else None
        push = _Push(
            repository,
            ref.removeprefix("refs/heads/"),
            default if isinstance(default, str) else "",
        )
        return push.brings(_sha(event, "before"), _sha(event, "after"), ref)
    name = variables.get("GITHUB_EVENT_NAME", "this event")
    raise GitError(f"--range auto: {name} brings no commits; name a range, as main..HEAD")


def _name(request: dict[str, Any], end: str) -> str:
    told = request.get(end)
    name = told.get("ref") if isinstance(told, dict) else None
    return name if isinstance(name, str) else ""


def _here(repository: Repository, branch: str) -> tuple[str, ...]:
    """Give the branch of the remote where it is here: it may be ahead of what a request is told."""
    ref = f"refs/remotes/origin/{branch}"
    return (ref,) if branch and resolve(repository, [ref])[0] else ()


def _event(path: str) -> dict[str, Any]:
    try:
        event = json.loads(Path(path).read_bytes())
    except (OSError, ValueError) as error:
        raise GitError(f"--range auto: GITHUB_EVENT_PATH can't be read: {error}") from None
    except RecursionError:
        raise GitError("--range auto: GITHUB_EVENT_PATH is nested too deeply") from None
    return event if isinstance(event, dict) else {}


def _sha(event: Any, *names: str) -> str:
    for name in names:
        event = event.get(name) if isinstance(event, dict) else None
    if not isinstance(event, str) or not event:
        raise GitError(f"--range auto: the event has no {'.'.join(names)}")
    return event


def _of_gitlab(repository: Repository, variables: Mapping[str, str]) -> list[Range]:
    own, before = variables.get("CI_COMMIT_SHA", ""), variables.get("CI_COMMIT_BEFORE_SHA", "")
    if not own:
        raise GitError("--range auto: CI_COMMIT_SHA is not set; name a range, as main..HEAD")
    if base := variables.get("CI_MERGE_REQUEST_DIFF_BASE_SHA"):
        tip = variables.get("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA") or own
        known = _here(repository, variables.get("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", ""))
        branch = variables.get("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "")
        return [Range(tip, (base,), known, branch)]
    if not before:
        raise GitError("--range auto: CI_COMMIT_BEFORE_SHA is not set; name a range")
    branch, tag = variables.get("CI_COMMIT_BRANCH", ""), variables.get("CI_COMMIT_TAG", "")
    ref = f"refs/tags/{tag}" if tag else branch
    push = _Push(repository, ref, variables.get("CI_DEFAULT_BRANCH", ""))
    is_push = variables.get("CI_PIPELINE_SOURCE", "") in _PUSHES
    if push.is_default and is_nothing(before) and not is_push:
        return []  # a schedule or a person started it
    if tag:
        return push.brings(before, ref if resolve(repository, [ref])[0] else own, ref)
    return push.brings(before, own, f"refs/heads/{branch}" if branch else "")
