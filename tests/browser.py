"""A real browser, where one is installed."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

webdriver: Any = pytest.importorskip("selenium.webdriver", reason="needs selenium")

from selenium.webdriver.common.keys import Keys as Keys  # noqa: E402
from selenium.webdriver.support.wait import WebDriverWait  # noqa: E402

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")

#: A browser that asks nothing of its maker, and runs as root, too.
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()


class Browser:
    """Chromium, and what its pages log and ask for."""

    def __init__(self, profile: Path) -> None:
        options = webdriver.ChromeOptions()
        options.binary_location = CHROMIUM
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        service = webdriver.ChromeService(DRIVER)
        self.driver: Any = webdriver.Chrome(options=options, service=service)

    def cdp(self, command: str, **arguments: Any) -> Any:
        return self.driver.execute_cdp_cmd(command, arguments)

    def width(self, width: int) -> None:
        self.cdp("Emulation.setDeviceMetricsOverride", width=width, height=800,
                 deviceScaleFactor=1, mobile=False)  # fmt: skip

    def open(self, url: str) -> None:
        self.driver.get("about:blank")
        self.asked()
        self.driver.get(url)

    def js(self, code: str) -> Any:
        return self.driver.execute_script(code)

    def text(self, selector: str) -> str:
        return str(self.driver.find_element("css selector", selector).text)

    def shown(self, selector: str) -> list[str]:
        """Give the texts of what is shown."""
        found = self.driver.find_elements("css selector", selector)
        return [each.text for each in found if each.is_displayed()]

    def click(self, selector: str) -> None:
        self.driver.find_element("css selector", selector).click()

    def press(self, *keys: str) -> None:
        chain = webdriver.ActionChains(self.driver)
        for each in keys:
            chain.send_keys(each)
        chain.perform()

    def until(self, code: str) -> None:
        """Wait for what a script says to become true."""
        WebDriverWait(self.driver, 10).until(lambda _: self.js(f"return {code}"))

    def logged(self) -> list[str]:
        return [each["message"] for each in self.driver.get_log("browser")]

    def asked(self) -> list[str]:
        """Give the addresses that were asked for since the last call."""
        events = (
            json.loads(one["message"])["message"] for one in self.driver.get_log("performance")
        )
        return [
            each["params"]["request"]["url"] for each in events
            if each["method"] == "Network.requestWillBeSent"
        ]  # fmt: skip


#: Compares the colour of each element that has a text of its own with what is painted behind it.
CONTRAST = """
const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
  .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
const behind = (node) => {
  for (let each = node; each; each = each.parentElement) {
    const colour = rgb(getComputedStyle(each).backgroundColor);
    if (colour.length < 4 || colour[3] > 0) return colour;
  }
  return [255, 255, 255];
};
const low = [];
let seen = 0;
for (const details of document.querySelectorAll('details')) details.open = true;
for (const each of document.body.querySelectorAll('*:not(script):not(svg *)')) {
  const own = [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  if (!own || !each.getClientRects().length) continue;
  seen += 1;
  const two = [light(rgb(getComputedStyle(each).color)), light(behind(each))].sort((a, b) => b - a);
  if ((two[0] + 0.05) / (two[1] + 0.05) < 4.5) low.push(each.outerHTML.slice(0, 200));
}
return { seen, low: low.slice(0, 5) };
"""
