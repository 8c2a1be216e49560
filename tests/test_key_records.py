"""``aurora-lint keys``: one record a key, in a repository that git made."""

import base64
import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests import repositories
from tests.command import Command
from tests.keygen import key
from tests.repositories import git

STANDARD, OLD, SANDBOX = key("sk_prod"), key("sk_prod", 3), key("sk_sand", 5)
RESTRICTED, POSSIBLE = key("rk_prod", 7), key("sk_prod", 9)[:-3]
ALL = (STANDARD, OLD, SANDBOX, RESTRICTED, POSSIBLE)


def line(text: str) -> str:
    return f'AURORA_API_KEY = "{text}"\n'


@pytest.fixture
def top(tmp_path: Path) -> Path:
    top = repositories.make(tmp_path / "top")
    repositories.commit(top, {"app/settings.py": line(OLD), "sandbox/a.py": line(SANDBOX)})
    repositories.commit(top, {
        "app/settings.py": line(STANDARD), "k8s/secret.yml": base64.b64encode(
            STANDARD.encode()).decode(), "ci/build.sh": f"curl -H 'Bearer {STANDARD}'\n",
    })  # fmt: skip
    repositories.commit(top, {
        "services/billing/a.py": line(RESTRICTED), "partners/acme/a.py": line(RESTRICTED),
        "notes.py": line(POSSIBLE),
    })  # fmt: skip
    return top


def records(command: Command, top: Path, *options: str) -> list[dict[str, Any]]:
    result = command("keys", "--format", "json", *options, at=top)
    assert result.code == 0, result.err
    assert not any(each in result.out + result.err for each in ALL)
    return list(json.loads(result.out)["keys"])


def test_one_record_a_key_the_most_urgent_first(command: Command, top: Path) -> None:
    found = records(command, top)
    assert [each["order"] for each in found] == [1, 2, 3, 4, 5]
    assert [(each["kind"], each["environment"], each["possible"]) for each in found] == [
        ("standard", "production", False),  # still there
        ("standard", "production", False),  # rotated
        ("restricted", "production", False),
        ("standard", "sandbox", False),
        ("standard", "production", True),
    ]
    assert len({each["fingerprint"] for each in found}) == 5
    there, gone = found[:2]
    assert there["refs"] == ["refs/heads/main"]
    assert there["until"] is None
    assert sorted(there["spellings"]) == ["base64", "plain"]
    assert {each["path"] for each in there["places"]} == {
        "app/settings.py", "ci/build.sh", "k8s/secret.yml",
    }  # fmt: skip
    assert (gone["refs"], gone["until"]["commit"]) == ([], there["since"]["commit"])
    assert gone["since"]["author"] == "A"


def test_a_place_has_all_that_is_told_there(command: Command, top: Path) -> None:
    (sandbox,) = [each for each in records(command, top) if each["environment"] == "sandbox"]
    (place,) = sandbox["places"]
    assert (place["path"], place["line"], place["codes"]) == ("sandbox/a.py", 1, ["AUR102"])
    assert place["origin"]["type"] == "commit"
    shared = records(command, top)[2]
    assert {tuple(each["codes"]) for each in shared["places"]} == {("AUR103", "AUR204")}


def test_who_shares_a_key_and_what_to_do(command: Command, top: Path) -> None:
    there, gone, shared, sandbox, possible = records(command, top)
    assert shared["shared_by"] == ["partners/acme", "services/billing"]
    production = "https://v2.aurorasolar.com/settings/api/tokens"
    assert shared["steps"][0] == (
        f"make a key on {production} for each of partners/acme, services/billing, "
        "who share this one"
    )
    assert there["steps"] == [
        f"make a restricted key on {production} for each of ci/build.sh, and hand it over",
        "read the key from a variable or a vault where it is written: "
        "app/settings.py, ci/build.sh, k8s/secret.yml",
        f"rotate it on {production}, and give the new one to what used it",
    ]
    assert gone["steps"][0].startswith("find out what still uses it")
    assert "https://v2-sandbox.aurorasolar.com/settings/api/tokens" in sandbox["steps"][-1]
    assert possible["steps"] == [
        f"look on {production} whether it is a key; if it is, go on as with the others"
    ]


def test_what_is_staged_is_still_there(command: Command, top: Path) -> None:
    repositories.write(top, {"b.py": line(key("rk_sand", 11))})
    git(top, "add", "-A")
    (staged,) = [each for each in records(command, top) if each["kind"] == "restricted"][1:]
    assert staged["places"][0]["origin"]["type"] == "index"
    assert "b.py" in staged["steps"][0]
    assert "staged" in command("keys", at=top).out


def test_the_table(command: Command, top: Path) -> None:
    result = command("keys", at=top)
    assert result.code == 0
    assert not any(each in result.out for each in ALL)
    head, *rows = result.out.split("\n\n")[0].splitlines()
    assert head.split() == "KEY KIND SINCE BY UNTIL PLACES SPELLED SHARED BY".split()
    assert [row.split(".")[0] for row in rows] == ["1", "2", "3", "4", "5"]
    assert "still in main" in rows[0]
    assert "partners/acme, services/billing" in rows[2]
    assert "possible standard production" in rows[4]
    assert "app/settings.py:1:19 (commit " in result.out
    assert "5 keys in 10 objects" in result.err


