"""Annotations: read as a runner of GitHub Actions reads its log, and with hostile names."""

import json
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings

from aurora_lint.finding import Span
from aurora_lint.reporters import github
from aurora_lint.scan import Report
from aurora_lint.source import Origin
from aurora_lint.sources import Skipped
from tests import made, repositories
from tests.command import Command
from tests.keygen import key

LINE = f'AURORA_API_KEY = "{key("sk_prod")}"\n'


class Annotation(NamedTuple):
    level: str
    properties: dict[str, str]
    message: str


def read(line: str) -> Annotation:
    """Read a command by the rules of the runner: what is escaped in data and in properties."""
    assert line.startswith("::")
    head, between, data = line[2:].partition("::")
    assert between
    level, _, properties = head.partition(" ")
    pairs = dict(each.split("=", 1) for each in properties.split(","))
    for escaped, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        pairs = {name: value.replace(escaped, sign) for name, value in pairs.items()}
        if sign not in ":,":
            data = data.replace(escaped, sign)
    return Annotation(level, pairs, data)


def told(*reports: Report) -> list[Annotation]:
    text = "".join(github.report(list(reports)))
    assert text.endswith("\n") or not text
    return [read(line) for line in text.splitlines()]


def test_one_finding(command: Command, tmp_path: Path) -> None:
    top = repositories.make(tmp_path)
    repositories.write(top, {"settings/a.py": LINE})
    result = command("check", "--format", "github", at=top)
    masked = json.loads(command("check", "--format", "json").out)["findings"][0]["masked"]
    assert result.code == 1
    assert result.out == (
        "::error file=settings/a.py,line=1,endLine=1,col=19,endColumn=51,"
        "title=AUR101 standard-production-key::settings/a.py:1:19: AUR101 standard production "
        f"key {masked} is in the clear\n"
    )


@pytest.mark.parametrize("name", ["100%,a:b=c.py", "::error::x.py", "a b.py", "%0A.py", "é,𝔸.py"])
def test_names_come_through(command: Command, tmp_path: Path, name: str) -> None:
    repositories.write(tmp_path, {name: LINE})
    (line,) = command("check", tmp_path, "--format", "github").out.splitlines()
    found = read(line)
    assert found.properties["file"] == name
    assert found.properties["line"] == "1"
    assert found.message.startswith(f"{name}:1:19: AUR101 ")


def test_paths_are_the_repositorys_whatever_the_root(command: Command, tmp_path: Path) -> None:
    top = repositories.make(tmp_path)
    repositories.write(top, {"lib/web/a.py": LINE})
    for arguments in ([], ["lib"], ["lib/web/a.py", "--root", "lib/web"]):
        (line,) = command("check", *arguments, "--format", "github", at=top).out.splitlines()
        assert read(line).properties["file"] == "lib/web/a.py"
    (line,) = command("check", "a.py", "--format", "github", at=top / "lib/web").out.splitlines()
    assert read(line).properties["file"] == "lib/web/a.py"


def test_levels() -> None:
    found = [
        made.finding(level="note", path="a.py"),
        made.finding(level="warning", path="b.py"),
        made.finding(level="error", path="c.py"),
    ]
    assert [each.level for each in told(made.report(*found))] == ["error", "warning", "notice"]


def test_columns_of_two_lines_are_left_out() -> None:
    """The runner takes no columns where the lines differ."""
    (found,) = told(made.report(made.finding(span=Span(1, 20, 3, 4))))
    assert {"line": "1", "endLine": "3"}.items() <= found.properties.items()
    assert not {"col", "endColumn"} & found.properties.keys()


class TestNoLineOfAFile:
    def test_a_message(self) -> None:
        finding = made.finding(path=None, line=5, origin=Origin("message", "1" * 40))
        (found,) = told(made.report(finding))
        assert found.properties == {"title": "AUR101 standard-production-key"}
        assert found.message == (
            "<message>: AUR101 a key is in the clear (message 111111111111, line 5)"
        )

    def test_an_archives_member(self, command: Command, tmp_path: Path) -> None:
        import zipfile

        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            archive.writestr("conf/app.py", LINE)
        (line,) = command("check", tmp_path, "--format", "github").out.splitlines()
        found = read(line)
        assert found.properties["file"] == "a.zip"
        assert "line" not in found.properties
        assert found.message.endswith(" (conf/app.py, line 1)")

    def test_a_version_that_may_be_gone(self) -> None:
        finding = made.finding(origin=Origin("commit", "2" * 40, "3" * 40))
        (found,) = told(made.report(finding))
        assert found.message.endswith(" (commit 222222222222)")


class TestWhatIsShown:
    """Ten of a level for a step, in the order of the log."""

    def shown(self, *reports: Report) -> list[Annotation]:
        all_of_them = told(*reports)
        counts = {"error": 0, "warning": 0, "notice": 0}
        kept = []
        for each in all_of_them:
            counts[each.level] += 1
            if counts[each.level] <= 10:
                kept.append(each)
        return kept

    @pytest.mark.parametrize(
        ("errors", "warnings", "notes", "hidden"),
        [
            (10, 10, 10, 0),
            (11, 0, 0, 1),
            (25, 12, 3, 17),
            (0, 0, 11, 2),
            (11, 0, 10, 2),
            (3, 0, 9, 0),
        ],
    )
    def test_what_is_not_is_counted(
        self, errors: int, warnings: int, notes: int, hidden: int
    ) -> None:
        findings = [
            made.finding(level=level, line=n + 1)
            for level, number in (("note", notes), ("warning", warnings), ("error", errors))
            for n in range(number)
        ]
        report = made.report(*findings)
        assert len(told(report)) == errors + warnings + notes + bool(hidden)
        shown = self.shown(report)
        counts = [each.message for each in shown if " more in the log" in each.message]
        assert [int(each.split()[0]) for each in counts] == ([hidden] if hidden else [])
        assert len(shown) - len(counts) + hidden == errors + warnings + notes

    def test_what_could_not_be_read_comes_first(self) -> None:
        skipped = [Skipped(f"{n}.bin", "Permission denied", error=True) for n in range(5)]
        report = made.report(made.finding(), skipped=[Skipped("x", "excluded"), *skipped])
        first, second = told(report)
        assert first.properties == {"title": "aurora-lint"}
        assert first.message.startswith("could not be read: 0.bin: Permission denied; 1.bin: ")
        assert first.message.endswith(" and 2 more")
        assert second.properties["file"] == "a.py"


def test_nothing_found_prints_nothing() -> None:
    assert told() == told(made.report()) == []


@settings(max_examples=300, deadline=None)
@given(reports=made.reports())
def test_any_report(reports: list[Report]) -> None:
    """Every line is a command of these three, and none in it is read as another one."""
    text = "".join(github.report(reports))
    found = told(*reports)
    assert sum(len(each.findings) for each in reports) <= len(found) <= text.count("\n")
    for each in found:
        assert each.level in ("error", "warning", "notice")
        assert set(each.properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        assert each.properties["title"]
        assert each.message
        for name in ("line", "endLine", "col", "endColumn"):
            assert each.properties.get(name, "1").isdecimal()
    assert all(char.isprintable() or char == "\n" for char in text)
    for secret in made.KEYS:
        assert secret not in text
        assert secret[8:] not in text
