"""The register of keys: where a key may stand, whose it is, until when."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from aurora_lint.keys import Key
from aurora_lint.policy import Policy
from aurora_lint.policy.settings import read
from tests import repositories
from tests.command import Command
from tests.keygen import key

STANDARD, RESTRICTED = key("sk_prod", 1), key("rk_prod", 5)
PARTIES = '[third-parties]\nacme = ["partners/acme/"]\n[services]\nbilling = ["svc/billing/"]\n'


def entry(text: str, **settings: str) -> str:
    lines = [f"{name.replace('_', '-')} = {value}" for name, value in settings.items()]
    return "\n".join(["[[keys]]", f'fingerprint = "{Key(text).fingerprint}"', *lines, ""])


def line(text: str) -> str:
    return f'KEY = "{text}"\n'


def check(command: Command, top: Path, policy: str, files: dict[str, str]) -> list[tuple[Any, str]]:
    repositories.write(top, {".aurora-lint.toml": policy, **files})
    return [(path, code) for path, _, code in command.json("check", top).seen]


class TestWhereAKeyMayStand:
    FILES = {"deploy/a.yaml": f"key: {STANDARD}\n", "b.yaml": f"key: {STANDARD}\n"}  # noqa: RUF012

    def test_in_its_paths_it_is_not_told(self, command: Command, tmp_path: Path) -> None:
        policy = entry(STANDARD, owner='"Platform"', paths='["deploy/"]')
        found = check(command, tmp_path, policy, self.FILES)
        assert found == [("b.yaml", "AUR101"), ("b.yaml", "AUR206")]
        (told,) = [
            each for each in command.json("check", tmp_path).findings if each["code"] == "AUR206"
        ]
        assert told["message"].endswith("the register allows it in deploy/ (Platform)")
        assert command("check", tmp_path).err.count("1 in the register") == 1

    def test_without_paths_it_may_stand_everywhere(self, command: Command, tmp_path: Path) -> None:
        assert check(command, tmp_path, entry(STANDARD), self.FILES) == []

    @pytest.mark.parametrize(
        ("settings", "said"),
        [
            ({"kind": '"restricted"'}, "says that it is a restricted production key"),
            ({"environment": '"sandbox"'}, "says that it is a standard sandbox key"),
            ({"expires": "2026-01-31"}, "allows it until 2026-01-31"),
            ({"rotated": '"2026-01-31"'}, "says that it was rotated on 2026-01-31"),
            ({"paths": '["/a.yaml"]', "owner": '"Ops"'}, "allows it in /a.yaml (Ops)"),
        ],
    )
    def test_or_no_longer(
        self, command: Command, tmp_path: Path, settings: dict[str, str], said: str
    ) -> None:
        found = check(command, tmp_path, entry(STANDARD, **settings), self.FILES)
        assert [code for _, code in found] == ["AUR101", "AUR206"] * 2
        assert said in command("check", tmp_path).out

    def test_what_is_still_to_come_does_not_count(self, command: Command, tmp_path: Path) -> None:
        policy = entry(STANDARD, expires="2999-01-01", rotated="2999-01-01")
        assert check(command, tmp_path, policy, self.FILES) == []

    def test_the_environment_is_another_question(self, command: Command, tmp_path: Path) -> None:
        files = {"sandbox/a.yaml": f"key: {STANDARD}\n"}
        assert check(command, tmp_path, entry(STANDARD), files) == [("sandbox/a.yaml", "AUR301")]
        policy = entry(STANDARD, allow='["AUR1", "AUR301"]')
        assert check(command, tmp_path, policy, files) == []

    def test_what_has_no_path_is_outside(self, command: Command, tmp_path: Path) -> None:
        top = repositories.make(tmp_path)
        repositories.write(top, {
            ".aurora-lint.toml": entry(STANDARD, paths='["deploy/"]'), "message": STANDARD,
        })  # fmt: skip
        result = command.json("check", "--message", "message", at=top)
        assert [code for _, _, code in result.seen] == ["AUR101", "AUR206"]

    def test_every_door_knows_it(self, tmp_path: Path) -> None:
        """``fixtures/AUR206`` runs through all of them."""
        case = Path(__file__).parent.parent / "fixtures" / "AUR206" / "register"
        assert "fingerprint" in (case / "pyproject.toml").read_text()


class TestParties:
    """Third parties and services with their paths."""

    def test_a_standard_key_in_their_paths(self, command: Command, tmp_path: Path) -> None:
        files = {"svc/billing/core/a.py": line(STANDARD), "svc/other/a.py": line(STANDARD)}
        found = check(command, tmp_path, PARTIES, files)
        assert ("svc/billing/core/a.py", "AUR201") in found
        assert ("svc/other/a.py", "AUR201") not in found
        assert 'policy "service billing"' in command("check", tmp_path).out

    def test_a_key_of_one_in_the_paths_of_the_other(self, command: Command, tmp_path: Path) -> None:
        files = {"partners/acme/a.py": line(RESTRICTED), "svc/billing/a.py": line(RESTRICTED)}
        found = check(command, tmp_path, PARTIES, files)
        assert sorted(found) == [(path, code) for path in files for code in ("AUR103", "AUR204")]
        assert "of acme is also that of billing" in command("check", tmp_path).out
        policy = PARTIES + entry(RESTRICTED, third_party='"acme"')
        found = check(command, tmp_path, policy, files)
        assert found == [("svc/billing/a.py", "AUR103"), ("svc/billing/a.py", "AUR206")]

    def test_own_paths_come_in_addition(self, command: Command, tmp_path: Path) -> None:
        files = {"partners/acme/a.py": line(RESTRICTED), "svc/billing/a.py": line(RESTRICTED)}
        policy = PARTIES + entry(RESTRICTED, third_party='"acme"', paths='["/svc/"]')
        assert check(command, tmp_path, policy, files) == []


class TestLevels:
    def test_are_the_teams(self, command: Command, tmp_path: Path) -> None:
        levels = '[levels]\nAUR101 = "note"\nAUR301 = "off"\nAUR205 = "error"\n'
        files = {"sandbox/a.py": line(STANDARD) + line(key("sk_prod", 3))}
        repositories.write(tmp_path, {".aurora-lint.toml": levels, **files})
        found = command.json("check", tmp_path).findings
        assert [(each["code"], each["level"]) for each in found] == [
            ("AUR101", "note"), ("AUR101", "note"), ("AUR205", "error"), ("AUR205", "error"),
        ]  # fmt: skip
        assert command("check", tmp_path, "--ignore", "AUR205").code == 0
        assert "2 turned off" in command("check", tmp_path).err

    def test_keys_lists_what_is_turned_off(self, command: Command, tmp_path: Path) -> None:
        top = repositories.make(tmp_path)
        repositories.commit(top, {
            ".aurora-lint.toml": '[levels]\nAUR101 = "off"\n', "a.py": line(STANDARD),
        })  # fmt: skip
        assert command("check", "--history", at=top).code == 0
        assert len(json.loads(command.json("keys").out)["keys"]) == 1


class TestRotation:
    """``rotated`` lets a gate over the whole history become green."""

    @pytest.fixture
    def top(self, tmp_path: Path) -> Path:
        top = repositories.make(tmp_path)
        repositories.commit(top, {"a.py": line(STANDARD)})
        repositories.write(top, {"a.py": "KEY = env\n"})
        repositories.git(top, "commit", "-qam", f"no {STANDARD} any more")
        return top

    def rotate(self, top: Path) -> None:
        policy = entry(STANDARD, owner='"Platform"', rotated="2026-01-31")
        repositories.commit(top, {".aurora-lint.toml": policy})

    def test_what_is_past_is_a_note(self, command: Command, top: Path) -> None:
        assert command("check", "--history", at=top).code == 1
        self.rotate(top)
        result = command.json("check", "--history")
        assert result.code == 0
        assert {each["level"] for each in result.findings} == {"note"}
        assert {each["origin"]["type"] for each in result.findings} == {"commit", "message"}

    def test_what_is_there_is_as_grave_as_ever(self, command: Command, top: Path) -> None:
        self.rotate(top)
        repositories.git(top, "branch", "old", "HEAD~2")
        levels = {
            (each["path"], each["code"], each["level"])
            for each in command.json("check", "--history", at=top).findings
            if each["path"]
        }
        assert levels == {("a.py", "AUR101", "error"), ("a.py", "AUR206", "error")}
        repositories.git(top, "branch", "-q", "-D", "old")
        repositories.write(top, {"b.py": line(STANDARD)})
        repositories.git(top, "add", "-A")
        assert command("check", "--history").code == 1
        assert command("check", "--staged").code == 1
        assert command("check").code == 1

    def test_its_record_says_so(self, command: Command, top: Path) -> None:
        repositories.commit(top, {"c.py": line(key("sk_sand", 7))})
        assert json.loads(command.json("keys", at=top).out)["keys"][0]["rotated"] is None
        self.rotate(top)
        first, last = json.loads(command.json("keys").out)["keys"]
        assert (first["environment"], first["owner"]) == ("sandbox", None)
        assert (last["owner"], last["rotated"], last["steps"]) == ("Platform", "2026-01-31", [])
        assert "of Platform, rotated on 2026-01-31" in command("keys").out


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        ("[third-partys]\n", "did you mean 'third-parties'?"),
        ("[levels]\nAUR999 = 'note'\n", "unknown rule 'AUR999'"),
        ("[levels]\nAUR101 = 'warn'\n", "did you mean 'warning'?"),
        ("[levels]\nAUR101 = 3\n", "AUR101 wants one of error, warning, note, off"),
        ("levels = 'x'\n", "'levels' wants a table"),
        ("services = ['a']\n", "'services' wants a table"),
        ("[services]\na = 'b/'\n", "'services.a' wants a list of strings"),
        ("[services]\na = ['b//!(']\nb = ['***']\n", ""),
        ("keys = 1\n", "'keys' wants tables"),
        ("keys = [1]\n", "'keys' wants tables"),
        ("[keys]\n", "'keys' wants tables"),
        ("[[keys]]\nowner = 'a'\n", "the 1. entry: it has no fingerprint"),
        ("[[keys]]\nfingerprint = 'x'\n", "aurora-lint fingerprint"),
        (entry(STANDARD) * 2, "the 2. entry: fingerprint"),
        (entry(STANDARD, path="['a']"), "did you mean 'paths'?"),
        (entry(STANDARD, owner="''"), "'owner' wants a text"),
        (entry(STANDARD, kind="'restrict'"), "did you mean 'restricted'?"),
        (entry(STANDARD, environment="'production '"), "did you mean 'production'?"),
        (entry(STANDARD, service="'billing'"), "unknown service 'billing'"),
        (PARTIES + entry(STANDARD, service="'biling'"), "did you mean 'billing'?"),
        (PARTIES + entry(STANDARD, service="'billing'", third_party="'acme'"), "make one for each"),
        ("[services]\nbilling = []\n" + entry(STANDARD, service="'billing'"), "has no paths"),
        (entry(STANDARD, paths="[]"), "'paths' has no path in it"),
        (entry(STANDARD, expires="'soon'"), "'expires' wants a date"),
        (entry(STANDARD, expires="2026-01-31T10:00:00"), "'expires' wants a date"),
        (entry(STANDARD, rotated="3"), "'rotated' wants a date"),
        (entry(STANDARD, allow="['all']"), "'allow' wants codes"),
        ("other-tools-comments = ['standard']\n", "unknown value of 'other-tools-comments'"),
    ],
)
def test_mistakes_are_2(command: Command, tmp_path: Path, policy: str, said: str) -> None:
    repositories.write(tmp_path, {".aurora-lint.toml": policy, "a.py": line(STANDARD)})
    result = command("check", tmp_path)
    assert (result.code == 2) == bool(said)
    assert said in result.err
    assert STANDARD not in result.err


def test_a_key_in_place_of_a_fingerprint_is_not_shown(command: Command, tmp_path: Path) -> None:
    repositories.write(
        tmp_path, {".aurora-lint.toml": f"[[keys]]\nfingerprint = '{STANDARD}'\n[[a]]\n"}
    )
    result = command("check", tmp_path)
    assert result.code == 2
    assert STANDARD[8:] not in result.err


def test_the_last_day_counts_and_the_day_of_rotation() -> None:
    day = date(2026, 5, 4)
    for setting, said in (("expires", ["", "until"]), ("rotated", ["rotated", "rotated"])):
        for later, what in enumerate(said):
            table = {"fingerprint": "0" * 32, setting: day}
            policy = Policy(read({"keys": [table]}), today=day + timedelta(days=later))
            found = policy.entry("0" * 32)
            assert found
            objection = policy.objection(found, "standard", "production", "a.py")
            assert (what in objection) if what else objection == ""


def test_of_two_that_own_a_path_the_last_one_does() -> None:
    tables = {"services": {"one": ["a/"], "two": ["a/b/"], "three": ["c/"]}}
    assert Policy(read(tables)).party("a/b/c.py") == ("service", "two")
