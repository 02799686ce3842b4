"""A person's new address, which two accounts or units are one, and a unit's name and place."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.text.paths import refuse_step
from referenceledelse.core.web.forms import LineField
from roles.forms.people import ManagedUnitChoice
from roles.forms.person_field import PersonInput, meant
from roles.models import Unit, User
from roles.queries.joining.people import key_of_email


class AddressForm(forms.Form):
    """The address that a person is to have."""

    email = forms.EmailField(label=_("Ny e-mail"), max_length=254)

    def clean_email(self) -> str:
        return key_of_email(self.cleaned_data["email"])


class OtherAccountForm(forms.Form):
    """The account that is to be a part of ``keep``; of one who has left too."""

    konto = LineField(
        label=_("Den anden konto"),
        max_length=500,
        widget=PersonInput,
        help_text=_("Navnet eller e-mailen på den konto, der skal lukkes."),
    )

    def __init__(self, data: Any, *, keep: User) -> None:
        super().__init__(data)
        self.keep = keep

    def values(self) -> dict[str, User]:
        """What ``join_people`` takes; call on a valid form."""
        return {"other": self.cleaned_data["konto"]}

    def clean_konto(self) -> User:
        found = list(meant(self.cleaned_data["konto"]).exclude(pk=self.keep.pk)[:2])
        if not found:
            raise ValidationError(gettext("Ingen anden konto hedder det."))
        if len(found) > 1:
            raise ValidationError(gettext("Flere konti hedder det. Skriv kontoens e-mail."))
        return found[0]


class OtherUnitForm(forms.Form):
    """The unit that is to be a part of ``keep``."""

    enhed = ManagedUnitChoice(
        Unit.objects.none(),
        label=_("Den anden enhed"),
        help_text=_("Den enhed, der ikke skal findes længere."),
    )

    def __init__(self, data: Any, *, keep: Unit, among: QuerySet[Unit]) -> None:
        super().__init__(data)
        self.fields["enhed"].queryset = among.with_tree_fields().exclude(pk=keep.pk)

    def values(self) -> dict[str, Unit]:
        """What ``join_units`` takes; call on a valid form."""
        return {"other": self.cleaned_data["enhed"]}


class UnitForm(forms.Form):
    """A unit's name and place."""

    name = LineField(label=_("Navn"))
    parent = ManagedUnitChoice(
        Unit.objects.none(), label=_("Hører under"), required=False, empty_label=_("Øverst")
    )

    def __init__(self, data: Any, *, unit: Unit, among: QuerySet[Unit]) -> None:
        super().__init__(data, initial={"name": unit.name, "parent": unit.parent_id})
        self.fields["parent"].queryset = among.with_tree_fields()

    def clean_name(self) -> str:
        try:
            refuse_step(self.cleaned_data["name"])
        except ValueError as error:
            raise ValidationError(str(error)) from error
        return self.cleaned_data["name"]
