"""``aurora-lint doctor``: what it says is hidden, the hosts themselves do not tell."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import repositories
from tests.command import Command
from tests.keygen import key

STANDARD, OTHER, SANDBOX = key("sk_prod", 1), key("sk_prod", 3), key("rk_sand", 7)
#: What these tests are not about: a clone that nobody has set up.
UNSET = "no-hook"


def line(text: str) -> str:
    return f'KEY = "{text}"\n'


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    top = repositories.make(tmp_path / "top")
    monkeypatch.chdir(top)
    return top


def hints(command: Command, *more: str) -> list[dict[str, Any]]:
    result = command("doctor", "--format", "json", "--ignore", UNSET, *more)
    found: list[dict[str, Any]] = json.loads(result.out)["hints"]
    assert result.code == (1 if found else 0)
    assert STANDARD[8:] not in result.out + result.err
    return found


def told(command: Command) -> list[tuple[str, str | None, int | None]]:
    return [(each["id"], each["path"], each["line"]) for each in hints(command)]


def test_a_healthy_repository(command: Command, top: Path) -> None:
    repositories.commit(top, {"a.py": line(STANDARD), "setup.cfg": "[flake8]\nmax-line-length=9\n"})
    assert told(command) == []
    result = command("doctor")
    assert (result.code, result.out.split()[0]) == (1, "no-hook")
    assert "0 of these hide a key, 1 could" in result.err
    result = command("doctor", "--ignore", "no-hook")
    assert (result.code, result.out) == (0, "")
    assert "nothing hides a key here" in result.err


@pytest.mark.slow
class TestFlake8:
    """Each hint is held against flake8 itself."""

    def flake8(self, top: Path) -> set[tuple[str, int]]:
        """Give where flake8 tells of a key."""
        done = subprocess.run(
            [sys.executable, "-m", "flake8", "--format", "%(path)s:%(row)d:%(code)s"],
            cwd=top, capture_output=True, text=True,
        )  # fmt: skip
        told = [each.removeprefix("./").split(":") for each in done.stdout.splitlines()]
        return {(path, int(row)) for path, row, code in told if code.startswith("AUR1")}

    @pytest.mark.parametrize(
        ("files", "expected"),
        [
            ({"a.py": "# flake8: noqa\n" + line(STANDARD)}, [("flake8-noqa-file", 2)]),
            ({"a.py": "# flake8: noqa: AUR\n" + line(STANDARD)}, [("flake8-noqa-file", 2)]),
            ({"a.py": "# flake8: noqa: E501\n" + line(STANDARD)}, [("flake8-noqa-file", 2)]),
            ({"a.py": "x = 1  # flake8: noqa\n" + line(STANDARD)}, []),
            ({"a.py": line(STANDARD).rstrip() + "  # noqa\n"}, [("flake8-noqa", 1)]),
            ({"a.py": line(STANDARD).rstrip() + "  # noqa: AUR1\n"}, [("flake8-noqa", 1)]),
            ({"a.py": line(STANDARD).rstrip() + "  # noqa: E501\n"}, []),
            ({"setup.cfg": "[flake8]\nexclude = a.py\n", "a.py": line(STANDARD)},
             [("flake8-exclude", 1)]),
            ({"tox.ini": "[flake8]\nextend-exclude =\n  .x,\n  b/\n", "b/a.py": line(STANDARD)},
             [("flake8-exclude", 1)]),
            ({".flake8": "[flake8]\nper-file-ignores =\n  a.py: E1, AUR101\n  b.py: F\n",
              "a.py": line(STANDARD)}, [("flake8-per-file", 1)]),
            ({".flake8": "[flake8]\nper-file-ignores =\n  b.py: AUR101\n",
              "a.py": line(STANDARD)}, []),
        ],
    )  # fmt: skip
    def test_what_is_hidden(
        self, command: Command, top: Path, files: dict[str, str], expected: list[tuple[str, int]]
    ) -> None:
        configured = {"setup.cfg": "[flake8]\n"} if not {*files} - {"a.py"} else {}
        repositories.commit(top, {**configured, **files})
        found = [(name, row) for name, _, row in told(command)]
        assert found == expected
        assert bool(self.flake8(top)) == (not expected)

    @pytest.mark.parametrize(
        ("settings", "name"),
        [
            ("select = E,F", "flake8-select"),
            ("select = E\nextend-select = AUR3", None),
            ("ignore = AUR", "flake8-ignore"),
            ("extend-ignore = E203, A", "flake8-ignore"),
            ("extend-ignore = E203", None),
        ],
    )
    def test_codes(self, command: Command, top: Path, settings: str, name: str | None) -> None:
        files = {".flake8": f"[flake8]\n{settings}\n", "a.py": line(STANDARD)}
        repositories.commit(top, files)
        assert [each["id"] for each in hints(command)] == ([name] if name else [])
        if name:
            assert all(each["hides"] for each in hints(command))
            assert self.flake8(top) == set()

    def test_where_flake8_is_not_used_its_comments_hide_nothing(
        self, command: Command, top: Path
    ) -> None:
        repositories.commit(top, {"a.py": "# flake8: noqa\n" + line(STANDARD)})
        assert told(command) == []


@pytest.mark.slow
class TestDetectSecrets:
    def baseline(self, top: Path, *options: str, ours: bool = True) -> dict[str, Any]:
        scan = ["-m", "aurora_lint", "detect-secrets"] if ours else ["-m", "detect_secrets"]
        done = subprocess.run(
            [sys.executable, *scan, "scan", *options, "."],
            cwd=top, capture_output=True, text=True, check=True,
        )  # fmt: skip
        document: dict[str, Any] = json.loads(done.stdout)
        return document

    def write(self, top: Path, document: dict[str, Any]) -> None:
        repositories.commit(top, {".secrets.baseline": json.dumps(document, indent=2)})

    @pytest.mark.parametrize(
        ("options", "name"),
        [
            (["--exclude-files", "^conf/"], "detect-secrets-files"),
            (["--exclude-lines", "KEY ="], "detect-secrets-lines"),
            (["--exclude-secrets", "^sk_"], "detect-secrets-secrets"),
        ],
    )
    def test_filters(self, command: Command, top: Path, options: list[str], name: str) -> None:
        repositories.commit(top, {"conf/a.py": line(STANDARD)})
        document = self.baseline(top, *options)
        assert document["results"] == {}
        self.write(top, document)
        assert told(command) == [(name, "conf/a.py", 1)]

    def test_without_our_detectors(self, command: Command, top: Path) -> None:
        repositories.commit(top, {"a.py": line(SANDBOX)})
        document = self.baseline(top, ours=False)
        document["results"] = {}
        self.write(top, document)
        assert told(command) == [("detect-secrets-plugins", ".secrets.baseline", None)]
        config = "repos:\n- repo: local\n  hooks:\n  - id: aurora-detect-secrets\n"
        repositories.commit(top, {".pre-commit-config.yaml": config})
        assert "detect-secrets-plugins" not in [each["id"] for each in hints(command)]

    def test_what_a_baseline_knows(self, command: Command, top: Path) -> None:
        repositories.commit(top, {"a.py": line(STANDARD), "b.py": line(OTHER)})
        document = self.baseline(top)
        for each in document["results"]["a.py"]:
            each["is_secret"] = False
        self.write(top, document)
        assert told(command) == [
            ("detect-secrets-audited", "a.py", 1), ("detect-secrets-unaudited", "b.py", 1),
        ]  # fmt: skip
        for each in document["results"]["b.py"]:
            each["is_secret"] = True
        self.write(top, document)
        assert told(command) == [("detect-secrets-audited", "a.py", 1)]

    def test_pragmas(self, command: Command, top: Path) -> None:
        pragma = "  # pragma: allowlist secret\n"
        repositories.commit(top, {"a.py": line(STANDARD).rstrip() + pragma})
        assert told(command) == []  # nobody runs detect-secrets here
        self.write(top, self.baseline(top))
        assert told(command) == [("detect-secrets-pragma", "a.py", 1)]

    def test_as_forks_write_it(self, command: Command, top: Path) -> None:
        repositories.commit(top, {"conf/a.py": line(STANDARD)})
        document = self.baseline(top, "--exclude-files", "nothing")
        document["exclude"] = {"files": "^conf/|^.secrets.baseline$", "lines": None}
        document["results"] = {}
        del document["filters_used"]
        self.write(top, document)
        assert told(command) == [("detect-secrets-files", "conf/a.py", 1)]

    def test_a_damaged_one(self, command: Command, top: Path) -> None:
        for text in ("{", "[]", '{"results": []}', "[" * 100_000):
            repositories.commit(top, {".secrets.baseline": text})
            assert told(command) == [("detect-secrets-unread", ".secrets.baseline", None)]


class TestPacked:
    """Files that git ignores: each packer is asked itself, where it is here."""

    def test_npm(self, command: Command, top: Path) -> None:
        package: dict[str, Any] = {"name": "x", "version": "1.0.0"}
        repositories.commit(
            top, {".gitignore": ".env*\n", "package.json": json.dumps(package), "i.js": "1\n"}
        )
        repositories.write(top, {".env.local": f"KEY={STANDARD}\n"})
        cases: list[tuple[dict[str, str], bool]] = [
            ({}, False),
            ({".npmignore": "test/\n"}, True),
            ({".npmignore": ".env*\n"}, False),
            ({"package.json": json.dumps({**package, "files": [".env.local", "i.js"]})}, True),
            ({"package.json": json.dumps({**package, "private": True, "files": ["."]})}, False),
        ]
        for files, is_packed in cases:
            repositories.write(top, files)
            repositories.git(top, "add", "-A")
            assert bool(told(command)) == is_packed, files
            if shutil.which("npm") and "private" not in files.get("package.json", ""):
                done = subprocess.run(
                    ["npm", "pack", "--dry-run", "--json"],
                    cwd=top, capture_output=True, text=True, check=True,
                )  # fmt: skip
                packed = json.loads(done.stdout)
                listed = packed[0] if isinstance(packed, list) else next(iter(packed.values()))
                names = {each["path"] for each in listed["files"]}
                assert (".env.local" in names) == is_packed, files

    @pytest.mark.parametrize(
        ("dockerfile", "ignored", "is_packed"),
        [
            ("FROM a\nCOPY . /app\n", "", True),
            ("FROM a\nCOPY . /app\n", "node_modules\n", True),
            ("FROM a\nCOPY . /app\n", ".env\n", True),
            ("FROM a\nCOPY . /app\n", "conf/.env\n", False),
            ("FROM a\nCOPY . /app\n", "**/.env\n", False),
            ("FROM a\nCOPY . /app\n", "*\n!src\n", False),
            ("FROM a\nCOPY . /app\n", "*\n!conf\n", True),
            ("FROM a\nCOPY src/ /app\n", "", False),
            ("FROM a\nADD --chown=a:b conf x/ \\\n /app\n", "", True),
            ('FROM a\nCOPY ["conf", "/app"]\n', "", True),
            ("FROM a\nCOPY --from=build /src /app\n", "", False),
            ("FROM a\nRUN cat conf/.env\n", "", False),
        ],
    )
    def test_images(
        self, command: Command, top: Path, dockerfile: str, ignored: str, is_packed: bool
    ) -> None:
        files = {".gitignore": ".env\n", "Dockerfile": dockerfile}
        repositories.commit(top, {**files, **({".dockerignore": ignored} if ignored else {})})
        repositories.write(top, {"conf/.env": f"KEY={STANDARD}\n"})
        expected = [("packed-ignored", "conf/.env", 1)] if is_packed else []
        assert told(command) == expected

    @pytest.mark.parametrize(
        ("files", "is_packed"),
        [
            ({"MANIFEST.in": "include *.env\n"}, False),
            ({"MANIFEST.in": "include conf/*.env\n"}, True),
            ({"MANIFEST.in": "recursive-include conf *\n"}, True),
            ({"MANIFEST.in": "graft conf\nglobal-exclude *.env\n"}, False),
            ({"MANIFEST.in": "graft conf\n"}, True),
            ({"pyproject.toml": '[tool.hatch.build]\nartifacts = ["*.env"]\n'}, True),
            ({"pyproject.toml": '[tool.hatch.build.targets.wheel]\ninclude = ["*.env"]\n'}, False),
            ({"pyproject.toml": '[tool.poetry]\ninclude = [{path = "conf/*"}]\n'}, True),
            ({"pyproject.toml": "[tool"}, False),
        ],
    )
    def test_python(
        self, command: Command, top: Path, files: dict[str, str], is_packed: bool
    ) -> None:
        repositories.commit(top, {".gitignore": "*.env\n", **files})
        repositories.write(top, {"conf/a.env": f"KEY={STANDARD}\n"})
        assert bool(told(command)) == is_packed

    @pytest.mark.slow
    def test_setuptools_itself(self, command: Command, top: Path) -> None:
        pytest.importorskip("build")
        setup = '[build-system]\nrequires = ["setuptools"]\n'
        setup += 'build-backend = "setuptools.build_meta"\n'
        setup += '[project]\nname = "x"\nversion = "1"\n[tool.setuptools]\npackages = ["x"]\n'
        repositories.commit(top, {
            ".gitignore": "*.env\n", "pyproject.toml": setup, "MANIFEST.in": "graft x\n",
            "x/__init__.py": "",
        })  # fmt: skip
        repositories.write(top, {"x/a.env": f"KEY={STANDARD}\n"})
        assert told(command) == [("packed-ignored", "x/a.env", 1)]
        subprocess.run(
            [sys.executable, "-m", "build", "--sdist", "--outdir", str(top.parent / "dist")],
            cwd=top, capture_output=True, check=True,
        )  # fmt: skip
        (made,) = (top.parent / "dist").iterdir()
        listed = subprocess.run(["tar", "tzf", made], capture_output=True, text=True, check=True)
        assert "x/a.env" in listed.stdout
