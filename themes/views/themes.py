"""Writing about a theme: editing it, and telling what is new."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from referenceledelse.access import demand
from referenceledelse.errors import Refused, Stale
from referenceledelse.forms import refuse
from referenceledelse.htmx import render_fragment, render_page, wants_fragment
from roles.models import User
from themes import services
from themes.forms import ThemeForm, UpdateForm, stored
from themes.models import Theme
from themes.views.room import form_methods, parents, posted

SHOWN_UPDATES = 50


@form_methods
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Edit the theme: in its page with htmx, else on a page of its own."""
    theme = get_object_or_404(_themes(request.user), slug=slug)
    demand(request.user, "themes.edit_theme", theme)
    if theme.status in Theme.WRITABLE:
        return redirect("themes:proposal", slug=slug)
    form = ThemeForm(posted(request), theme=theme, user=request.user)
    context = {"theme": theme, "form": form, "parents": parents(theme)}
    if form.is_bound and form.is_valid():
        try:
            services.edit_theme(theme=theme, by=request.user, **form.cleaned_data)
        except Stale:
            context |= _conflict(form, theme)
        except Refused as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Ændringerne er gemt."))
            return _go(request, theme)
    status = 409 if "conflicts" in context else 200
    return render_page(request, "themes/edit.html", context, fragment="theme-about", status=status)


@require_POST
def write_update(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell what is new; the list on the theme's page swaps in place with htmx."""
    theme = get_object_or_404(_themes(request.user), slug=slug)
    demand(request.user, "themes.write_update", theme)
    form = UpdateForm(request.POST)
    context = {"theme": theme, "form": form, "may_write": True, "said": ""}
    if form.is_valid():
        services.write_update(theme=theme, by=request.user, text=form.cleaned_data["text"])
        if not wants_fragment(request):
            messages.success(request, _("Det står nu på temaets side."))
            return redirect(theme)
        context |= {"form": UpdateForm(), "said": _("Det står nu på temaets side.")}
    context["parents"] = parents(theme)
    context["updates"] = theme.updates.select_related("author")[:SHOWN_UPDATES]
    if wants_fragment(request):
        return render_fragment(request, "themes/_whats_new.html", context)
    return render(request, "themes/write_update.html", context)


def _themes(user: User) -> QuerySet[Theme]:
    return Theme.objects.visible_to(user).select_related("type", "phase", "contact")


def _conflict(form: ThemeForm, theme: Theme) -> dict[str, Any]:
    """Both texts side by side; saving again from here is from the version that is shown."""
    theme.refresh_from_db()
    told = form.fields.keys() - {"version", "note"}
    saved = {name: value for name, value in stored(theme).items() if name in told}
    return {"conflicts": form.conflicts_with(saved, theme.version), "who": ""}


def _go(request: HttpRequest, theme: Theme) -> HttpResponse:
    """To the theme's page, out of the fragment that htmx asked for."""
    if wants_fragment(request):
        return HttpResponseClientRedirect(theme.get_absolute_url())
    return redirect(theme)
