"""Start the site as its unit does, from nothing: let the first person in, kill a worker, go on."""

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
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
PORT = 8124
# As a proxy with TLS tells it.
SITE, SAID = f"http://127.0.0.1:{PORT}", {"X-Forwarded-Proto": "https"}
PASSWORD = "grønne æbler i maj"  # noqa: S105


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        environ = settings(Path(folder))
        for command in ("collectstatic --noinput", "migrate", "load_texts"):
            manage(environ, *command.split(), "--verbosity=0")
        server = subprocess.Popen(unit(), env=environ, cwd=ROOT, start_new_session=True)
        try:
            wait_until_ready(server)
            sign_in(environ)
            lose_a_worker(server)
            manage(environ, "backup", folder)
        except (AssertionError, OSError) as error:
            print(f"production: FAILED {error}")
            return 1
        finally:
            os.killpg(server.pid, signal.SIGKILL)
    return 0


def settings(folder: Path) -> dict[str, str]:
    """What deploy/settings.env says, with places of this run."""
    lines = (ROOT / "deploy/settings.env").read_text().splitlines()
    told = dict(line.split("=", 1) for line in lines if "=" in line)
    bare = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG")}
    return bare | {
        **told,
        "SECRET_KEY": "only-for-this-run" * 4,
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "STATIC_ROOT": str(folder / "static"),
    }


def unit() -> list[str]:
    """The very line that systemd starts, in this folder and at a port of this run."""
    text = (ROOT / "deploy/referenceledelse.service").read_text()
    line = re.search(r"^ExecStart=(.*)$", text, re.MULTILINE)[1]
    return line.replace("/srv/referenceledelse", str(ROOT)).replace("8001", str(PORT)).split()


def manage(environ: Mapping[str, str], *words: str) -> str:
    command = [ROOT / ".venv/bin/python", "manage.py", *words]
    return subprocess.run(
        command, env=environ, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def fetch(browser: urllib.request.OpenerDirector, address: str, **fields: str) -> tuple[str, str]:
    """Where the browser ends, and the page; with fields, a form that it sends."""
    said = SAID | {"Referer": f"https://127.0.0.1:{PORT}{address}"}
    body = urllib.parse.urlencode(fields).encode() if fields else None
    request = urllib.request.Request(f"{SITE}{address}", body, said)
    with browser.open(request, timeout=5) as answer:
        return urllib.parse.urlparse(answer.url).path, answer.read().decode()


def browser() -> urllib.request.OpenerDirector:
    """One that keeps cookies for TLS, as the proxy's visitors do."""
    policy = http.cookiejar.DefaultCookiePolicy(secure_protocols=("http", "https"))
    jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar(policy))
    made = urllib.request.build_opener(jar)
    made.addheaders = [*SAID.items()]
    return made


def wait_until_ready(server: subprocess.Popen) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        assert server.poll() is None, f"the server ended with {server.returncode}"
        try:
            fetch(browser(), "/konto/login/")
        except urllib.error.HTTPError:
            raise
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server did not answer in time")


def sign_in(environ: Mapping[str, str]) -> None:
    """The first person opens the link, chooses a password, and has the secretariat's pages."""
    link = manage(environ, "invite_first", "gry@example.dk", "Gry Holm", f"--site={SITE}").strip()
    address = link.removeprefix(SITE)
    visitor = browser()
    _, page = fetch(visitor, address)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    chosen = dict.fromkeys(("new_password1", "new_password2"), PASSWORD)
    fetch(visitor, address, csrfmiddlewaretoken=token, **chosen)
    path, page = fetch(visitor, "/sekretariat/")
    assert path == "/sekretariat/", path
    style = re.search(r'href="(/static/app\.[0-9a-f]+\.css)"', page)
    assert style, "the page has no style of the manifest"
    assert fetch(visitor, style[1])[1], "the style is empty"
    print("the first person is signed in")


def lose_a_worker(server: subprocess.Popen) -> None:
    """One worker is killed: the site answers all along, and soon there are as many as before."""
    before = workers(server)
    assert len(before) > 1, before
    os.kill(min(before), signal.SIGKILL)
    deadline = time.monotonic() + 20
    while len(workers(server)) < len(before) or min(before) in workers(server):
        assert time.monotonic() < deadline, "the worker did not come back"
        assert server.poll() is None, "the whole server ended with its worker"
        time.sleep(0.2)
    for _again in range(10):
        fetch(browser(), "/konto/login/")
    print("a worker was killed, and came back")


def workers(server: subprocess.Popen) -> set[int]:
    """The processes that the server started and that live."""
    found = subprocess.run(
        ["ps", "-o", "pid=,stat=,args=", "--ppid", str(server.pid)],
        stdout=subprocess.PIPE, text=True, check=False,
    ).stdout  # fmt: skip
    rows = [line.split(None, 2) for line in found.splitlines()]
    return {int(pid) for pid, state, args in rows if "Z" not in state and "tracker" not in args}


if __name__ == "__main__":
    sys.exit(main())
