"""The mails about an account: to the address it has, and to the one it may get."""

from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from roles.models import AccountChange, User
from roles.models.accounts import NEW, OLD


def write_of_change(change: AccountChange) -> None:
    """Ask both mailboxes, in the person's language, once the change is saved."""
    person = change.person
    with translation.override(person.language):
        if not change.into:
            _write(change.email, _("Bekræft din nye e-mail"), _to_new(change))
        if person.has_address:
            _write(person.email, _subject(change), _to_old(change))


def write_of_new_address(person: User, before: str) -> None:
    """Tell the address that is no longer the account's."""
    with translation.override(person.language):
        text = _(
            "Hej %(name)s\n\nDin e-mail i Referenceledelse er ændret fra %(before)s til "
            "%(email)s. Er det ikke dig, der har sagt ja, så skriv straks til sekretariatet."
        )
        values = {"name": person.get_short_name(), "before": before, "email": person.email}
        _write(before, _("Din e-mail er ændret"), text % values)


def _subject(change: AccountChange) -> str:
    if not change.into:
        return _("Er det dig, der skal have en ny e-mail?")
    return _("Er det dig, der har to konti?")


def _to_new(change: AccountChange) -> str:
    text = _(
        "Hej %(name)s\n\nDenne adresse skal være din e-mail i Referenceledelse. Åbn siden, og "
        "bekræft, at adressen er din:\n\n%(link)s\n\nDu kan logge ind med den, når du også har "
        "sagt ja på den adresse, du havde før, eller mens du er logget ind. Kender du ikke "
        "noget til det, så slet mailen. Så sker der ikke noget."
    )
    return text % {"name": change.person.get_short_name(), "link": _link(change, NEW)}


def _to_old(change: AccountChange) -> str:
    values = {"name": change.person.get_short_name(), "link": _link(change, OLD)}
    if not change.into:
        text = _(
            "Hej %(name)s\n\nDin e-mail i Referenceledelse skal ændres til %(email)s. Åbn siden, "
            "og sig ja eller nej:\n\n%(link)s\n\nDin nuværende e-mail gælder, indtil du siger "
            "ja. Har du ikke bedt om det, så sig nej."
        )
        return text % (values | {"email": change.email})
    text = _(
        "Hej %(name)s\n\nDu har to konti i Referenceledelse. Denne skal lægges sammen med kontoen "
        "%(into)s, som derefter kan læse alt, hvad du har skrevet her. Åbn siden, og sig ja "
        "eller nej:\n\n%(link)s\n\nEr %(into)s ikke dig, så sig nej."
    )
    return text % (values | {"into": f"{change.into.name} ({change.into.email})"})


def _link(change: AccountChange, side: str) -> str:
    return settings.SITE_URL + reverse("roles:confirm_change", args=[change.token(side)])


def _write(to: str, subject: str, text: str) -> None:
    # A mail that cannot be sent is logged; the change waits, and can be asked for again.
    transaction.on_commit(partial(send_mail, subject, text, None, [to]), robust=True)
