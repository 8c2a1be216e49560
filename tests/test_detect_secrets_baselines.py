"""detect-secrets' baselines: where they serve, and what audits make of them."""

import json
import shutil
from pathlib import Path

import pytest

from aurora_lint.doors.detect_secrets import DETECTORS
from tests.detect_secrets_runs import (
    PLUGIN,
    STANDARD,
    built_in,
    places,
    run,
    save,
    scan,
    write,
)


def test_baseline_that_alone_names_the_plugin(tmp_path: Path) -> None:
    """The plugin is loaded while the first file is scanned, and finds the key in that file."""
    file = save(tmp_path, scan(tmp_path, "-p"))
    write(tmp_path / "a.py", 'c = Client("KEY")\n')
    command = ["-m", "detect_secrets.pre_commit_hook", "--baseline", file.name, "a.py"]
    assert STANDARD in run(tmp_path, *command).stdout


def test_baseline_names_a_plugin_in_the_repository_by_its_place_there(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    write(old / "a.py", 'c = Client("KEY")\n')
    (old / "plugins").mkdir()
    shutil.copy(PLUGIN, old / "plugins" / "aurora.py")
    command = ["-m", "detect_secrets", "scan", "--all-files", "-p", "plugins/aurora.py"]
    baseline = json.loads(run(old, *command).stdout)
    named = {each["path"] for each in baseline["plugins_used"] if each["name"] in DETECTORS}
    assert named == {"file://plugins/aurora.py"}
    save(old, baseline)
    old.rename(new)
    stock = ["-m", "detect_secrets.pre_commit_hook", "--baseline", ".secrets.baseline", "a.py"]
    assert run(new, *stock).returncode == 0
    write(new / "a.py", 'c = Client("KEY")\n', 3)
    assert run(new, *stock).returncode == 1
    assert built_in(new, "hook", "--baseline", ".secrets.baseline", "a.py").returncode == 1


def test_built_in_baseline_names_no_path_and_serves_elsewhere(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    write(old / "a.py", 'c = Client("KEY")\n')
    baseline = scan(old, "built in")
    assert not any("path" in each for each in baseline["plugins_used"])
    assert DETECTORS.keys() <= {each["name"] for each in baseline["plugins_used"]}
    save(old, baseline)
    old.rename(new)
    known = ["--baseline", ".secrets.baseline"]
    assert built_in(new, "hook", *known, "a.py").returncode == 0
    write(new / "b.py", 'c = Client("KEY")\n', 3)
    assert built_in(new, "hook", *known, "b.py").returncode == 1
    assert built_in(new, "scan", *known, "--all-files").returncode == 0
    renewed = json.loads((new / ".secrets.baseline").read_text())
    assert {file for file, _, _ in places(renewed)} == {"a.py", "b.py"}
    assert not any("path" in each for each in renewed["plugins_used"])


@pytest.mark.parametrize("path", ["file:///nowhere/plugins/detect_secrets_aurora.py", None])
def test_built_in_serves_a_stock_baseline(tmp_path: Path, path: str | None) -> None:
    """One whose plugin is not to be found here, and one that knows of no Aurora key at all."""
    write(tmp_path / "a.py", 'c = Client("KEY")\n')
    baseline = scan(tmp_path, "-p" if path else "stock")
    for each in baseline["plugins_used"]:
        if "path" in each:
            each["path"] = path
    save(tmp_path, baseline)
    known = ["--baseline", ".secrets.baseline"]
    assert built_in(tmp_path, "hook", *known, "a.py").returncode == (0 if path else 1)
    write(tmp_path / "a.py", 'c = Client("KEY")\n', 3)
    assert built_in(tmp_path, "hook", *known, "a.py").returncode == 1
    assert built_in(tmp_path, "audit", "--stats", ".secrets.baseline").returncode == 0


OTHER = """
import re
from detect_secrets.plugins.base import RegexBasedDetector
class Other(RegexBasedDetector):
    secret_type = "Other"
    denylist = [re.compile("other-[0-9a-z]+")]
"""


def test_built_in_beside_another_plugin(tmp_path: Path) -> None:
    (tmp_path / "other.py").write_text(OTHER)
    write(tmp_path / "a.py", 'c = Client("KEY")\n')
    write(tmp_path / "b.py", 'b = "other-qzx9vkw7jqx"\n')
    baseline = scan(tmp_path, "built in", "-p", "other.py")
    assert ("b.py", 1, "Other") in places(baseline, ours=False)
    save(tmp_path, {**baseline, "results": {}})
    done = built_in(tmp_path, "hook", "--baseline", ".secrets.baseline", "a.py", "b.py")
    assert "Secret Type: Other" in done.stdout
    assert STANDARD in done.stdout
    (tmp_path / "other.py").unlink()
    done = built_in(tmp_path, "hook", "--baseline", ".secrets.baseline", "a.py")
    assert done.returncode != 0, "a plugin that is gone must not pass"


def test_built_in_detectors_can_be_turned_off(tmp_path: Path) -> None:
    write(tmp_path / "sandbox/a.py", 'c = f("KEY")\n')
    write(tmp_path / "b.py", "b = 1\n")
    off = ["--disable-plugin", "AuroraStandardProductionKey"]
    found = places(scan(tmp_path, "built in", *off))
    assert {type_[-7:-1] for _, _, type_ in found} == {"AUR301"}
    assert built_in(tmp_path, "hook", *off, "sandbox/a.py").returncode == 1


AUDITED = {
    "a.py": 'c = Client("KEY")\n',
    "b.ini": "[a]\nb = 1\n\n; KEY\n",
    "c.yaml": "a: 1\nb:\n  - KEY\n# KEY\n",
    "d/.env": "AURORA=KEY\nDB_PASSWORD=qzx9vkw7jqpwzk4x\n",
}


@pytest.fixture
def audited(tmp_path: Path) -> Path:
    for seed, (name, text) in enumerate(AUDITED.items()):
        write(tmp_path / name, text, seed + 1)
    save(tmp_path, scan(tmp_path, "built in"))
    return tmp_path


def test_audit_labels_each_secret(audited: Path) -> None:
    done = built_in(audited, "audit", ".secrets.baseline", answers="n\nn\ny\nn\ny\n")
    assert done.returncode == 0, done.stderr
    assert "not found" not in done.stdout
    labelled = json.loads((audited / ".secrets.baseline").read_text())
    assert [secret["is_secret"] for secrets in labelled["results"].values()
            for secret in secrets] == [True, True, False, True, False]  # fmt: skip
    assert not any("path" in each for each in labelled["plugins_used"])
    assert built_in(audited, "hook", "--baseline", ".secrets.baseline", *AUDITED).returncode == 0


def test_audit_counts_and_reports(audited: Path) -> None:
    done = built_in(audited, "audit", "--stats", "--json", ".secrets.baseline")
    assert json.loads(done.stdout)["AuroraStandardProductionKey"]["stats"]["raw"] == {
        "true-positives": 0,
        "false-positives": 0,
        "unknown": 4,
    }
    done = built_in(audited, "audit", "--report", ".secrets.baseline")
    assert done.returncode == 0, done.stderr
    reported = {
        (each["filename"], type_): list(each["lines"])
        for each in json.loads(done.stdout)["results"]
        for type_ in each["types"]
    }
    assert reported == {
        ("a.py", STANDARD): ["1"],
        ("b.ini", STANDARD): ["4"],
        ("c.yaml", STANDARD): ["3", "4"],
        ("d/.env", STANDARD): ["1"],
        ("d/.env", "Secret Keyword"): ["2"],
    }


def test_audit_compares_two_baselines(audited: Path) -> None:
    known = json.loads((audited / ".secrets.baseline").read_text())
    (audited / "old").write_text(json.dumps({**known, "results": {}}))
    done = built_in(audited, "audit", "--diff", "old", ".secrets.baseline", answers="s\n" * 9)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("ADDED") == 5


@pytest.mark.parametrize("module", ["aurora_lint", "detect_secrets"])
def test_missing_half_never_passes(tmp_path: Path, module: str) -> None:
    """The plugin without aurora-lint, and the command without detect-secrets."""
    write(tmp_path / "clean.py", "a = 1\n")
    (tmp_path / "lib").mkdir()
    gone = f'raise ModuleNotFoundError("No module named {module!r}", name={module!r})\n'
    (tmp_path / "lib" / f"{module}.py").write_text(gone)
    if module == "aurora_lint":
        command = ["-m", "detect_secrets.pre_commit_hook", "-p", str(PLUGIN), "clean.py"]
    else:
        command = ["-m", "aurora_lint", "detect-secrets", "hook", "clean.py"]
    done = run(tmp_path, *command, PYTHONPATH=str(tmp_path / "lib"))
    assert done.returncode == (1 if module == "aurora_lint" else 2)
    assert "pip install 'aurora-lint[detect-secrets]'" in done.stderr


def test_usage(tmp_path: Path) -> None:
    assert built_in(tmp_path).returncode == 2
    assert built_in(tmp_path, "--help").returncode == 0
    assert built_in(tmp_path, "scam").returncode == 2
    assert "--baseline" in built_in(tmp_path, "hook", "--help").stdout
    assert "AuroraKeyForOtherHost" in built_in(tmp_path, "scan", "--list-all-plugins").stdout
