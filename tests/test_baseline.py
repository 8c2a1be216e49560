"""Baselines: what is known is not told again, wherever it moves; what is new is."""

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurora_lint.baseline import BaselineError, Entry, read, write
from aurora_lint.keys import Key
from tests import baselines, repositories
from tests.baselines import FILE, ONE, RESTRICTED, TWO, Gate, entry, line, notices
from tests.command import Command

top, gate = baselines.top, baselines.gate


class TestOneLineAFinding:
    def test_by_fingerprint_rule_and_path(self, gate: Gate, top: Path) -> None:
        written = gate.writes()
        assert written == sorted(
            entry(ONE, code, path)
            for path, codes in {"a.py": ["AUR101"], "sandbox/b.py": ["AUR101", "AUR301"]}.items()
            for code in codes
        )
        text = Path(FILE).read_text()
        assert str(top) not in text
        assert ONE[8:] not in text
        result = gate()
        assert (result.code, result.seen, notices(result)) == (0, [], [])
        assert "0 findings in 4 files" in result.err
        assert "3 in the baseline" in result.err

    def test_a_second_writing_changes_nothing(self, gate: Gate, top: Path) -> None:
        gate.writes()
        before = os.stat(FILE)
        gate.writes()
        after = os.stat(FILE)
        assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)

    def test_moves_within_a_file_do_not_touch_it(self, gate: Gate, top: Path) -> None:
        gate.writes()
        text = Path(FILE).read_bytes()
        repositories.write(top, {"a.py": f"# more\n\n\nx = 1; {line(ONE)}# more\n"})
        assert gate().code == 0
        gate.writes()
        assert Path(FILE).read_bytes() == text

    def test_a_known_key_at_a_new_path_is_new(self, gate: Gate, top: Path) -> None:
        gate.writes()
        repositories.write(top, {"d.py": line(ONE)})
        assert gate().seen == [("d.py", 1, "AUR101")]

    def test_a_new_key_at_a_known_path_is_new(self, gate: Gate, top: Path) -> None:
        gate.writes()
        repositories.write(top, {"a.py": line(ONE) + line(TWO)})
        assert [code for _, _, code in gate("--ignore", "AUR205").seen] == ["AUR101"]
        assert gate("--ignore", "AUR205").code == 1

    def test_another_rule_at_a_known_place_is_new(self, gate: Gate, top: Path) -> None:
        gate.writes()
        repositories.write(top, {"a.py": f'if env == "sandbox":\n    {line(ONE)}'})
        assert gate().seen == [("a.py", 2, "AUR301")]

    def test_names_are_known_by_themselves(self, gate: Gate, top: Path) -> None:
        """AUR304 has no key: another name in the same file is another finding."""
        text = 'import aurora_solar\nK = os.environ["AURORA_PROD_KEY"]\n'
        repositories.write(top, {"sandbox/n.py": text})
        assert "name:AURORA_PROD_KEY AUR304 sandbox/n.py" in gate.writes()
        repositories.write(top, {"sandbox/n.py": text + 'L = os.environ["AURORA_PROD_TOKEN"]\n'})
        assert gate().seen == [("sandbox/n.py", 3, "AUR304")]

    def test_what_has_no_path(self, gate: Gate, top: Path) -> None:
        repositories.git(top, "commit", "-q", "--allow-empty", "-m", f"the key is {TWO}")
        assert entry(TWO, "AUR101", "<message>") in gate.writes("--history")
        assert gate("--history").code == 0

    @pytest.mark.parametrize(
        "name", [" a b.py ", "ä.py", 'q"x.py', '"q.py', "n\nl.py", "\u2028.py", "\udcff.py", "#.py"]
    )
    def test_any_path(self, gate: Gate, top: Path, name: str) -> None:
        (top / name).write_text(line(TWO))
        assert len(gate.writes()) == len(gate.lines()) > 4
        assert gate().seen == []

    def test_a_key_in_a_path_is_masked(self, gate: Gate, top: Path) -> None:
        repositories.write(top, {f"{TWO}.py": line(TWO)})
        gate.writes()
        assert TWO[8:] not in Path(FILE).read_text()
        assert gate().code == 0


