"""What was typed when the session was gone, or another, is there after signing in again."""

import os
import re
import subprocess
import sys
from datetime import timedelta

import pytest
import time_machine
from django.conf import LazySettings, settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.models import SupportRequest
from referenceledelse.core.web import kept
from roles.models import User
from tests.cast import Cast
from tests.talks import started_talk

PASSWORD = "en lang adgangskode"
HERE = {"HTTP_ORIGIN": "http://testserver"}
ASK = "/hjaelp/skriv/"
WORDS = "Vi er gået i stå, og <b>ingen</b> tør sige det & højt."


def browser_of(person: User) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    return client


def hidden(client: Client, page: str) -> dict[str, str]:
    """What a browser sends with every form of the page."""
    html = client.get(page).content.decode().partition("<main")[2]
    return {
        name: re.search(f'name="{name}" value="([^"]+)"', html)[1]
        for name in ("csrfmiddlewaretoken", kept.OWNER)
    }


def sign_out(client: Client) -> None:
    del client.cookies[settings.SESSION_COOKIE_NAME]


def sign_in(client: Client, person: User, page: str = "") -> str:
    """Sign in with the page that the browser was sent to; the page after that."""
    page = page or reverse("account_login")
    token = re.search(
        'name="csrfmiddlewaretoken" value="([^"]+)"', client.get(page).content.decode()
    )
    data = {
        "login": person.email,
        "password": PASSWORD,
        "csrfmiddlewaretoken": token[1],
        "next": page.partition("next=")[2].replace("%3F", "?"),
    }
    return client.post(reverse("account_login"), data, follow=True).content.decode()


def sent(client: Client, page: str, data: dict, **headers: str) -> str:
    """Send what was typed, and say where the browser is led."""
    headers = {"HTTP_REFERER": f"http://testserver{page}"} | HERE | headers
    return client.post(page, data, **headers).get("Location", "")


def test_words_are_in_the_form_after_signing_in_again(cast: Cast) -> None:
    client = browser_of(cast.anna)
    data = hidden(client, ASK) | {"subject": "Et emne", "text": WORDS}
    sign_out(client)
    login = sent(client, ASK, data)
    assert "så din tekst blev ikke gemt" in client.get(login).content.decode()
    html = sign_in(client, cast.anna, login)
    assert "Her er din tekst. Den er ikke gemt endnu" in html
    assert "&lt;b&gt;ingen&lt;/b&gt; tør sige det &amp; højt." in html
    assert 'value="Et emne"' in html
    assert not SupportRequest.objects.exists()
    data |= hidden(client, ASK)
    assert client.post(ASK, data, **HERE).status_code == 302
    assert WORDS not in client.get(ASK).content.decode()
    assert kept.COOKIE not in {name for name, one in client.cookies.items() if one.value}


def test_words_are_kept_on_where_the_form_is_refused(cast: Cast) -> None:
    client = browser_of(cast.anna)
    data = hidden(client, ASK) | {"subject": "Et emne", "text": WORDS}
    sign_out(client)
    sign_in(client, cast.anna, sent(client, ASK, data))
    data |= hidden(client, ASK)
    assert client.post(ASK, data | {"text": ""}, **HERE).status_code == 200
    assert not SupportRequest.objects.exists()
    assert 'value="Et emne"' in client.get(ASK).content.decode()


def test_another_person_who_signs_in_sees_nothing_of_it(cast: Cast) -> None:
    client = browser_of(cast.anna)
    data = hidden(client, ASK) | {"subject": "Et emne", "text": WORDS}
    sign_out(client)
    login = sent(client, ASK, data)
    html = sign_in(client, cast.bo, login)
    assert "Et emne" not in html
    assert 'id="kept"' not in html
    assert "Et emne" not in client.get("/").content.decode()
    client.post(reverse("account_logout"), hidden(client, ASK), **HERE)
    assert "Du har skrevet noget, der ikke er gemt endnu" in sign_in(client, cast.anna)
    assert 'value="Et emne"' in client.get(ASK).content.decode()


