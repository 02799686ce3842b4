"""The handbook: found where it is needed, read by all, edited by the secretariat."""

import re

import pytest
from auditlog.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from referenceledelse.core.text.prose import prose
from referenceledelse.core.text.shipped import digest, texts_in
from roles.models import RoleKey, Unit, User
from roles.services import ensure_secretariat_group
from tests import rooms
from tests.admin.browser import sent
from tests.cast import Cast, assign
from tests.talks import invited_talk, started_talk
from themes.models import HandbookPage, Phase, Theme
from themes.services import handbook, load_defaults


def links(person: User, address: str) -> list[str]:
    """The handbook's pages that the page leads to, by the last part of their address."""
    client = Client()
    client.force_login(person)
    found = client.get(address).text.split('class="handbook-links')[1:]
    return [
        part.partition('/"')[0] for one in found for part in one.partition("</p>")[0].split("bog/")
    ][1:]


def phase(cast: Cast, key: str) -> None:
    Theme.objects.filter(pk=cast.theme.pk).update(phase=Phase.objects.get(key=key))


@pytest.mark.parametrize("key", ["startup", "network", "test", "handover"])
def test_each_leader_finds_the_page_of_the_phase(cast: Cast, key: str) -> None:
    phase(cast, key)
    name = {"startup": "opstart", "network": "netvaerk", "handover": "overdragelse"}.get(key, key)
    for below in ("", "faser/", "opgaver/capital/"):
        address = f"/temaer/{cast.theme.slug}/{below}"
        assert links(cast.anna, address) == [f"netvaerksleder-{name}"]
        assert links(cast.bo, address) == [f"referenceleder-{name}"]


def test_each_other_role_finds_its_own_and_who_has_none_finds_none(cast: Cast) -> None:
    phase(cast, "startup")
    assign(cast.theme, RoleKey.CO_DRIVER, cast.eva)
    address = cast.theme.get_absolute_url()
    assert links(cast.eva, address) == ["co-driver-opstart"]
    assert links(cast.finn, address) == ["personaleleder-undervejs"]
    for stranger in (cast.clara, cast.gry, cast.root):
        assert links(stranger, address) == []


def test_manager_above_finds_the_page_where_the_unit_has_none(cast: Cast) -> None:
    phase(cast, "startup")
    address = cast.other_theme.get_absolute_url()
    assert links(cast.bo, address) == []
    Unit.objects.filter(parent=None).update(manager=cast.bo)
    Unit.objects.filter(manager=cast.finn).update(manager=None)
    assert links(cast.bo, address) == ["personaleleder-undervejs"]


def test_talk_leads_to_the_page_on_talks(cast: Cast) -> None:
    talk = invited_talk(cast)
    wanted = ["samtalen", "referenceleder-netvaerk"]
    assert links(cast.bo, f"/samtaler/{talk.pk}/forberedelse/") == wanted
    talk = started_talk(cast)
    assert links(cast.bo, f"/samtaler/{talk.pk}/guide/velkomst/") == wanted


def test_proposal_gate_and_hand_over_lead_to_theirs(cast: Cast) -> None:
    assert links(cast.eva, "/temaer/foreslaa/") == ["et-godt-forslag"]
    assert links(cast.finn, "/temaer/foreslaa/") == ["et-godt-forslag", "personaleleder-foer"]
    gate = f"/temaer/{cast.theme.slug}/faser/videre/"
    assert links(cast.anna, gate) == ["netvaerksleder-netvaerk"]
    asked = rooms.handover(cast)
    idea = asked.idea.get_absolute_url()
    theirs = ["naar-du-modtager-en-ide", "personaleleder-undervejs"]
    assert links(cast.finn, f"{idea}overdragelse/{asked.pk}/") == theirs
    assert "netvaerksleder-overdragelse" in links(cast.anna, idea)


def test_step_asks_once_for_its_pages(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.anna)
    with CaptureQueriesContext(connection) as asked:
        client.get(cast.theme.get_absolute_url())
    assert sum("handbookpage" in one["sql"] for one in asked) == 1


