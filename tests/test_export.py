"""``aurora-lint export``: the scanners themselves run on the rules, as far as they are here."""

import importlib
import importlib.util
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from aurora_lint import __version__
from aurora_lint.export import TOOLS
from aurora_lint.export.kinds import KINDS
from aurora_lint.rules import RULES
from tests.command import Command
from tests.keygen import SHAPES, key

PREFIXES = ("sk_prod", "sk_sand", "rk_prod", "rk_sand")
NAMES = {
    "sk_prod": "standard-production-key",
    "sk_sand": "standard-sandbox-key",
    "rk_prod": "restricted-production-key",
    "rk_sand": "restricted-sandbox-key",
}
LEVELS_OF = {"AUR101": "error", "AUR102": "error", "AUR103": "error", "AUR104": "warning"}
STRIPE = [f"{kind}_{of}_" for kind in ("sk", "rk") for of in ("live", "test")]
ESCAPED = ("\\n", "\\t", "\\x3d", "\\u003d", "%3D", "%20", "[0;31m")


def program(name: str) -> str:
    """Give a scanner's program, which may be beside the interpreter; skip where there is none."""
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if not found:
        pytest.skip(f"{name} is not installed")
    return found


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Files with keys of each kind, Stripe's, and what is no key."""
    files = {
        "keys.py": [f'{each.upper()}_{n} = "{key(each, n)}"' for n in (1, 2) for each in PREFIXES],
        # Put together here: what looks like a real one of theirs alarms everybody.
        "stripe.py": [
            f'S_{n} = "{each}51{key("sk_prod", 90 + n)[8:]}"' for n, each in enumerate(STRIPE)
        ],
        "none.py": [
            f'X = "sk_prod_{SHAPES["xs"]}"',
            f'Y = "task_{key("sk_prod", 5)[1:]}"',
            f'Z = "{key("sk_prod", 7)}AB"',
            f'E = "sk_prod_{SHAPES["example"]}"',
            f'G = "sk_sand_{SHAPES["goes-here"]}"',
            f'O = "sk_prod_{SHAPES["zeros"]}"',
            f'I = "rk_sand_Insert{key("sk_prod", 21)[14:]}"',
            f"L = '%41{key('sk_prod', 23)}\\x5f{key('sk_sand', 23)}\\zx{key('rk_sand', 23)}'",
        ],
        # What stands before these is no letter or digit of a word that they are a part of.
        "escaped.txt": [f"a{before}{key('sk_sand', 31 + n)}" for n, before in enumerate(ESCAPED)],
        "env/.env": [f"AURORA_API_KEY={key('rk_prod', 11)}"],
        "curl.sh": [f"curl -H 'Authorization: Bearer {key('sk_sand', 13)}' x"],
    }
    for name, lines in files.items():
        (tmp_path / "tree" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "tree" / name).write_text("\n".join(lines) + "\n")
    return tmp_path / "tree"


def rules(command: Command, tool: str, folder: Path) -> Path:
    file = folder / (f"{tool}.toml" if tool.endswith("leaks") else f"{tool}.yml")
    assert command("export", tool, "--output", file) == (0, "", "")
    return file


def gitleaks(rules: Path, tree: Path) -> list[tuple[str, str]]:
    out = rules.with_name("out.json")
    arguments = ["dir", "--no-banner", "--config", str(rules), "-f", "json", "-r", str(out)]
    done = subprocess.run([program("gitleaks"), *arguments, tree], capture_output=True, text=True)
    if "unknown flag" in done.stderr:
        pytest.skip("the program called gitleaks is another one")
    return [(each["RuleID"], each["Secret"]) for each in json.loads(out.read_text())]


def betterleaks(rules: Path, tree: Path) -> list[tuple[str, str]]:
    return [(each["rule_id"], each["match"]["value"]) for each in betterleaks_findings(rules, tree)]


def betterleaks_findings(rules: Path, tree: Path) -> list[dict[str, Any]]:
    arguments = ["fs", "--no-banner", "--config", str(rules), "--jsonl", "--exit-code", "0"]
    done = subprocess.run(
        [program("betterleaks"), *arguments, tree], capture_output=True, text=True, check=True
    )
    documents = map(json.loads, done.stdout.splitlines())
    return [each["finding"] for each in documents if "finding" in each]


def kingfisher(rules: Path, tree: Path) -> list[tuple[str, str]]:
    arguments = ["scan", "--no-update-check", "--no-validate", "--format", "json"]
    arguments += ["--rules-path", str(rules)]
    done = subprocess.run([program("kingfisher"), *arguments, tree], capture_output=True, text=True)
    document, _ = json.JSONDecoder().raw_decode(done.stdout)
    return [(each["rule"]["id"], each["finding"]["snippet"]) for each in document["findings"]]


