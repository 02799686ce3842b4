"""``make screenshots``: the main pages as a desktop and a phone show them, into screenshots/.

Builds the demo in a database of its own, serves it, and steps in as its people. The README's
picture is one of them.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "screenshots"
WIDTHS = {1280: 900, 320: 640}
README_PICTURE = ("Jakob Thorning", "duties")
# Who looks at which page: an address, or a link to follow from the start page.
TALK = "a[href*='/samtaler/']:not([href='/samtaler/'])"
THEME = "/temaer/boern-i-skole/"
PAGES: dict[str, dict[str, str]] = {
    "": {"sign-in": "/konto/login/", "demo": "/demo/"},
    "Jakob Thorning": {
        "start": "/",
        "themes": "/temaer/",
        "theme": THEME,
        "duties": f"{THEME}opgaver/",
        "duty": f"{THEME}opgaver/strategic_link/",
        "conversations": "/samtaler/",
        "tasks": "/goeremaal/",
        "roles": "/roller/",
        "role": "/roller/reference_leader/",
    },
    "Mette Skovgaard Lind": {"start": "/", "invite": TALK},
    "Birthe Lundholm": {"start": "/", "invitation": TALK},
    "Morten Aabenhus": {"start": "/", "preparation": TALK},
    "Leyla Demirel Krog": {"start": "/", "reveal": TALK},
    "Gunnar Havrelund": {"start": "/", "guide": TALK},
    "Stine Overmark": {"start": "/", "summary": TALK},
    "Rikke Holmgaard": {"start": "/", "agreement": TALK},
    "Ingrid Solvang": {"start": "/", "overview": "/sekretariat/", "admin": "/admin/"},
    "Mona Hesselager": {"start": "/", "propose": "/temaer/foreslaa/"},
}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder)) as site,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu", "--lang=da-DK"]
        )
        for person, pages in PAGES.items():
            for width, height in WIDTHS.items():
                draw(browser, site, person, pages, width, height)
        browser.close()


def chromium() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    sys.exit("No Chromium here (looked for chromium, chromium-browser, google-chrome).")


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The demo on a free port, until the pictures are taken."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    database = f"sqlite:///{folder / 'demo.sqlite3'}"
    environ = {**os.environ, "DEBUG": "1", "DEMO": "1", "DATABASE_URL": database}
    subprocess.run([sys.executable, "manage.py", "demo"], cwd=ROOT, env=environ, check=True)
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)),
        *("--blocking-threads", "1", "--log-level", "warning", "referenceledelse.wsgi:application"),
    ]
    server = subprocess.Popen(command, cwd=ROOT, env=environ)
    try:
        wait_for(f"http://127.0.0.1:{port}/demo/")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def wait_for(address: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(address, timeout=5)
        except urllib.error.HTTPError:
            raise
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit("The demo did not answer.")


def draw(
    browser: Browser, site: str, person: str, pages: dict[str, str], width: int, height: int
) -> None:
    context = browser.new_context(
        base_url=site, locale="da-DK", viewport={"width": width, "height": height}
    )
    page = context.new_page()
    if person:
        page.goto("/demo/")
        page.locator("form[data-roles]").filter(has_text=person).get_by_role("button").click()
    for name, target in pages.items():
        if not visit(page, target):
            print(f"{person}: no way to {name} from the start page")
            continue
        first_name = person.partition(" ")[0].lower()
        path = FOLDER / f"{'-'.join(filter(None, (first_name, name)))}-{width}.png"
        page.screenshot(path=path, full_page=True)
        print(path.relative_to(ROOT))
        if (person, name) == README_PICTURE and width > height:
            page.screenshot(path=ROOT / "docs" / "screenshot.png")
    context.close()


def visit(page: Page, target: str) -> bool:
    """Go to the address; or follow the first link on the start page that the selector finds."""
    if not target.startswith("/"):
        page.goto("/")
        link = page.locator("main").locator(target).first
        if not link.count():
            return False
        target = link.get_attribute("href") or "/"
    page.goto(target)
    page.wait_for_load_state("networkidle")
    return True


if __name__ == "__main__":
    main()
