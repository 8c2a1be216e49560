"""docs/ci.md: each recipe is valid by its system's schema, and its commands are run.

They are run in a real clone with a pull request in it, with the variables that the system
documents. What a machine without that system can't show is the system itself.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import recipes
from tests.recipes import CHANGES, PROJECT, Job, action, job
from tests.repositories import git

pytestmark = pytest.mark.repository

NOTHING = "0" * 40
#: What a system's file is called in the validator, and what that needs to read it.
SCHEMAS = {
    "github-workflow": ["vendor.github-workflows"],
    "gitlab-ci": ["vendor.gitlab-ci", "--data-transform", "gitlab-ci"],
    "bitbucket-pipelines": ["vendor.bitbucket-pipelines"],
    # A pattern in it is of another flavour.
    "azure-pipelines": ["vendor.azure-pipelines", "--regex-variant", "python"],
}


def verdict(change: str) -> int:
    return 0 if change == "nothing to tell" else 1


@pytest.fixture(params=CHANGES)
def change(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def validate(path: Path, schema: str, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *options, path],
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_system_has_a_recipe() -> None:
    kinds = [each.kind for each in recipes.recipes()]
    assert set(kinds) == {*SCHEMAS, "jenkinsfile", "shell"}


@pytest.mark.parametrize("kind", SCHEMAS)
def test_it_is_valid(tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"{kind}.yml"
    for recipe in (each for each in recipes.recipes() if each.kind == kind):
        file.write_text(recipe.text, encoding="utf-8")
        done = validate(file, *SCHEMAS[kind])
        assert done.returncode == 0, done.stdout
    # The validator would see it if it were not.
    file.write_text("jobs: 1\npipelines: 1\nsteps: 1\nsome: {script: 1}\n")
    assert validate(file, *SCHEMAS[kind]).returncode == 1


def test_no_expression_gets_into_a_script() -> None:
    """Neither in the action nor in the workflows: branches have the names that people like."""
    for number in (0, 1):
        workflow = recipes.of("github-workflow", number).parsed
        for each in workflow["jobs"].values():
            assert not any("run" in step for step in each["steps"])
    for step in action()["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


class TestWorkflows:
    @pytest.mark.parametrize("number", [0, 1])
    def test_zizmor_finds_nothing(self, tmp_path: Path, number: int) -> None:
        """Tags are taken for pins in a document, where a commit's id would age."""
        (tmp_path / "zizmor.yml").write_text(
            'rules:\n  unpinned-uses:\n    config:\n      policies:\n        "*": ref-pin\n'
        )
        file = tmp_path / "workflow.yml"
        file.write_text(recipes.of("github-workflow", number).text)
        found = zizmor(file, "--config", str(tmp_path / "zizmor.yml"))
        assert found == []
        file.write_text(file.read_text().replace("persist-credentials: false", "clean: true"))
        assert zizmor(file, "--config", str(tmp_path / "zizmor.yml"))

    def test_the_inputs_are_the_actions(self) -> None:
        for number in (0, 1):
            workflow = recipes.of("github-workflow", number).parsed
            for each in workflow["jobs"].values():
                assert each["permissions"]["security-events"] == "write"
                checkout, check, upload = each["steps"]
                assert checkout["with"]["fetch-depth"] == 0
                assert set(check["with"]) <= set(action()["inputs"])
                assert upload["if"].startswith("always()")
                assert upload["with"]["sarif_file"] == check["with"]["sarif-file"]


def zizmor(file: Path, *options: str) -> list[Any]:
    program = Path(sys.executable).with_name("zizmor")
    done = subprocess.run(
        [program, "--offline", "--format", "json", "--no-exit-codes", *options, file],
        capture_output=True,
        text=True,
        check=True,
    )
    return list(json.loads(done.stdout))


