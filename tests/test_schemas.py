"""The published schemas hold what the commands print, and nothing else would pass."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from tests import repositories
from tests.command import Command
from tests.containers import zipped
from tests.keygen import key

DOCS = Path(__file__).parent.parent / "docs"
STANDARD, RESTRICTED = key("sk_prod", 1), key("rk_prod", 5)

pytestmark = pytest.mark.repository


def schema(name: str) -> Draft202012Validator:
    document = json.loads((DOCS / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(document)
    return Draft202012Validator(document)


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A repository with findings of every origin and kind, and with what is not read."""
    top = repositories.make(tmp_path / "top")
    name = 'import aurora_solar\nk = os.environ["AURORA_PROD_KEY"]\n'
    repositories.commit(
        top,
        {
            ".aurora-lint.toml": 'exclude = ["left/"]\n[levels]\nAUR104 = "off"\n',
            "sandbox/a.py": f'if env == "sandbox":\n    K = "{STANDARD}"\n{name}',
            "partners/acme/a.py": f'K = "{RESTRICTED}"\n',
            "services/billing/a.py": f'K = "{RESTRICTED}"\n',
            "off.py": f'K = "{key("rk_sand", 7)}"\nL = "{STANDARD[:-3]}"\n',
            "left/x.py": "x",
            "ignored.py": f'K = "{STANDARD}"  # aurora-lint: ignore[AUR101] meant\n',
            "idle.py": "# aurora-lint: ignore[AUR101] gone\nx = 1\n",
        },
    )
    (top / "b.zip").write_bytes(zipped({"in/c.txt": STANDARD.encode()}))
    repositories.git(top, "add", "-A")
    repositories.git(top, "commit", "-qm", f"a message with {STANDARD}")
    repositories.git(top, "tag", "-a", "v1", "-m", f"a tag with {STANDARD}")
    repositories.git(top, "rm", "-q", "sandbox/a.py")
    repositories.git(top, "commit", "-qm", "no more")
    repositories.write(top, {"new.py": f'K = "{STANDARD}"\n'})
    repositories.git(top, "add", "-A")
    return top


WAYS = {
    "tree": ["check"],
    "staged": ["check", "--staged"],
    "range": ["check", "--range", "HEAD~2..HEAD"],
    "history": ["check", "--history"],
    "a message": ["check", "--message", "new.py"],
    "a missing path": ["check", "nowhere.py", "new.py"],
    "nothing": ["check", "idle.py"],
}


@pytest.mark.parametrize("way", WAYS)
def test_findings(command: Command, top: Path, way: str) -> None:
    document = json.loads(command.json(*WAYS[way], at=top).out)
    schema("report").validate(document)


def test_records_of_keys(command: Command, top: Path) -> None:
    document = json.loads(command.json("keys", at=top).out)
    assert len(document["keys"]) >= 3
    schema("keys").validate(document)


def test_every_origin_and_every_count_is_among_them(command: Command, top: Path) -> None:
    origins: set[str] = set()
    hidden: dict[str, int] = {}
    for way in WAYS.values():
        document = json.loads(command.json(*way, at=top).out)
        origins |= {each["origin"]["type"] for each in document["findings"]}
        hidden |= {name: each for name, each in document["hidden"].items() if each}
    assert origins >= {"worktree", "index", "commit", "message", "tag"}
    assert set(hidden) == {"ignored", "turned_off"}


def objects(document: Any, way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the way to every object in a document."""
    if isinstance(document, dict):
        yield way
        for name, each in document.items():
            yield from objects(each, (*way, name))
    elif isinstance(document, list):
        for nth, each in enumerate(document):
            yield from objects(each, (*way, nth))


@pytest.mark.parametrize("arguments", [["check", "--history"], ["keys"]])
def test_what_is_unknown_or_missing_does_not_pass(
    command: Command, top: Path, arguments: list[str]
) -> None:
    text = command.json(*arguments, at=top).out
    validator = schema("report" if arguments[0] == "check" else "keys")
    for way in objects(json.loads(text)):
        changed: Any = json.loads(text)
        at = changed
        for each in way:
            at = at[each]
        at["unknown"] = 1
        with pytest.raises(ValidationError):
            validator.validate(changed)
        del at["unknown"]
        for name in list(at):
            value = at.pop(name)
            if name not in ("object", "since", "until", "refs") or "origin" not in way:
                assert not validator.is_valid(changed), (way, name)
            at[name] = value
