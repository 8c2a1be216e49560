"""``check --range auto``: what hooks and CI systems say of what is new."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests import repositories
from tests.command import Command
from tests.repositories import git
from tests.test_range import LINE, OTHER, head, seen

NOTHING = "0" * 40


def run(
    command: Command, top: Path, monkeypatch: pytest.MonkeyPatch, **variables: str
) -> list[tuple[str | None, str, str]]:
    surround(monkeypatch, **variables)
    return seen(command, top, "auto")


def surround(monkeypatch: pytest.MonkeyPatch, **variables: str) -> None:
    for name in list(os.environ):
        if name.startswith(("GITHUB_", "GITLAB_", "CI_", "PRE_COMMIT")):
            monkeypatch.delenv(name)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)


def fails(command: Command, top: Path, monkeypatch: pytest.MonkeyPatch, **variables: str) -> str:
    surround(monkeypatch, **variables)
    result = command("check", "--range", "auto", at=top)
    assert (result.code, result.out) == (2, "")
    assert "Traceback" not in result.err
    return result.err


@pytest.fixture
def feature(tmp_path: Path) -> Path:
    """A branch with a key, which is pushed; the default branch is here as it was fetched."""
    top = repositories.make(tmp_path / "top")
    repositories.commit(top, {"a.py": "x = 1\n", "kept.py": LINE})
    git(top, "tag", "start")
    git(top, "update-ref", "refs/remotes/origin/main", "start")
    git(top, "checkout", "-q", "-b", "feature")
    repositories.commit(top, {"a.py": LINE})
    git(top, "update-ref", "refs/remotes/origin/feature", "HEAD")
    return top


def test_pre_commit(command: Command, feature: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refs = {"PRE_COMMIT_FROM_REF": "start", "PRE_COMMIT_TO_REF": "HEAD"}
    assert run(command, feature, monkeypatch, **refs) == [("a.py", "AUR101", head(feature))]


class TestGitHub:
    @pytest.fixture
    def event(self, tmp_path: Path) -> Path:
        return tmp_path / "event.json"

    def told(
        self, event: Path, told: Mapping[str, object], ref: str = "heads/feature"
    ) -> dict[str, str]:
        event.write_text(json.dumps({"repository": {"default_branch": "main"}, **told}))
        return {
            "GITHUB_ACTIONS": "true",
            "GITHUB_EVENT_PATH": str(event),
            "GITHUB_REF": f"refs/{ref}",
            "GITHUB_REF_NAME": ref.partition("/")[2],
        }

    @pytest.mark.parametrize("kind", ["pull_request", "push", "new", "forced", "merge_group"])
    def test_events(
        self,
        command: Command,
        feature: Path,
        monkeypatch: pytest.MonkeyPatch,
        event: Path,
        kind: str,
    ) -> None:
        base, own = head(feature, "start"), head(feature)
        before = {"new": NOTHING, "forced": "1" * 40}.get(kind, base)
        about: dict[str, dict[str, object]] = {
            "pull_request": {"pull_request": {"base": {"sha": base}, "head": {"sha": own}}},
            "merge_group": {"merge_group": {"base_sha": base, "head_sha": own}},
        }
        told = about.get(kind, {"before": before, "after": own})
        variables = self.told(event, told)
        assert run(command, feature, monkeypatch, **variables) == [("a.py", "AUR101", own)]

    def test_two_new_branches_with_the_same_commits_do_not_hide_each_other(
        self, command: Command, feature: Path, monkeypatch: pytest.MonkeyPatch, event: Path
    ) -> None:
        own = head(feature)
        for name in ("other", "deep/feature"):
            git(feature, "update-ref", f"refs/remotes/origin/{name}", "HEAD")
        for name in ("feature", "other", "deep/feature"):
            told = self.told(event, {"before": NOTHING, "after": own}, f"heads/{name}")
            assert run(command, feature, monkeypatch, **told) == [("a.py", "AUR101", own)]

    def test_what_a_merge_brings_from_the_default_branch_is_known(
        self, command: Command, feature: Path, monkeypatch: pytest.MonkeyPatch, event: Path
    ) -> None:
        before = head(feature)
        git(feature, "checkout", "-q", "main")
        repositories.commit(feature, {"old.py": LINE})
        git(feature, "update-ref", "refs/remotes/origin/main", "HEAD")
        git(feature, "checkout", "-q", "feature")
        git(feature, "merge", "-q", "-m", "a merge", "main")
        told = self.told(event, {"before": before, "after": head(feature)})
        assert run(command, feature, monkeypatch, **told) == []

    def test_the_default_branch_itself(
        self, command: Command, feature: Path, monkeypatch: pytest.MonkeyPatch, event: Path
    ) -> None:
        """Its remote branch is where it was pushed to already."""
        git(feature, "update-ref", "refs/remotes/origin/main", "HEAD")
        own = head(feature)
        told = self.told(event, {"before": head(feature, "start"), "after": own}, "heads/main")
        assert run(command, feature, monkeypatch, **told) == [("a.py", "AUR101", own)]
        told = self.told(event, {"before": NOTHING, "after": own}, "heads/main")
        found = {each[0] for each in run(command, feature, monkeypatch, **told)}
        assert found == {"a.py", "kept.py"}
        pushed = {"before": head(feature, "start"), "after": own}
        told = self.told(event, {**pushed, "ref": "refs/heads/main"}, "heads/other")
        assert run(command, feature, monkeypatch, **told) == [("a.py", "AUR101", own)]
        told = {**self.told(event, pushed), "GITHUB_REF": ""}
        assert run(command, feature, monkeypatch, **told) == [("a.py", "AUR101", own)]

    def test_a_tag(
        self, command: Command, feature: Path, monkeypatch: pytest.MonkeyPatch, event: Path
    ) -> None:
        git(feature, "tag", "-a", "v1", "-m", "a release")
        after = head(feature, "v1")
        told = self.told(event, {"before": NOTHING, "after": after}, "tags/v1")
        assert run(command, feature, monkeypatch, **told) == [("a.py", "AUR101", head(feature))]

    def test_a_default_branch_that_was_not_fetched(
        self, command: Command, feature: Path, monkeypatch: pytest.MonkeyPatch, event: Path
    ) -> None:
        git(feature, "update-ref", "-d", "refs/remotes/origin/main")
        told = self.told(event, {"before": NOTHING, "after": head(feature)})
        said = fails(command, feature, monkeypatch, **told)
        assert "git fetch origin +refs/heads/main:refs/remotes/origin/main" in said
        told = self.told(event, {"before": head(feature, "start"), "after": head(feature)})
        assert len(run(command, feature, monkeypatch, **told)) == 1
        told = self.told(event, {"repository": 1, "before": NOTHING, "after": head(feature)})
        assert len(run(command, feature, monkeypatch, **told)) == 2

    def test_a_key_in_a_branchs_name(
        self, command: Command, feature: Path, monkeypatch: pytest.MonkeyPatch, event: Path
    ) -> None:
        told: Mapping[str, object] = {"before": head(feature), "after": head(feature)}
        variables = self.told(event, told, f"heads/for-{OTHER}")
        found = run(command, feature, monkeypatch, **variables)
        assert found == [(None, "AUR101", head(feature))]

    @pytest.mark.parametrize(
        "text",
        [
            None, "{", "{}", "[]", '{"before": 1, "after": 2}', '{"pull_request": {}}',
            "[" * 100_000,
            '{"before": "a\\u0000b", "after": "\\ud800"}', '{"before": "", "after": ""}',
            '{"before": "x", "after": "-x"}',
        ],
    )  # fmt: skip
    def test_events_that_say_nothing(
        self, command: Command, feature: Path, monkeypatch: pytest.MonkeyPatch, event: Path,
        text: str | None,
    ) -> None:  # fmt: skip
        if text is not None:
            event.write_text(text)
        fails(command, feature, monkeypatch, GITHUB_ACTIONS="true", GITHUB_EVENT_PATH=str(event))

    def test_a_branch_that_is_deleted(
        self, command: Command, feature: Path, monkeypatch: pytest.MonkeyPatch, event: Path
    ) -> None:
        told = self.told(event, {"before": head(feature), "after": NOTHING, "deleted": True})
        assert run(command, feature, monkeypatch, **told) == []


class TestGitLab:
    def told(self, feature: Path, before: str = NOTHING, **more: str) -> dict[str, str]:
        return {
            "GITLAB_CI": "true", "CI_COMMIT_SHA": head(feature), "CI_COMMIT_BEFORE_SHA": before,
            "CI_DEFAULT_BRANCH": "main", "CI_PIPELINE_SOURCE": "push", **more,
        }  # fmt: skip

    @pytest.mark.parametrize("kind", ["merge request", "push", "new", "schedule"])
    def test_pipelines(
        self, command: Command, feature: Path, monkeypatch: pytest.MonkeyPatch, kind: str
    ) -> None:
        variables = self.told(feature, CI_COMMIT_BRANCH="feature")
        if kind == "push":
            variables["CI_COMMIT_BEFORE_SHA"] = head(feature, "start")
        elif kind == "merge request":
            variables["CI_MERGE_REQUEST_DIFF_BASE_SHA"] = head(feature, "start")
        elif kind == "schedule":
            variables["CI_PIPELINE_SOURCE"] = "schedule"
        found = run(command, feature, monkeypatch, **variables)
        assert found == [("a.py", "AUR101", head(feature))]

    def test_a_schedule_of_the_default_branch_brings_nothing(
        self, command: Command, feature: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for source, count in (("schedule", 0), ("web", 0), ("push", 2)):
            told = self.told(feature, CI_COMMIT_BRANCH="main", CI_PIPELINE_SOURCE=source)
            assert len(run(command, feature, monkeypatch, **told)) == count

    @pytest.mark.parametrize("is_fetched", [True, False])
    def test_a_tag(
        self, command: Command, feature: Path, monkeypatch: pytest.MonkeyPatch, is_fetched: bool
    ) -> None:
        if is_fetched:
            git(feature, "tag", "-a", "v1", "-m", f"token {OTHER}")
        told = self.told(feature, CI_COMMIT_TAG="v1")
        found = run(command, feature, monkeypatch, **told)
        assert ("a.py", "AUR101", head(feature)) in found
        assert ((None, "AUR101", head(feature, "v1")) in found) if is_fetched else len(found) == 1

    def test_variables_that_are_half_set(
        self, command: Command, feature: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        whole = self.told(feature, CI_COMMIT_BRANCH="feature")
        for missing in ("CI_COMMIT_SHA", "CI_COMMIT_BEFORE_SHA"):
            half = {name: value for name, value in whole.items() if name != missing}
            fails(command, feature, monkeypatch, **half)


def test_half_of_pre_commits(
    command: Command, feature: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails(command, feature, monkeypatch, PRE_COMMIT="1", PRE_COMMIT_FROM_REF="HEAD")
    new = {"PRE_COMMIT": "1", "PRE_COMMIT_TO_REF": "HEAD"}
    assert len(run(command, feature, monkeypatch, **new)) == 2


def test_nothing_says_what_to_compare(
    command: Command, feature: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails(command, feature, monkeypatch)