def semgrep(rules: Path, tree: Path) -> list[tuple[str, str]]:
    arguments = ["scan", "--metrics", "off", "--disable-version-check", "--json", "--no-git-ignore"]
    done = subprocess.run(
        [program("semgrep"), *arguments, "--config", rules, tree], capture_output=True, text=True
    )
    document = json.loads(done.stdout)
    assert document["errors"] == []
    return [(each["check_id"].rpartition(".")[2], _text(each)) for each in document["results"]]


def _text(result: dict[str, Any]) -> str:
    """Give the text that semgrep found: without an account it does not show it."""
    data = Path(result["path"]).read_bytes()
    return data[result["start"]["offset"] : result["end"]["offset"]].decode()


SCANNERS: dict[str, Callable[[Path, Path], list[tuple[str, str]]]] = {
    "gitleaks": gitleaks,
    "betterleaks": betterleaks,
    "kingfisher": kingfisher,
    "semgrep": semgrep,
}


@pytest.mark.slow
@pytest.mark.parametrize("tool", SCANNERS)
def test_each_kind_is_found_by_its_name_and_nothing_else(
    command: Command, tree: Path, tool: str
) -> None:
    found = SCANNERS[tool](rules(command, tool, tree.parent), tree)
    ours = [(rule, text) for rule, text in found if rule.startswith("aurora-solar-")]
    others = {rule for rule, text in found if re.match("[sr]k_(prod|sand)_", text)}
    others -= {rule for rule, _ in ours}
    # Kingfisher's rule for what stands in a call of curl can't be told to leave one out.
    assert others <= ({"betterleaks.curl-auth-header"} if tool == "kingfisher" else set())
    expected = [
        *((each, key(each, n)) for n in (1, 2) for each in PREFIXES),
        ("rk_prod", key("rk_prod", 11)),
        ("sk_sand", key("sk_sand", 13)),
        *(("sk_sand", key("sk_sand", 31 + n)) for n in range(len(ESCAPED))),
    ]
    if tool == "kingfisher":  # it compares texts, and so can't know two words that stand apart
        expected.append(("sk_sand", f"sk_sand_{SHAPES['goes-here']}"))
    assert Counter(ours) == Counter(
        (f"aurora-solar-{NAMES[each]}", text) for each, text in expected
    )


@pytest.mark.slow
@pytest.mark.parametrize("tool", ["gitleaks", "betterleaks", "kingfisher"])
def test_stripes_keys_are_still_stripes(command: Command, tree: Path, tool: str) -> None:
    found = SCANNERS[tool](rules(command, tool, tree.parent), tree)
    stripe = Counter(text[:8] for rule, text in found if "stripe" in rule.lower())
    assert stripe == Counter(STRIPE)  # and none of them twice


@pytest.mark.slow
def test_betterleaks_says_of_stripes_keys_what_it_always_says(command: Command, tree: Path) -> None:
    """A rule of the same name would have no description, no confidence and no validation."""
    own = rules(command, "betterleaks", tree.parent)
    stock = tree.parent / "stock.toml"
    stock.write_text("[extend]\nuseDefault = true\n")

    def stripe(config: Path) -> list[tuple[str, str]]:
        found = betterleaks_findings(config, tree / "stripe.py")
        return [(each["description"], each["confidence"]) for each in found]

    assert len(stripe(own)) == 4
    assert stripe(own) == stripe(stock)
    assert all(map(all, stripe(own)))


@pytest.mark.slow
@pytest.mark.parametrize("tool", ["gitleaks", "betterleaks"])
def test_a_teams_own_configuration_extends_it(command: Command, tree: Path, tool: str) -> None:
    """As docs/export.md says: the stock rules come along, and without the label."""
    file = rules(command, tool, tree.parent)
    (tree / "own.txt").write_text("team_abcdefgh\n")
    team = tree.parent / "team.toml"
    team.write_text(
        f"[extend]\npath = '{file}'\n\n"
        "[[rules]]\nid = 'team'\ndescription = 'ours'\nregex = 'team_[a-z]{8}'\n"
    )
    found = SCANNERS[tool](team, tree)
    assert ("team", "team_abcdefgh") in found
    assert Counter(text[:8] for rule, text in found if "stripe" in rule) == Counter(STRIPE)
    assert {rule for rule, _ in found} >= {each.id for each in KINDS}


@pytest.mark.slow
@pytest.mark.parametrize("tool", SCANNERS)
def test_every_line_of_a_file_full_of_keys(command: Command, tmp_path: Path, tool: str) -> None:
    tree = tmp_path / "tree"
    tree.mkdir()
    keys = [key(PREFIXES[n % 4], 1000 + n) for n in range(1000)]
    (tree / "a.txt").write_text("".join(f"k{n}: {each}\n" for n, each in enumerate(keys)))
    found = {text for _, text in SCANNERS[tool](rules(command, tool, tmp_path), tree)}
    assert found >= set(keys)


