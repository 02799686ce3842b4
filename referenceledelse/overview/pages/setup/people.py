"""Whether people and units are ready to hold roles."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from referenceledelse.core.text.order import alphabetical
from referenceledelse.overview.pages.setup.point import (
    SetupPoint,
    State,
    admin_page,
    rows_line,
    state_of,
)
from roles.models import SECRETARIAT_GROUP, RoleKey, Unit, User
from themes.models import Assignment


def people_lines() -> Iterator[SetupPoint]:
    people = User.objects.working()
    yield SetupPoint(
        (_("Nogen arbejder i sekretariatet"), _("Ingen arbejder i sekretariatet")),
        _("Uden medarbejdere i sekretariatet kan ingen svare på forslag og udpege ledere."),
        state_of(people.filter(groups__name=SECRETARIAT_GROUP).exists(), State.MISSING),
        url=admin_page(User),
    )
    yield rows_line(
        (_("Hver enhed har en personaleleder"), _("Nogle enheder mangler en personaleleder")),
        _("Personalelederen giver tid til netværksarbejdet og skal kunne findes."),
        Unit.objects.filter(manager=None).order_by(alphabetical("name")),
        url=f"{reverse('admin:roles_unit_changelist')}?manager__isempty=1",
    )
    yield rows_line(
        (_("Hver medarbejder hører til en enhed"), _("Nogle medarbejdere mangler en enhed")),
        _("Uden enhed har en medarbejder ingen personaleleder her."),
        people.filter(unit=None, is_superuser=False).order_by(alphabetical("name")),
        url=f"{reverse('admin:roles_user_changelist')}?unit__isnull=True",
    )
    leads = Exists(Unit.objects.filter(manager=OuterRef("pk")))
    held_role = Assignment.objects.active().filter(person=OuterRef("pk"))
    refers = Exists(held_role.filter(role=RoleKey.REFERENCE_LEADER))
    yield rows_line(
        (_("Hver leder har et lederniveau"), _("Nogle ledere mangler et lederniveau")),
        _(
            "Niveauet afgør, hvem der kan være referenceleder, og hvem der kan være på "
            "listen over ledere."
        ),
        people.filter(Q(leads) | Q(refers), leader_level=None).order_by(alphabetical("name")),
        url=f"{reverse('admin:roles_user_changelist')}?leader_level__isnull=True",
    )
