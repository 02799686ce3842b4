"""The way in for the first of the secretariat: a link that a command printed."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from referenceledelse.core.web.errors import Refused
from referenceledelse.core.web.pageflow import form_methods, posted
from roles.services import entrance as services


@login_not_required
@never_cache
@form_methods
def entrance(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a password and be signed in; reading the page changes nothing."""
    person = services.invited(token)
    if person is None:
        return render(request, "roles/entrance/closed.html", status=404)
    form = SetPasswordForm(person, posted(request))
    if form.is_bound and form.is_valid():
        chosen = {"token": token, "password": form.cleaned_data["new_password1"]}
        try:
            person = services.choose_first_password(person=person, **chosen)
        except Refused:
            # The link was used meanwhile: there is nobody to tell, and no form to come back to.
            return render(request, "roles/entrance/closed.html", status=404)
        login(request, person, backend="roles.rules.sign_in.PersonBackend")
        return redirect("start")
    return render(request, "roles/entrance/entrance.html", {"form": form, "person": person})
