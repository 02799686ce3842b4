"""Fill the database and tell where the pages are: ``python -m benchmarks.prepare <themes> <file>``.

Runs in a process of its own with the settings of production, as the server does after it. Writes
for each page its address, a session of its reader, and how many queries it takes.
"""

import json
import sys
from pathlib import Path

import django
from django.conf import settings


def main(themes: str, people: str, told: str) -> None:
    django.setup()
    from benchmarks.data.fill import fill
    from benchmarks.pages import pages
    from benchmarks.sessions import signed_in

    fill(int(themes), int(people))
    _analyse()
    shown = pages()
    sessions = {person: signed_in(person) for person, _url in shown.values()}
    rows = {
        name: {"url": url, "session": sessions[person], "queries": queries(url, sessions[person])}
        for name, (person, url) in shown.items()
    }
    Path(told).write_text(json.dumps(rows), encoding="utf-8")


def _analyse() -> None:
    """What PostgreSQL does by itself in time; SQLite is left as it is in production."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def queries(url: str, session: str) -> int:
    """How often the page asks the database, when it has been asked for before."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    host = settings.ALLOWED_HOSTS[0]
    client = Client(SERVER_NAME=host, HTTP_X_FORWARDED_PROTO="https")
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    for _again in range(2):
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(url)
        if answer.status_code != 200:
            raise SystemExit(f"{url} answered {answer.status_code}")
    return len(captured)


if __name__ == "__main__":
    main(*sys.argv[1:])
