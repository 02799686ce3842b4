"""The pages about people: the list, a person, and what each decides about the own page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import i18n
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import replace_url

from referenceledelse.core.text.order import alphabetical
from referenceledelse.core.web.access import is_allowed
from referenceledelse.core.web.filters import paged
from referenceledelse.core.web.htmx import render_fragment, render_page, wants_fragment
from referenceledelse.core.web.pageflow import form_methods, posted
from roles import services
from roles.forms.people import OwnPageForm, PeopleFilters
from roles.forms.person_field import suggestions
from roles.models import AccountChange, User
from roles.pages.training import training_of
from roles.queries import people as queries
from roles.queries.line_managers import MANAGERS, line_manager, managed_units
from roles.views.ways import way_back


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everyone who works here, narrowed by what the address says."""
    rows = User.objects.visible_to(request.user).select_related("unit")
    rows = rows.order_by(alphabetical("name"), "pk")
    filters = PeopleFilters(request.GET, rows, request=request)
    page = paged(request, filters.qs)
    page.object_list = queries.with_roles(list(page.object_list), request.user)
    query = filters.query().rstrip("&")
    context = {"filters": filters, "page_obj": page, "query": filters.query()}
    response = render_page(request, "roles/people/list.html", context, fragment="people-results")
    if wants_fragment(request):
        return replace_url(response, f"{reverse('roles:people')}{'?' if query else ''}{query}")
    return response


@form_methods
def edit_self(request: HttpRequest) -> HttpResponse:
    """The part of the own page that the person decides about."""
    person = get_object_or_404(User.objects.visible_to(request.user), pk=request.user.pk)
    initial = {"phone": person.phone, "language": person.language}
    form = OwnPageForm(posted(request), initial=initial)
    if form.is_valid():
        services.edit_own_page(person=person, by=request.user, **form.cleaned_data)
        messages.success(request, _("Din side er gemt."))
        return redirect(person)
    context = {"form": form, **way_back("roles:people", person)}
    return render(request, "roles/people/edit.html", context)


@require_safe
def names(request: HttpRequest) -> HttpResponse:
    """What a field for a colleague suggests; the address holds what is typed, by any name."""
    typed = next(iter(request.GET.values()), "")
    found = {"names": suggestions(typed, request.user)}
    return render_fragment(request, "roles/people/names.html", found)


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """A person: where to find them, which roles they hold, and which they held."""
    rows = User.objects.visible_to(request.user).select_related(*MANAGERS)
    row = get_object_or_404(rows, pk=pk)
    now, coming, earlier = queries.roles_of(row, request.user)
    may_see = is_allowed(request.user, "roles.see_training", row)
    context = {
        "person": row,
        "now": now,
        "coming": coming,
        "earlier": earlier,
        "networks": queries.networks_of(row, request.user),
        "training": training_of(row, request.user) if may_see else None,
        "line_manager": line_manager(row),
        "waits": row == request.user and AccountChange.objects.waiting().filter(person=row),
        "managed": managed_units(row, request.user),
        **way_back("roles:people"),
    }
    return render(request, "roles/people/person.html", context)


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Change the language, for a person wherever they sign in, for others in this browser."""
    language = request.POST.get("language", "")
    if request.user.is_authenticated and language in User.Language.values:
        services.set_language(person=request.user, by=request.user, language=language)
    return i18n.set_language(request)
