"""The page of the demo's people: look around, and step in as one of them."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from referenceledelse.core.web.signing_in import onward
from referenceledelse.demo.people import find, groups


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """List the people; a form sent from the list steps in as its person."""
    if not settings.DEMO:
        raise Http404
    if request.method != "POST":
        return _page(request)
    person = find(request.POST.get("person", ""))
    if person is None:
        refusal = _("Den person findes ikke i demokommunen. Vælg en fra listen.")
        return _page(request, refusal=refusal, status=404)
    login(request, person, backend="roles.rules.sign_in.PersonBackend")
    return redirect(onward(request, "start"))


def _page(request: HttpRequest, *, refusal: str = "", status: int = 200) -> HttpResponse:
    context = {"groups": groups(), "refusal": refusal}
    return render(request, "demo/people.html", context, status=status)
