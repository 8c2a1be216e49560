"""Damaged containers: whatever the bytes are, only members and reasons come of them."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aurora_lint import magic
from aurora_lint.containers import databases
from aurora_lint.source import Source
from aurora_lint.sources import Skipped
from tests.containers import bounded, expanded, samples

kinds = pytest.mark.parametrize("ending", samples())


@kinds
def test_a_whole_file_has_no_complaints(ending: str) -> None:
    found = bounded(samples()[ending], f"a{ending}")
    assert found
    assert all(isinstance(each, Source) for each in found)


@kinds
def test_the_first_look_passes_over_no_container(ending: str) -> None:
    whole = samples()[ending]
    for path in (f"a{ending}", None, "a.py"):
        assert magic.is_container(whole, path) == (magic.kind(whole, path) != "")
    for cut in range(20):
        assert magic.is_container(whole[:cut]) == (magic.kind(whole[:cut]) != "")
    for path in ("a.sh", "a.EXE", "a.pyzw"):
        assert magic.is_container(b"#!" + whole, path) == (magic.kind(b"#!" + whole, path) != "")


@kinds
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_flipped_bits(ending: str, data: st.DataObject) -> None:
    damaged = bytearray(samples()[ending])
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    bounded(bytes(damaged), f"a{ending}")


@pytest.mark.slow
@kinds
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_files_cut_short_and_run_on(ending: str, data: st.DataObject) -> None:
    whole = samples()[ending]
    cut = data.draw(st.integers(0, len(whole)))
    bounded(whole[:cut] + data.draw(st.binary(max_size=64)), f"a{ending}")


@pytest.mark.slow
@kinds
@given(noise=st.binary(max_size=600), kept=st.integers(4, 40))
@settings(max_examples=60, deadline=None)
def test_noise_behind_a_beginning(ending: str, noise: bytes, kept: int) -> None:
    bounded(samples()[ending][:kept] + noise, f"a{ending}")


@pytest.mark.slow
@given(st.binary(max_size=700))
def test_noise_is_no_container(noise: bytes) -> None:
    assert magic.is_container(noise) == (magic.kind(noise) != "")
    bounded(noise, "a.bin")


@pytest.mark.parametrize("codec", ["bz2", "lzma", "sqlite3"])
def test_a_python_that_was_built_without(codec: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, codec, None)
    ending = {"bz2": ".bz2", "lzma": ".xz", "sqlite3": ".db"}[codec]
    members, skipped = expanded(samples()[ending], "a")
    assert members == {}
    assert [each.error for each in skipped] == [True]
    assert "this Python was built without" in skipped[0].reason


def test_a_copy_that_finds_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: bytes, __: str) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(databases, "_in_memory", lambda: False)
    monkeypatch.setattr(databases, "_copy", full)
    reason = "no room for a copy of it: No space left on device"
    assert expanded(samples()[".db"], "a.db") == ({}, [Skipped("a.db", reason, error=True)])
