"""The pictures and the forms: what they say, to those who see them and those who hear them."""

import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import render_to_string
from django.utils import translation

from referenceledelse.core.svg import pictures
from referenceledelse.core.web.forms import Day, LineField, Text, VersionedForm
from referenceledelse.templatetags import ui

STATUSES = (
    "in_place",
    "in_progress",
    "agreed",
    "in_place",
    "not_discussed",
    "not_relevant",
    "in_progress",
    "agreed",
    "in_place",
    "not_discussed",
)
NAMES = tuple(f"Opgave {letter}" for letter in "ABCDEFGHIJ")
LINKS = tuple(f"/temaer/klima/opgaver/{number}/" for number in range(1, 11))


class TalkForm(VersionedForm):
    title = LineField(label="Overskrift", help_text="Kort og konkret.")
    text = Text(label="Tekst", required=False)
    on = Day(label="Dato", required=False)
    kind = forms.ChoiceField(label="Type", choices=[("a", "Udfordring")])
    state = forms.ChoiceField(
        label="Hvor langt er I?",
        choices=[("a", "Aftalt"), ("b", "I gang")],
        widget=forms.RadioSelect,
    )
    people = forms.MultipleChoiceField(
        label="Hvem skal med?",
        choices=[("1", "Anne")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    mail = forms.BooleanField(label="Send en mail", required=False)

    def clean(self) -> None:
        raise forms.ValidationError("Datoen er en helligdag.")


def render(template: str, **context: object) -> str:
    return engines["django"].from_string(template).render(context)


def bad_form() -> TalkForm:
    return TalkForm({"title": "", "kind": "a", "on": "i morgen", "version": ""})


def control(html: str, name: str) -> str:
    """The tag of the form control with that name."""
    found = re.search(rf'<(?:input|textarea|select)[^>]* name="{name}"[^>]*>', html)
    assert found, name
    return found[0]


def test_small_wheel_tells_each_duty_in_words() -> None:
    wheel = pictures.duty_wheel(STATUSES)
    assert 'role="img"' in wheel
    assert (
        'aria-label="10 opgaver. På plads: 1, 4, 9. I gang: 2, 7. Aftalt: 3, 8. '
        'Ikke drøftet: 5, 10. Ikke relevant: 6."'
    ) in wheel


def test_wheel_has_a_segment_for_each_duty_and_tells_status_by_shape() -> None:
    wheel = pictures.duty_wheel(STATUSES, "large")
    assert wheel.count("wheel-track") == 10
    assert wheel.count("wheel-fill") == 7
    assert wheel.count("wheel-stroke") == 1


def test_small_wheel_turns_copies_of_the_parts_of_the_page() -> None:
    wheel, parts = pictures.duty_wheel(STATUSES), pictures.wheel_parts()
    copies = re.findall(r'href="#(wheel-[a-z_]+)" transform="rotate\((\d+) ', wheel)
    assert copies[1] == ("wheel-in_progress", "36")
    assert {name for name, _ in copies} <= set(re.findall(r'id="([^"]+)"', parts))
    assert len(wheel) < 1200


def test_more_of_the_segment_is_filled_the_further_the_duty_has_come() -> None:
    assert (
        pictures.FILLED[pictures.DutyLook.AGREED]
        < pictures.FILLED[pictures.DutyLook.IN_PROGRESS]
        < pictures.FILLED[pictures.DutyLook.IN_PLACE]
    )


def test_large_wheel_leads_to_each_duty_by_name() -> None:
    wheel = pictures.duty_wheel(STATUSES, "large", LINKS, NAMES)
    assert re.findall(r'<a href="([^"]*)">', wheel) == list(LINKS)
    assert "<title>2 Opgave B: i gang</title>" in wheel
    assert 'role="group"' in wheel


def test_wheel_of_a_theme_without_a_talk_says_so_in_each_name() -> None:
    wheel = pictures.duty_wheel(STATUSES, "large", LINKS, NAMES, has_talked=False)
    assert "<title>5 Opgave E: endnu ingen samtale</title>" in wheel
    assert "Endnu ingen samtale: 5 Opgave E, 10 Opgave J." in wheel
    assert "drøftet" not in wheel
    assert "<title>2 Opgave B: i gang</title>" in wheel


def test_wheel_adds_nothing_up() -> None:
    assert " af " not in pictures.duty_wheel(STATUSES, "large")


def test_mark_says_its_status_to_screen_readers() -> None:
    assert 'role="img" aria-label="i gang"' in pictures.duty_mark("in_progress")


def test_wheel_repeats_no_id_on_a_page_with_many() -> None:
    assert " id=" not in pictures.duty_wheel(STATUSES, "large", LINKS, NAMES)


def test_wheel_has_no_inline_style() -> None:
    assert "style=" not in pictures.duty_wheel(STATUSES, "large", LINKS, NAMES)


def test_wheel_escapes_the_names_of_duties() -> None:
    wheel = pictures.duty_wheel(STATUSES[:1], "large", ('/"><script>',), ("<b>Fed</b>",))
    assert "<script>" not in wheel
    assert "<b>" not in wheel


def test_wheel_is_drawn_once_for_each_state() -> None:
    assert pictures.duty_wheel(STATUSES) is pictures.duty_wheel(STATUSES)


def test_wheel_is_kept_apart_for_each_language() -> None:
    danish = pictures.duty_wheel(STATUSES)
    with translation.override("en"):
        assert pictures.duty_wheel(STATUSES) is not danish


def test_wheel_refuses_a_status_it_does_not_know() -> None:
    with pytest.raises(ValueError, match="unknown"):
        pictures.duty_wheel(("unknown",))


def test_segments_meet_at_twelve_o_clock() -> None:
    ring = pictures.Ring(box=100, inner=20, outer=50, gap=0, corner=0)
    assert ring.point(50, 0) == "50.00 0.00"


def test_legend_names_every_status() -> None:
    legend = render_to_string("components/wheel_legend.html")
    assert legend.count("<li>") == len(pictures.DutyLook)
    for words in ("ikke drøftet", "aftalt", "i gang", "på plads", "ikke relevant"):
        assert words in legend


@pytest.mark.parametrize(("has_talked", "told"), [(False, True), (True, False), (None, False)])
def test_legend_says_that_no_talk_was_held(has_talked: bool | None, *, told: bool) -> None:
    legend = render_to_string("components/wheel_legend.html", {"has_talked": has_talked})
    assert ("endnu ingen samtale" in legend) == told
    assert ("ikke drøftet" in legend) != told


def test_phase_track_marks_the_current_phase_once() -> None:
    phases = (("Idé", "done"), ("Laboratorium", "current"), ("Drift", "upcoming"))
    track = render_to_string("components/phase_track.html", {"phases": phases})
    assert track.count('aria-current="step"') == 1
    assert "(afsluttet)" in track


@pytest.mark.parametrize(
    ("name", "letters"), [("Anne Marie Holm", "AH"), ("Cher", "C"), ("åse ås", "ÅÅ"), ("", "")]
)
def test_initials_are_of_the_first_and_last_name(name: str, letters: str) -> None:
    assert f">{letters}<" in ui.initials(name)


def test_readers_are_named_or_said_to_be_none() -> None:
    page = "components/who_can_see.html"
    assert "Kun du kan læse dette" in render_to_string(page, {"readers": ""})
    assert "Ud over dig kan Anne og Bo læse dette" in render_to_string(
        page, {"readers": "Anne og Bo"}
    )


def test_pagination_keeps_the_query_and_marks_the_page() -> None:
    page = Paginator(range(300), 10).page(5)
    html = render_to_string("components/pagination.html", {"page_obj": page, "query": "q=a&"})
    assert 'href="?q=a&amp;page=4"' in html
    assert html.count('aria-current="page"') == 1


def test_pagination_shows_nothing_for_one_page() -> None:
    page = Paginator(range(3), 10).page(1)
    html = render_to_string("components/pagination.html", {"page_obj": page, "query": ""})
    assert "nav" not in re.sub(r"{#.*?#}", "", html)


def test_conflict_shows_both_texts() -> None:
    conflicts = [{"label": "Aftale", "mine": "Min & din", "theirs": ""}]
    html = render_to_string("components/conflict.html", {"conflicts": conflicts, "who": "Bo"})
    assert "Bo har gemt ændringer" in html
    assert "Min &amp; din" in html
    assert "Den gemte tekst" in html


def test_form_without_errors_has_no_summary() -> None:
    assert "error-summary" not in str(TalkForm())


def test_error_summary_leads_to_each_field() -> None:
    html = str(bad_form())
    summary = html[: html.index("form-group")]
    assert 'href="#id_title">Overskrift: ' in summary
    assert 'href="#id_state_0">Hvor langt er I? ' in summary
    assert "Datoen er en helligdag." in summary


def test_error_summary_tells_what_is_wrong_with_a_hidden_field() -> None:
    html = str(bad_form())
    assert "Version: " in html[: html.index("form-group")]


def test_every_link_of_the_error_summary_has_its_target() -> None:
    html = str(bad_form())
    for target in re.findall(r'href="#([^"]+)"', html):
        assert f'id="{target}"' in html


def test_invalid_field_is_described_by_its_hint_and_its_error() -> None:
    html = str(bad_form())
    title = control(html, "title")
    assert 'aria-invalid="true"' in title
    assert 'aria-describedby="id_title_helptext id_title_error"' in title
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html


def test_optional_fields_say_so() -> None:
    form = TalkForm()
    assert "(valgfrit)" in form["text"].as_field_group()
    assert "(valgfrit)" not in form["title"].as_field_group()
    assert "(valgfrit)" not in form["mail"].as_field_group()


def test_form_of_filters_says_nothing_about_what_is_optional() -> None:
    class Filters(forms.Form):
        marks_optional = False
        q = forms.CharField(label="Søg", required=False)

    assert "valgfrit" not in str(Filters())


@pytest.mark.parametrize(
    ("name", "css"),
    [
        ("title", "form-input"),
        ("text", "form-input"),
        ("on", "form-input"),
        ("kind", "form-select"),
        ("state", "form-radio"),
        ("people", "form-checkbox"),
        ("mail", "form-checkbox"),
    ],
)
def test_control_has_the_design_systems_class(name: str, css: str) -> None:
    assert f'class="{css}"' in control(str(TalkForm()), name)


def test_hidden_control_has_no_class() -> None:
    assert "class=" not in control(str(TalkForm()), "version")


def test_options_of_a_select_have_no_class() -> None:
    html = str(TalkForm()["kind"])
    assert "class=" not in html[html.index("<option") :]


def test_control_keeps_its_own_class_as_the_admin_needs() -> None:
    html = forms.TextInput(attrs={"class": "vTextField"}).render("name", "")
    assert 'class="vTextField form-input"' in html


def test_choices_are_a_fieldset_with_a_legend() -> None:
    html = TalkForm()["state"].as_field_group()
    assert "<fieldset" in html
    assert re.search(r"<legend[^>]*>\s*Hvor langt er I\?", html)
    assert html.count("<label") == 2


def test_error_page_of_our_own_mistakes_needs_no_context() -> None:
    html = render_to_string("500.html")
    assert "Noget gik galt hos os" in html
    assert "data-refusal" in html


INLINE = re.compile(
    r"<style|\sstyle=|<script(?![^>]*\bsrc=)|\son(?:click|change|input|submit|load|key\w+|focus|blur)="
)


@pytest.mark.parametrize(
    "path", sorted((settings.BASE_DIR / "templates").rglob("*.html")), ids=lambda path: path.name
)
def test_template_holds_no_inline_style_or_script(path: Path) -> None:
    assert not INLINE.search(path.read_text())
