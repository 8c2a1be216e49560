"""What detect-secrets finds with the plugin named by ``-p`` and with the detectors built in."""

import json
from collections import Counter
from pathlib import Path

import pytest

from aurora_lint.doors.detect_secrets import DETECTORS
from aurora_lint.doors.detect_secrets_sights import of_lines
from aurora_lint.rules import RULES
from tests.detect_secrets_contexts import CONTEXTS, MARK
from tests.detect_secrets_runs import (
    DOORS,
    PLUGIN,
    STANDARD,
    built_in,
    hook,
    places,
    run,
    save,
    scan,
    write,
)
from tests.keygen import key


@pytest.fixture
def contexts(tmp_path: Path) -> Path:
    for seed, (name, (file, text)) in enumerate(CONTEXTS.items()):
        write(tmp_path / name / file, text, seed)
    return tmp_path


def test_every_rule_that_warns_has_a_detector() -> None:
    detected = {each.code for each in DETECTORS.values()}
    assert detected == {rule.code for rule in RULES if rule.level != "note"}
    types = {str(each.secret_type) for each in DETECTORS.values()}
    assert len(types) == len(DETECTORS)
    assert all(text.startswith("Aurora ") for text in types)
    assert all(name.startswith("Aurora") for name in DETECTORS)
    assert STANDARD in types
    assert "AuroraStandardProductionKey" in DETECTORS


@pytest.mark.parametrize("door", DOORS)
def test_scan_finds_the_key_in_every_context(contexts: Path, door: str) -> None:
    expected = {
        (f"{name}/{file}", MARK.split(text)[0].count("\n") + 1)
        for name, (file, text) in CONTEXTS.items()
    }
    found = places(scan(contexts, door))
    assert {(file, line) for file, line, type_ in found if type_ == STANDARD} == expected


@pytest.mark.parametrize("door", DOORS)
def test_nothing_else_changes(contexts: Path, door: str) -> None:
    """Other plugins find the same, and a baseline's filters stay the stock ones."""
    secrets = "DB_PASSWORD=qzx9vkw7jqpwzk4x\nAURORA=KEY\nTOKEN=f0e4c2f76c58916ec258f246851b\n"
    write(contexts / "env" / ".env", secrets)
    stock, ours = scan(contexts, "stock"), scan(contexts, door)
    assert any(file == "env/.env" for file, _, _ in places(stock, ours=False))
    assert places(ours, ours=False) == places(stock, ours=False)
    assert ours["filters_used"] == stock["filters_used"]
    others = [each for each in ours["plugins_used"] if each["name"] not in DETECTORS]
    assert others == stock["plugins_used"]


@pytest.mark.parametrize("door", DOORS)
def test_file_that_is_no_utf8(tmp_path: Path, door: str) -> None:
    text = (
        f'# é\nkey = "{key("sk_prod")}"  # pragma: allowlist secret\nc = f("{key("sk_prod", 3)}")\n'
    )
    (tmp_path / "a.rb").write_bytes(text.encode("latin-1"))
    write(tmp_path / "empty.py", "")
    assert places(scan(tmp_path, door)) == Counter([("a.rb", 3, STANDARD)])
    assert places(scan(tmp_path, door, "--only-allowlisted")) == Counter([("a.rb", 2, STANDARD)])
    save(tmp_path, scan(tmp_path, door))
    done = built_in(tmp_path, "audit", ".secrets.baseline", answers="n\n")
    assert "not found" not in done.stdout
    assert hook(tmp_path, door, "--baseline", ".secrets.baseline", "a.rb").returncode == 0
    done = built_in(tmp_path, "audit", "--report", ".secrets.baseline")
    assert [list(each["lines"]) for each in json.loads(done.stdout)["results"]] == [["3"]]


@pytest.mark.parametrize("door", DOORS)
def test_each_verdict_is_a_secret_of_its_own(tmp_path: Path, door: str) -> None:
    write(tmp_path / "settings/sandbox.py", 'A = f("KEY")\n', 1)
    write(tmp_path / "partners/acme.py", 'A = f("KEY")\nB = f("KEY")\n', 3)
    write(tmp_path / "settings/production.py", 'A = f("KEY")\n', 1, "rk_sand")
    found = places(scan(tmp_path, door))
    assert found == Counter(
        [
            ("settings/sandbox.py", 1, STANDARD),
            ("settings/sandbox.py", 1, "Aurora production key in sandbox path (AUR301)"),
            ("partners/acme.py", 1, STANDARD),
            ("partners/acme.py", 1, "Aurora standard key for restricted use (AUR201)"),
            ("settings/production.py", 1, "Aurora restricted sandbox key (AUR104)"),
            ("settings/production.py", 1, "Aurora sandbox key in production path (AUR302)"),
        ]
    )


