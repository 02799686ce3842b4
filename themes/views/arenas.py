"""Arenas: the register of each reference leader, and how they come into use on a theme."""

from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import Count, Q, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from referenceledelse.core.text.order import alphabetical
from referenceledelse.core.web.access import demand, is_allowed
from referenceledelse.core.web.filters import listed
from referenceledelse.core.web.pageflow import done, form_methods, form_page, posted
from roles.models import RoleKey, User
from roles.views.ways import way_back
from themes.forms.arenas import (
    ArenaAnswerForm,
    ArenaFilters,
    ArenaForm,
    ArenaOfferForm,
    ArenaRequestForm,
    UseFilters,
    UseForm,
)
from themes.models import Arena, ArenaUse, Theme
from themes.queries.assignments import leading
from themes.services import arenas as services
from themes.views.rooms import frame, row_of, theme_of


@require_safe
def arenas(request: HttpRequest, slug: str) -> HttpResponse:
    """What was asked for, offered and used on the theme."""
    theme = theme_of(request, slug)
    rows = ArenaUse.objects.visible_to(request.user).filter(theme=theme)
    use = ArenaUse(theme=theme)
    leader = leading(theme).get(RoleKey.REFERENCE_LEADER)
    register = Arena.objects.visible_to(request.user).filter(owner=leader).open()
    context = frame(request, theme, "arenas") | {
        "may_write": is_allowed(request.user, "themes.write_arenas", use),
        "may_offer": is_allowed(request.user, "themes.offer_arena", use),
        "leader": leader,
        "register": register[:20] if leader else [],
    }
    rows = rows.select_related("arena__owner", "created_by", "theme__phase")
    filters = UseFilters(request.GET, rows, request=request)
    return listed(request, "themes/arenas/list.html", context, filters)


@form_methods
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for an arena of the register, or for one that does not stand there."""
    theme = theme_of(request, slug)
    use = ArenaUse(theme=theme)
    demand(request.user, "themes.write_arenas", use)
    form = ArenaRequestForm(posted(request), register=_register(request, theme))

    def wished(by: User, arena: Arena | None, wish: str) -> ArenaUse:
        use.arena, use.wish = arena, wish
        return services.ask_for_arena(use=use, by=by)

    said = _("Referencelederen kan nu se ønsket på sin startside.")
    if answered := done(request, form, wished, said):
        return answered
    return _form(request, theme, form, _("Bed om en spillebane"))


@form_methods
def offer(request: HttpRequest, slug: str) -> HttpResponse:
    """The reference leader offers an arena that nobody asked for."""
    theme = theme_of(request, slug)
    use = ArenaUse(theme=theme)
    demand(request.user, "themes.offer_arena", use)
    form = ArenaOfferForm(posted(request), register=_register(request, theme))
    if answered := done(request, form, services.offer_arena, _("Spillebanen er tilbudt."), use=use):
        return answered
    return _form(request, theme, form, _("Tilbyd en spillebane"))


@form_methods
def answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The reference leader opens what was asked for, or says that it cannot be."""
    theme, use = _use(request, slug, pk)
    demand(request.user, "themes.offer_arena", use)
    is_declining = "decline" in request.POST
    register = _register(request, theme)
    form = ArenaAnswerForm(posted(request), use=use, register=register, is_declining=is_declining)
    if form.is_bound and not is_declining and "offer" not in request.POST:
        raise BadRequest
    verb = services.decline_arena if is_declining else services.offer_arena
    if answered := done(request, form, verb, _("Svaret er gemt."), use=use):
        return answered
    context = {"use": use, "template": "themes/arenas/answer.html"}
    return _form(request, theme, form, _("Svar på ønsket"), **context)


@form_methods
def use(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """When an offered arena was used, and what came of it."""
    theme, row = _use(request, slug, pk)
    demand(request.user, "themes.write_arenas", row)
    form = UseForm(posted(request), initial={"used_on": row.used_on, "outcome": row.outcome})
    if answered := done(request, form, services.use_arena, _("Det er gemt."), use=row):
        return answered
    return _form(request, theme, form, _("Hvad kom der ud af det?"), use=row)


def _use(request: HttpRequest, slug: str, pk: int) -> tuple[Theme, ArenaUse]:
    theme = theme_of(request, slug)
    return theme, row_of(request, theme, ArenaUse, pk, "arena")


def _register(request: HttpRequest, theme: Theme) -> QuerySet[Arena]:
    """What the theme's reference leader can open."""
    leader = leading(theme).get(RoleKey.REFERENCE_LEADER)
    return Arena.objects.visible_to(request.user).filter(owner=leader).open()


def _form(
    request: HttpRequest,
    theme: Theme,
    form: Form,
    title: str,
    template: str = "themes/records/record.html",
    **more: Any,
) -> HttpResponse:
    context = frame(request, theme, "arenas") | {"form": form, "title": title} | more
    return form_page(request, template, context)


@require_safe
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """What one reference leader can open, and where it has been used."""
    owner = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    rows = Arena.objects.visible_to(request.user).filter(owner=owner)
    used = Count("uses", filter=Q(uses__state=ArenaUse.State.USED))
    is_own = owner == request.user and is_allowed(request.user, "themes.keep_register")
    context = {"owner": owner, "may_keep": is_own, **way_back("roles:people", owner)}
    rows = rows.annotate(used=used).order_by("-is_open", alphabetical("name"), "pk")
    filters = ArenaFilters(request.GET, rows, request=request)
    return listed(request, "themes/arenas/register.html", context, filters)


@form_methods
def keep(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Write an arena into one's own register, or change one."""
    arena = Arena(owner=request.user)
    if pk is not None:
        arena = get_object_or_404(Arena.objects.visible_to(request.user), pk=pk)
        demand(request.user, "themes.edit_arena", arena)
    else:
        demand(request.user, "themes.keep_register")
    form = ArenaForm(posted(request), arena=arena)
    told = {"row": arena, "stored": form.stored, "arena": arena}
    if answered := done(request, form, services.keep_arena, _("Det er gemt."), **told):
        return answered
    context = {"form": form, **_to_register(request.user)}
    return form_page(request, "themes/arenas/arena.html", context)


def _to_register(user: User) -> dict[str, Any]:
    address = reverse("themes:arena_register", args=[user.pk])
    return way_back(user, (address, _("Spillebaner")))
