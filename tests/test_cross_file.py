"""What no file says alone: shared restricted keys (AUR204), several standard keys (AUR205)."""

from pathlib import Path

import pytest

from aurora_lint.owner import owner
from tests import repositories
from tests.command import Command
from tests.keygen import key
from tests.repositories import git

STANDARD, OTHER, SANDBOX = key("sk_prod"), key("sk_prod", 3), key("sk_sand", 5)
RESTRICTED = key("rk_prod", 7)


def line(text: str) -> str:
    return f'AURORA_API_KEY = "{text}"\n'


def seen(command: Command, top: Path, *options: str) -> list[tuple[str | None, int, str]]:
    result = command.json("check", *options, at=top)
    assert result.code == 1, result.err
    assert not any(each in result.out for each in (STANDARD, OTHER, SANDBOX, RESTRICTED))
    return [each for each in result.seen if each[2] in ("AUR204", "AUR205")]


@pytest.mark.parametrize(
    ("path", "whose"),
    [
        ("partners/acme.py", "partners/acme"),
        ("src/partners/acme/client.py", "src/partners/acme"),
        ("app/integrations/hub-spot/index.js", "app/integrations/hub-spot"),
        ("third_party/acme/key.txt", "third_party/acme"),
        ("ThirdParty/Acme/Key.cs", "ThirdParty/Acme"),
        ("services/billing/settings.py", "services/billing"),
        ("functions/sync/main.py", "functions/sync"),
        ("lambdas/export.zip/handler.py", "lambdas/export.zip"),
        ("billing-service/src/config.ts", "billing-service"),
        ("export_worker/run.py", "export_worker"),
        ("src/acme_partner.py", "src/acme_partner"),
        ("conf/partner-acme.env", "conf/partner-acme"),
        ("bundle.zip!partners/acme.py", None),
        ("partners/acme.zip!key.py", "partners/acme"),
        ("services/aurora/a.py", "services/aurora"),
        ("aurora-service/a.py", "aurora-service"),
        ("integrations/aurora/client.py", None),
        ("src/integrations/aurora-solar/client.ts", None),
        ("src/connectors/aurora_client.py", None),
        ("aurora-integration/a.py", None),
        ("integrations/aurora/partners/acme.py", "integrations/aurora/partners/acme"),
        ("services/settings.py", None),
        ("services/common/settings.py", None),
        ("partners/config.yml", None),
        ("partners/__init__.py", None),
        ("src/services/billing/api.py", None),
        ("src/app/user-service/user.ts", None),
        ("integrations/models.py", None),
        ("partners/views.py", None),
        ("app/views/partners/edit.html", None),
        ("functions/src/a.js", None),
        ("services/k8s/secret.yml", None),
        ("integrations/tests/a.py", None),
        ("service_account.json", None),
        ("worker-config.yml", None),
        ("public/service-worker.js", None),
        ("integration-tests/a.py", None),
        ("lambda_handler/a.py", None),
        ("service.py", None),
        ("partner.py", None),
        ("app/settings.py", None),
        ("", None),
    ],
)
def test_whose_a_path_is(path: str, whose: str | None) -> None:
    assert owner(path) == whose


def test_a_restricted_key_of_two(command: Command, tmp_path: Path) -> None:
    repositories.write(tmp_path, {
        "services/billing/a.py": line(RESTRICTED),
        "services/billing/b.py": line(RESTRICTED),
        "services/common/a.py": line(RESTRICTED),
        "partners/acme.py": "x = 1\n" + line(RESTRICTED),
        "partners/other.py": line(key("rk_prod", 9)),
        "tests/partners/third.py": line(RESTRICTED),
    })  # fmt: skip
    assert seen(command, tmp_path) == [
        ("partners/acme.py", 2, "AUR204"), ("services/billing/a.py", 1, "AUR204"),
    ]  # fmt: skip
    text = command("check", "--select", "AUR204", at=tmp_path)
    assert "of partners/acme is also that of services/billing: each should have its own" in text.out
    assert text.code == 1
    assert command("check", "--ignore", "AUR1,AUR2,AUR3", at=tmp_path).code == 0
    assert seen(command, tmp_path, "services") == seen(command, tmp_path / "services") == []


