"""action.yml: its scripts are run as a runner would, with its inputs as variables."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import recipes
from tests.recipes import CHANGES, PROJECT, Job, action, job
from tests.repositories import git

pytestmark = pytest.mark.repository

#: How a runner calls ``shell: bash``.
BASH = "bash --noprofile --norc -eo pipefail"
#: The one expression that the page's workflow has, and what it gives in a pull request and a push.
POLICY = "${{ github.base_ref && format('--policy-from origin/{0}', github.base_ref) }}"


def script(number: int) -> dict[str, Any]:
    """Give a step that runs a script: the first installs, the second checks."""
    step: dict[str, Any] = [each for each in action()["runs"]["steps"] if "run" in each][number]
    return step


def test_it_is_valid() -> None:
    from tests.test_ci_recipes import validate, zizmor

    done = validate(PROJECT / "action.yml", "vendor.github-actions")
    assert done.returncode == 0, done.stdout
    assert zizmor(PROJECT / "action.yml", "--persona", "pedantic", "--no-config") == []


def test_every_input_is_told_and_used() -> None:
    page = (PROJECT / "docs" / "ci.md").read_text(encoding="utf-8")
    text = (PROJECT / "action.yml").read_text(encoding="utf-8")
    for name, told in action()["inputs"].items():
        assert f"| `{name}` |" in page
        assert told["description"]
        assert f"inputs.{name}" in text


def check(made: Job, **inputs: str) -> tuple[int, str]:
    """Run the check's step with inputs, the others as they are by default."""
    given = {name: told["default"] for name, told in action()["inputs"].items()} | inputs
    variables = {}
    for name, value in script(1)["env"].items():
        source = value.removeprefix("${{ ").removesuffix(" }}")
        variables[name] = (
            str(made.shims / "aurora-lint")
            if source == "steps.install.outputs.program"
            else given[source.removeprefix("inputs.")]
        )
    event = made.shims / "event.json"
    return made.run(
        script(1)["run"], BASH, **variables, GITHUB_ACTIONS="true", GITHUB_EVENT_PATH=str(event)
    )


def told(made: Job, kind: str) -> None:
    """Write the event that the runner hands over."""
    ends = {"head": {"sha": made.tip, "ref": "feature"}, "base": {"sha": made.base, "ref": "main"}}
    push = {"before": made.base, "after": made.tip, "ref": "refs/heads/feature"}
    event: dict[str, Any] = {"repository": {"default_branch": "main"}}
    event |= {"pull_request": ends} if kind == "pull_request" else push
    (made.shims / "event.json").write_text(json.dumps(event))


@pytest.mark.parametrize("change", CHANGES)
def test_the_pages_workflow_in_a_pull_request(tmp_path: Path, change: str) -> None:
    (step,) = (
        each for each in recipes.of("github-workflow").parsed["jobs"]["keys"]["steps"]
        if each["uses"].startswith("aurora-lint/")
    )  # fmt: skip
    inputs = dict(step["with"])
    assert POLICY in inputs["arguments"]
    inputs["arguments"] = inputs["arguments"].replace(POLICY, "--policy-from origin/main")
    made = job(tmp_path, change)
    told(made, "pull_request")
    code, printed = check(made, **inputs)
    assert code == (0 if change == "nothing to tell" else 1), printed
    assert ("::error file=a.py,line=" in printed) == bool(code)
    assert json.loads((made.clone / "aurora-lint.sarif").read_text())["version"] == "2.1.0"


def test_the_pages_workflow_on_a_push(tmp_path: Path) -> None:
    made = job(tmp_path, "a key that is gone again")
    told(made, "push")
    code, printed = check(made, arguments="--range auto\n", **{"sarif-file": "x y.sarif"})
    assert code == 1, printed
    assert json.loads((made.clone / "x y.sarif").read_text())["runs"][0]["results"] == []


def test_the_schedules_workflow(tmp_path: Path) -> None:
    (job_of_it,) = recipes.of("github-workflow", 1).parsed["jobs"].values()
    inputs = job_of_it["steps"][1]["with"]
    made = job(tmp_path, "a key that is gone again")
    code, printed = check(made, **inputs)
    assert code == 1, printed
    report = json.loads((made.clone / inputs["sarif-file"]).read_text())
    assert [each["ruleId"] for each in report["runs"][0]["results"]] == ["AUR101"]


@pytest.mark.parametrize("name", ["arguments", "format", "sarif-file", "sarif-arguments"])
@pytest.mark.parametrize(
    "text",
    ["$(touch hacked)", "`touch hacked`", "; touch hacked", "x\ntouch hacked", "*", "'", '"'],
)
def test_inputs_are_never_commands(tmp_path: Path, name: str, text: str) -> None:
    made = job(tmp_path, "nothing to tell")
    told(made, "push")
    before = set(os.listdir(made.clone))
    inputs = {"sarif-file": "out.sarif", name: text}
    code, printed = check(made, **inputs)
    assert code == (0 if name == "sarif-file" else 2), printed
    assert "command not found" not in printed
    assert not (made.clone / "hacked").exists()
    # Names of files are not put in place of a star.
    assert set(os.listdir(made.clone)) - before <= {"out.sarif", text}


def test_what_is_not_whole_fails_whichever_check_it_is(tmp_path: Path) -> None:
    made = job(tmp_path, "a key")
    told(made, "push")
    assert check(made)[0] == 1
    assert check(made, arguments="--range nowhere..HEAD")[0] == 2
    broken = {"sarif-file": "out.sarif", "sarif-arguments": "missing"}
    assert check(made, **broken)[0] == 2
    assert check(made, **{"sarif-file": "no/such/folder.sarif"})[0] == 2


@pytest.mark.slow
def test_it_installs_itself(tmp_path: Path) -> None:
    """From the action's own checkout, whatever modules the repository that is checked has."""
    made = job(tmp_path, "a key")
    for name in ("venv", "pip", "ensurepip", "encodings", "aurora_lint"):
        (made.clone / f"{name}.py").write_text("raise SystemExit('a hostile module ran')\n")
    action = tmp_path / "action"
    git(tmp_path, "clone", "-q", str(PROJECT), str(action))
    output = tmp_path / "output"
    here = made._replace(shims=tmp_path / "none")
    path = f"{Path(sys.executable).resolve().parent}{os.pathsep}{os.environ['PATH']}"
    code, printed = here.run(
        script(0)["run"],
        BASH,
        PATH=path,
        RUNNER_TEMP=str(tmp_path / "runner temp"),
        GITHUB_ACTION_PATH=str(action),
        GITHUB_OUTPUT=str(output),
    )
    assert code == 0, printed
    program = output.read_text().removeprefix("program=").strip()
    told(made, "push")
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("aurora-lint ")
