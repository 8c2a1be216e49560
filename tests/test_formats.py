"""Reports for other programs: GitLab's, JUnit's and CSV, each read by what reads it."""

import csv
import io
import json
import re
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from junitparser import Error as JUnitError
from junitparser import Failure, JUnitXml, Skipped, TestSuite

from aurora_lint.finding import Finding
from aurora_lint.reporters import codequality, gitlab, junit
from aurora_lint.reporters import csv as table
from aurora_lint.scan import Report
from tests import reports, repositories
from tests.command import Command
from tests.keygen import key
from tests.reports import KEY, every_kind, finding, hostile, report

FORMATS: dict[str, Callable[[list[Report]], Iterator[str]]] = {
    "gitlab": gitlab.report,
    "codequality": codequality.report,
    "junit": junit.report,
    "csv": table.report,
}


def printed(name: str, *of: Report) -> str:
    return "".join(FORMATS[name](list(of)))


@pytest.mark.parametrize("name", FORMATS)
def test_no_key_is_shown_whatever_is_called_after_it(name: str) -> None:
    text = printed(name, report(hostile(), *reports.HOSTILE))
    assert KEY.text[8:] not in text
    assert KEY.masked[:12] in text


@pytest.mark.parametrize("name", FORMATS)
def test_two_runs_give_the_same(name: str) -> None:
    def run() -> str:
        return re.sub(r'"(start|end)_time": "[^"]*"', "", printed(name, report(every_kind())))

    assert run() == run()


@pytest.mark.parametrize("name", FORMATS)
def test_no_control_reaches_the_output(name: str) -> None:
    text = printed(name, report(hostile(), *reports.HOSTILE))
    assert not re.search("[\0-\x08\x0b-\x1f\x7f\u202e\u2028\ud800-\udfff\ufffe\uffff]", text)


@pytest.mark.parametrize("name", FORMATS)
def test_by_the_command_line(command: Command, tmp_path: Path, name: str) -> None:
    repositories.write(tmp_path, {"a.py": f'K = "{key("sk_prod", 1)}"\n'})
    result = command("check", tmp_path, "--format", name)
    assert result.code == 1
    assert "standard-production-key" in result.out
    written = tmp_path / "report"
    assert command("check", tmp_path / "a.py", "--format", name, "--output", written).code == 1
    assert "standard-production-key" in written.read_text(encoding="utf-8")


class TestGitLab:
    """Secret detection: what GitLab's schema 15.2.1 asks for, in our own words."""

    def vulnerabilities(self, *findings: Finding) -> list[dict[str, Any]]:
        return list(json.loads(printed("gitlab", report(list(findings))))["vulnerabilities"])

    def test_the_form(self) -> None:
        for findings in ([], every_kind(), hostile()):
            document = json.loads(printed("gitlab", report(findings, "b\n")))
            assert re.fullmatch(r"15\.\d+\.\d+", document["version"])
            scan = document["scan"]
            assert scan["type"] == "secret_detection"
            for tool in (scan["analyzer"], scan["scanner"]):
                assert tool["id"]
                assert tool["name"]
                assert tool["version"]
                assert tool["vendor"]["name"]
            for moment in (scan["start_time"], scan["end_time"]):
                assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", moment)
            assert scan["start_time"] <= scan["end_time"]
            for message in scan["messages"]:
                assert message["level"] in ("info", "warn", "fatal")
                assert message["value"]
            for each in document["vulnerabilities"]:
                uuid.UUID(each["id"])
                assert len(each["name"]) <= 255
                assert len(each["description"]) <= 1_048_576
                assert len(each["solution"]) <= 7000
                assert each["severity"] in ("Info", "Unknown", "Low", "Medium", "High", "Critical")
                assert each["identifiers"][0]["type"] == "aurora_lint_rule_id"
                assert each["identifiers"][0]["value"]
                assert each["location"]["commit"]["sha"]
                assert all(
                    one["name"] and one["type"] == "text" and isinstance(one["value"], str)
                    for one in each["details"].values()
                )

    def test_a_scan_that_is_not_whole_has_failed(self) -> None:
        whole, broken = (
            json.loads(printed("gitlab", each))["scan"] for each in (report([]), report([], "b"))
        )
        assert (whole["status"], broken["status"]) == ("success", "failure")
        assert {"level": "fatal", "value": "not read: b: broken: b"} in broken["messages"]

    def test_where(self) -> None:
        told, message, archived = self.vulnerabilities(
            finding(), *every_kind()[4:5], *every_kind()[3:4]
        )
        at = {tuple(sorted(each["location"])): each for each in (told, message, archived)}
        assert set(at) == {("commit",), ("commit", "end_line", "file", "start_line")}
        assert message["location"]["commit"]["sha"] in ("1" * 40, "3" * 40)

    def test_how_grave(self) -> None:
        grave = {
            each["severity"]
            for each in self.vulnerabilities(
                finding(), finding(kind="restricted"), finding(level="warning"),
                finding(level="note"), finding(environment="sandbox"),
            )
        }  # fmt: skip
        assert grave == {"Critical", "High", "Medium", "Info"}

    def test_an_id_stays_when_lines_move_and_is_never_given_twice(self) -> None:
        def ids(*findings: Finding) -> list[str]:
            return [each["id"] for each in self.vulnerabilities(*findings)]

        moved = finding()._replace(span=finding().span._replace(line=90, end_line=90))
        assert ids(finding()) == ids(moved)
        assert len(set(ids(finding(), moved, finding("b.py"), finding(code="AUR101")))) == 4

    def test_the_extract_is_masked(self) -> None:
        (told,) = self.vulnerabilities(finding())
        assert told["raw_source_code_extract"] == f"K = {KEY.masked} # é"


