"""What an empty page costs, signed in, beside one of a Django with nothing around it.

    python benchmarks/empty.py

Asks WSGI applications in settings of production, over a database of its own (or the one that
DATABASE_URL names, which must be empty): our frame with nothing in it for an employee and for one
of the secretariat, and two floors behind the middleware that Django begins a project with: who is
signed in, without and with a form to sign out. Turn by turn, so that whatever else the machine
does falls on all alike; the numbers are requests per second of the processor's time.
"""

import io
import os
import sys
import tempfile
import time
from collections.abc import Callable
from statistics import median
from types import ModuleType
from typing import Any

from frame import ROOT

ROUNDS, EACH = 20, 25
BARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"
PAGE = "<!doctype html><p>{{ user.name }}</p>{% for one in messages %}{{ one }}{% endfor %}"
FORM = '<form method="post">{% csrf_token %}<button>x</button></form>'


def set_up(folder: str) -> None:
    """Settings of production over a new database, with static files under their own names."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/empty.sqlite3")
    os.environ |= {"DEBUG": "0", "SECRET_KEY": "x" * 50, "ALLOWED_HOSTS": "testserver"}
    os.environ |= {"STATIC_ROOT": folder, "DJANGO_SETTINGS_MODULE": "referenceledelse.settings"}
    import django
    from django.conf import settings
    from django.core.management import call_command

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    django.setup()
    call_command("migrate", verbosity=0)


def people() -> dict[str, Any]:
    """An employee, and one of the secretariat."""
    from django.contrib.auth.models import Group

    from roles.models import SECRETARIAT_GROUP, User

    few, many = (User.objects.create_user(f"{n}@x.dk", name="Ida Lund") for n in ("few", "many"))
    many.groups.add(Group.objects.get_or_create(name=SECRETARIAT_GROUP)[0])
    return {"few": few, "many": many}


def session_of(person: Any, backend: str) -> str:
    """The key of a session in which the person is signed in."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(person.pk), backend
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.create()
    return store.session_key


def addresses() -> None:
    """Our empty page first among our own addresses, and the floors' addresses."""
    from django.http import HttpResponse
    from django.shortcuts import render
    from django.template.backends.django import DjangoTemplates
    from django.urls import path

    from referenceledelse import urls

    urls.urlpatterns.insert(0, path("tom/", lambda request: render(request, "base.html")))
    names = ("auth.context_processors.auth", "messages.context_processors.messages")
    options = {"context_processors": [f"django.contrib.{name}" for name in names]}
    engine = DjangoTemplates({"NAME": "x", "DIRS": [], "APP_DIRS": False, "OPTIONS": options})
    bare, form = engine.from_string(PAGE), engine.from_string(PAGE + FORM)
    floors = sys.modules["floors"] = ModuleType("floors")
    floors.urlpatterns = [
        path("bare/", lambda request: HttpResponse(bare.render({}, request))),
        path("form/", lambda request: HttpResponse(form.render({}, request))),
    ]


def asker(application: Any, address: str, key: str) -> Callable[[], None]:
    """Asks for the page once, as a browser that is signed in."""
    told = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": address,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "443",
        "HTTP_HOST": "testserver",
        "HTTP_ACCEPT_LANGUAGE": "da,en;q=0.8",
        "HTTP_COOKIE": f"sessionid={key}; csrftoken={'a' * 32}",
        "wsgi.url_scheme": "https",
        "wsgi.errors": sys.stderr,
    }

    def ask() -> None:
        said: list[str] = []
        answer = application(told | {"wsgi.input": io.BytesIO()}, lambda how, _: said.append(how))
        b"".join(answer)
        answer.close()
        assert said == ["200 OK"], (address, said)  # noqa: S101

    return ask


def taken(ask: Callable[[], None]) -> float:
    """The processor's milliseconds for one request, over some."""
    ask()
    begun = time.process_time()
    for _ in range(EACH):
        ask()
    return (time.process_time() - begun) * 1000 / EACH


def measure() -> dict[str, float]:
    """The median of each page in milliseconds."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import override_settings

    bare = {"ROOT_URLCONF": "floors", "AUTHENTICATION_BACKENDS": [MODEL_BACKEND]}
    bare |= {"SESSION_ENGINE": "django.contrib.sessions.backends.db"}
    ours, who = WSGIHandler(), people()
    with override_settings(MIDDLEWARE=BARE, **bare):
        floor, key = WSGIHandler(), session_of(who["many"], MODEL_BACKEND)
    pages = {"a bare page": asker(floor, "/bare/", key), "with a form": asker(floor, "/form/", key)}
    for name, person in who.items():
        pages[f"ours, {name} rights"] = asker(
            ours, "/tom/", session_of(person, "roles.rules.sign_in.PersonBackend")
        )
    found: dict[str, list[float]] = {name: [] for name in pages}
    for _ in range(ROUNDS):
        for name, ask in pages.items():
            with override_settings(**({} if name.startswith("ours") else bare)):
                found[name].append(taken(ask))
    return {name: median(times) for name, times in found.items()}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        set_up(folder)
        addresses()
        found = measure()
    usual = found["a bare page"]
    for name, each in found.items():
        print(f"{name:18} {each:6.2f} ms  {1000 / each:6.0f} a second  {usual / each:5.2f}")


if __name__ == "__main__":
    main()