def test_a_key_of_one_is_not_shared(command: Command, tmp_path: Path) -> None:
    repositories.write(tmp_path, {
        "services/billing/a.py": line(RESTRICTED), "services/billing/sub/b.py": line(RESTRICTED),
        "app.py": line(RESTRICTED),
    })  # fmt: skip
    assert seen(command, tmp_path) == []


def test_two_standard_keys(command: Command, tmp_path: Path) -> None:
    repositories.write(tmp_path, {
        "a.py": line(STANDARD) + line(OTHER),
        "b.py": line(OTHER),
        "sandbox/c.py": line(SANDBOX),
    })  # fmt: skip
    assert seen(command, tmp_path) == [("a.py", 1, "AUR205"), ("a.py", 2, "AUR205")]
    text = command("check", "--select", "AUR205", at=tmp_path).out
    assert "one of 2 standard production keys where a tenant has one; another is sk_prod_" in text
    assert " at a.py:2\n" in text


@pytest.mark.parametrize(
    "path",
    [
        "tests/b.py",
        "fixtures/b.py",
        "src/a_test.go",
        "spec/b_spec.rb",
        "docs/b.html",
        "README.txt",
        "a.md",
        "CHANGELOG",
        "examples/b.sh",
        ".env.example",
        "tenants/acme.yml",
    ],
)
def test_tests_and_documents_are_apart(command: Command, tmp_path: Path, path: str) -> None:
    repositories.write(tmp_path, {"a.py": line(STANDARD), path: line(OTHER)})
    assert seen(command, tmp_path) == []


def test_what_the_policy_excludes_is_not_compared(command: Command, tmp_path: Path) -> None:
    repositories.write(tmp_path, {"a.py": line(STANDARD), "old/b.py": line(OTHER)})
    assert seen(command, tmp_path, "--exclude", "old/") == []


def test_a_history_holds_an_old_key_after_each_rotation(command: Command, tmp_path: Path) -> None:
    top = repositories.make(tmp_path / "top")
    repositories.commit(top, {"a.py": line(STANDARD)})
    repositories.commit(top, {"a.py": line(OTHER)})
    assert seen(command, top, "--history") == []


def test_a_renamed_service_shares_nothing(command: Command, tmp_path: Path) -> None:
    top = repositories.make(tmp_path / "top")
    repositories.commit(top, {"services/billing/a.py": line(RESTRICTED)})
    (top / "services" / "payments").mkdir()
    git(top, "mv", "services/billing/a.py", "services/payments/a.py")
    repositories.commit(top, {})
    assert seen(command, top, "--history") == []
    repositories.commit(top, {"partners/acme.py": line(RESTRICTED)})
    git(top, "branch", "both")
    git(top, "rm", "-qr", "services")
    repositories.commit(top, {})
    assert sorted(seen(command, top, "--history")) == [
        ("partners/acme.py", 1, "AUR204"), ("services/payments/a.py", 1, "AUR204"),
    ]  # fmt: skip
    assert seen(command, top) == []


def test_a_path_that_could_steer_a_terminal_or_is_a_key(command: Command, tmp_path: Path) -> None:
    repositories.write(tmp_path, {
        f"partners/{OTHER}/a.py": line(RESTRICTED) + line(STANDARD),
        "partners/\x1b[31mred/a.py": line(RESTRICTED) + line(OTHER),
    })  # fmt: skip
    result = command("check", at=tmp_path)
    assert {"AUR204", "AUR205"} <= set(result.out.split())
    assert OTHER not in result.out
    assert "\x1b" not in result.out
