"""Baselines over time: files move, findings end, branches merge."""

from pathlib import Path

import pytest

from tests import baselines, repositories
from tests.baselines import FILE, ONE, TWO, Gate, entry, line, notices
from tests.keygen import key

top, gate = baselines.top, baselines.gate


class TestMoves:
    def test_an_entry_follows_its_file(self, gate: Gate, top: Path) -> None:
        gate.writes()
        repositories.git(top, "mv", "a.py", "new.py")
        for arguments in ([], ["--staged"]):
            result = gate(*arguments)
            assert (result.code, result.seen) == (0, [])
            assert ["1 entry moved" in each for each in notices(result)] == [True]
        assert entry(ONE, "AUR101", "new.py") in gate.prunes()
        assert entry(ONE, "AUR101", "a.py") not in gate.lines()
        assert notices(gate()) == []

    def test_only_where_it_is_clear_where_to(self, gate: Gate, top: Path) -> None:
        gate.writes()
        repositories.git(top, "mv", "a.py", "new.py")
        repositories.write(top, {"other.py": line(ONE)})
        assert [path for path, _, _ in gate().seen] == ["new.py", "other.py"]

    def test_only_where_the_old_file_is_gone(self, gate: Gate, top: Path) -> None:
        gate.writes()
        repositories.write(top, {"a.py": "KEY = env\n", "new.py": line(ONE)})
        result = gate()
        assert result.seen == [("new.py", 1, "AUR101")]
        assert "1 entry found no more" in notices(result)[0]

    def test_of_two_files_that_became_one(self, gate: Gate, top: Path) -> None:
        repositories.write(top, {"d.py": line(ONE)})
        gate.writes()
        repositories.write(top, {"new.py": line(ONE)})
        (top / "a.py").unlink()
        (top / "d.py").unlink()
        assert gate().seen == []
        assert sum("AUR101" in each for each in gate.prunes()) == 2

    def test_in_a_range_the_tip_says_what_is_gone(self, gate: Gate, top: Path) -> None:
        gate.writes()
        repositories.git(top, "mv", "a.py", "new.py")
        repositories.git(top, "commit", "-qm", "a change")
        assert gate("--range", "HEAD~1..HEAD").seen == []
        repositories.commit(top, {"copy.py": line(ONE)})
        assert gate("--range", "HEAD~1..HEAD").seen == [("copy.py", 1, "AUR101")]


class TestWhatIsOver:
    def test_is_said_and_pruned(self, gate: Gate, top: Path) -> None:
        gate.writes()
        repositories.write(top, {"a.py": "KEY = env\n"})
        result = gate()
        assert result.code == 0
        assert notices(result) == [
            f"baseline {FILE}: 1 entry found no more, --prune-baseline removes: AUR101 a.py"
        ]
        assert [each.split()[1:] for each in gate.prunes()] == [
            ["AUR101", "sandbox/b.py"], ["AUR301", "sandbox/b.py"],
        ]  # fmt: skip
        assert notices(gate()) == []

    def test_pruning_adds_nothing(self, gate: Gate, top: Path) -> None:
        gate.writes()
        repositories.write(top, {"d.py": line(TWO)})
        assert len(gate.prunes()) == 3

    @pytest.mark.parametrize(
        "arguments",
        [["c.py"], ["sandbox"], ["--staged"], ["--select", "AUR3"], ["--exclude", "a.py"],
         ["--range", "HEAD..HEAD"], ["--ignore", "AUR1"]],
    )  # fmt: skip
    def test_what_was_not_read_is_kept(self, gate: Gate, top: Path, arguments: list[str]) -> None:
        written = gate.writes()
        repositories.write(top, {"a.py": "KEY = env\n"})
        result = gate(*arguments)
        assert (result.seen, notices(result)) == ([], [])
        assert gate.prunes(*arguments) == written
        assert gate.writes(*arguments) == written

    def test_a_history_forgets_nothing(self, gate: Gate, top: Path) -> None:
        gate.writes("--history")
        repositories.commit(top, {"a.py": "KEY = env\n", "sandbox/b.py": "KEY = env\n"})
        result = gate("--history")
        assert (result.code, notices(result)) == (0, [])


class TestMerges:
    def test_two_branches_add_their_lines(self, gate: Gate, top: Path) -> None:
        """Sorted by fingerprint, and with no line that counts or dates the others."""
        repositories.write(top, {f"k{nth}.py": line(key("rk_prod", nth)) for nth in range(30)})
        gate.writes()
        repositories.commit(top, {})
        for branch, seed in (("one", 101), ("two", 103)):
            repositories.git(top, "checkout", "-q", "-b", branch, "main")
            repositories.write(top, {f"{branch}.py": line(key("rk_prod", seed))})
            gate.writes()
            repositories.commit(top, {})
        repositories.git(top, "merge", "-q", "--no-edit", "one")
        assert gate().seen == []
        assert len(gate.lines()) == 35
