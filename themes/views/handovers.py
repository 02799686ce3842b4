"""Testing an idea and handing it over to a receiver in the base organisation."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from referenceledelse.access import demand
from referenceledelse.errors import Refused, Stale
from referenceledelse.forms import refuse
from themes.forms.ideas import HandoverForm, ReceiveForm, TestForm, stored_test
from themes.models import Handover, Idea, IdeaTest, Theme
from themes.services import handovers as services
from themes.services import ideas as idea_services
from themes.views.room import form_methods, frame, parents, posted, theme_of


@form_methods
def start_test(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Begin a test of the idea."""
    theme, idea = _idea(request, slug, pk)
    demand(request.user, "themes.move_idea", idea)
    form = TestForm(posted(request), test=IdeaTest(idea=idea))
    if form.is_bound and form.is_valid():
        try:
            idea_services.start_test(idea=idea, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Testen er begyndt."))
            return redirect(idea)
    return _page(request, theme, idea, {"form": form, "title": _("Begynd en test")})


@form_methods
def write_test(request: HttpRequest, slug: str, pk: int, test_pk: int) -> HttpResponse:
    """What a test has come to."""
    theme, idea = _idea(request, slug, pk)
    demand(request.user, "themes.move_idea", idea)
    test = get_object_or_404(idea.tests.all(), pk=test_pk)
    test.idea = idea
    form = TestForm(posted(request), test=test)
    context: dict[str, Any] = {"form": form, "title": _("Testen")}
    if form.is_bound and form.is_valid():
        try:
            idea_services.write_test(test=test, by=request.user, **form.cleaned_data)
        except Stale:
            test.refresh_from_db()
            stored = stored_test(test)
            stored.pop("version")
            context |= {"conflicts": form.conflicts_with(stored, test.version), "who": ""}
        except Refused as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Testen er gemt."))
            return redirect(idea)
    return _page(request, theme, idea, context)


@form_methods
def ask(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask a colleague to receive the idea."""
    theme, idea = _idea(request, slug, pk)
    demand(request.user, "themes.move_idea", idea)
    form = HandoverForm(posted(request), user=request.user)
    if form.is_bound and form.is_valid():
        try:
            asked = services.ask_receiver(idea=idea, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            refuse(form, refusal)
        else:
            told = {"name": asked.receiver.name}
            messages.success(request, _("%(name)s er spurgt og ser det på sin startside.") % told)
            return redirect(idea)
    return _page(request, theme, idea, {"form": form, "title": _("Overdrag idéen til basis")})


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
    if form.is_bound and form.is_valid():
        told = {"is_accepted": not is_declining, **form.cleaned_data}
        try:
            services.answer_handover(handover=handover, by=request.user, **told)
        except Refused as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Tak for dit svar. Netværket kan se det nu."))
            return redirect(idea)
    context = {"form": form, "handover": handover}
    return _page(request, theme, idea, context, template="themes/handover_answer.html")


@require_POST
def confirm(request: HttpRequest, slug: str, pk: int, handover_pk: int) -> HttpResponse:
    """The reference leader confirms that the receiver has the idea."""
    _theme, idea = _idea(request, slug, pk)
    handover = _handover(request, idea, handover_pk)
    services.confirm_handover(handover=handover, by=request.user)
    messages.success(request, _("Idéen er optaget i basis."))
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
    rows = Idea.objects.visible_to(request.user).filter(theme=theme)
    idea = get_object_or_404(rows, pk=pk)
    idea.theme = theme
    return theme, idea


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
    template: str = "themes/record.html",
) -> HttpResponse:
    status = 409 if "conflicts" in context else 200
    up = parents(
        theme,
        (reverse("themes:ideas", args=[theme.slug]), _("Idéer")),
        (idea.get_absolute_url(), idea.title),
    )
    context = frame(request, theme, "ideas") | {"record": idea, "idea": idea} | context
    return render(request, template, context | {"parents": up}, status=status)
