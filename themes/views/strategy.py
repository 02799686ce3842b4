"""Strategic agendas, how a theme connects to them, and related initiatives."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from referenceledelse.core.text.order import alphabetical
from referenceledelse.core.web.access import demand, is_allowed
from referenceledelse.core.web.filters import listed
from referenceledelse.core.web.pageflow import done, form_methods, form_page, posted
from roles.models import RoleKey
from roles.views.ways import way_back
from themes.forms.strategy import (
    AgendaFilters,
    InitiativeFilters,
    LinkFilters,
    LinkStateForm,
    ProposeAgendaForm,
    SetAgendaForm,
    SetProposedForm,
)
from themes.models import AgendaLink, Initiative, NoNewAgenda, StrategicAgenda
from themes.queries.assignments import leading
from themes.services import strategy as services
from themes.views.rooms import frame, row_of, theme_of


@require_safe
def strategy(request: HttpRequest, slug: str) -> HttpResponse:
    """How the theme is tied to the strategic agendas."""
    theme = theme_of(request, slug)
    rows = AgendaLink.objects.visible_to(request.user).filter(theme=theme)
    link = AgendaLink(theme=theme)
    none = NoNewAgenda.objects.visible_to(request.user).filter(theme=theme)
    context = frame(request, theme, "strategy") | {
        "may_write": is_allowed(request.user, "themes.write_strategy", link),
        "may_recognise": is_allowed(request.user, "themes.recognise_link", link),
        "may_set": is_allowed(request.user, "themes.set_agenda", link),
        "no_new_agenda": none.select_related("created_by").first(),
        "has_set": rows.filter(agenda__set_by__isnull=False).exists(),
        "part": "links",
    }
    rows = rows.select_related("agenda__set_by", "agenda__proposed_by")
    filters = LinkFilters(request.GET, rows, request=request)
    return listed(request, "themes/strategy/strategy.html", context, filters)


@require_safe
def initiatives(request: HttpRequest, slug: str) -> HttpResponse:
    """Other work in the base organisation that touches the theme."""
    theme = theme_of(request, slug)
    rows = Initiative.objects.visible_to(request.user).filter(theme=theme)
    context = frame(request, theme, "strategy") | {
        "may_write": is_allowed(request.user, "themes.write_strategy", Initiative(theme=theme)),
        "reference_leader": leading(theme).get(RoleKey.REFERENCE_LEADER),
        "part": "initiatives",
    }
    rows = rows.select_related("unit", "contact", "secured_by")
    filters = InitiativeFilters(request.GET, rows, request=request)
    return listed(request, "themes/strategy/initiatives.html", context, filters)


@form_methods
def link_state(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """How far the connection has been recognised."""
    theme = theme_of(request, slug)
    link = row_of(request, theme, AgendaLink, pk, "agenda")
    demand(request.user, "themes.recognise_link", link)
    form = LinkStateForm(posted(request), initial=_state(link))
    told = {"row": link, "stored": _state, "link": link}
    if answer := done(request, form, services.set_link_state, _("Det er gemt."), **told):
        return answer
    context = {"form": form, "title": link.agenda.title}
    return form_page(
        request, "themes/records/record.html", frame(request, theme, "strategy") | context
    )


def _state(link: AgendaLink) -> dict[str, Any]:
    names = ("state", "state_on", "forum", "version")
    return {name: getattr(link, name) for name in names}


@form_methods
def propose_agenda(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose a strategic agenda where none fits, for the reference leader to set."""
    theme = theme_of(request, slug)
    demand(request.user, "themes.write_strategy", AgendaLink(theme=theme))
    form = ProposeAgendaForm(posted(request))
    said = _("Dagsordenen er foreslået, og temaet er koblet til den.")
    if answer := done(request, form, services.propose_agenda, said, theme=theme):
        return answer
    context = {"form": form, "title": _("Foreslå en ny strategisk dagsorden")}
    return render(
        request, "themes/records/record.html", frame(request, theme, "strategy") | context
    )


@form_methods
def set_agenda(request: HttpRequest, slug: str) -> HttpResponse:
    """The reference leader sets a new strategic agenda where one is needed."""
    theme = theme_of(request, slug)
    demand(request.user, "themes.set_agenda", AgendaLink(theme=theme))
    form = SetAgendaForm(posted(request))
    said = _("Dagsordenen er sat, og temaet er koblet til den.")
    if answer := done(request, form, services.set_agenda, said, theme=theme):
        return answer
    context = {"form": form, "title": _("Sæt en ny dagsorden")}
    return render(
        request, "themes/records/record.html", frame(request, theme, "strategy") | context
    )


@form_methods
def set_proposed(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The reference leader sets an agenda that another has proposed."""
    theme = theme_of(request, slug)
    link = row_of(request, theme, AgendaLink, pk, "agenda")
    demand(request.user, "themes.set_agenda", link)
    form = SetProposedForm(posted(request), initial=_told(link.agenda))
    told = {"row": link.agenda, "stored": _told, "link": link, "goal": link}
    if answer := done(request, form, services.set_proposed, _("Dagsordenen er sat."), **told):
        return answer
    context = {"form": form, "title": _("Sæt den foreslåede dagsorden")}
    return form_page(
        request, "themes/records/record.html", frame(request, theme, "strategy") | context
    )


def _told(agenda: StrategicAgenda) -> dict[str, Any]:
    names = ("title", "description", "forum", "decided_on", "version")
    return {name: getattr(agenda, name) for name in names}


@require_safe
def agendas(request: HttpRequest) -> HttpResponse:
    """What the municipality wants, and how many themes work for it."""
    rows = (
        StrategicAgenda.objects.visible_to(request.user)
        .annotate(tied=Count("links"))
        .order_by(alphabetical("title"))
    )
    context: dict[str, Any] = {**way_back("themes:list")}
    filters = AgendaFilters(request.GET, rows, request=request)
    return listed(request, "themes/strategy/agendas.html", context, filters)


@require_safe
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """One strategic agenda with the themes that are tied to it."""
    rows = StrategicAgenda.objects.visible_to(request.user).select_related("proposed_by", "set_by")
    row = get_object_or_404(rows, pk=pk)
    links = AgendaLink.objects.visible_to(request.user).filter(agenda=row)
    context: dict[str, Any] = {"agenda": row, **way_back("themes:list", "themes:agendas")}
    links = links.select_related("theme__phase").order_by(alphabetical("theme__title"), "pk")
    filters = LinkFilters(request.GET, links, request=request)
    return listed(request, "themes/strategy/agenda.html", context, filters)
