"""No output, cache, log or traceback holds a whole key: one test over every command and format."""

import base64
import pickle
from pathlib import Path

import pytest

from aurora_lint import keys
from aurora_lint.address import Label
from aurora_lint.cli import COMMANDS
from aurora_lint.cli.choice import FORMATS
from aurora_lint.engine import scan
from aurora_lint.source import Source
from tests import repositories
from tests.command import Command
from tests.keygen import key

SECRETS = [key(prefix, seed) for prefix in ("sk_prod", "rk_sand") for seed in (1, 2)]
ODD = key("sk_prod", 3, length=40)

#: Files in which keys stand wherever evidence could quote them.
FILES = {
    "sandbox/{0}.py": 'x = "{0}"\n',
    "a.py": 'if env == "{1}" or env == "sandbox":\n    key = "{0}"  # sandbox {2}\n',
    "b.py": '# the sandbox one: {2}\nf("{0}", environment="sandbox", other="{1}")\n',
    "c.py": 'd = {{"sandbox {1}": "{0}", "{2}": "{3}", "{0}": "sandbox"}}\n',
    "broken.py": 'def f(:\n  sandbox_{0} = "{1}"\n',
    "d.yaml": 'sandbox: "{0}"  # {1}\nurl: https://{2}@api-sandbox.aurorasolar.com\n',
    "partners/e.py": 'class Partner:\n    """{1}"""\n    key = "{0}" + "' + ODD + '"\n',
    "f.py": 'match "{1}":\n    case "sandbox":\n        k = "{0}"\n',
}


@pytest.fixture
def top(tmp_path: Path) -> Path:
    top = repositories.make(tmp_path / "top")
    repositories.write(
        top, {name.format(*SECRETS): text.format(*SECRETS) for name, text in FILES.items()}
    )
    repositories.git(top, "add", "-A")
    return top


def check(text: str) -> None:
    for secret in (*SECRETS, ODD):
        assert secret not in text
        assert secret[8:] not in text


COMMAND_LINES = {
    "check": [["check", "--format", form] for form in FORMATS]
    + [["check", "--staged"], ["check", "--history"], ["check", "{secret}"]]
    + [["check", "--root", "{secret}"]],
    "hook": [["hook", "pre-commit"], ["hook", "pre-commit", "a.py", "b.py"]],
    "keys": [["keys", "--format", form] for form in ("text", "json", "csv", "html")],
    "fingerprint": [["fingerprint"]],
    "rules": [["rules"]],
    "explain": [["explain", "AUR101"], ["explain", "{secret}"]],
    "doctor": [["doctor"], ["doctor", "--format", "json"], ["doctor", "--ignore", "{secret}"]],
    "export": [["export", "gitleaks"], ["export", "{secret}"]],
    "detect-secrets": [],
}


def test_every_command_is_tried() -> None:
    """detect-secrets has this test among its own."""
    assert set(COMMAND_LINES) == set(COMMANDS)


@pytest.mark.parametrize(
    "arguments",
    [each for lines in COMMAND_LINES.values() for each in lines],
    ids=" ".join,
)
def test_no_command_shows_a_key(
    command: Command, top: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    given = io.TextIOWrapper(io.BytesIO("\n".join(SECRETS).encode()))
    monkeypatch.setattr("sys.stdin", given)
    result = command(*(each.format(secret=SECRETS[0]) for each in arguments), at=top)
    check(result.out + result.err)


def test_output_files_and_what_is_left_in_the_repository(command: Command, top: Path) -> None:
    before = {path for path in top.rglob("*") if ".git" not in path.parts}
    for form in FORMATS:
        command("check", "--format", form, "--output", top.parent / f"out.{form}", at=top)
        check((top.parent / f"out.{form}").read_text())
    assert {path for path in top.rglob("*") if ".git" not in path.parts} == before


def test_no_finding_can_reach_a_key(top: Path) -> None:
    for path in top.rglob("*.*"):
        if path.is_file() and ".git" not in path.parts:
            name = path.relative_to(top).as_posix()
            for finding in scan(Source(path.read_bytes(), name)):
                check(finding.message)
                for label in finding.evidence:
                    check(label.describe() + label.shown)


def test_no_traceback_or_repr_shows_a_key() -> None:
    import traceback

    made = keys.Key(SECRETS[0])
    sighting = next(iter(keys.find(SECRETS[0].encode())))
    for view in (made, sighting, [made], {"key": made}, Label("name", made.masked)):
        check(repr(view) + str(view))
    try:
        raise ValueError(made, sighting)
    except ValueError:
        check(traceback.format_exc())


def test_a_key_is_not_pickled_unawares() -> None:
    """Nothing of ours is written to disk or sent to a process with a key in it."""
    with pytest.raises(TypeError):
        pickle.dumps(keys.Key(SECRETS[0]))


def _spelled(text: str) -> dict[str, str]:
    data = text.encode()
    return {
        "base64": base64.b64encode(data).decode(),
        "base64 behind others": base64.b64encode(b"robot:" + data).decode(),
        "hex": data.hex(),
        "percent": text.replace("_", "%5F"),
        "escaped": "".join(f"\\x{byte:02x}" for byte in data),
        "html": text.replace("_", "&#95;"),
        "reversed": text[::-1],
        "numbers": ", ".join(map(str, data)),
    }


@pytest.mark.parametrize("spelling", _spelled(SECRETS[0]))
@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.py", '# the sandbox one: {spelled}\nkey = "{other}"\n'),
        ("b.py", 'if env == "sandbox" and x != "{spelled}":\n    key = "{other}"\n'),
        ("c.js", '// the sandbox one: {spelled}\nconst key = "{other}";\n'),
        ("d.yml", 'sandbox:\n  # sandbox {spelled}\n  "{spelled}": "{other}"\n'),
        ("e.env", "# sandbox {spelled}\nSANDBOX={other}\n"),
    ],
)
def test_what_spells_a_key_is_not_shown(
    command: Command, tmp_path: Path, name: str, form: str, spelling: str
) -> None:
    spelled = _spelled(SECRETS[0])[spelling]
    (tmp_path / name).write_text(form.format(spelled=spelled, other=SECRETS[2]))
    for output in FORMATS:
        result = command("check", tmp_path, "--format", output)
        assert result.code == 1
        # A piece as long as this tells most of a key.
        assert spelled[8:40] not in result.out.replace("\\\\", "\\")
        assert spelled[-24:] not in result.out.replace("\\\\", "\\")
        check(result.out)


def test_pieces_of_a_key_are_not_shown(command: Command, tmp_path: Path) -> None:
    token = SECRETS[0][8:]
    (tmp_path / "a.py").write_text(
        f'if check("_".join(["sk", "prod", "{token}"])) and env == "sandbox":\n'
        f'    # sandbox: {token}\n    key = "{SECRETS[2]}"\n'
    )
    for output in FORMATS:
        result = command("check", tmp_path, "--format", output)
        assert result.code == 1
        assert token not in result.out