@pytest.mark.parametrize("door", DOORS)
def test_key_read_by_name_is_known_by_that_name(tmp_path: Path, door: str) -> None:
    source = 'import aurora_solar, os\nK = os.environ["AURORA_PROD_API_KEY"]\n'
    path = write(tmp_path / "sandbox" / "a.py", source)
    baseline = scan(tmp_path, door)
    named = "Aurora production key name in sandbox path (AUR304)"
    assert places(baseline) == Counter([("sandbox/a.py", 2, named)])
    file = save(tmp_path, baseline)
    assert hook(tmp_path, door, "--baseline", str(file), "sandbox/a.py").returncode == 0
    path.write_text(source + 'L = os.environ["AURORA_LIVE_TOKEN"]\n')
    assert hook(tmp_path, door, "--baseline", str(file), "sandbox/a.py").returncode == 1


@pytest.mark.parametrize("door", DOORS)
def test_hook(tmp_path: Path, door: str) -> None:
    write(tmp_path / "old.py", 'c = Client("KEY")\n', 1)
    write(tmp_path / "clean.py", "c = Client(load())\n")
    assert hook(tmp_path, door, "clean.py").returncode == 0
    failed = hook(tmp_path, door, "old.py", "clean.py")
    assert failed.returncode == 1
    assert STANDARD in failed.stdout
    assert key("sk_prod", 1) not in failed.stdout + failed.stderr
    save(tmp_path, scan(tmp_path, door))
    known = ["--baseline", ".secrets.baseline"]
    assert hook(tmp_path, door, *known, "old.py", "clean.py").returncode == 0
    write(tmp_path / "new.py", 'c = Client("KEY")\n', 3)
    assert hook(tmp_path, door, *known, "old.py", "new.py").returncode == 1
    write(tmp_path / "old.py", '\n\nc = Client("KEY")\n', 1)
    assert hook(tmp_path, door, *known, "old.py").returncode == 3, "the key has moved"
    assert hook(tmp_path, door, *known, "old.py").returncode == 0


OWN_FILTER = """
def is_call(line, secret):
    return f'("{secret}' in line
"""
FILTERS: dict[str, tuple[str, list[str]]] = {
    "pragma": ('c = f("KEY")  # pragma: allowlist secret\n', []),
    "pragma-next-line": ('# pragma: allowlist nextline secret\nc = f("KEY")\n', []),
    "pragma-in-yaml": ("a:\n  - KEY  # pragma: allowlist secret\n", []),
    "exclude-lines": ('a = 1\nc = f("KEY")\n', ["--exclude-lines", "^c = "]),
    "exclude-secrets": ('c = f("KEY")\n', ["--exclude-secrets", "^sk_prod_"]),
    "exclude-files": ('c = f("KEY")\n', ["--exclude-files", "a[.]"]),
    "only-verified": ('c = f("KEY")\n', ["--only-verified"]),
    "filter-of-ones-own": ('c = f("KEY")\n', ["-f", "filters/own.py::is_call"]),
}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("name", FILTERS)
def test_what_a_user_asks_for_holds(tmp_path: Path, door: str, name: str) -> None:
    text, arguments = FILTERS[name]
    file = "a.yaml" if "yaml" in name else "a.py"
    write(tmp_path / file, text)
    write(tmp_path / "filters/own.py", OWN_FILTER)
    assert not places(scan(tmp_path, door, *arguments))
    more = 'd = g("KEY")\n' if file == "a.py" else "b: KEY\n"
    write(tmp_path / file, text + more)
    whole = name in ("pragma", "pragma-next-line", "pragma-in-yaml", "exclude-lines")
    assert [line for _, line, _ in places(scan(tmp_path, door, *arguments))] == (
        [text.count("\n") + 1] if whole else []
    )


@pytest.mark.parametrize("door", DOORS)
def test_allowlisted_keys_are_shown_on_demand(tmp_path: Path, door: str) -> None:
    write(tmp_path / "a.py", 'c = f("KEY")  # pragma: allowlist secret\n')
    write(tmp_path / "b.py", 'c = f("KEY")\n')
    assert set(places(scan(tmp_path, door, "--only-allowlisted"))) == {("a.py", 1, STANDARD)}
    off = ["--disable-filter", "detect_secrets.filters.allowlist.is_line_allowlisted"]
    assert {file for file, _, _ in places(scan(tmp_path, door, *off))} == {"a.py", "b.py"}