class TestGitLab:
    def script(self, name: str = "aurora-lint") -> str:
        told = recipes.of("gitlab-ci").parsed[name]
        assert told["variables"] == {"GIT_DEPTH": "0"}
        return "\n".join(told["script"])

    def told(self, made: Job, **more: str) -> dict[str, str]:
        return {
            "GITLAB_CI": "true", "CI_COMMIT_SHA": made.tip, "CI_COMMIT_BEFORE_SHA": NOTHING,
            "CI_DEFAULT_BRANCH": "main", **more,
        }  # fmt: skip

    def test_a_merge_request(self, tmp_path: Path, change: str) -> None:
        made = job(tmp_path, change)
        code, printed = made.run(
            self.script(),
            "bash -eo pipefail",
            **self.told(
                made,
                CI_PIPELINE_SOURCE="merge_request_event",
                CI_MERGE_REQUEST_DIFF_BASE_SHA=made.base,
                CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main",
                CI_MERGE_REQUEST_SOURCE_BRANCH_NAME="feature",
            ),
        )
        assert code == verdict(change), printed
        assert "old.py:1" not in printed
        reports = recipes.of("gitlab-ci").parsed["aurora-lint"]["artifacts"]["reports"]
        for name in reports.values():
            assert json.loads((made.clone / name).read_text()) is not None

    def test_a_push(self, tmp_path: Path) -> None:
        made = job(tmp_path, "a key that is gone again")
        told = self.told(made, CI_PIPELINE_SOURCE="push", CI_COMMIT_BRANCH="feature")
        code, printed = made.run(self.script(), "sh -e", **told)
        assert (code, printed.count("AUR101")) == (1, 1)

    def test_a_schedule(self, tmp_path: Path) -> None:
        made = job(tmp_path, "a key that is gone again")
        told = self.told(made, CI_PIPELINE_SOURCE="schedule", CI_COMMIT_BRANCH="main")
        code, printed = made.run(self.script("aurora-lint-history"), "sh -e", **told)
        assert (code, printed.count("a.py")) == (1, 1)


class TestBitbucket:
    def script(self, *path: str) -> str:
        told = recipes.of("bitbucket-pipelines").parsed
        assert told["clone"] == {"depth": "full"}
        for each in path:
            told = told[each]
        return "\n".join(told[0]["step"]["script"])

    def test_a_pull_request(self, tmp_path: Path, change: str) -> None:
        """Main went on, and Bitbucket has merged it into the branch."""
        made = job(tmp_path, change)
        git(made.clone, "update-ref", "-d", "refs/remotes/origin/main")
        git(made.clone, "checkout", "-q", "-b", "ahead", made.base)
        git(made.clone, "commit", "-q", "--allow-empty", "-m", "ahead")
        git(made.clone, "push", "-q", "origin", "ahead:main")
        git(made.clone, "checkout", "-q", "feature")
        git(made.clone, "merge", "-q", "-m", "merged", "ahead")
        git(made.clone, "update-ref", "-d", "refs/remotes/origin/main")
        told = {"BITBUCKET_PR_DESTINATION_BRANCH": "main", "BITBUCKET_BRANCH": "feature"}
        script = self.script("pipelines", "pull-requests", "**")
        code, printed = made.run(script, "bash -e", **told)
        assert code == verdict(change), printed

    def test_the_others(self, tmp_path: Path) -> None:
        made = job(tmp_path, "a key that is gone again")
        branch = self.script("pipelines", "branches", "main")
        assert made.run(branch, "sh -e", BITBUCKET_BRANCH="main")[0] == 0
        history = self.script("pipelines", "custom", "aurora-lint-history")
        assert made.run(history, "sh -e", BITBUCKET_BRANCH="main")[0] == 1


