"""Writing about a theme: editing it, and telling what is new."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from referenceledelse.core.web.access import demand
from referenceledelse.core.web.htmx import render_fragment, wants_fragment
from referenceledelse.core.web.pageflow import done, form_methods, form_page, posted
from roles.models import User
from roles.views.ways import way_back
from themes import services
from themes.forms import ThemeForm, UpdateForm, stored_theme
from themes.models import Theme

SHOWN_UPDATES = 50
# In the address of a theme's page: the reader has come to write what is new.
WRITES = "skriv"


@form_methods
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Edit the theme: in its page with htmx, else on a page of its own."""
    theme = get_object_or_404(_themes(request.user), slug=slug)
    demand(request.user, "themes.edit_theme", theme)
    if theme.status in Theme.WRITABLE:
        return redirect("themes:proposal", slug=slug)
    form = ThemeForm(posted(request), theme=theme, user=request.user)
    told = {"row": theme, "stored": stored_theme, "theme": theme}
    if done(request, form, services.edit_theme, _("Ændringerne er gemt."), **told):
        return _go(request, theme)
    context = {"theme": theme, "form": form, **way_back("themes:list", theme)}
    return form_page(request, "themes/themes/edit.html", context, fragment="theme-about")


@require_POST
def write_update(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell what is new; the list on the theme's page swaps in place with htmx."""
    theme = get_object_or_404(_themes(request.user), slug=slug)
    demand(request.user, "themes.write_update", theme)
    form = UpdateForm(request.POST)
    context = {"theme": theme, "form": form, "may_write": True, "said": "", "is_writing": False}
    if form.is_valid():
        services.write_update(theme=theme, by=request.user, text=form.cleaned_data["text"])
        if not wants_fragment(request):
            messages.success(request, _("Nyheden ligger nu på temaets side."))
            return redirect(theme)
        context |= {"form": UpdateForm(), "said": _("Nyheden ligger nu på temaets side.")}
    context |= way_back("themes:list", theme)
    context["updates"] = theme.updates.select_related("author")[:SHOWN_UPDATES]
    if wants_fragment(request):
        return render_fragment(request, "themes/themes/_whats_new.html", context)
    return render(request, "themes/themes/write_update.html", context)


def _themes(user: User) -> QuerySet[Theme]:
    return Theme.objects.visible_to(user).select_related("type", "phase", "contact")


def _go(request: HttpRequest, theme: Theme) -> HttpResponse:
    """To the theme's page, out of the fragment that htmx asked for."""
    if wants_fragment(request):
        return HttpResponseClientRedirect(theme.get_absolute_url())
    return redirect(theme)
