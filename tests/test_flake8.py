"""The flake8 door, in a real flake8."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import repositories
from tests.keygen import key

KEY, OTHER = key("sk_prod"), key("sk_sand")


def flake8(at: Path, *arguments: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "flake8", *arguments],
        cwd=at, input=given, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    assert KEY not in done.stdout + done.stderr
    return done


def test_installed_it_speaks_by_itself(tmp_path: Path) -> None:
    repositories.write(tmp_path, {"sandbox/a.py": f'KEY = "{KEY}"\n'})
    done = flake8(tmp_path, "sandbox")
    masked = f"sk_prod_{KEY[8:12]}…{KEY[-4:]}"
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        f"sandbox/a.py:1:8: AUR101 standard production key {masked} is in the clear",
        'sandbox/a.py:1:8: AUR301 production key in a sandbox code path: path "sandbox"',
    ]
    assert "aurora-lint: " in flake8(tmp_path, "--version").stdout


def test_code_strings_comments_and_docstrings(tmp_path: Path) -> None:
    text = f'"""Takes {KEY}."""\nx = f("{KEY}", 1)  # {OTHER}\n\ny = """\n{KEY}\n"""\n'
    repositories.write(tmp_path, {"a.py": text})
    done = flake8(tmp_path, "--select", "AUR1", "--format", "%(row)d:%(col)d %(code)s", "a.py")
    assert done.stdout.splitlines() == ["1:10 AUR101", "2:8 AUR101", "2:49 AUR102", "5:1 AUR101"]


def test_noqa(tmp_path: Path) -> None:
    text = (
        f'A = "{KEY}"  # noqa: AUR101\nB = "{KEY}"  # noqa: E501\n'
        f'C = "{KEY}"  # noqa\nD = "{KEY}"\n'
    )
    repositories.write(tmp_path, {"sandbox/a.py": text})
    done = flake8(tmp_path, "--select", "AUR", "--format", "%(row)d %(code)s", "sandbox")
    assert done.stdout.splitlines() == ["1 AUR301", "2 AUR101", "2 AUR301", "4 AUR101", "4 AUR301"]


def test_select_needs_extend_select(tmp_path: Path) -> None:
    repositories.write(
        tmp_path, {"a.py": f'KEY = "{KEY}"\n', ".flake8": "[flake8]\nselect = E,F\n"}
    )
    assert "AUR" not in flake8(tmp_path, "a.py").stdout
    assert "AUR101" in flake8(tmp_path, "--extend-select", "AUR", "a.py").stdout


def test_notes_where_asked_for(tmp_path: Path) -> None:
    repositories.write(tmp_path, {"a.py": 'KEY = "sk_prod_1234abc4321cba"\n'})
    assert flake8(tmp_path, "a.py").returncode == 0
    assert "AUR105" in flake8(tmp_path, "--aurora-notes", "a.py").stdout
    repositories.write(tmp_path, {".flake8": "[flake8]\naurora-notes = true\n"})
    assert "AUR105" in flake8(tmp_path, "a.py").stdout


def test_the_root(tmp_path: Path) -> None:
    """Labels come from below the repository, or from below --aurora-root."""
    top = repositories.make(tmp_path / "sandbox" / "top")
    repositories.write(top, {"tests/a.py": f'KEY = "{KEY}"\n', "b.py": f'KEY = "{KEY}"\n'})
    assert flake8(top / "tests", "a.py").stdout.count("AUR301") == 1
    assert flake8(tmp_path, str(top / "b.py")).stdout.count("AUR301") == 0
    for root in (".", "sandbox/..", str(tmp_path)):
        done = flake8(tmp_path, "--aurora-root", root, str(top / "b.py"))
        assert done.stdout.count("AUR301") == 1, root
    assert flake8(top, "--aurora-root", "tests", "tests/a.py").stdout.count("AUR301") == 0


def test_the_same_policy(tmp_path: Path) -> None:
    top = repositories.make(tmp_path)
    policy = '[tool.aurora-lint]\nsandbox-paths = ["infra/"]\nexclude = ["b.py"]\n'
    line = f'KEY = "{KEY}"\n'
    repositories.write(top, {"infra/a.py": line, "b.py": line, "pyproject.toml": policy})
    assert "AUR301" in flake8(top, "infra").stdout
    assert flake8(top, "b.py").stdout == ""


def test_a_policy_with_a_mistake_fails_loudly(tmp_path: Path) -> None:
    policy = "[tool.aurora-lint]\nnonsense = []\n"
    repositories.write(tmp_path, {"a.py": f'KEY = "{KEY}"\n', "pyproject.toml": policy})
    done = subprocess.run(
        [sys.executable, "-m", "flake8", "a.py"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert "unknown setting 'nonsense'" in done.stdout + done.stderr
    assert KEY not in done.stdout + done.stderr


def test_standard_input(tmp_path: Path) -> None:
    text = f'KEY = "{KEY}"\n'
    done = flake8(tmp_path, "--stdin-display-name", "sandbox/a.py", "-", given=text)
    assert "sandbox/a.py:1:8: AUR301" in done.stdout
    assert "stdin:1:8: AUR101" in flake8(tmp_path, "-", given=text).stdout


def test_many_files_in_several_processes(tmp_path: Path) -> None:
    repositories.write(tmp_path, {f"sandbox/f{n}.py": f'KEY = "{KEY}"\n' for n in range(40)})
    assert flake8(tmp_path, "--jobs", "2", ".").stdout.count("AUR301") == 40


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (f'# coding: latin-1\nx = "é", "{KEY}"\n'.encode("latin-1"), "2:11"),
        (f'\ufeffx = "{KEY}"\n'.encode(), "1:6"),
        (f'x = "é𝄞", "{KEY}"\r\n'.encode(), "1:12"),
        (f'x = 1\ry = "{KEY}"\r'.encode(), "2:6"),
        (f'x = 1\n\x0c\ny = "{KEY}"\n'.encode(), "3:6"),
        (f'x = "\u2028", "{KEY}"\n'.encode(), "1:11"),
        (f"x = [\n{'1, ' * 5}\n'{KEY}'\n]\n".encode(), "3:2"),
        (f"x = f'a {{1}} {KEY}'\n".encode(), "1:13"),
    ],
)
def test_places_are_those_of_the_command_line(tmp_path: Path, data: bytes, place: str) -> None:
    (tmp_path / "a.py").write_bytes(data)
    form = "%(row)d:%(col)d"
    assert flake8(tmp_path, "--select", "AUR", "--format", form, "a.py").stdout.split() == [place]
    done = subprocess.run(
        [sys.executable, "-m", "aurora_lint", "check", "a.py"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout.startswith(f"a.py:{place}: AUR101")
