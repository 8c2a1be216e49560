"""SARIF: findings that stand in no file, or inside of one."""

from pathlib import Path

import pytest

from aurora_lint.source import Origin
from tests import made
from tests.command import Command
from tests.test_sarif import LINE, of, result, uri


class TestNoFile:
    """What has no path, and what is inside of a file: code scanning shows files alone."""

    def test_an_archives_member(self, command: Command, tmp_path: Path) -> None:
        import zipfile

        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            archive.writestr("conf/app.py", f"\n\n{LINE}")
        (only,) = of(command, tmp_path)
        assert uri(only) == "a.zip"
        place = only["locations"][0]
        assert place["physicalLocation"]["region"] == {"startLine": 1}
        assert place["logicalLocations"] == [
            {"name": "conf/app.py", "fullyQualifiedName": "a.zip!conf/app.py", "kind": "member"}
        ]
        assert only["message"]["text"].endswith(" is in the clear (conf/app.py, line 3)")

    @pytest.mark.parametrize("kind", ["message", "tag", "note", "dangling"])
    def test_what_is_named_by_git(self, kind: str) -> None:
        named = "0123456789abcdef" * 2
        found = result(made.finding(path=None, line=5, origin=Origin(kind, None, named)))
        assert uri(found) == f".git/{kind}/{named}"
        assert found["locations"][0]["logicalLocations"][0]["kind"] == kind
        assert found["message"]["text"].endswith(f" ({kind} 0123456789ab, line 5)")

    def test_two_messages_are_two_alerts(self) -> None:
        both = [
            result(made.finding(path=None, origin=Origin("message", commit)))
            for commit in ("1" * 40, "2" * 40)
        ]
        prints = {each["partialFingerprints"]["primaryLocationLineHash"] for each in both}
        assert len(prints) == 2

    def test_standard_input(self) -> None:
        assert uri(result(made.finding(path=None, origin=Origin("stdin")))) == ".git/stdin"
