"""SARIF: what GitHub's code scanning asks of it beyond the schema, and hostile names."""

import json
import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given, settings

from aurora_lint.address import Label
from aurora_lint.codes import LEVELS
from aurora_lint.finding import Excerpt, Finding
from aurora_lint.reporters import sarif
from aurora_lint.scan import Report
from aurora_lint.sources import Skipped
from tests import made, repositories
from tests.command import Command
from tests.keygen import key

LINE = f'AURORA_API_KEY = "{key("sk_prod")}"\n'
FLOW = f'KEY = "{key("sk_prod")}"\n\n\nif env == "sandbox":\n    AuroraClient(api_key=KEY)\n'


def log(*reports: Report) -> dict[str, Any]:
    document: dict[str, Any] = json.loads("".join(sarif.report(list(reports))))
    return document


def run(*reports: Report) -> dict[str, Any]:
    (only,) = log(*reports)["runs"]
    return dict(only)


def result(finding: Finding) -> dict[str, Any]:
    (only,) = run(made.report(finding))["results"]
    return dict(only)


def of(command: Command, top: Path, *arguments: str) -> list[dict[str, Any]]:
    """Give the results of a check of the repository at ``top``."""
    told = command("check", "--format", "sarif", *arguments, at=top)
    return list(json.loads(told.out)["runs"][0]["results"])


def uri(result: dict[str, Any]) -> str:
    return str(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])


def texts(told: Any) -> list[str]:
    """Give every text in a document."""
    if isinstance(told, dict):
        return [one for each in told.values() for one in texts(each)]
    if isinstance(told, list):
        return [one for each in told for one in texts(each)]
    return [told] if isinstance(told, str) else []


@settings(max_examples=300, deadline=None)
@given(reports=made.reports())
def test_what_code_scanning_asks_of_any_report(reports: list[Report]) -> None:
    """It refuses a whole file for one result that has no location, no text or no fingerprint."""
    text = "".join(sarif.report(reports))
    document = json.loads(text)
    assert text.isascii()
    (only,) = document["runs"]
    rules = only["tool"]["driver"]["rules"]
    prints = []
    for one in only["results"]:
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
        assert one["level"] in LEVELS
        assert one["message"]["text"].strip()
        (location,) = one["locations"]
        place = location["physicalLocation"]
        steps = [
            step["location"]
            for flow in one.get("codeFlows", [])
            for step in flow["threadFlows"][0]["locations"]
        ]
        related = one.get("relatedLocations", [])
        for each in (place, *(each["physicalLocation"] for each in (*related, *steps))):
            artifact, region = each["artifactLocation"], each["region"]
            # RFC 3986: a relative path, and nothing in it that has to be encoded.
            assert re.fullmatch(r"(?!/)(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", artifact["uri"])
            assert artifact["uriBaseId"] in only["originalUriBaseIds"]
            assert region["startLine"] >= 1
            assert region.get("startColumn", 1) >= 1
            assert region.get("endLine", region["startLine"]) >= region["startLine"]
        links = re.findall(r"\[[^\]]*\]\(([^)]*)\)", one["message"]["text"])
        assert links == [str(each["id"]) for each in related]
        assert not re.search(r"\{\d+\}", one["message"]["text"])
        prints.append(one["partialFingerprints"]["primaryLocationLineHash"])
    assert len(prints) == len(set(prints))
    assert len(prints) == sum(len(each.findings) for each in reports)


@settings(max_examples=300, deadline=None)
@given(reports=made.reports())
def test_no_key_and_nothing_that_steers(reports: list[Report]) -> None:
    for text in texts(log(*reports)):
        said = unquote_to_bytes(text).decode("utf-8", "replace")
        for secret in made.KEYS:
            assert secret not in text
            assert secret not in said
            assert secret[8:] not in said
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202e\u2028\ud800-\udfff]", text)


