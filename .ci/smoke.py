"""Start the demo as a newcomer does, step in as someone, stop it, and start it again."""

import http.cookiejar
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path

PORT = 8123
SITE = f"http://127.0.0.1:{PORT}"
FIRST, SECOND, ENDING = 90, 5, 10


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        environ = {
            **os.environ,
            "PORT": str(PORT),
            "DATABASE_URL": f"sqlite:///{Path(folder) / 'demo.sqlite3'}",
        }
        checks = [
            run("the first start", FIRST, environ, step_in),
            run("the second start", SECOND, environ, step_in),
        ]
    print(f"{checks.count(True)} passed, {checks.count(False)} failed")
    return 0 if all(checks) else 1


def run(name: str, limit: float, environ: Mapping[str, str], visit: Callable[[], None]) -> bool:
    """Start, wait for the list of people, visit, and stop as Ctrl-C does."""
    began = time.monotonic()
    demo = subprocess.Popen(["make", "demo"], env=environ, start_new_session=True)
    try:
        wait_until_ready(demo, began + FIRST)
        took = time.monotonic() - began
        print(f"{name}: ready in {took:.1f} seconds (at most {limit})")
        visit()
        return took <= limit
    except (AssertionError, OSError) as error:
        print(f"{name}: FAILED {error}")
        return False
    finally:
        stop(demo)


def wait_until_ready(demo: subprocess.Popen, deadline: float) -> None:
    while time.monotonic() < deadline:
        assert demo.poll() is None, f"make demo ended with {demo.returncode}"
        try:
            if urllib.request.urlopen(f"{SITE}/demo/", timeout=5).status == 200:
                return
        except urllib.error.HTTPError:
            raise
        except OSError:
            time.sleep(0.05)
    raise AssertionError("make demo did not answer in time")


def step_in() -> None:
    """Take the first network leader's form, send it, and arrive at the start page signed in."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = browser.open(f"{SITE}/demo/").read().decode()
    form = re.search(r'<form[^>]*data-roles="[^"]*network_leader.*?</form>', page, re.DOTALL)
    assert form, "no network leader to step in as"
    fields = {
        name: re.search(rf'name="{name}"\s+value="([^"]+)"', form[0])[1]
        for name in ("csrfmiddlewaretoken", "person")
    }
    answer = browser.open(f"{SITE}/demo/", urllib.parse.urlencode(fields).encode())
    assert answer.status == 200, answer.status
    assert urllib.parse.urlparse(answer.url).path == "/", answer.url
    assert "sessionid" in {cookie.name for cookie in jar}, "not signed in"
    assert "<h1" in answer.read().decode(), "the start page has no heading"
    print("stepped in, and got the start page")


def stop(demo: subprocess.Popen) -> None:
    os.killpg(demo.pid, signal.SIGINT)
    try:
        demo.wait(ENDING)
    except subprocess.TimeoutExpired:
        os.killpg(demo.pid, signal.SIGKILL)
        raise AssertionError("make demo did not end") from None


if __name__ == "__main__":
    sys.exit(main())
