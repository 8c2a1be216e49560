import pytest
from hypothesis import settings

from tests.command import Command

#: The same cases on every run and machine: a failure belongs to the change that it is seen with.
#: ``benchmarks/fuzz_spellings.py`` is for cases that nobody has seen.
settings.register_profile("the same", derandomize=True)
settings.load_profile("the same")


#: What nothing in Python's own library or syntax decides: git, reports, the gate, the doctor.
_ONCE = (
    "test_sarif", "test_github", "test_html", "test_formats", "test_baseline", "test_register",
    "test_ignores", "test_comments", "test_policy_from", "test_show_policy", "test_doctor",
    "test_export", "test_excerpt", "test_key_records", "test_history", "test_range", "test_staged",
    "test_git", "test_hostile_git", "test_sieve", "test_packs", "test_hints", "test_auto",
    "test_detect_secrets_baselines",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.name.startswith(_ONCE):
            item.add_marker("once")


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    return Command(capsys, monkeypatch)


@pytest.fixture(autouse=True)
def _no_git_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that runs inside a git hook must not act on the repository of that hook."""
    import os

    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def _no_state_of_ours(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What tests make a history scan remember is signed with a secret of their own."""
    state = tmp_path_factory.getbasetemp() / "state"
    monkeypatch.setenv("XDG_STATE_HOME", str(state))
