"""The HTML report, read as a browser reads it: by a parser of HTML 5."""

import hashlib
import random
import re
from collections import Counter
from pathlib import Path

import pytest

from aurora_lint.reporters.html import dates
from aurora_lint.scan import Report
from aurora_lint.source import Moment
from aurora_lint.sources import Skipped
from tests import repositories
from tests.command import Command
from tests.html_pages import called, checked, page, said
from tests.html_reports import EPOCH, HOSTILE, STANDARD, finding, history, hostile, line, origin


@pytest.fixture(autouse=True)
def _a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


@pytest.fixture(scope="module")
def top(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return history(tmp_path_factory.mktemp("html") / "app")


def test_every_finding_is_in_it_once(command: Command, top: Path) -> None:
    for options in (["check"], ["check", "--history"], ["keys"]):
        shown = checked(command, top, *options)
        of_check = ["check", "--history"] if options == ["keys"] else options
        findings = command.json(*of_check, at=top).findings
        assert findings
        told = Counter(
            (each.get("data-code"), each.get("data-level"), said(each.find("span[@dir]")))
            for each in shown.all("li") if each.get("data-code")
        )  # fmt: skip
        assert told == Counter((one["code"], one["level"], one["message"]) for one in findings)
        places = {said(each) for each in shown.all("code", "path")}
        assert places == {f"{one['path']}:{one['line']}:{one['column']}" for one in findings}


def test_a_card_of_a_key(command: Command, top: Path) -> None:
    shown = checked(command, top, "check", "--history")
    cards = shown.all("article")
    titles = [said(each.find(".//h3")) for each in cards]
    assert len(titles) == 6
    assert titles[0].startswith("sk_prod_")
    assert titles[-1] == "AURORA_PROD_API_KEY"
    first = said(cards[0])
    for text in (
        "Production", "Standard", "Still there", "every action of the production API",
        "plain, base64", "still in main", "read the key".capitalize(), "make".capitalize(),
        hashlib.sha256(STANDARD.encode()).hexdigest()[:32], "2025-02-01 by A",
    ):  # fmt: skip
        assert text in first
    gone = said(cards[1])
    assert "In the past" in gone
    assert "2025-01-01 to 2025-02-01, 31 days" in gone
    assert "Possible key" in said(cards[4])
    assert next(said(each) for each in cards[0].iter() if called(each) == "mark").startswith("sk_p")
    by_name = said(cards[-1])
    assert "AUR304" in by_name
    assert "its value is not in what was scanned" in by_name


def test_the_head_says_what_was_found(command: Command, top: Path) -> None:
    head = said(checked(command, top, "check", "--history").one("header"))
    assert "5 keys" not in head
    assert "4 keys found, 3 of them for production: 2 still there, 1 in the past." in head
    assert "Besides: 1 possible key and 1 key read by name." in head
    assert re.search(r"the history: \d+ objects of git, [\d.]+ ", head)
    assert "2027-01-01" in head
    tree = said(checked(command, top).one("header"))
    assert re.search(r"Scanned\d+ files, [\d.]+ ", tree)
    assert "past" not in tree


def test_what_to_do_in_a_work_tree(command: Command, tmp_path: Path) -> None:
    """What no commit has is still there."""
    (tmp_path / "a.py").write_text(line(STANDARD), encoding="utf-8")
    steps = said(checked(command, tmp_path).one("div", "steps"))
    assert "where it is written: a.py" in steps
    assert "no file of a branch" not in steps
    (tmp_path / "m").write_text(f"use {STANDARD}", encoding="utf-8")
    message = said(checked(command, tmp_path, "check", "--message", "m").one("div", "steps"))
    assert "Leave it out of the text" in message


def test_a_range_says_which_commit_brings_a_key(command: Command, tmp_path: Path) -> None:
    top = repositories.make(tmp_path / "r")
    repositories.commit(top, {"a.py": "x = 1\n"})
    repositories.commit(top, {"b.py": line(STANDARD)})
    shown = checked(command, top, "check", "--range", "HEAD~1..HEAD")
    commit = repositories.git(top, "rev-parse", "HEAD").decode()[:12]
    card = said(shown.one("article"))
    assert f"Commit {commit}" in card
    assert "In a commit" in card
    assert "where it is written: b.py" in card


def test_the_timeline_has_a_row_for_each_key(command: Command, top: Path) -> None:
    shown = checked(command, top, "check", "--history")
    rows = [each for each in shown.all("li") if each.get("data-of")]
    cards = [each.get("id") for each in shown.all("article")]
    assert [each.get("data-of") for each in rows] == cards[:5]
    drawn = [
        ({each.get("class") for each in row.iter() if called(each) == "g"},
         row.find(".//*[@role='img']").get("aria-label"))
        for row in rows
    ]  # fmt: skip
    assert drawn[0] == ({"there"}, "since 2025-02-01, still there, 699 days")
    assert drawn[1] == ({"past"}, "2025-01-01 to 2025-02-01, 31 days")
    assert not [each for each in checked(command, top).all("li") if each.get("data-of")]


def test_a_scan_that_is_not_whole_says_so_first(command: Command) -> None:
    skipped = [Skipped("secret/db", "permission denied", error=True), Skipped("a", "excluded")]
    shown = page(Report(Path("/x/app"), [], 3, 4000, skipped, notices=["a notice"]))
    assert said(shown.one("title")).startswith("Not whole: ")
    alarm = said(shown.one("section", "alarm"))
    assert "This scan is not whole" in alarm
    assert "secret/db: permission denied" in alarm
    head = said(shown.one("header"))
    assert "Nothing was found in what was read." in head
    assert "no, 1 not read: see above" in head
    unread = said(shown.by_id("unread"))
    for each in ("Could not be read, 1 path: permission denied", "excluded", "a notice"):
        assert each in unread
    whole = page(Report(Path("/x/app"), [], 3, 4000, skipped[1:]))
    assert not whole.all("section", "alarm")
    assert said(whole.one("title")) == "Aurora API keys in app"


def test_many_that_were_skipped_are_summed_up() -> None:
    skipped = [Skipped(f"f{nth}", "excluded") for nth in range(1234)]
    shown = page(Report(Path("/x/app"), [], 3, 4000, skipped))
    (group,) = shown.all("details", "group")
    assert "Skipped, 1,234 paths: excluded" in said(group)
    assert "and 1,034 more" in said(group)
    assert group.get("open") is None


def test_nothing_found() -> None:
    shown = page(Report(Path("/x/clean"), [], 244, 18_000, []))
    assert "Nothing was found." in said(shown.one("header"))
    assert not shown.all("form")
    assert not shown.all("article")
    assert page().one("h1").text == "Aurora API keys"


def test_a_key_in_many_places_has_all_of_them() -> None:
    found = [finding("a", 0, path=f"p/{nth}.py") for nth in range(300)]
    shown = page(Report(Path("/x/app"), found, 300, 1, []))
    assert len(shown.all("article")) == 1
    assert len({said(each) for each in shown.all("code", "path")}) == 300
    (more,) = shown.all("details", "more")
    assert said(more[0]) == "280 more places"


def test_roots_are_told_apart() -> None:
    reports = [Report(Path(f"/x/{each}"), [finding("a")], 1, 1, []) for each in ("one", "two")]
    places = [said(each) for each in page(*reports).all("p", "where")]
    assert [each[:6] for each in places] == ["one \u203a ", "two \u203a "]
    assert not any("\u203a" in said(each) for each in page(reports[0]).all("p", "where"))


def test_the_same_findings_give_the_same_page() -> None:
    report = hostile(HOSTILE)
    first = page(report).text
    assert page(report).text == first
    random.Random(1).shuffle(shuffled := list(report.findings))
    assert page(report._replace(findings=shuffled)).text == first


def test_evidence_says_where_the_key_is_used() -> None:
    shown = page(Report(Path("/x/a"), [finding("if x", 1)], 1, 1, []))
    assert "Evidence, where the key is used: " in said(shown.one("span", "evidence"))
    here = page(Report(Path("/x/a"), [finding("if x", 0)], 1, 1, []))
    assert said(here.one("span", "evidence")).startswith("Evidence: ")


@pytest.mark.parametrize("days", [1, 7, 10, 60, 200, 700, 3000, 8000])
def test_an_axis_has_few_marks_and_all_in_order(days: int) -> None:
    end = int(EPOCH)
    axis = dates.axis([Moment("", "", "", end - days * dates.DAY)], end)
    assert axis
    places = [at for at, _ in axis.marks()]
    assert 1 <= len(places) <= 9
    assert places == sorted(set(places))
    assert all(0 <= at <= 100 for at in places)


@pytest.mark.parametrize("seconds", [-(10**17), 0, 10**10, 10**17])
@pytest.mark.parametrize("epoch", ["0", EPOCH, "99999999999", "soon", "9" * 40])
def test_dates_that_are_none(seconds: int, epoch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    odd = Moment("c", "a", str(seconds), seconds)
    stays = [origin("main", nth) for nth in range(5)]
    stays = [each._replace(stay=each.stay and each.stay._replace(since=odd)) for each in stays]
    found = [finding("a", nth, origin=each) for nth, each in enumerate(stays)]
    shown = page(Report(Path("/x/a"), found, 1, 1, []))
    for each in shown.elements:
        for at in ("x", "cx", "x1", "width"):
            if (value := each.get(at, "")).endswith("%"):
                assert 0 <= float(value[:-1]) <= 100