@pytest.mark.parametrize("tool", TOOLS)
def test_the_form(command: Command, tmp_path: Path, tool: str) -> None:
    text = rules(command, tool, tmp_path).read_text(encoding="ascii")
    assert command("export", tool).out == text
    if tool == "github":
        patterns = json.loads(text)["patterns"]
        assert [each["pattern"] for each in patterns] == [each.pattern for each in KINDS]
    elif tool.endswith("leaks"):
        read = toml(text)
        assert read["extend"] == {"useDefault": True}
        assert len(read["rules"]) == (6 if tool == "gitleaks" else 4)
    else:
        read = yaml.safe_load(text)
        listed = read["detectors" if tool == "trufflehog" else "rules"]
        assert len(listed) == 4 + (tool == "kingfisher")
    assert "aurora-lint check" in text
    assert f"aurora-lint {__version__}: aurora-lint export {tool}" in text


def test_levels_and_words_are_those_of_the_rules(command: Command) -> None:
    levels = [(rule.code, rule.level) for rule in RULES if rule.code in LEVELS_OF]
    assert levels == list(LEVELS_OF.items())
    begins = [f"A {each[:-4].replace('-', ' ')} key is in the clear. " for each in NAMES.values()]
    for tool in ("gitleaks", "betterleaks"):
        for rule, code, begin in zip(toml(command("export", tool).out)["rules"], LEVELS_OF, begins):
            assert rule["description"].startswith(begin)
            assert "API Tokens screen" in rule["description"]
            if tool == "gitleaks":
                assert rule["tags"] == ["aurora-solar", code, LEVELS_OF[code]]
    semgreps = yaml.safe_load(command("export", "semgrep").out)["rules"]
    for rule, code, begin in zip(semgreps, LEVELS_OF, begins):
        assert rule["severity"] == LEVELS_OF[code].upper()
        assert rule["message"].startswith(begin)
        assert rule["metadata"]["aurora-lint"] == code


def toml(text: str) -> dict[str, Any]:
    name = "tomllib" if importlib.util.find_spec("tomllib") else "tomli"
    module: Any = importlib.import_module(name)
    read: dict[str, Any] = module.loads(text)
    return read


def test_trufflehogs_patterns(command: Command, tmp_path: Path) -> None:
    """No package brings the program; its patterns are Go's, of which these are a part."""
    detectors = yaml.safe_load(command("export", "trufflehog").out)["detectors"]
    for prefix, detector in zip(PREFIXES, detectors):
        assert detector["name"] == f"Aurora Solar {NAMES[prefix].replace('-', ' ')}"
        (found,) = re.findall(detector["regex"]["key"], f'x = "{key(prefix, 3)}"')
        assert found == key(prefix, 3)
        assert any(prefix in each for each in detector["keywords"])
        for shape in ("xs", "zeros", "example", "goes-here"):
            excluded = detector["exclude_regexes_match"]
            assert any(re.search(each, f"{prefix}_{SHAPES[shape]}") for each in excluded), shape
        assert not any(re.search(each, key(prefix, n)) for each in excluded for n in range(200))
        for before in ESCAPED:
            (found,) = re.findall(detector["regex"]["key"], f"a{before}{key(prefix, 3)}")
            assert found == key(prefix, 3)
        assert "verify" not in detector


def test_githubs_patterns(command: Command) -> None:
    """Its REST API takes what comes before and after apart, and no options."""
    for prefix, each in zip(PREFIXES, json.loads(command("export", "github").out)["patterns"]):
        assert set(each) == {
            *("name", "pattern", "start_delimiter", "end_delimiter", "must_not_match")
        }
        whole = f"(?:{each['start_delimiter']})({each['pattern']})(?:{each['end_delimiter']})"
        whole = whole.replace(r"\z", r"\Z")  # which Python writes otherwise
        assert re.findall(whole, f"a={key(prefix, 3)}\n") == [key(prefix, 3)]
        assert re.findall(whole, key(prefix, 3)) == [key(prefix, 3)]
        assert not re.findall(whole, f"x{key(prefix, 3)}")
        assert not re.findall(whole, f"{key(prefix, 3)}_")
        assert "(?" not in "".join((whole[len("(?:") :], *each["must_not_match"])).replace(
            "(?:", ""
        )
        for before in ESCAPED:
            assert re.findall(whole, f"a{before}{key(prefix, 3)};") == [key(prefix, 3)]
        for placeholder in (
            "EXAMPLEKEY",
            "Example",
            *map(SHAPES.get, ("xs", "zeros", "goes-here")),
        ):
            assert any(re.search(one, f"_{placeholder}") for one in each["must_not_match"])


def test_what_is_unknown_is_2(command: Command) -> None:
    assert command("export", "grep").code == 2
    assert command("export").code == 2