@pytest.mark.parametrize("door", DOORS)
def test_policy_of_the_scanned_root(tmp_path: Path, door: str) -> None:
    (tmp_path / ".aurora-lint.toml").write_text('sandbox-paths = ["try/"]\nexclude = ["gone/"]\n')
    write(tmp_path / "try/a.py", 'c = f("KEY")\n')
    write(tmp_path / "gone/a.py", 'c = f("KEY")\n')
    assert {(file, type_[-7:-1]) for file, _, type_ in places(scan(tmp_path, door))} == {
        ("try/a.py", "AUR101"),
        ("try/a.py", "AUR301"),
    }
    (tmp_path / ".aurora-lint.toml").write_text('sandbox-path = ["try/"]\n')
    done = built_in(tmp_path, "hook", "try/a.py")
    assert (done.returncode, "did you mean" in done.stderr) == (2, True)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("door", DOORS)
def test_root_of_another_folder(tmp_path: Path, door: str) -> None:
    (tmp_path / "there/.git").mkdir(parents=True)
    write(tmp_path / "there/sandbox/a.py", 'c = f("KEY")\n')
    write(tmp_path / "there/b.py", 'c = f("KEY")\n')
    (tmp_path / "here").mkdir()
    arguments = ["-C", str(tmp_path / "there"), "scan", "--all-files"]
    if door == "built in":
        done = built_in(tmp_path / "here", *arguments)
    else:
        done = run(tmp_path / "here", "-m", "detect_secrets", *arguments, "-p", str(PLUGIN))
    found = places(json.loads(done.stdout))
    assert {(file, type_[-7:-1]) for file, _, type_ in found} == {
        ("b.py", "AUR101"),
        ("sandbox/a.py", "AUR101"),
        ("sandbox/a.py", "AUR301"),
    }


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("text", ["KEY", "user_id = KEY", 'c = f("KEY")'])
def test_string(tmp_path: Path, door: str, text: str) -> None:
    text = MARK.sub(key("rk_sand", 1), text)
    if door == "built in":
        done = built_in(tmp_path, "scan", "--string", answers=text)
    else:
        command = ["-m", "detect_secrets", "scan", "-p", str(PLUGIN), "--string", text]
        done = run(tmp_path, *command)
    lines = dict(line.split(":", 1) for line in done.stdout.splitlines())
    said = {name.strip(): verdict.strip() for name, verdict in lines.items()}
    assert said["AuroraRestrictedSandboxKey"] == "True  (unverified)"
    assert said["AuroraStandardProductionKey"] == "False"


START = """
import multiprocessing, sys
if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    door, arguments = sys.argv[2], ["-c", "4", "scan", "--all-files", "code"]
    if door == "built in":
        from aurora_lint.cli import main
        sys.exit(main(["detect-secrets", *arguments]))
    from detect_secrets.main import main
    sys.exit(main([*arguments, "-p", sys.argv[3]]))
"""


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_pool_finds_all(tmp_path: Path, door: str, method: str) -> None:
    for seed in range(200):
        write(tmp_path / f"code/m{seed}.py", 'c = Client("KEY")\n', seed)
    (tmp_path / "start.py").write_text(START)
    done = run(tmp_path, "start.py", method, door, str(PLUGIN))
    assert len(places(json.loads(done.stdout))) == 200, done.stderr


def test_pool_that_a_baseline_alone_tells_of_the_plugin(tmp_path: Path) -> None:
    for seed in range(20):
        write(tmp_path / f"m{seed}.py", 'c = Client("KEY")\n', seed)
    baseline = scan(tmp_path, "-p")
    assert len(places(baseline)) == 20
    file = save(tmp_path, {**baseline, "results": {}})
    done = run(tmp_path, "-m", "detect_secrets", "scan", "--all-files", "--baseline", file.name)
    assert done.returncode == 0, done.stderr
    assert len(places(json.loads(file.read_text()))) == 20


def test_lines_of_a_diff(tmp_path: Path) -> None:
    """Only those it adds; from the lines alone where there is no file."""
    path = write(tmp_path / "a.py", 'a = "KEY"\nb = 1\nc = "KEY"\n')
    assert [each.line for each in of_lines(str(path), [(3, "c = …\n")]).found] == [3]
    assert [each.line for each in of_lines(str(path), [(1, ""), (2, "")]).found] == [1, 3]
    lines = [(7, f'a = "{key("sk_prod")}"\n')]
    assert [each.line for each in of_lines(str(tmp_path / "gone.py"), lines).found] == [7]


def test_nothing_asks_the_network() -> None:
    for detector in DETECTORS.values():
        assert "verify" not in {name for each in detector.__mro__[:2] for name in vars(each)}