@pytest.mark.parametrize(
    "name",
    [b"a b.py", b"100%.py", b"a:b.py", b"#x?y.py", b"raw\xff.py", "é𝔸.py".encode(), b"\\a.py",
     b"x[1](2).py", b"new\nline.py", b"a%20b.py", b"!.py", b"wow!.py", b"a.zip!b.py"],
    ids=repr,
)  # fmt: skip
def test_a_uri_is_the_name_byte_for_byte(command: Command, tmp_path: Path, name: bytes) -> None:
    try:
        with open(os.path.join(os.fsencode(tmp_path), name), "w") as file:
            file.write(LINE)
    except OSError:
        pytest.skip("no file can have that name here")
    (only,) = of(command, tmp_path)
    assert unquote_to_bytes(uri(only)) == name
    assert "logicalLocations" not in only["locations"][0]


def test_columns_count_characters(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(f'"𝔸é"; K = "{key("sk_prod")}"\n', encoding="utf-8")
    (only,) = of(command, tmp_path)
    region = only["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (1, 12, 44)
    assert run()["columnKind"] == "unicodeCodePoints"
    masked = only["properties"]["masked"]
    assert region["snippet"] == {"text": masked}
    context = only["locations"][0]["physicalLocation"]["contextRegion"]
    assert context["snippet"]["text"] == f'"𝔸é"; K = "{masked}"'


class TestFingerprints:
    def prints(self, command: Command, top: Path) -> list[str]:
        found = of(command, top)
        return [each["partialFingerprints"]["primaryLocationLineHash"] for each in found]

    def test_lines_do_not_count(self, command: Command, tmp_path: Path) -> None:
        file = tmp_path / "a.py"
        file.write_text(LINE)
        before = self.prints(command, tmp_path)
        file.write_text(f"# above\n\nX = 1; {LINE}\nY = 2\n")
        assert self.prints(command, tmp_path) == before

    def test_the_key_the_rule_and_the_path_do(self, command: Command, tmp_path: Path) -> None:
        (tmp_path / "sandbox").mkdir()
        for name in ("a.py", "b.py", "sandbox/a.py"):
            (tmp_path / name).write_text(LINE)
        (tmp_path / "c.py").write_text(LINE.replace(key("sk_prod"), key("rk_prod")))
        assert len(set(self.prints(command, tmp_path))) == 5

    def test_a_key_twice_in_a_file_is_two_alerts(self, command: Command, tmp_path: Path) -> None:
        file = tmp_path / "a.py"
        file.write_text(LINE)
        (one,) = self.prints(command, tmp_path)
        file.write_text(LINE + LINE)
        both = self.prints(command, tmp_path)
        assert len(set(both)) == 2
        assert one in both

    def test_one_key_has_one_mark_everywhere(self) -> None:
        marks = [
            result(made.finding(path=path))["partialFingerprints"]["auroraKey/v1"]
            for path in ("a.py", "b.py")
        ]
        assert marks == ["0" * 32] * 2
        by_name = made.finding("AUR304", fingerprint=None, named="AURORA_PROD_KEY")
        assert list(result(by_name)["partialFingerprints"]) == ["primaryLocationLineHash"]


class TestEvidence:
    def test_it_is_linked_from_the_message(self, command: Command, tmp_path: Path) -> None:
        text = f'if env == "sandbox":\n    KEY = "{key("sk_prod")}"\n'
        (tmp_path / "a.py").write_text(text)
        (_, environment) = of(command, tmp_path)
        assert environment["message"]["text"].endswith("\"if env == 'sandbox'\" ([line 1](1))")
        (related,) = environment["relatedLocations"]
        assert related["id"] == 1
        assert related["physicalLocation"]["region"] == {"startLine": 1}
        assert related["message"]["text"] == "\"if env == 'sandbox'\" (line 1)"
        assert "codeFlows" not in environment

    def test_a_use_is_a_flow(self, command: Command, tmp_path: Path) -> None:
        (tmp_path / "flow.py").write_text(FLOW)
        (exposure, environment) = of(command, tmp_path)
        assert "codeFlows" not in exposure
        ((thread,),) = [each["threadFlows"] for each in environment["codeFlows"]]
        here, used = [each["location"] for each in thread["locations"]]
        assert here["physicalLocation"]["region"]["startLine"] == 1
        assert here["message"]["text"].endswith(" stands here")
        assert used["physicalLocation"]["region"]["startLine"] == 4
        assert used["message"]["text"] == "\"if env == 'sandbox'\" (line 4)"

    def test_a_hostile_text_is_no_link(self) -> None:
        finding = made.finding(message="[x](1) [y](javascript:z) {0}", evidence=())
        text = result(finding)["message"]["text"]
        assert "](" not in text
        assert "{0}" not in text

    def test_what_is_no_line(self) -> None:
        finding = made.finding("AUR201", evidence=(Label("path", "partners"),))
        assert "relatedLocations" not in result(finding)
        assert result(finding)["properties"]["evidence"] == [
            {"role": "path", "text": "partners", "line": None}
        ]


def test_a_history_tells_since_when_and_until_when(command: Command, tmp_path: Path) -> None:
    top = repositories.make(tmp_path)
    repositories.commit(top, {"a.py": LINE})
    first = repositories.git(top, "rev-parse", "HEAD").decode().strip()
    repositories.commit(top, {"a.py": "x = 1\n"})
    (only,) = of(command, top, "--history")
    origin = only["properties"]["origin"]
    assert origin["commit"] == origin["since"]["commit"] == first
    assert origin["until"]["commit"] == repositories.git(top, "rev-parse", "HEAD").decode().strip()
    assert origin["refs"] == []
    assert f"(commit {first[:12]})" in only["message"]["text"]


class TestNotifications:
    def notifications(self, *skipped: Skipped, **more: object) -> list[dict[str, Any]]:
        invocation = run(made.report(skipped=list(skipped), **more))["invocations"][0]
        assert invocation["executionSuccessful"] == (not any(each.error for each in skipped))
        return list(invocation["toolExecutionNotifications"])

    def test_errors_first(self) -> None:
        told = self.notifications(
            Skipped("a.bin", "excluded"), Skipped("b c", "Permission denied", True), notices=["x"]
        )
        assert [each["level"] for each in told] == ["error", "note", "note"]
        assert told[0]["message"] == {"text": "b c: Permission denied"}
        place = told[0]["locations"][0]["physicalLocation"]["artifactLocation"]
        assert place["uri"] == "b%20c"

    def test_many_are_summed_up(self) -> None:
        told = self.notifications(*(Skipped(f"{n}", "excluded") for n in range(1_000)))
        assert [each["message"]["text"] for each in told] == ["1,000 paths: excluded"]

    def test_a_check_that_is_not_whole(self, command: Command, tmp_path: Path) -> None:
        told = command("check", tmp_path / "missing", "--format", "sarif")
        assert told.code == 2
        assert json.loads(told.out)["runs"][0]["invocations"][0]["executionSuccessful"] is False


def test_more_than_github_takes() -> None:
    """The most severe stay, the file says what is left out, and it is small enough when packed."""
    import gzip

    notes = [made.finding("AUR105", path=f"{n % 500}.py", line=n + 1) for n in range(25_001)]
    error = made.finding(path="z.py", excerpt=Excerpt("x" * 120, 0, 1))
    text = "".join(sarif.report([made.report(*notes, error)]))
    only = json.loads(text)["runs"][0]
    assert len(only["results"]) == 25_000
    assert only["results"][0]["ruleId"] == "AUR101"
    (told,) = only["invocations"][0]["toolExecutionNotifications"]
    assert told["message"]["text"].startswith("2 findings of the least severe are left out")
    assert len(gzip.compress(text.encode())) < 10_000_000


def test_several_roots_are_one_run(command: Command, tmp_path: Path) -> None:
    """GitHub takes no file with two runs of one tool."""
    for name in ("one", "t wo"):
        repositories.commit(repositories.make(tmp_path / name), {"a.py": LINE})
    told = command("check", "one", "t wo", "--format", "sarif", at=tmp_path)
    (only,) = json.loads(told.out)["runs"]
    assert [uri(each) for each in only["results"]] == ["a.py", "a.py"]
    used = {
        each["locations"][0]["physicalLocation"]["artifactLocation"]["uriBaseId"]
        for each in only["results"]
    }
    assert used == set(only["originalUriBaseIds"]) == {"ROOT1", "ROOT2"}
    assert only["originalUriBaseIds"]["ROOT2"]["uri"].endswith("/t%20wo/")


def test_of_one_root_the_machine_is_not_told(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(LINE)
    told = command("check", tmp_path, "--format", "sarif")
    assert str(tmp_path) not in told.out
    assert command("check", tmp_path, "--format", "sarif").out == told.out
