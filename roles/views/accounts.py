"""The pages where an account's address is changed, and where its owner says yes or no."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from referenceledelse.core.web.access import demand, is_allowed
from referenceledelse.core.web.pageflow import done, form_methods, form_page, posted
from roles.forms.accounts import AddressForm
from roles.models import AccountChange, User
from roles.services.accounts import addresses, changes
from roles.views.ways import way_back


@form_methods
def change_email(request: HttpRequest, pk: int) -> HttpResponse:
    """The secretariat writes the new address; the owner reads here what waits for a yes."""
    person = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    rule = "roles.keep_person" if request.method == "POST" else "roles.see_account_change"
    demand(request.user, rule, person)
    may_ask = is_allowed(request.user, "roles.keep_person", person)
    form = AddressForm(posted(request))
    said = _(
        "Adressen mangler at blive bekræftet. Vi har sendt en mail til både den nye og "
        "den gamle adresse."
    )
    verb, goal = addresses.ask_for_address, request.path
    if answered := done(request, form, verb, said, goal=goal, person=person):
        return answered
    change = AccountChange.objects.waiting().filter(person=person).select_related("into").first()
    may_agree = change and is_allowed(request.user, "roles.agree_to_account_change", change)
    context = {"person": person, "form": form, "may_ask": may_ask, "may_agree": may_agree}
    return form_page(
        request,
        "roles/accounts/change_email.html",
        context | {"change": change, **way_back("roles:people", person)},
    )


@require_POST
def answer_change(request: HttpRequest, pk: int) -> HttpResponse:
    """The owner's yes or no while signed in, or the secretariat's."""
    change = get_object_or_404(AccountChange.objects.visible_to(request.user), pk=pk)
    answer = request.POST.get("answer")
    if answer == "yes":
        row = changes.agree_to_change(change=change, by=request.user)
        _stay_in(request, row)
        messages.success(request, _told(row))
    elif answer == "no":
        changes.drop_change(change=change, by=request.user)
        messages.success(request, _("Der bliver ikke ændret noget."))
    return redirect("roles:change_email", change.person_id)


@login_not_required
@never_cache
@form_methods
def confirm_change(request: HttpRequest, token: str) -> HttpResponse:
    """Where a mail's link leads: what is asked, and the two buttons; looking changes nothing."""
    found = AccountChange.objects.named_by(token)
    answer = request.POST.get("answer")
    if found and request.method == "POST" and answer in ("yes", "no"):
        is_yes = answer == "yes"
        row = changes.answer_by_link(token=token, is_yes=is_yes, by=request.user)
        _stay_in(request, row)
        told = _told(row) if is_yes else _("Der bliver ikke ændret noget.")
        return render(request, "roles/accounts/confirm.html", {"told": told})
    context = {"change": found[0], "side": found[1]} if found else {}
    return render(request, "roles/accounts/confirm.html", context, status=200 if found else 404)


def _told(change: AccountChange) -> str:
    """How far the change is after a yes."""
    if change.into:
        told = _("De to konti er nu én.")
    elif not AccountChange.objects.filter(pk=change.pk).exists():
        told = _("%(email)s er nu e-mailen.")
    elif not change.reached_at:
        told = _("Svaret er gemt. Nu mangler der et ja fra den nye adresse, %(email)s.")
    elif not change.agreed_at:
        told = _(
            "Adressen er bekræftet. Nu mangler kun, at personen selv siger ja. Vi har "
            "sendt en mail om det."
        )
    else:
        told = _("Svaret er gemt. %(email)s skifter ejer, når den anden også har sagt ja.")
    return told % {"email": change.email}


def _stay_in(request: HttpRequest, change: AccountChange) -> None:
    """Other sessions end with the address they began with; this one said yes to it."""
    if request.user.is_authenticated and request.user.pk == change.person_id:
        update_session_auth_hash(request, User.objects.get(pk=change.person_id))