class TestMistakes:
    def test_no_file_is_2(self, gate: Gate, top: Path) -> None:
        result = gate()
        assert (result.code, result.out) == (2, "")
        assert "--write-baseline makes it" in result.err

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("nonsense\n", "line 1 is no entry"),
            ("# aurora-lint baseline 1: …\n\nabc AUR101 a.py\n", "line 3 is no entry"),
            (f"{entry(ONE, 'AUR101', '')}\n", "line 1 is no entry"),
            (f"{entry(ONE, 'AUR101', chr(34) + 'a')}\n", "line 1 is no entry"),
            ("# aurora-lint baseline 2: more\n", "a later version"),
            ("<<<<<<< HEAD\n", "line 1 is no entry"),
            ("{}", "no baseline of detect-secrets"),
            ('{"results": []}', "no baseline of detect-secrets"),
            ('{"results": {"a": [1]}}', "no baseline of detect-secrets"),
            ('{"a": ' + "[" * 100_000, "baseline"),
            (b"\xff\xfe", "no text in UTF-8"),
        ],
    )
    def test_a_damaged_one_is_2(self, gate: Gate, top: Path, text: str | bytes, said: str) -> None:
        Path(FILE).write_bytes(text if isinstance(text, bytes) else text.encode())
        result = gate()
        assert (result.code, result.out) == (2, "")
        assert said in result.err

    def test_a_scan_that_is_not_whole_writes_nothing(
        self, gate: Gate, command: Command, top: Path
    ) -> None:
        gate.writes()
        before = Path(FILE).read_bytes()
        for option in ("--write-baseline", "--prune-baseline"):
            result = command("check", "--baseline", FILE, option, "sandbox", "missing.py")
            assert result.code == 2
            assert "missing.py" in result.err
            assert "could not be done whole" in result.err
        assert Path(FILE).read_bytes() == before

    @pytest.mark.parametrize(
        "arguments",
        [["--write-baseline"], ["--prune-baseline"],
         ["--baseline", FILE, "--write-baseline", "--prune-baseline"],
         ["--baseline", FILE, "--write-baseline", "--policy-from", "HEAD"]],
    )  # fmt: skip
    def test_options_that_do_not_go_together(
        self, command: Command, top: Path, arguments: list[str]
    ) -> None:
        assert command("check", *arguments).code == 2
        assert command("hook", "pre-commit", *arguments).code == 2

    def test_where_it_can_not_be_written(self, command: Command, top: Path) -> None:
        for file in ("no/such/folder", "sandbox"):
            result = command("check", "--baseline", file, "--write-baseline")
            assert result.code == 2
            assert "Traceback" not in result.err

    def test_two_roots(self, command: Command, top: Path, tmp_path: Path) -> None:
        repositories.write(tmp_path, {"else/x.py": line(TWO)})
        Path(FILE).write_text("")
        result = command("check", ".", tmp_path / "else", "--baseline", FILE)
        assert result.code == 2
        assert "one root" in result.err

    def test_a_link_stays_one(self, gate: Gate, top: Path) -> None:
        (top / "elsewhere").write_text("")
        Path(FILE).symlink_to("elsewhere")
        gate.writes()
        assert Path(FILE).is_symlink()
        assert "AUR101" in (top / "elsewhere").read_text()


def test_what_files_say_of_each_other_is_over_where_all_were_read(
    gate: Gate, command: Command, top: Path
) -> None:
    repositories.commit(top, {"d.py": line(TWO)})
    gate.writes()
    entries = (top / FILE).read_text()
    assert "AUR205" in entries
    for some in (["--history"], ["a.py"]):
        arguments = ("check", *some, "--baseline", FILE)
        assert "found no more" not in command(*arguments, at=top).err
        assert command(*arguments, "--prune-baseline").code == 0
        assert (top / FILE).read_text() == entries
    repositories.write(top, {"d.py": "x\n"})
    assert "AUR205 a.py" in gate().err


class TestOfAnotherCommit:
    def test_what_a_change_adds_to_it_does_not_count(
        self, gate: Gate, command: Command, top: Path
    ) -> None:
        gate.writes()
        repositories.commit(top, {})
        repositories.write(top, {"d.py": line(TWO)})
        gate.writes()
        repositories.commit(top, {})
        assert gate().code == 0
        result = gate("--policy-from", "HEAD~1", "--ignore", "AUR205")
        assert result.seen == [("d.py", 1, "AUR101")]
        # Where the base has none, everything is new.
        result = gate("--policy-from", "HEAD~2", "--select", "AUR101")
        assert len(result.seen) == 3
        assert "HEAD~2 has none: nothing is known" in result.err
        assert "has none" not in gate("--policy-from", "HEAD~1").err


class TestHook:
    def test_takes_one(self, gate: Gate, command: Command, top: Path) -> None:
        gate.writes()
        repositories.write(top, {"a.py": f"K = 1; {line(ONE)}", "d.py": line(RESTRICTED)})
        repositories.git(top, "add", "-A")
        result = command.json("hook", "pre-commit", "--baseline", FILE)
        assert result.seen == [("d.py", 1, "AUR104")]


PATHS = st.text(min_size=1, max_size=30).filter(lambda path: "\0" not in path)


@given(
    st.sets(
        st.builds(
            Entry,
            st.from_regex(r"[0-9a-f]{32}|name:[A-Z_]{1,9}", fullmatch=True),
            st.just("AUR101"),
            PATHS,
        ),
        max_size=5,
    )
)
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, entries: Any) -> None:
    file = tmp_path_factory.getbasetemp() / "written"
    write(file, entries)
    assert read(file.read_bytes()).entries == entries


def test_a_windows_checkout_is_read() -> None:
    text = f"# aurora-lint baseline 1: x\r\n{entry(ONE, 'AUR101', 'a b.py')}\r\n"
    assert read(text.encode()).entries == {Entry(Key(ONE).fingerprint, "AUR101", "a b.py")}


def test_a_byte_order_mark_is_no_entry() -> None:
    text = f"# aurora-lint baseline 1: x\n{entry(ONE, 'AUR101', 'a.py')}\n"
    assert len(read(b"\xef\xbb\xbf" + text.encode()).entries) == 1


def test_no_text_makes_it_fail_otherwise() -> None:
    for data in (b"", b"\n\n", b"#\n"):
        assert read(data).entries == frozenset()
    with pytest.raises(BaselineError):
        read(b"\x00")