def test_contents_name_each_role_and_ask_as_often_for_more(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.eva)
    counts = []
    for number in (1, 3):
        HandbookPage.objects.create(slug=f"ny-{number}", title_da="Ny", text_da="Ny", order=number)
        with CaptureQueriesContext(connection) as asked:
            text = client.get("/haandbog/").text
        counts.append(len(asked))
    assert counts[0] == counts[1]
    for heading in ("For alle", "Netværksleder", "Referenceleder", "Personaleleder", "Co-driver"):
        assert re.search(rf">\s*{heading}\s*</h2>", text)


def test_page_is_read_in_the_readers_language_with_its_source(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.eva)
    address = "/haandbog/referenceleder-opstart/"
    text = " ".join(client.get(address).text.split())
    assert "Kilde: Kommunens egne råd, ud fra Rollen som referenceleder. Opdateret" in text
    assert "<li>præsentere netværkslederen i din ledergruppe</li>" in text
    User.objects.filter(pk=cast.eva.pk).update(language="en")
    assert "Your first weeks" in client.get(address).text


def test_reference_leader_asked_from_outside_the_field_is_told_nothing_untrue(cast: Cast) -> None:
    page = HandbookPage.objects.get(slug="referenceleder-opstart")
    assert "Det ligger tæt på dit område" not in page.text_da
    assert "eller blev du spurgt af en anden grund?" in page.text_da
    assert "or were you asked for another reason?" in page.text_en


def test_new_network_leader_is_told_to_agree_on_time_money_and_a_substitute(cast: Cast) -> None:
    page = HandbookPage.objects.get(slug="netvaerksleder-opstart")
    for word in ("timer om ugen", "penge", "vikar"):
        assert word in page.text_da
    for word in ("hours a week", "money", "substitute"):
        assert word in page.text_en


def test_page_taken_out_is_nowhere(cast: Cast) -> None:
    HandbookPage.objects.filter(slug="samtalen").update(is_shown=False)
    client = Client()
    client.force_login(cast.root)
    assert client.get("/haandbog/samtalen/").status_code == 404
    assert "samtalen/" not in client.get("/haandbog/").text
    assert client.get("/soeg/?q=uden skrivebord").context["groups"] == []


def test_search_finds_words_of_the_handbook(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.eva)
    groups = client.get("/soeg/?q=petanque").context["groups"]
    assert "haandbog" not in [group.kind.key for group in groups]
    groups = client.get("/soeg/?q=hypotesen").context["groups"]
    hits = next(group.hits for group in groups if group.kind.key == "haandbog")
    assert [hit.title for hit in hits] == ["Prøv det af i det små"]


def test_every_first_page_is_of_sensible_length_in_both_languages(cast: Cast) -> None:
    for paragraph in HandbookPage.objects.why():
        assert 20 <= len(paragraph.text_da.split()) <= 70, paragraph.slug
    for page in HandbookPage.objects.own_pages():
        assert 120 <= len(page.text_da.split()) <= 250, page.slug
        assert 120 <= len(page.text_en.split()) <= 260, page.slug
        assert page.title_en


def test_loading_again_keeps_what_the_secretariat_wrote(cast: Cast) -> None:
    HandbookPage.objects.filter(slug="samtalen").update(text_da="Vores egne ord")
    count = HandbookPage.objects.count()
    load_defaults()
    assert HandbookPage.objects.get(slug="samtalen").text_da == "Vores egne ord"
    assert HandbookPage.objects.count() == count


def form(page: HandbookPage, **changes: object) -> dict[str, object]:
    names = ("place", "title_da", "text_da", "title_en", "text_en", "order", "is_shown")
    data = {name: getattr(page, name) for name in names}
    return data | {"role": "", "phase": ""} | changes


def test_secretariat_edits_a_page_and_the_log_tells_who(cast: Cast, client: Client) -> None:
    ensure_secretariat_group()
    client.force_login(cast.gry)
    page = HandbookPage.objects.get(slug="samtalen")
    address = reverse("admin:themes_handbookpage_change", args=[page.pk])
    opened = {"opened": sent(client.get(address))["opened"]}
    assert client.post(address, form(page, title_da="Den gode samtale")).status_code == 302
    saved = HandbookPage.objects.get(slug="samtalen")
    assert (saved.title_da, saved.version) == ("Den gode samtale", 2)
    assert LogEntry.objects.get_for_object(saved).first().actor == cast.gry
    answer = client.post(address, form(page, title_da="Min egen titel") | opened)
    assert "Gry Sekretær har i mellemtiden gemt “Den gode samtale”" in answer.text
    assert "Gry Sekretær har gemt ændringer, efter at du åbnede siden" in answer.text
    assert "Min egen titel" in answer.text