class TestCodeQuality:
    def test_the_form(self) -> None:
        assert json.loads(printed("codequality", report([]))) == []
        issues = json.loads(printed("codequality", report(every_kind() + hostile())))
        for each in issues:
            assert set(each) == {
                "description", "check_name", "fingerprint", "severity", "location",
            }  # fmt: skip
            assert each["severity"] in ("info", "minor", "major", "critical", "blocker")
            assert isinstance(each["location"]["lines"]["begin"], int)
            assert not each["location"]["path"].startswith(("/", "./"))
        assert len({each["fingerprint"] for each in issues}) == len(issues)


class TestJUnit:
    def suite(self, *of: Report) -> TestSuite:
        xml = JUnitXml.fromstring(printed("junit", *of).encode())
        (suite,) = xml
        assert (xml.tests, xml.failures, xml.errors, xml.skipped) == (
            suite.tests, suite.failures, suite.errors, suite.skipped,
        )  # fmt: skip
        return suite

    def test_a_finding_is_a_failure_and_a_note_is_skipped(self) -> None:
        suite = self.suite(report(every_kind()))
        results = [type(one) for case in suite for one in case.result]
        assert (suite.tests, suite.failures, suite.errors, suite.skipped) == (9, 7, 0, 1)
        assert (results.count(Failure), results.count(Skipped)) == (7, 1)
        case = next(
            each
            for each in suite
            if each.classname == "a.py" and any(isinstance(one, Failure) for one in each.result)
        )
        assert case.result[0].message.startswith("production key in a sandbox code path")
        assert f"K = {KEY.masked} # é" in case.result[0].text
        assert "Put a key of the sandbox here" in case.result[0].text

    def test_a_clean_scan_says_how_much_it_read(self) -> None:
        (case,) = self.suite(report([]))
        assert (case.name, case.result) == ("scanned 7 files, 1,234 bytes", [])
        (case,) = self.suite(report([])._replace(files=0, bytes=0))
        assert case.name == "scanned 0 files, 0 bytes"

    def test_what_could_not_be_read_is_an_error(self) -> None:
        suite = self.suite(report([finding()], *reports.HOSTILE))
        assert (suite.tests, suite.failures, suite.errors) == (2, 1, 1)
        (error,) = [one for case in suite for one in case.result if isinstance(one, JUnitError)]
        assert len(error.text.split("\n")) == len(reports.HOSTILE)

    def test_any_name_is_xml(self) -> None:
        suite = self.suite(report(hostile(), *reports.HOSTILE))
        assert suite.failures == len(reports.HOSTILE)

    def test_several_roots(self) -> None:
        xml = JUnitXml.fromstring(printed("junit", report([finding()]), report([])).encode())
        assert [(suite.tests, suite.failures) for suite in xml] == [(2, 1), (1, 0)]


class TestCsv:
    def rows(self, *findings: Finding) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(printed("csv", report(list(findings))))))

    def test_a_row_a_finding(self) -> None:
        rows = self.rows(*every_kind())
        assert len(rows) == len(every_kind())
        named = next(each for each in rows if each["code"] == "AUR304")
        assert (named["masked"], named["fingerprint"]) == ("AURORA_PROD_KEY", "")
        told = next(each for each in rows if each["code"] == "AUR301" and each["refs"])
        assert (told["since"][:10], told["by"], told["refs"]) == ("2026-03-02", "a.py", "a.py")

    def test_no_cell_is_a_formula(self) -> None:
        for each in self.rows(*hostile(), finding("-1+1"), finding("@x"), finding("+1")):
            assert not any(cell.startswith(("=", "+", "-", "@")) for cell in each.values())

    def test_without_findings_the_head_alone(self) -> None:
        assert printed("csv", report([])).startswith("code,name,level,path,line,column")
        assert self.rows() == []
