"""The HTML report in a real browser: layout, filters, keyboard, paper, and what it asks for."""

import base64
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from aurora_lint.git.repository import Repository
from aurora_lint.history.scan import check_history
from aurora_lint.policy import load
from aurora_lint.reporters import html
from aurora_lint.scan import Report
from tests.browser import CHROMIUM, CONTRAST, DRIVER, Browser, Keys
from tests.html_reports import EPOCH, finding, history, hostile

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs chromium and chromedriver"),
]

WIDTHS = (1280, 768, 360)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    made = Browser(tmp_path_factory.mktemp("profile"))
    yield made
    made.driver.quit()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the pages: of a history, a hostile one, a large one, and one of nothing."""
    folder = tmp_path_factory.mktemp("pages")
    top = history(folder / "app")
    many = [finding(f"p{nth}", nth, path=f"partners/p{nth}/a.py") for nth in range(300)]
    reports = {
        "history": check_history(Repository(top), load(top), is_cached=False),
        "hostile": hostile(),
        "many": Report(Path("/x/many"), many, 300, 1, []),
        "none": Report(Path("/x/none"), [], 3, 1, []),
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        for name, report in reports.items():
            (folder / f"{name}.html").write_text("".join(html.report([report])), encoding="ascii")
    return folder


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["history", "hostile", "many", "none"])
def test_nothing_is_wider_than_the_window(
    browser: Browser, pages: Path, name: str, width: int
) -> None:
    browser.width(width)
    browser.open((pages / f"{name}.html").as_uri())
    browser.js("for (const each of document.querySelectorAll('details')) each.open = true")
    page = "document.documentElement"
    room = browser.js(f"return {page}.clientWidth")
    assert width - 20 < room <= width
    assert browser.js(f"return {page}.scrollWidth") == room
    beyond = browser.js(f"""
        const beyond = [];
        for (const each of document.body.querySelectorAll('*:not(.skip)')) {{
            const box = each.getBoundingClientRect();
            const is = box.width && (box.right > {room} + 1 || box.left < -1);
            if (is) beyond.push(each.outerHTML);
        }}
        return beyond.slice(0, 3)""")
    assert beyond == []


@pytest.mark.parametrize("name", ["history", "hostile", "many", "none"])
def test_it_asks_for_nothing_and_logs_nothing(browser: Browser, pages: Path, name: str) -> None:
    browser.width(1280)
    file = (pages / f"{name}.html").as_uri()
    browser.logged()
    browser.open(file)
    assert [each for each in browser.asked() if not each.startswith("data:")] == [file]
    assert browser.logged() == []


def test_a_server_is_asked_for_the_page_alone(browser: Browser, pages: Path) -> None:
    asked: list[str] = []

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, form: str, *arguments: object) -> None:
            asked.append(self.path)

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(pages)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        browser.open(f"http://127.0.0.1:{server.server_port}/hostile.html")
        browser.until("document.readyState === 'complete'")
    finally:
        server.shutdown()
        server.server_close()
    assert asked == ["/hostile.html"]


def test_hostile_text_does_not_run_or_break_out(browser: Browser, pages: Path) -> None:
    browser.open((pages / "hostile.html").as_uri())
    browser.js("for (const each of document.querySelectorAll('details')) each.open = true")
    assert browser.js("return window.ran") is None
    assert browser.js("return document.querySelectorAll('script, style').length") == 2
    assert browser.js("return document.querySelectorAll('img, iframe, object, b').length") == 0
    assert browser.shown("footer p")
    assert any("message </script><script>" in each for each in browser.shown(".findings li"))


def test_the_policy_stops_what_is_put_into_the_page(browser: Browser, pages: Path) -> None:
    """Were a name to break out, it still would not run: else the digests are for show."""
    broken = (pages / "history.html").read_text(encoding="ascii").replace(
        "<h1>", "<img src=x onerror='window.ran = 1'><script>window.ran = 1</script><h1>"
    )  # fmt: skip
    (pages / "broken.html").write_text(broken, encoding="ascii")
    browser.open((pages / "broken.html").as_uri())
    assert browser.js("return window.ran") is None
    assert len(browser.logged()) >= 2
    assert browser.shown("#status")


def test_filters_and_their_counts(browser: Browser, pages: Path) -> None:
    browser.width(1280)
    browser.open((pages / "history.html").as_uri())
    assert browser.text("#status") == "5 keys, 13 findings"
    assert len(browser.shown(".card")) == 6
    assert browser.text('[data-count="kind=restricted"]') == "4"
    assert browser.text('[data-count="level=warning"]') == "3"

    browser.click('input[value="restricted"]')
    browser.until("document.querySelectorAll('.card:not([hidden])').length === 1")
    assert browser.text("#status") == "1 of 5 keys, 4 of 13 findings: restricted"
    assert browser.text('[data-count="kind=restricted"]') == "4"
    assert browser.text('[data-count="kind=standard"]') == "8"  # would be shown instead
    assert browser.text('[data-count="level=warning"]') == "2"
    assert len(browser.shown("#timeline li")) == 1
    assert not browser.shown("#names")

    browser.click('input[value="warning"]')
    browser.until("document.getElementById('status').textContent.includes('2 of 13')")
    assert browser.text(".card:not([hidden]) .rest").startswith("2 findings of this key not shown")
    browser.until("location.hash === '#kind=restricted&level=warning'")

    browser.click('input[value="note"]')
    browser.click('input[value="warning"]')
    browser.until("!document.getElementById('none').hidden")
    assert browser.shown("#none") == ["No finding matches the filters."]
    browser.click('button[type="reset"]')
    browser.until("document.getElementById('status').textContent === '5 keys, 13 findings'")
    assert browser.js("return location.hash") == ""


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("rule=AUR204", "1 of 5 keys, 2 of 13 findings: AUR204"),
        ("owner=partners%2Facme", "1 of 5 keys, 2 of 13 findings: partners/acme"),
        (
            "owner=partners%2Facme&rule=AUR204",
            "1 of 5 keys, 1 of 13 findings: AUR204, partners/acme",
        ),
        ("owner=-&state=past", "1 of 5 keys, 1 of 13 findings: in the past, no service named"),
        ("q=BASE64", '1 of 5 keys, 1 of 13 findings: "BASE64"'),
        ("q=settings.py+sk_prod", '2 of 5 keys, 2 of 13 findings: "settings.py sk_prod"'),
        ("environment=sandbox&environment=production", "5 keys, 13 findings"),
        ("kind=unknown", "0 of 5 keys, 1 of 13 findings: unknown"),
        ("rule=AUR999&nonsense=1&kind=%3Cscript%3E", "5 keys, 13 findings"),
        ("q=%3Cscript%3E", '0 of 5 keys, 0 of 13 findings: "<script>"'),
    ],
)
def test_a_view_is_in_the_address(browser: Browser, pages: Path, query: str, status: str) -> None:
    browser.width(1280)
    browser.open(f"{(pages / 'history.html').as_uri()}#{query}")
    assert browser.text("#status") == status


def test_what_is_named_oddly_can_be_chosen(browser: Browser, pages: Path) -> None:
    browser.open((pages / "hostile.html").as_uri())
    browser.logged()
    values = browser.js("return [...document.getElementById('owner').options].map((o) => o.value)")
    assert len(values) > 10
    for nth, value in enumerate(values[1:], start=1):
        browser.js(f"""
            const owner = document.getElementById('owner');
            owner.selectedIndex = {nth};
            owner.dispatchEvent(new Event('input', {{ bubbles: true }}));""")
        browser.until("!document.getElementById('status').textContent.includes('keys, 54 f')")
        browser.until("new URLSearchParams(location.hash.slice(1)).get('owner') === "
                      "document.getElementById('owner').value")  # fmt: skip
        assert browser.js("return document.getElementById('owner').value") == value
        assert browser.shown(".card")
    assert browser.logged() == []


def test_links_within_the_page_keep_the_filters(browser: Browser, pages: Path) -> None:
    browser.open(f"{(pages / 'history.html').as_uri()}#environment=production")
    browser.click("#buttons [data-do=close]")
    browser.click("#timeline li:nth-child(2) a")
    card = browser.js("return document.querySelectorAll('.card')[1].id")
    assert browser.js("return location.hash") == f"#environment=production&at={card}"
    assert browser.js(f"return document.querySelector('#{card} details').open")
    assert browser.js("return document.activeElement.closest('.card').id") == card
    browser.driver.back()
    browser.until("location.hash === '#environment=production'")
    assert browser.js("return document.querySelector('[value=production]').checked")


def test_a_link_to_a_key_opens_it_in_a_list(browser: Browser, pages: Path) -> None:
    browser.open((pages / "many.html").as_uri())
    assert browser.js("return document.querySelectorAll('.card > details[open]').length") == 0
    card = browser.js("return document.querySelectorAll('.card')[250].id")
    browser.open(f"{(pages / 'many.html').as_uri()}#{card}")
    assert browser.js(f"return document.querySelector('#{card} details').open")
    top = browser.js(f"return document.getElementById('{card}').getBoundingClientRect().top")
    assert 0 <= top < 800


def test_it_is_used_by_the_keyboard_alone(browser: Browser, pages: Path) -> None:
    browser.width(1280)
    browser.open((pages / "history.html").as_uri())
    browser.press(Keys.TAB)
    assert browser.js("return document.activeElement.className") == "skip"
    assert browser.js("return document.activeElement.getBoundingClientRect().left") >= 0
    browser.press(Keys.ENTER)
    assert browser.js("return document.activeElement.id") == "main"
    browser.js("document.getElementById('q').focus()")
    browser.press("billing")
    browser.until("document.getElementById('status').textContent.startsWith('1 of 5')")
    browser.press(Keys.TAB, " ")  # the first box: production
    browser.until("location.hash === '#environment=production&q=billing'")
    outline = browser.js("return getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    summary = ".card:not([hidden]) > details > summary"
    browser.js(f"document.querySelector('{summary}').focus()")
    browser.press(Keys.ENTER)
    assert browser.js(f"return document.querySelector('{summary}').parentElement.open") is False


def test_on_paper_all_cards_are_open_and_no_controls_are_there(
    browser: Browser, pages: Path
) -> None:
    bodies = "[...document.querySelectorAll('.card .body')]"
    seen = f"return {bodies}.map((each) => each.checkVisibility())"
    browser.open((pages / "many.html").as_uri())
    browser.cdp("Emulation.setEmulatedMedia", media="print")
    try:
        assert not browser.shown("aside, #buttons, .skip")
        assert browser.js(seen) == [True] * 300
    finally:
        browser.cdp("Emulation.setEmulatedMedia", media="")
    pdf = base64.b64decode(browser.cdp("Page.printToPDF")["data"])
    assert pdf.startswith(b"%PDF-")
    assert pdf.count(b"/Type /Page\n") > 20
    assert browser.js(seen) == [False] * 300


def test_without_scripts_it_is_all_there(browser: Browser, pages: Path) -> None:
    browser.width(1280)
    browser.cdp("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open((pages / "history.html").as_uri())
        assert len(browser.shown(".card")) == 6
        assert len(browser.shown(".findings > li")) == 13
        assert not browser.shown("aside, .status, #none, button")
    finally:
        browser.cdp("Emulation.setScriptExecutionDisabled", value=False)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_stand_out_from_what_is_behind_them(
    browser: Browser, pages: Path, scheme: str
) -> None:
    """Contrast of at least 4.5, as WCAG 2.2 asks for in 1.4.3."""
    browser.cdp(
        "Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}]
    )
    browser.open((pages / "hostile.html").as_uri())
    low = browser.js(CONTRAST)
    assert low["seen"] > 100
    assert low["low"] == []