class TestJenkins:
    def script(self) -> str:
        text = recipes.of("jenkinsfile").text
        (script,) = re.findall(r"sh '''\n(.*?)'''", text, re.DOTALL)
        # Single quotes: nothing of it is Groovy's, and a backslash would be.
        assert "\\" not in script
        outside = re.sub(r"'[^'\n]*'|//[^\n]*", "", text.replace(f"'''\n{script}'''", ""))
        for opening, closing in ("{}", "()", "[]"):
            assert outside.count(opening) == outside.count(closing)
        assert '"' not in outside
        return str(script)

    @pytest.fixture
    def temporary(self, tmp_path: Path) -> str:
        return str(tmp_path / "jenkins tmp")

    def test_a_pull_request(self, tmp_path: Path, change: str, temporary: str) -> None:
        made = job(tmp_path, change)
        git(made.clone, "update-ref", "-d", "refs/remotes/origin/main")
        told = {"CHANGE_TARGET": "main", "CHANGE_ID": "1", "WORKSPACE_TMP": temporary}
        code, printed = made.run(self.script(), "sh -xe", **told)
        assert code == verdict(change), printed
        assert json.loads((made.clone / "aurora-lint.sarif").read_text())["runs"]

    @pytest.mark.parametrize(("before", "code"), [("base", 1), ("gone", 0), ("", 0)])
    def test_a_branch(self, tmp_path: Path, temporary: str, before: str, code: int) -> None:
        """After a force push, and on a first build, the tree is what is checked."""
        made = job(tmp_path, "a key that is gone again")
        known = {"base": made.base, "gone": "1" * 40, "": ""}[before]
        told = {"GIT_PREVIOUS_SUCCESSFUL_COMMIT": known} if known else {}
        done = made.run(self.script(), "sh -xe", WORKSPACE_TMP=temporary, **told)
        assert done[0] == code, done[1]


class TestAzure:
    def scripts(self) -> list[str]:
        steps = recipes.of("azure-pipelines").parsed["steps"]
        assert steps[0] == {"checkout": "self", "fetchDepth": "0"}
        return [each["script"] for each in steps if "script" in each]

    @pytest.mark.parametrize("target", ["refs/heads/main", "main"])
    def test_a_pull_request(self, tmp_path: Path, change: str, target: str) -> None:
        """Its repositories say the whole name of the branch, GitHub's the short one."""
        made = job(tmp_path, change)
        told = {"SYSTEM_PULLREQUEST_TARGETBRANCH": target}
        install, check, report = self.scripts()
        assert made.run(install, **told)[0] == 0
        code, printed = made.run(check, **told)
        assert code == verdict(change), printed
        told["BUILD_ARTIFACTSTAGINGDIRECTORY"] = str(tmp_path)
        assert made.run(report, **told)[0] == 0
        assert (tmp_path / "aurora-lint.sarif").exists()

    def test_a_branch(self, tmp_path: Path) -> None:
        assert job(tmp_path / "1", "a key").run(self.scripts()[1])[0] == 1
        assert job(tmp_path / "2", "a key that is gone again").run(self.scripts()[1])[0] == 0


def test_a_plain_shell(tmp_path: Path, change: str) -> None:
    made = job(tmp_path, change)
    git(made.clone, "update-ref", "-d", "refs/remotes/origin/main")
    script = recipes.of("shell").text
    code, printed = made.run(script, "sh")
    assert code == verdict(change), printed


def test_a_plain_shell_in_a_shallow_clone(tmp_path: Path) -> None:
    made = job(tmp_path, "a key that is gone again")
    shallow = tmp_path / "shallow"
    server = f"file://{tmp_path}/server.git"
    git(tmp_path, "clone", "-q", "--depth", "1", "--branch", "feature", server, str(shallow))
    code, printed = made._replace(clone=shallow).run(recipes.of("shell").text, "sh")
    assert code == 1, printed


def test_the_page_says_what_exit_codes_the_program_has() -> None:
    from aurora_lint.cli.problem import CLEAN, FAILED, FOUND

    page = (PROJECT / "docs" / "ci.md").read_text(encoding="utf-8")
    assert (CLEAN, FOUND, FAILED) == (0, 1, 2)
    assert "0 nothing found, 1 findings at or above `--fail-on`" in page