def test_words_come_back_where_one_signed_in_again_in_another_tab(cast: Cast) -> None:
    client = browser_of(cast.anna)
    data = hidden(client, ASK) | {"subject": "Et emne", "text": WORDS}
    sign_out(client)
    sign_in(client, cast.anna)
    page = sent(client, ASK, data)
    assert page == ASK
    assert 'value="Et emne"' in client.get(page).content.decode()
    assert not SupportRequest.objects.exists()


@pytest.mark.parametrize("told", [HERE, {}], ids=["from here", "from who knows where"])
def test_form_of_one_person_is_not_saved_for_another(cast: Cast, told: dict[str, str]) -> None:
    client = browser_of(cast.anna)
    data = hidden(client, ASK) | {"subject": "Et emne", "text": WORDS}
    sign_out(client)
    sign_in(client, cast.bo)
    answer = client.post(ASK, data, **told)
    assert answer.status_code == 403
    html = answer.content.decode()
    assert (cast.bo.name in html) is (told == HERE)
    assert "Et emne" not in html
    assert "gået i stå" not in html
    assert not SupportRequest.objects.exists()


def test_another_person_neither_throws_it_away_nor_settles_it(cast: Cast) -> None:
    client = browser_of(cast.anna)
    data = hidden(client, ASK) | {"subject": "Et emne", "text": WORDS}
    sign_out(client)
    sent(client, ASK, data)
    key = SessionStore(client.cookies[kept.COOKIE].value)[kept.FORMS][0]["key"]
    sign_in(client, cast.bo)
    client.post(reverse("discard_kept"), hidden(client, ASK) | {"key": key}, **HERE)
    client.post(ASK, hidden(client, ASK) | {"subject": "Bos emne", "text": "Bos ord"}, **HERE)
    assert SupportRequest.objects.get().subject == "Bos emne"
    client.post(reverse("account_logout"), hidden(client, ASK), **HERE)
    sign_in(client, cast.anna)
    assert 'value="Et emne"' in client.get(ASK).content.decode()


@pytest.mark.parametrize("origin", ["https://ond.example", "null", ""])
def test_what_another_site_sends_is_never_kept(cast: Cast, origin: str) -> None:
    client = browser_of(cast.anna)
    data = hidden(client, ASK) | {"subject": "Et emne", "text": WORDS}
    for is_signed_in in (True, False):
        if not is_signed_in:
            sign_out(client)
        told = {"HTTP_ORIGIN": origin} if origin else {}
        client.post(ASK, data | {"csrfmiddlewaretoken": "x" * 64}, **told)
        assert kept.COOKIE not in client.cookies


def test_form_without_a_true_mark_is_not_kept(cast: Cast) -> None:
    client = browser_of(cast.bo)
    data = hidden(client, ASK) | {"subject": "Et emne"}
    data[kept.OWNER] = data[kept.OWNER].replace(str(cast.bo.pk), str(cast.anna.pk), 1)
    sign_out(client)
    sent(client, ASK, data)
    assert kept.COOKIE not in client.cookies


def test_password_is_kept_nowhere(cast: Cast) -> None:
    client = browser_of(cast.anna)
    page = reverse("account_change_password")
    data = hidden(client, page) | {"oldpassword": PASSWORD, "password1": "x y Z", "note": "Et ord"}
    sign_out(client)
    sent(client, page, data)
    assert kept.COOKIE not in client.cookies


def test_what_is_thrown_away_does_not_come_back(cast: Cast) -> None:
    client = browser_of(cast.anna)
    data = hidden(client, ASK) | {"subject": "Et emne"}
    sign_out(client)
    html = sign_in(client, cast.anna, sent(client, ASK, data))
    key = re.search('name="key" value="([^"]+)"', html)[1]
    rows = Session.objects.count()
    client.post(reverse("discard_kept"), hidden(client, ASK) | {"key": key}, **HERE)
    assert "Et emne" not in client.get(ASK).content.decode()
    assert Session.objects.count() == rows - 1


