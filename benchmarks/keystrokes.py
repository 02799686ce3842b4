"""What a keystroke costs: an autosave and the beacon beside an empty signed-in page, in one run.

    python benchmarks/keystrokes.py http://127.0.0.1:8000

against ``make demo``. They take turns, so that a busy machine is busy for all; the number
after each is the median of its answers in milliseconds, and how often the empty page it takes.
"""

import http.client
import re
import sys
import time
from statistics import median
from urllib.parse import urlencode, urlsplit

ROUNDS = 300


class Browser:
    """One signed-in person with one kept connection."""

    def __init__(self, base: str) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(base).netloc)
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, **form: str) -> tuple[int, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, "HX-Request": "true"}
        if form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, urlencode(form) if form else None, headers)
        answer = self.connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.read().decode()

    def step_in(self, name: str) -> None:
        """Sign in as one of the demo's people."""
        _, page = self.ask("GET", "/demo/")
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
        rows = re.findall(r"<form.*?</form>", page, re.DOTALL)
        form = next(row for row in rows if name in row)
        person = re.search(r'name="person"\s+value="(\d+)"', form)[1]
        self.ask("POST", "/demo/", csrfmiddlewaretoken=token, person=person)


class Form:
    """A page's form, of which one field is saved again and again."""

    def __init__(self, browser: Browser, path: str, field: str) -> None:
        self.browser = browser
        _, page = browser.ask("GET", path)
        self.token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
        saving = rf'hx-post="([^"]+)"[^>]*hx-params="csrfmiddlewaretoken,({field}),'
        self.url, self.field = re.search(saving, page).groups()
        self.beacon = found[1] if (found := BEACON.search(page)) else ""
        self.learn(page)

    def learn(self, page: str) -> None:
        """What stands in the field, as the page knows it."""
        self.seen = re.search(rf'name="seen_{self.field}" value="(\w+)"', page)[1]

    def save(self, text: str) -> float:
        form = {self.field: text, f"seen_{self.field}": self.seen}
        spent, page = clocked(
            self.browser, 200, "POST", self.url, csrfmiddlewaretoken=self.token, **form
        )
        self.learn(page)
        return spent

    def listen(self) -> float:
        """One round of the beacon while nothing is new."""
        path = self.beacon.replace("&amp;", "&")
        fresh = BEACON.search(self.browser.ask("GET", path)[1])
        self.beacon = fresh[1] if fresh else self.beacon
        return clocked(self.browser, 204, "GET", self.beacon.replace("&amp;", "&"))[0]


BEACON = re.compile(r'hx-get="([^"]+/trin/[^"]+)"')


def clocked(
    browser: Browser, expected: int, method: str, path: str, **form: str
) -> tuple[float, str]:
    start = time.perf_counter()
    status, page = browser.ask(method, path, **form)
    spent = (time.perf_counter() - start) * 1_000
    if status != expected:
        sys.exit(f"{path} answered {status}: {page[:300]}")
    return spent, page


def first(browser: Browser, pattern: str) -> str:
    """The first address of that shape on the start page."""
    return re.search(pattern, browser.ask("GET", "/")[1])[0]


def main(base: str, talking: str = "Gunnar Havrelund", writing: str = "Camilla Rosenvang") -> None:
    browser, other = Browser(base), Browser(base)
    browser.step_in(talking)
    other.step_in(writing)
    guide = Form(browser, first(browser, r"/samtaler/\d+/guide/[\w-]+/"), "note")
    form = Form(other, first(other, r"/samtaler/\d+/forberedelse/"), r"answer_\d+")
    spent: dict[str, list[float]] = {}
    for number in range(ROUNDS):
        text = f"Ord nummer {number} {time.time()}"
        for what, times in (
            ("empty page", clocked(browser, 200, "GET", "/tilgaengelighed/")[0]),
            ("beacon", guide.listen()),
            ("save in the guide", guide.save(text)),
            ("save a reflection", form.save(text)),
        ):
            spent.setdefault(what, []).append(times)
    empty = median(spent["empty page"])
    for what, times in spent.items():
        print(f"{what:18} {median(times):6.2f} ms  {median(times) / empty:5.2f} ×")


if __name__ == "__main__":
    main(*sys.argv[1:])
