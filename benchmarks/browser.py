"""``make bench-browser``: the main pages in Chromium as a slow phone, among 1,000 themes.

Four times slower than this machine, on a line of 1.6 Mbit/s with 150 ms to the server and back. Its
cache has what the pages share, as that of someone who comes daily. Each page is opened five times;
then someone writes in the search, and folds out what folds out in the page.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.databases import Sqlite
from benchmarks.goals import BROWSED, BROWSER, GOALS, PEOPLE, SIZES
from benchmarks.results import keep_browser
from benchmarks.runs import collect
from benchmarks.server import OURS, production, served
from benchmarks.stage import Row, prepared

THEMES, VISITS, SETTLED_MS = SIZES[1], 5, 600
PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2, "has_touch": True}
LINE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
SLOWER = 4
# What the page itself saw: the last largest paint, the sum of shifts, the longest interaction.
WATCH = """
window.seen = {lcp: 0, cls: 0, inp: 0};
const watch = (type, see, more) => new PerformanceObserver(list => list.getEntries().forEach(see))
    .observe({type, buffered: true, ...more});
watch("largest-contentful-paint", one => { seen.lcp = one.startTime; });
watch("layout-shift", one => { if (!one.hadRecentInput) seen.cls += one.value; });
watch("event", one => { if (one.interactionId) seen.inp = Math.max(seen.inp, one.duration); },
    {durationThreshold: 16});
"""

type Seen = dict[str, float]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        place = Path(folder)
        collect(production(place), is_packed=True)
        environ, pages = prepared(place, Sqlite(place), THEMES, PEOPLE)
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        with served(OURS, environ) as server:
            site = f"http://127.0.0.1:{server.port}"
            found = {name: visited(browser, site, pages[name]) for name in BROWSED}
        browser.close()
    print(*told(found), sep="\n")
    keep_browser(found)


def chromium() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    sys.exit("No Chromium here (looked for chromium, chromium-browser, google-chrome).")


def visited(browser: Browser, site: str, row: Row) -> Seen:
    """The medians of what was seen on the page, by its own reader."""
    context = browser.new_context(**PHONE, extra_http_headers={"X-Forwarded-Proto": "https"})
    context.add_cookies([{"name": "sessionid", "value": row["session"], "url": site}])
    page = context.new_page()
    page.add_init_script(WATCH)
    slow_down(page)
    page.goto(site + row["url"])
    seen = [visit(page, site + row["url"]) for _again in range(VISITS)]
    context.close()
    return {name: round(median(one[name] for one in seen), 4) for name in BROWSER}


def slow_down(page: Page) -> None:
    line: Any = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def visit(page: Page, url: str) -> Seen:
    """Open it, let it settle, and do what saves nothing."""
    page.goto(url, wait_until="load")
    page.wait_for_timeout(SETTLED_MS)
    seen = page.evaluate("({...seen})")
    search = page.locator("#header-search")
    if search.count():
        # Its button lies over it where there is little room.
        search.focus()
        page.keyboard.type("tri")
    folded = page.locator("main details:not([open]) > summary").locator("visible=true")
    if folded.count():
        folded.first.tap()
    page.wait_for_timeout(SETTLED_MS)
    return seen | {"inp": page.evaluate("seen.inp")}


def told(found: dict[str, Seen]) -> Iterator[str]:
    for name, seen in found.items():
        yield f"{GOALS[name].what:32} " + ", ".join(f"{what} {seen[what]:g}" for what in BROWSER)


if __name__ == "__main__":
    main()