def test_page_that_refuses_by_now_gives_the_words_to_copy(cast: Cast) -> None:
    client = browser_of(cast.anna)
    page = reverse("themes:edit", args=[cast.theme.slug])
    data = hidden(client, page) | {"challenge": WORDS}
    sign_out(client)
    login = sent(client, page, data)
    cast.theme.assignments.all().delete()
    html = sign_in(client, cast.anna, login)
    assert "Teksten kan ikke længere gemmes" in html
    assert "tør sige det &amp; højt" in html


def test_refusal_of_a_whole_page_gives_the_words_back(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.eva)
    page = reverse("themes:edit", args=[cast.theme.slug])
    html = client.post(page, {"challenge": WORDS}).content.decode()
    assert "Her er din tekst. Den er ikke gemt" in html
    assert "tør sige det &amp; højt" in html


def test_body_that_is_too_large_is_told_in_words(cast: Cast, client: Client) -> None:
    client.force_login(cast.anna)
    answer = client.post(ASK, {"text": "x" * 6_000_000})
    assert answer.status_code == 413
    assert "Forkort teksten" in answer.content.decode()


def test_form_that_was_refused_once_leads_back_to_its_page(cast: Cast) -> None:
    """What refuses may be an address that only takes what is posted."""
    client, talk = browser_of(cast.anna), started_talk(cast)
    page, address = talk.get_absolute_url(), reverse("dialogues:add_task", args=[talk.pk])
    headers = {"HTTP_REFERER": f"http://testserver{page}"} | HERE
    told = hidden(client, ASK) | {"task-text": "", "task-due_on": "i morgen"}
    refused = client.post(address, told, **headers).content.decode()
    assert f'name="{kept.PAGE}" value="{page}"' in refused


def test_form_of_the_administration_comes_back_too(cast: Cast) -> None:
    client = browser_of(cast.root)
    page = reverse("admin:roles_unit_add")
    data = hidden(client, page) | {"name": "Enheden for alt det andet"}
    sign_out(client)
    login = sent(client, page, data)
    assert 'value="Enheden for alt det andet"' in sign_in(client, cast.root, login)


def test_what_was_typed_is_gone_after_half_a_day(cast: Cast) -> None:
    client = browser_of(cast.anna)
    data = hidden(client, ASK) | {"subject": "Et emne"}
    sign_out(client)
    sent(client, ASK, data)
    with time_machine.travel(timezone.now() + kept.LASTS + timedelta(minutes=1)):
        client.force_login(cast.anna)
        assert "Et emne" not in client.get(ASK).content.decode()


def test_form_kept_by_an_earlier_version_stops_no_page(cast: Cast) -> None:
    client = browser_of(cast.anna)
    data = hidden(client, ASK) | {"subject": "Et emne"}
    sign_out(client)
    sent(client, ASK, data)
    store = SessionStore(client.cookies[kept.COOKIE].value)
    store[kept.FORMS] = [row | {"of_old": ""} for row in store[kept.FORMS]]
    store.save()
    client.force_login(cast.anna)
    assert "Et emne" not in client.get(ASK).content.decode()


def test_too_many_attempts_are_told_apart_by_visitor(
    cast: Cast, settings: LazySettings, client: Client
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    cache.clear()
    data = {"login": cast.anna.email, "password": "forkert"}
    where = {"HTTP_X_FORWARDED_FOR": "203.0.113.9, 10.0.0.7"}
    answers = [client.post(reverse("account_login"), data, **where) for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert "Du har prøvet for mange gange" in answers[-1].text
    where = {"HTTP_X_FORWARDED_FOR": "203.0.113.9, 10.0.0.8"}
    assert client.post(reverse("account_login"), data, **where).status_code == 200
    cache.clear()


@pytest.mark.parametrize("count", ["0", "1"])
def test_proxy_is_trusted_only_where_there_is_one(count: str) -> None:
    """Else anyone could name an address of their own, or all would share the proxy's."""
    asked = "from allauth import app_settings as s; print(s.TRUSTED_PROXY_COUNT)"
    environ = {**os.environ, "DEBUG": "1", "BEHIND_TLS_PROXY": count}
    environ |= {"DJANGO_SETTINGS_MODULE": "referenceledelse.settings"}
    told = subprocess.check_output([sys.executable, "-c", asked], env=environ, text=True)  # noqa: S603
    assert told.strip() == count