def test_the_csv(command: Command, top: Path, tmp_path: Path) -> None:
    output = tmp_path / "keys.csv"
    assert command("keys", "--format", "csv", "--output", output, at=top).code == 0
    rows = list(csv.DictReader(io.StringIO(output.read_text(encoding="utf-8"))))
    assert [row["order"] for row in rows] == ["1", "2", "3", "4", "5"]
    assert rows[2]["shared_by"].split("\n") == ["partners/acme", "services/billing"]
    assert rows[0]["refs"] == "main"
    assert [row["fingerprint"] for row in rows] == [
        each["fingerprint"] for each in records(command, top)
    ]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\uff1d"])
def test_no_cell_is_a_formula(command: Command, top: Path, sign: str) -> None:
    repositories.write(top, {f"{sign}1/b.py": line(key("sk_prod", 13))})
    git(top, "add", "-A")
    author = f"{sign}HYPERLINK(x)"
    git(top, "commit", "-q", "-m", "by", "--author", f"{author} <a@example.org>")
    rows = list(csv.DictReader(io.StringIO(command("keys", "--format", "csv", at=top).out)))
    assert f"'{author}" in {row["by"] for row in rows}
    assert any(row["places"].startswith(f"'{sign}1/b.py:1:") for row in rows)


def test_no_keys_no_repository_and_a_shallow_clone(
    command: Command, top: Path, tmp_path: Path
) -> None:
    clean = repositories.make(tmp_path / "clean")
    repositories.commit(clean, {"a.py": "x = 1\n"})
    assert records(command, clean) == []
    assert command("keys", at=clean).out == ""
    (tmp_path / "none").mkdir()
    assert command("keys", at=tmp_path / "none").code == 2
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{top}", "shallow")
    shallow = command("keys", at=tmp_path / "shallow")
    assert shallow.code == 2
    assert "fingerprint" in shallow.out


def test_names_that_are_keys_or_steer_a_terminal(command: Command, top: Path) -> None:
    repositories.write(top, {f"partners/{OLD}/\x1b[1ma.py": line(STANDARD)})
    git(top, "add", "-A")
    git(top, "commit", "-q", "-m", "by", "--author", f"\x1b[1m{OLD} <a@example.org>")
    git(top, "branch", f"for-{OLD}")
    for form in ("text", "json", "csv"):
        result = command("keys", "--format", form, at=top)
        assert not any(each in result.out + result.err for each in ALL)
        assert "\x1b" not in result.out


def test_what_is_excluded_is_out(command: Command, top: Path) -> None:
    assert len(records(command, top, "--exclude", "sandbox/", "--exclude", "notes.py")) == 3


def test_a_service_that_was_renamed_shares_nothing_with_itself(
    command: Command, tmp_path: Path
) -> None:
    top = repositories.make(tmp_path / "renamed")
    repositories.commit(top, {"services/bill/a.py": line(RESTRICTED)})
    (top / "services" / "bill").rename(top / "services" / "billing")
    repositories.commit(top, {})
    assert records(command, top)[0]["shared_by"] == ["services/billing"]


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [("ISO-8859-1", "Ren\xe9"), ("Shift_JIS", "\u5c71\u7530"), ("punycode", None), ("rot13", None)],
)
def test_an_author_in_another_encoding(
    command: Command, top: Path, encoding: str, shown: str | None
) -> None:
    text = key("sk_prod", 13)
    tree = git(top, "rev-parse", "HEAD^{tree}").strip()
    name = shown.encode(encoding) if shown else b"Ren\xe9"
    who = b"%b <a@example.org> 1600000000 +0000" % name
    data = b"tree %b\nauthor %b\ncommitter %b\nencoding %b\n\nuse %b\n" % (
        tree, who, who, encoding.encode(), text.encode(),
    )  # fmt: skip
    (top / "raw").write_bytes(data)
    made = git(top, "hash-object", "-t", "commit", "-w", "--literally", "raw").decode().strip()
    git(top, "branch", "other", made)
    authors = [each["since"]["author"] for each in records(command, top)]
    assert (shown or "Ren\ufffd") in authors


@pytest.mark.parametrize("width", [80, 120, 400])
def test_the_table_fits_a_terminal(
    command: Command, top: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    repositories.write(top, {"b.py": line(key("sk_prod", 13))})
    git(top, "add", "-A")
    git(top, "commit", "-q", "-m", "by", "--author", "\u5c71\u7530\u592a\u90ce <a@example.org>")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", str(width))
    table = command("keys", at=top).out.split("\n\n")[0].splitlines()
    wide = [sum(1 + (each > "\u2e80") for each in line) for line in table]
    assert max(wide) <= width
    assert all("KEY" in table[0] and each in table[0] for each in ("KIND", "SINCE", "UNTIL"))
    assert ("SPELLED" in table[0]) == (width == 400)
    until = table[0].index("UNTIL")
    for row in table[1:]:
        shown = "".join(char + ("\0" if char > "\u2e80" else "") for char in row)
        assert shown[until - 1] == " " != shown[until]


def test_a_spelling_is_told_with_its_place(command: Command, top: Path) -> None:
    assert "; still in main, base64) AUR101" in command("keys", at=top).out


def test_what_nothing_leads_to_is_dangling(command: Command, top: Path) -> None:
    repositories.commit(top, {"b.py": line(key("sk_prod", 13))})
    git(top, "reset", "-q", "--hard", "HEAD~1")
    rows = command("keys", at=top).out.split("\n\n")[0].splitlines()
    assert ["dangling" in row for row in rows].count(True) == 1
