"""What leaders say about a theme: the list of one theme, one leader's own line, all themes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from referenceledelse.core.text.order import alphabetical
from referenceledelse.core.web.access import demand, is_allowed
from referenceledelse.core.web.filters import listed, paged
from referenceledelse.core.web.pageflow import done, form_methods, form_page, posted
from roles.models import RoleKey
from roles.views.ways import way_back
from themes.forms.ownership import LeaderFilters, OwnAnswerForm, stored_answer
from themes.models import LEADING, Ownership
from themes.pages.introductions import waiting_contact
from themes.pages.readers import named_for, saved_for
from themes.queries import ownership as queries
from themes.queries.assignments import leading, those_with
from themes.rules.ownership import OWNERSHIP_READERS
from themes.services.introductions import mark_introduction_seen
from themes.services.ownership import speak
from themes.views.rooms import frame, theme_of


@require_safe
def ownership(request: HttpRequest, slug: str) -> HttpResponse:
    """The map of leaders around one theme, by unit and level."""
    theme = theme_of(request, slug)
    demand(request.user, "themes.read_ownership", theme)
    rows = queries.leaders(theme, request.user)
    context = frame(request, theme, "ownership") | {
        "counts": queries.counts(rows),
        "readers": named_for(request.user, those_with(theme, *OWNERSHIP_READERS)),
        "may_write": is_allowed(request.user, "themes.write_ownership", Ownership(theme=theme)),
        "may_introduce": is_allowed(request.user, "themes.introduce", theme),
        "may_ask_contact": is_allowed(request.user, "themes.ask_contact", theme),
        "contact": waiting_contact(theme, request.user),
        "reference_leader": leading(theme).get(RoleKey.REFERENCE_LEADER),
    }
    filters = LeaderFilters(request.GET, rows, request=request)
    template, each = "themes/ownership/list.html", queries.put_in_words
    return listed(request, template, context, filters, each=each)


@form_methods
def leader_line(request: HttpRequest, slug: str) -> HttpResponse:
    """What stands about the reader, and the reader's own word."""
    theme = theme_of(request, slug)
    demand(request.user, "themes.read_leader_line", theme)
    rows = Ownership.objects.visible_to(request.user).filter(theme=theme, leader=request.user)
    line = rows.select_related("leader", "next_by", "introduced_by", "heard_by").first()
    if line:
        line.theme = theme
        mark_introduction_seen(line=line, by=request.user)
    may_write = is_allowed(request.user, "themes.write_leader_line", theme)
    if request.method == "POST":
        demand(request.user, "themes.write_leader_line", theme)
    form = OwnAnswerForm(posted(request), line=line) if may_write else None
    told = {"goal": request.path, "theme": theme, "row": line, "stored": stored_answer}
    said = saved_for(request.user, theme, *LEADING)
    if form and (answer := done(request, form, speak, said, **told)):
        return answer
    readers = named_for(request.user, those_with(theme, *OWNERSHIP_READERS))
    context = frame(request, theme, "leader_line")
    context |= {"line": line, "form": form, "readers": readers}
    return form_page(request, "themes/ownership/line.html", context)


@require_safe
def old_leader_line(request: HttpRequest, slug: str) -> HttpResponse:
    """The address of that page before it was called an answer; links to it still lead there."""
    return redirect("themes:leader_line", theme_of(request, slug).slug)


@require_safe
def all_ownership(request: HttpRequest) -> HttpResponse:
    """Themes by department: where leaders have been spoken to, and where they have answered."""
    rows = queries.themes_across(request.user).select_related("type", "phase")
    rows = rows.order_by(alphabetical("title"), "pk")
    page = paged(request, rows)
    departments, lines = queries.matrix(list(page.object_list), request.user)
    context = {
        "departments": departments,
        "lines": lines,
        "page_obj": page,
        **way_back("themes:list"),
    }
    return render(request, "themes/ownership/all.html", context)
