"""The exit code for containers: a limit that is passed, damage, and what only looks like one."""

import gzip
import zlib
from pathlib import Path

import pytest

from aurora_lint.containers import budget
from tests import repositories
from tests.command import Command
from tests.containers import LINE, tarred, zipped


def nested(times: int, data: bytes = LINE) -> bytes:
    for _ in range(times):
        data = zipped({"a.zip" if data.startswith(b"PK") else "a.yml": data})
    return data


def test_a_limit_that_nobody_set_is_2_and_says_what_to_do(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(nested(9))
    result = command("check", tmp_path)
    assert (result.code, result.out) == (2, "")
    assert (
        f"could not be read: a.zip{'!a.zip' * 8}: more than 8 containers in each other: "
        "exclude the file or set the limit (--max-depth)\n"
    ) in result.err
    assert command("check", tmp_path, "--exclude", "*.zip").code == 0
    (tmp_path / ".aurora-lint.toml").write_text('exclude = ["a.zip"]')
    assert command("check", tmp_path).code == 0


#: What passes each limit, set as low as that.
SET = {
    "--max-depth": (1, nested(2)),
    "--max-members": (1, zipped({"a": b"x", "b": b"x", "c": b"x"})),
    "--max-expanded-bytes": (9, zipped({"a": b"x" * 10})),
    "--max-ratio": (2, zipped({"a": b"x" * 9999})),
}


@pytest.mark.parametrize("option", SET)
def test_a_limit_that_the_user_set_is_only_told(
    option: str, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(budget, "FREE", 0)
    limit, data = SET[option]
    (tmp_path / "a.zip").write_bytes(data)
    result = command("check", tmp_path, option, str(limit))
    assert (result.code, result.out) == (0, "")
    assert "skipped: a.zip" in result.err
    assert option in result.err
    (tmp_path / "b.yml").write_bytes(LINE)
    assert command("check", tmp_path, option, str(limit)).code == 1


def test_a_limit_that_was_set_excuses_no_other(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(nested(9))
    assert command("check", tmp_path, "--max-members", "99").code == 2
    assert command("check", tmp_path, "--max-members", "99", "--max-depth", "8").code == 0


def test_limits_of_what_is_staged(command: Command, tmp_path: Path) -> None:
    top = repositories.make(tmp_path)
    (top / "a.zip").write_bytes(nested(9))
    repositories.git(top, "add", "--all")
    assert command("check", "--staged", at=top).code == 2
    assert command("hook", "pre-commit", at=top).code == 2
    assert command("check", "--staged", "--max-depth", "8", at=top).code == 0
    assert command("check", "--staged", "--max-depth", "9", at=top).code == 1


def encrypted(data: bytes) -> bytes:
    at = data.rfind(b"PK\1\2")
    return data[: at + 8] + b"\1" + data[at + 9 :]


PLAIN = {"a.txt": b"".join(b"%d " % (number**5) for number in range(999))}
WHOLE = {"a.zip": zipped(PLAIN), "a.gz": gzip.compress(PLAIN["a.txt"]), "a.tar": tarred(PLAIN)}
UNREAD = {
    "a.zip": (WHOLE["a.zip"][:900], "a damaged zip: its directory is lost"),
    "a.gz": (WHOLE["a.gz"][:900], "gzip data cut short"),
    "a.tar": (WHOLE["a.tar"][:1900], "a tar cut short"),
    "b.zip": (encrypted(WHOLE["a.zip"]), "encrypted"),
}


@pytest.mark.parametrize("name", UNREAD)
@pytest.mark.parametrize("is_named", [True, False])
def test_a_broken_or_encrypted_archive_is_told_and_no_error(
    name: str, is_named: bool, command: Command, tmp_path: Path
) -> None:
    """To ask again would read no more of it: every check of a test suite's fixtures would fail."""
    data, reason = UNREAD[name]
    (tmp_path / name).write_bytes(data)
    result = command("check", tmp_path / name if is_named else tmp_path)
    assert (result.code, result.out) == (0, "")
    assert f"skipped: {name}" in result.err
    assert reason in result.err
    # What can be seen in it is found all the same.
    (tmp_path / name).write_bytes(data + b"\n" + LINE)
    assert command("check", tmp_path).code == 1


@pytest.mark.parametrize(
    "data",
    [
        b"x^2 + y^2 = z^2\n",
        b"x^2\n\n",
        b"x\x9c" + bytes(range(256)),
        zlib.compress(PLAIN["a.txt"])[:99],
        b"]\0\0" + bytes(range(256)) * 9,
        b"PK\1\2PK\5\6 in some text",
        b"BZh91AY is how bzip2 begins",
    ],
)
def test_what_only_begins_like_a_container_is_no_matter(
    data: bytes, command: Command, tmp_path: Path
) -> None:
    (tmp_path / "a.bin").write_bytes(data)
    result = command("check", tmp_path)
    assert (result.code, result.out) == (0, "")
    assert "skipped" not in result.err
    (tmp_path / "a.bin").write_bytes(data + b"\n" + LINE)
    assert command("check", tmp_path).code == 1
