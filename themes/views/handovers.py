"""Testing an idea and handing it over to a receiver in the base organisation."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from referenceledelse.core.web.access import demand
from referenceledelse.core.web.pageflow import done, form_methods, form_page, posted
from roles.views.ways import way_back
from themes.forms.ideas import HandoverForm, ReceiveForm, TestForm, stored_test
from themes.models import Handover, Idea, IdeaTest, Theme
from themes.services import handovers as services
from themes.services import ideas as idea_services
from themes.views.rooms import frame, row_of, theme_of


@form_methods
def start_test(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Begin a test of the idea."""
    theme, idea = _idea(request, slug, pk)
    demand(request.user, "themes.move_idea", idea)
    form = TestForm(posted(request), test=IdeaTest(idea=idea))
    verb, said = idea_services.start_test, _("Testen er begyndt.")
    if answered := done(request, form, verb, said, goal=idea, idea=idea):
        return answered
    return _page(request, theme, idea, {"form": form, "title": _("Begynd en test")})


@form_methods
def write_test(request: HttpRequest, slug: str, pk: int, test_pk: int) -> HttpResponse:
    """What a test has come to."""
    theme, idea = _idea(request, slug, pk)
    demand(request.user, "themes.move_idea", idea)
    test = get_object_or_404(idea.tests.all(), pk=test_pk)
    test.idea = idea
    form = TestForm(posted(request), test=test)
    verb, said = idea_services.write_test, _("Testen er gemt.")
    told = {"goal": idea, "row": test, "stored": stored_test, "test": test}
    if answered := done(request, form, verb, said, **told):
        return answered
    return _page(request, theme, idea, {"form": form, "title": _("Testen")})


@form_methods
def ask(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask a colleague to receive the idea."""
    theme, idea = _idea(request, slug, pk)
    demand(request.user, "themes.offer_handover", idea)
    form = HandoverForm(posted(request), user=request.user)

    def said(asked: Handover) -> str:
        told = {"name": asked.receiver.name}
        return _("%(name)s er spurgt og ser det på sin startside.") % told

    if answered := done(request, form, services.ask_receiver, said, goal=idea, idea=idea):
        return answered
    return _page(
        request, theme, idea, {"form": form, "title": _("Overdrag idéen til basisorganisationen")}
    )


@form_methods
def answer(request: HttpRequest, slug: str, pk: int, handover_pk: int) -> HttpResponse:
    """The receiver says yes with ``accept`` or no with ``decline``."""
    theme, idea = _idea(request, slug, pk)
    handover = _handover(request, idea, handover_pk)
    demand(request.user, "themes.receive_handover", handover)
    is_declining = "decline" in request.POST
    form = ReceiveForm(posted(request), is_declining=is_declining)
    if form.is_bound and not {"accept", "decline"} & request.POST.keys():
        raise BadRequest
    verb, said = services.answer_handover, _("Tak for dit svar. Netværket kan se det nu.")
    told = {"goal": idea, "handover": handover, "is_accepted": not is_declining}
    if answered := done(request, form, verb, said, **told):
        return answered
    context = {"form": form, "handover": handover}
    return _page(request, theme, idea, context, template="themes/handovers/answer.html")


@require_POST
def confirm(request: HttpRequest, slug: str, pk: int, handover_pk: int) -> HttpResponse:
    """The reference leader confirms that the receiver has the idea."""
    _theme, idea = _idea(request, slug, pk)
    handover = _handover(request, idea, handover_pk)
    services.confirm_handover(handover=handover, by=request.user)
    messages.success(request, _("Idéen er nu i drift i basisorganisationen."))
    return redirect(idea)


@require_POST
def withdraw(request: HttpRequest, slug: str, pk: int, handover_pk: int) -> HttpResponse:
    """Call the question to the receiver back."""
    _theme, idea = _idea(request, slug, pk)
    handover = _handover(request, idea, handover_pk)
    services.withdraw_handover(handover=handover, by=request.user)
    messages.success(request, _("Overdragelsen er trukket tilbage."))
    return redirect(idea)


def _idea(request: HttpRequest, slug: str, pk: int) -> tuple[Theme, Idea]:
    theme = theme_of(request, slug)
    return theme, row_of(request, theme, Idea, pk)


def _handover(request: HttpRequest, idea: Idea, pk: int) -> Handover:
    rows = Handover.objects.visible_to(request.user).filter(idea=idea)
    row = get_object_or_404(rows.select_related("receiver", "unit", "asked_by"), pk=pk)
    row.idea = idea
    return row


def _page(
    request: HttpRequest,
    theme: Theme,
    idea: Idea,
    context: dict[str, Any],
    template: str = "themes/records/record.html",
) -> HttpResponse:
    up = way_back(
        "themes:list",
        theme,
        (reverse("themes:ideas", args=[theme.slug]), _("Idéer")),
        idea,
    )
    context = frame(request, theme, "ideas") | {"record": idea, "idea": idea} | context
    return form_page(request, template, context | up)
