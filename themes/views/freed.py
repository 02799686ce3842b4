"""A line manager frees hours, money or a substitute for an employee's part in a network."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from referenceledelse.core.web.access import demand
from referenceledelse.core.web.pageflow import done, form_methods, form_page, posted
from roles.models import User
from roles.queries.line_managers import MANAGERS
from roles.views.ways import way_back
from themes.forms.freed import FreedResourcesForm, stored_freed
from themes.models import LEADING, FreedResources
from themes.pages.readers import saved_for
from themes.queries.network import standing_wish
from themes.services import freed as services
from themes.views.assignments import staffed_theme
from themes.views.rooms import frame


@form_methods
def free(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What is freed for one person in one network."""
    theme = staffed_theme(request, slug)
    people = User.objects.visible_to(request.user).select_related(*MANAGERS)
    person = get_object_or_404(people, pk=pk)
    demand(request.user, "themes.free_resources", FreedResources(theme=theme, person=person))
    row = FreedResources.objects.filter(theme=theme, person=person).first()
    form = FreedResourcesForm(posted(request), freed=row)
    # What is promised before the answer has come is no reference leader's to know yet.
    wish = standing_wish(person, theme)
    said = saved_for(request.user, theme, *(LEADING[:1] if wish else LEADING))
    told = {"row": row, "stored": stored_freed, "theme": theme, "person": person}
    goal = wish or "staff"
    if answered := done(request, form, services.free_resources, said, goal=goal, **told):
        return answered
    context = {"form": form, "person": person, "wish": wish, **way_back("staff")}
    return form_page(request, "themes/freed/free.html", frame(request, theme, "network") | context)