def test_secretariat_writes_a_new_page(cast: Cast, client: Client) -> None:
    ensure_secretariat_group()
    client.force_login(cast.gry)
    page = HandbookPage(slug="ferie", title_da="Ferie", text_da="Hold ferie.")
    data = form(page, slug="ferie")
    assert client.post(reverse("admin:themes_handbookpage_add"), data).status_code == 302
    assert "Hold ferie." in client.get("/haandbog/ferie/").text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("En\n\nTo", "<p>En</p>\n<p>To</p>"),
        ("Her er\n- en\n- to\nSlut", "<p>Her er</p>\n<ul><li>en</li><li>to</li></ul>\n<p>Slut</p>"),
        ("<b>Nej</b> & ja {0}", "<p>&lt;b&gt;Nej&lt;/b&gt; &amp; ja {0}</p>"),
        ("- <script>x</script>", "<ul><li>&lt;script&gt;x&lt;/script&gt;</li></ul>"),
        ("-5 grader", "<p>-5 grader</p>"),
        ("", ""),
    ],
)
def test_text_is_paragraphs_and_lists_and_never_html(text: str, shown: str) -> None:
    assert prose(text) == shown


# Why there are networks


def test_anyone_reads_why_there_are_networks_and_the_secretariat_edits_each_paragraph(
    cast: Cast, client: Client
) -> None:
    page = client.get(reverse("knowledge:why")).text
    assert page.count("<h2 id=") == 6
    assert page.count("Kilde: Rollen som referenceleder") == 4
    assert page.count("Kilde: Kommunens egne råd") == 2
    assert all(person.name not in page for person in (cast.anna, cast.bo, cast.gry))
    row = HandbookPage.objects.why().first()
    edit = reverse("admin:themes_handbookpage_change", args=[row.pk])
    assert edit not in page
    client.force_login(cast.bo)
    assert edit not in client.get(row.get_absolute_url()).text
    client.force_login(cast.gry)
    assert edit in client.get(row.get_absolute_url()).text
    assert row.title_da not in client.get(reverse("knowledge:handbook")).text


def test_the_way_to_why_is_on_the_start_page_the_roles_and_the_sign_in(
    cast: Cast, client: Client
) -> None:
    why = f'href="{reverse("knowledge:why")}"'
    signed_out = client.get(reverse("account_login")).text
    assert signed_out.count(why) == 2  # in the page and at its foot
    client.force_login(cast.eva)
    assert "Er du ny her?" in client.get("/").text
    assert client.get(reverse("roles:list")).text.count(why) == 2


def test_a_page_takes_the_new_text_only_where_nobody_edited_the_earlier_one(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = handbook.shipped_pages()[:2]
    earlier, edited = (HandbookPage.objects.get(slug=row["slug"]) for row in rows)
    for page, row in ((earlier, rows[0]), (edited, rows[1])):
        HandbookPage.objects.filter(pk=page.pk).update(text_da="Sådan stod der.")
        page.refresh_from_db()
        row["earlier"] = [digest(texts_in(page, handbook.TEXTS))]
    HandbookPage.objects.filter(pk=edited.pk).update(text_da="Sekretariatets egne ord.")
    monkeypatch.setattr(handbook, "shipped_pages", lambda: rows)
    handbook.load_handbook()
    for page in (earlier, edited):
        page.refresh_from_db()
    assert (earlier.text_da, earlier.version) == (rows[0]["text_da"].strip(), 2)
    assert (edited.text_da, edited.version) == ("Sekretariatets egne ord.", 1)


def test_no_page_of_today_is_among_its_earlier_texts() -> None:
    for row in handbook.shipped_pages():
        assert digest(texts_in(row, handbook.TEXTS)) not in row.get("earlier", [])
