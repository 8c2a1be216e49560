"""The text for people: what is to be seen on a terminal, and what is written elsewhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pty", reason="terminals of Unix")

from tests import reports, repositories, terminals
from tests.command import Command
from tests.keygen import key
from tests.terminals import Seen

#: A terminal is the same under every Python.
pytestmark = pytest.mark.slow

STANDARD, RESTRICTED, SANDBOX = key("sk_prod", 1), key("rk_prod", 5), key("rk_sand", 7)


@pytest.fixture
def top(tmp_path: Path) -> Path:
    top = repositories.make(tmp_path / "top")
    repositories.write(
        top,
        {
            "b.py": f'ONE = "{SANDBOX}"\n',
            "sandbox/a.py": f'if env == "sandbox":\n    AURORA_API_KEY = "{STANDARD}"  # 日本\n',
            "z.py": f'K = "{STANDARD}"\n',
            "sandbox/n.py": 'import aurora_solar\nk = os.environ["AURORA_PROD_KEY"]\n',
        },
    )
    return top


def place(seen: Seen, text: str) -> int:
    return next(nth for nth, line in enumerate(seen.screen) if text in line)


def test_by_key_the_worst_first(top: Path) -> None:
    seen = terminals.run("check", at=top)
    assert seen.code == 1
    heads = [line for line in seen.screen if line and not line.startswith((" ", "aurora-lint"))]
    assert [re.split("  |…", line)[0][:12] for line in heads] == [
        STANDARD[:12], "AURORA_PROD_", SANDBOX[:12],
    ]  # fmt: skip
    assert heads[0].endswith("standard production key, 2 places")
    assert place(seen, "sandbox/a.py:2:23") < place(seen, "z.py:1:6")
    assert STANDARD[8:] not in seen.written


def test_the_line_and_what_is_meant_in_it(top: Path) -> None:
    seen = terminals.run("check", at=top)
    at = place(seen, "2 │ AURORA_API_KEY")
    line, mark = seen.screen[at : at + 2]
    masked = line[mark.index("^") : mark.rindex("^") + 1]
    assert masked == f"{STANDARD[:12]}…{STANDARD[-4:]}"
    at = place(seen, 'k = os.environ["')
    line, mark = seen.screen[at : at + 2]
    assert line[mark.index("^") : mark.rindex("^") + 1] == "AURORA_PROD_KEY"


def test_what_to_do_is_said_once_a_key(top: Path) -> None:
    text = " ".join(" ".join(terminals.run("check", at=top).screen).split())
    assert text.count("taking it out of the code does not take it out of the history") == 1


def test_a_rule_is_named_where_it_says_what_to_do(top: Path) -> None:
    seen = terminals.run("check", at=top)
    assert [line.split(":")[0] for line in seen.screen if re.match(r"  AUR\d+ ", line)] == [
        "  AUR101 standard-production-key", "  AUR301 production-key-in-sandbox-path",
        "  AUR304 production-key-name-in-sandbox-path", "  AUR104 restricted-sandbox-key",
    ]  # fmt: skip


def test_evidence_is_said_once_with_its_line(tmp_path: Path) -> None:
    url = "https://api.aurorasolar.com/tenants"
    text = f'K = "{key("sk_sand")}"\nget("{url}", headers={{"Authorization": "Bearer " + K}})\n'
    repositories.write(tmp_path, {"a.py": text, "b.py": f'if env == "x":\n  K = "{STANDARD}"\n'})
    repositories.write(tmp_path, {"sandbox/c.py": f'K = "{STANDARD}"\n'})
    seen = terminals.run("check", ".", at=tmp_path, columns=140)
    (host,) = [line for line in seen.screen if "error AUR303" in line]
    assert host.endswith("for the production host api.aurorasolar.com (line 2)")
    (path,) = [line for line in seen.screen if "error AUR301" in line]
    assert path.count("sandbox") == 2


def test_what_may_be_no_key_is_called_so(tmp_path: Path) -> None:
    repositories.write(tmp_path, {"a.py": 'K = "sk_prod_1234abc4321cba"\n'})
    seen = terminals.run("check", ".", at=tmp_path)
    assert seen.screen[0] == "sk_prod_12…ba possible standard production key"
    assert seen.code == 0


def test_paths_and_addresses_are_in_one_piece(tmp_path: Path) -> None:
    name = f"{'long/' * 30}a-file.py"
    repositories.write(tmp_path, {name: f'K = "{STANDARD}"\n'})
    seen = terminals.run("check", ".", at=tmp_path, columns=40)
    assert f"{name}:1:6" in seen.written
    assert "(https://v2.aurorasolar.com/settings/api/tokens):" in seen.written
    assert all(len(line) <= 40 for line in seen.screen)


def test_nothing_found_loads_nothing(tmp_path: Path) -> None:
    repositories.write(tmp_path, {"a.py": "x = 1\n"})
    loaded = "import atexit\natexit.register(lambda: print('rich' in sys.modules))"
    seen = terminals.run("check", ".", at=tmp_path, before=loaded)
    assert seen.screen == ["aurora-lint: 0 findings in 1 file (6 bytes)", "False"]


@pytest.mark.parametrize("columns", [20, 40, 72, 200])
def test_every_width(top: Path, columns: int) -> None:
    seen = terminals.run("check", at=top, columns=columns)
    assert seen.code == 1
    for nth, line in enumerate(seen.screen):
        if line.strip(" │^") == "" and "^" in line:
            marked = seen.screen[nth - 1][line.index("^") : line.rindex("^") + 1]
            assert marked in (f"{STANDARD[:12]}…{STANDARD[-4:]}", f"{SANDBOX[:12]}…{SANDBOX[-4:]}",
                              "AURORA_PROD_KEY")  # fmt: skip


def test_wide_letters_before_the_key(tmp_path: Path) -> None:
    repositories.write(tmp_path, {"a.txt": f"鍵は日本語 e\u0301 {SANDBOX} です\n"})
    seen = terminals.run("check", ".", at=tmp_path)
    at = place(seen, "1 │ ")
    # A terminal gives a wide letter two cells; so does the screen, the second one empty.
    assert seen.screen[at + 1].index("^") == 8 + 2 * 5 + 1 + 1 + 1
    assert seen.screen[at + 1].count("^") == 17


@pytest.mark.parametrize(
    ("environment", "is_coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
)
def test_colours(top: Path, environment: dict[str, str], is_coloured: bool) -> None:
    seen = terminals.run("check", at=top, environment=environment)
    coloured = re.search(r"\x1b\[[0-9;]*3[0-9]", seen.written)
    assert bool(coloured) == is_coloured


def test_a_dumb_terminal_gets_lines(top: Path) -> None:
    seen = terminals.run("check", "z.py", at=top, environment={"TERM": "dumb"})
    assert seen.screen[0].startswith("z.py:1:6: AUR101 ")


def test_what_is_piped_or_written_to_a_file_is_plain(top: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "aurora_lint", "check", "z.py"],
        cwd=top, capture_output=True, text=True, env={"FORCE_COLOR": "1", "PATH": ""},
    )  # fmt: skip
    line = f"z.py:1:6: AUR101 standard production key {STANDARD[:12]}…{STANDARD[-4:]} is in"
    assert done.stdout.startswith(line)
    terminals.run("check", "z.py", "--output", "out", at=top)
    assert (top / "out").read_text(encoding="utf-8").startswith(line)


def test_names_are_no_markup_and_steer_nothing(tmp_path: Path) -> None:
    top = repositories.make(tmp_path)
    names = ["[bold]x[/bold].py", ":smile:.py", "\x1b[2J.py", "\u202e.py", "[link=https://x]y.py"]
    for name in names:
        (top / name.replace("/", "∕")).write_text(f'[red]K[/red] = "{STANDARD}" \x1b[2J\n')
    seen = terminals.run("check", at=top)
    text = "\n".join(seen.screen)
    assert "[bold]x[∕bold].py:1:17" in text
    assert ":smile:.py:1:17" in text
    assert r"\x1b[2J.py:1:17" in text
    assert r"\u202e.py:1:17" in text
    assert text.count('1 │ [red]K[/red] = "') == len(names)
    assert "\x1b[2J" not in seen.written
    assert "\x1b]8" not in seen.written


def test_every_kind_of_finding(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    from aurora_lint.reporters import terminal

    monkeypatch.setenv("COLUMNS", "100")
    of = reports.report([*reports.every_kind(), *reports.hostile()])
    text = "".join(terminal.report([of]))
    assert "<message>:3:9" in text
    assert "since" not in text
    assert "of 2026-03-02 by" in text
    assert reports.KEY.text[8:] not in text
    assert "".join(terminal.report([reports.report([])])) == ""
    assert "error AUR301 " in text
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_hostile_names_of_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    from aurora_lint.reporters import terminal

    monkeypatch.setenv("COLUMNS", "100")
    for name in reports.HOSTILE:
        one = reports.finding(named=name, fingerprint=None, masked=None, kind=None)
        text = "".join(terminal.report([reports.report([one])]))
        assert reports.KEY.text[8:] not in text
        assert not [each for each in text if not each.isprintable() and each != "\n"]


def test_a_key_in_many_places_is_told_place_by_place(monkeypatch: pytest.MonkeyPatch) -> None:
    from aurora_lint.reporters import terminal

    monkeypatch.setenv("COLUMNS", "100")
    many = [reports.finding(f"f{nth:04}.py") for nth in range(2000)]
    parts = terminal.report([reports.report(many)])
    head = [next(parts) for _ in range(3)]
    assert "2,000 places" in head[0]
    assert "f0000.py:3:9" in head[1]
    assert "f0001.py" not in "".join(head)
