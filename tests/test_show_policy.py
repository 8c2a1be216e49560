"""``check --show-policy``: what is in force, as a policy's file can say it."""

from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from aurora_lint.policy import Policy, load
from aurora_lint.policy.settings import EVERY, read
from aurora_lint.policy.shown import as_toml
from tests import repositories
from tests.command import Command

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
PATTERNS = st.lists(st.from_regex(r"[a-z/*ä\"]{1,8}", fullmatch=True), max_size=3)


class TestShowPolicy:
    @given(
        lists=st.dictionaries(st.sampled_from(EVERY[:4]), PATTERNS, max_size=4),
        levels=st.dictionaries(
            st.sampled_from(["AUR101", "AUR206"]), st.sampled_from(["error", "off"])
        ),
        owners=st.dictionaries(TEXTS, PATTERNS.filter(bool), max_size=2),
        owner=TEXTS.filter(lambda text: bool(text.strip())),
        day=st.dates(),
        paths=PATTERNS.filter(bool),
    )
    def test_it_can_be_read_again(
        self,
        lists: dict[str, list[str]],
        levels: dict[str, str],
        owners: dict[str, list[str]],
        owner: str,
        day: date,
        paths: list[str],
    ) -> None:
        table: dict[str, Any] = {
            **lists,
            "levels": levels,
            "services": owners,
            "keys": [
                {"fingerprint": "0" * 32, "owner": owner, "expires": day, "paths": paths},
                {"fingerprint": "f" * 32, "allow": []},
                *(
                    {
                        "fingerprint": f"{nth:032x}",
                        "service": name,
                        "rotated": day,
                        "allow": ["AUR3"],
                    }
                    for nth, name in enumerate(owners, 1)
                ),
            ],
        }
        policy = Policy(read(table), ".aurora-lint.toml")
        text = "".join(as_toml(policy))
        again = load(Path("/nowhere"), {".aurora-lint.toml": text.encode()}.get)
        assert again.settings._replace(lists={}) == policy.settings._replace(lists={})
        for name in EVERY[:4]:
            assert again[name] == policy[name]

    def test_of_the_tree_the_index_and_another_commit(
        self, command: Command, tmp_path: Path
    ) -> None:
        top = repositories.make(tmp_path)
        repositories.commit(top, {".aurora-lint.toml": 'exclude = ["one/"]\n'})
        repositories.write(top, {".aurora-lint.toml": 'exclude = ["two/"]\n'})
        repositories.git(top, "add", "-A")
        repositories.write(top, {".aurora-lint.toml": 'exclude = ["three/"]\n'})
        for arguments, excluded in (
            ([], "three/"),
            (["--staged"], "two/"),
            (["--policy-from", "HEAD"], "one/"),
            (["--staged", "--policy-from", "HEAD"], "one/"),
            (["--exclude", "four/"], 'three/", "four/'),
        ):
            result = command("check", "--show-policy", *arguments, at=top)
            assert (result.code, result.err) == (0, "")
            assert f'exclude = ["{excluded}"]' in result.out.splitlines()

    def test_without_one_the_defaults(self, command: Command, tmp_path: Path) -> None:
        result = command("check", "--show-policy", at=tmp_path)
        assert result.code == 0
        assert 'other-tools-comments = ["restricted-sandbox"]' in result.out

    def test_of_a_range_the_tip_is_named(self, command: Command, tmp_path: Path) -> None:
        top = repositories.make(tmp_path)
        repositories.commit(top, {"a": "x"})
        assert command("check", "--range", "HEAD", "--show-policy", at=top).code == 2
