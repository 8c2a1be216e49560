"""What is loaded for a container: its own reader, and nothing for an ordinary file."""

import gzip
import subprocess
import sys

import pytest

from tests.containers import LINE, tarred, zipped


def test_nothing_is_loaded_for_ordinary_files() -> None:
    code = (
        "import sys; before = set(sys.modules)\n"
        "from aurora_lint.magic import is_container\n"
        "assert not is_container(b'x = 1', 'a.py')\n"
        "print(*set(sys.modules) - before)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) - {"__future__"} == {
        "aurora_lint", "aurora_lint.magic",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("first", "kinds"),
    [
        ("a.gz", {"streams"}),
        ("a.zip", {"zips", "zip_entries"}),
        ("a.tar", {"tars"}),
    ],
)
def test_only_what_a_file_needs_is_loaded(first: str, kinds: set[str]) -> None:
    code = (
        "import sys; from aurora_lint.source import Source\n"
        "from aurora_lint.containers import expand\n"
        "list(expand(Source(sys.stdin.buffer.read(), sys.argv[1])))\n"
        "print(*(each.rpartition('.')[2] for each in sys.modules if '.containers.' in each))"
    )
    sample = {
        "a.gz": gzip.compress(LINE),
        "a.zip": zipped({"a": LINE}),
        "a.tar": tarred({"a": LINE}),
    }
    done = subprocess.run(
        [sys.executable, "-c", code, first], input=sample[first], capture_output=True, check=True
    )
    readers = {"streams", "tars", "zips", "zip_entries", "office", "pdf", "pyc", "databases"}
    assert set(done.stdout.decode().split()) & readers == kinds
