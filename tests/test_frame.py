"""The frame of every page is made once for each state, and shows each change at once."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import get_template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString

from referenceledelse.templatetags import once
from roles.models import SECRETARIAT_GROUP, Unit, User
from tests.cast import Cast, assign, make_person
from themes.models import Assignment

PEOPLE = ("anna", "bo", "eva", "finn", "gry", "root")
# A page with nothing on it but words.
EMPTY = "accessibility"
PAGES = (EMPTY, "dialogues:tasks", "roles:courses")
TOKEN = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")\w+')


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(client: Client, view: str = EMPTY) -> str:
    return TOKEN.sub("", client.get(reverse(view)).content.decode())


def menu(client: Client, view: str = EMPTY) -> str:
    found = re.search(r'<nav class="main-nav.*?</nav>', page(client, view), re.DOTALL)
    return found[0] if found else ""


@pytest.fixture
def person(cast: Cast) -> User:
    return cast.eva


@pytest.fixture
def client(person: User) -> Client:
    return signed_in(person)


@pytest.mark.parametrize("who", PEOPLE)
def test_who_is_signed_in_and_their_rights_cost_two_queries(cast: Cast, who: str) -> None:
    client = signed_in(getattr(cast, who))
    with CaptureQueriesContext(connection) as asked:
        assert "main-nav" in page(client)
    tables = [re.findall(r'FROM "(\w+)"', one["sql"])[-1] for one in asked]
    assert tables == ["django_session", "roles_user"]


def test_frame_is_the_same_as_one_made_afresh(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def shown() -> dict[tuple[str, ...], str]:
        return {
            (who, language, view): page(signed_in(getattr(cast, who)), view)
            for who in PEOPLE
            for language in ("da", "en")
            if User.objects.filter(pk=getattr(cast, who).pk).update(language=language)
            for view in PAGES
        }

    first, again = shown(), shown()

    def afresh(self: once.OnceNode, context: Context) -> str:
        with context.push(**{name: one.resolve(context) for name, one in self.values.items()}):
            return self.nodelist.render(context)

    monkeypatch.setattr(once.OnceNode, "render", afresh)
    assert first == again == shown()


def test_changed_name_shows_at_once(client: Client, person: User) -> None:
    assert "Eva Sten" in page(client)
    User.objects.filter(pk=person.pk).update(name="Eva Ny Sten")
    assert "Eva Sten" not in page(client)
    assert "Eva Ny Sten" in page(client)


def test_new_and_lost_right_show_at_once(client: Client, person: User) -> None:
    secretariat = reverse("secretariat")
    assert secretariat not in menu(client)
    person.groups.add(Group.objects.get(name=SECRETARIAT_GROUP))
    assert secretariat in menu(client)
    person.groups.clear()
    assert secretariat not in menu(client)


def test_role_brings_the_talks_into_the_menu_at_once(
    cast: Cast, client: Client, person: User
) -> None:
    talks = reverse("dialogues:list")
    assert talks not in menu(client)
    assign(cast.theme, "co_driver", person)
    assert talks in menu(client)
    Assignment.objects.filter(person=person).delete()
    assert talks not in menu(client)


def test_line_manager_sees_the_own_people_at_once(client: Client, person: User) -> None:
    staff = reverse("staff")
    unit = Unit.objects.create(name="Ny enhed", manager=person)
    assert staff not in menu(client)
    make_person("Ny Kollega", unit=unit)
    assert staff in menu(client)


def test_administration_shows_for_who_has_access_to_it(client: Client, person: User) -> None:
    admin = f'href="{reverse("admin:index")}"'
    assert admin not in page(client)
    User.objects.filter(pk=person.pk).update(is_staff=True)
    assert admin in page(client)


def test_other_language_shows_at_once(client: Client) -> None:
    assert ">Temaer<" in menu(client)
    client.post(reverse("roles:set_language"), {"language": "en", "next": "/"})
    assert ">Themes<" in menu(client) and 'lang="en"' in page(client)
    client.post(reverse("roles:set_language"), {"language": "da", "next": "/"})
    assert ">Temaer<" in menu(client) and 'lang="da"' in page(client)


@pytest.mark.parametrize("asked", ["da", "en"])
def test_browser_says_the_language_until_it_is_known_who_asks(client: Client, asked: str) -> None:
    asking = {"accept-language": asked}
    for browser, language in ((Client(), asked), (client, "da")):
        answer = browser.get(reverse(EMPTY), headers=asking)
        assert f'<html lang="{language}"' in answer.content.decode()
        assert answer["Content-Language"] == language
        assert "accept-language" in answer["Vary"].lower()


def test_who_signs_out_leaves_nothing_behind(client: Client, person: User) -> None:
    assert menu(client) and person.name in page(client)
    client.post(reverse("account_logout"))
    after = page(client)
    assert "main-nav" not in after and person.name not in after and "data-person" not in after


def test_session_that_another_browser_ends_is_over_at_once(client: Client) -> None:
    assert menu(client)
    Client.session.fget(client).delete()
    assert not menu(client)


def test_two_people_with_the_same_rights_see_their_own_names(cast: Cast) -> None:
    other = make_person("Lone Langelinje")
    one, two = page(signed_in(cast.eva)), page(signed_in(other))
    assert cast.eva.name not in two and other.name not in one
    for person, told in ((cast.eva, one), (other, two)):
        assert f'data-person="{person.pk}"' in told
        assert f'href="{reverse("roles:person", args=[person.pk])}"' in told


def test_each_page_has_a_token_and_an_address_of_its_own(client: Client) -> None:
    sent = [client.get(reverse("themes:list"), {"q": word}).content.decode() for word in "ab"]
    tokens = [set(TOKEN.findall(html)) for html in sent]
    assert all(tokens) and not tokens[0] & tokens[1]
    assert '/temaer/?q=a"' in sent[0] and '/temaer/?q=b"' in sent[1]


def test_entry_is_marked_as_the_page_or_as_the_section(cast: Cast) -> None:
    client = signed_in(cast.anna)
    here, below = menu(client, "themes:list"), menu(client, "themes:proposals")
    address = reverse("themes:list")
    assert f'href="{address}" aria-current="page"' in here
    assert f'href="{address}" aria-current="true"' in below
    assert here.count("aria-current") == below.count("aria-current") == 1
    assert "aria-current" not in menu(client)


@pytest.mark.parametrize("address", ["en@example.org", "to@example.org"])
def test_address_of_the_secretariat_is_the_one_that_is_set(client: Client, address: str) -> None:
    with override_settings(SECRETARIAT_EMAIL=address):
        assert f"mailto:{address}" in page(client)


@pytest.fixture
def made() -> Iterator[Callable[..., str]]:
    """Renders one and the same template with the values."""
    template = Template(
        "{% once one=one %}{{ one }}{% if two %}!{% endif %}{% csrf_token %}{% endonce %}"
    )
    yield lambda **values: template.render(Context(values))


def test_nothing_but_the_named_values_is_known_inside(made: Callable[..., str]) -> None:
    assert made(one="a", two="secret", csrf_token="secret") == "a"


def test_values_that_are_equal_but_read_otherwise_are_told_apart(made: Callable[..., str]) -> None:
    told = [made(one=one) for one in (1, True, "<", SafeString("<"))]
    assert told == ["1", "True", "&lt;", "<"]


def test_language_tells_apart() -> None:
    template = Template('{% once %}{% translate "Temaer" %}{% endonce %}')
    found = []
    for language in ("da", "en", "da"):
        with translation.override(language):
            found.append(template.render(Context()))
    assert found == ["Temaer", "Themes", "Temaer"]


def test_row_is_no_plain_value(cast: Cast, made: Callable[..., str]) -> None:
    with pytest.raises(TemplateSyntaxError):
        made(one=cast.eva)


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(once, "MOST", 3)
    template = Template("{% once one=one %}{{ one }}{% endonce %}")
    (node,) = template.nodelist
    for number in range(10):
        assert template.render(Context({"one": number})) == str(number)
        assert len(node.made) <= 3


def test_frame_without_a_request_is_still_a_frame() -> None:
    html = get_template("base.html").render({}, RequestFactory().get("/"))
    assert "main-nav" not in html and "data-login" in html
