"""Who is asked, who is missing and who is leaving in the demo municipality."""

from datetime import timedelta

from referenceledelse.demo.clock import Clock
from roles.models import User
from themes.models import Assignment, HolderChange, LeaderRequest, Offer, Theme
from themes.services.holder_changes import change_holder
from themes.services.leader_requests import ask_for_leader
from themes.services.offers import decline_offer, propose_person

WHY = "Vi har brug for en, der kender sundhedsområdet og kan åbne døre på tværs."
NO = "Jeg leder en omlægning af plejen til sommer og kan ikke give temaet den tid, det fortjener."


def build(people: dict[str, User], secretary: User, clock: Clock) -> None:
    """One who is asked, one who said no, one who is wished for, and one who leaves."""
    vacant = Theme.objects.get(slug="velfaerdsteknologi")
    asker = people["asger-lyngbak"]
    wish = ask_for_leader(theme=vacant, role="reference_leader", why=WHY, by=asker)
    LeaderRequest.objects.filter(pk=wish.pk).update(asked_at=clock.at(6, 10, 40))
    refused = _propose(vacant, "reference_leader", people["karin-bjerregaard"], secretary, clock, 5)
    decline_offer(offer=refused, by=people["karin-bjerregaard"], reason=NO)
    Offer.objects.filter(pk=refused.pk).update(answered_at=clock.at(3, 8, 50))
    asked = Theme.objects.get(slug="unge-uden-job")
    _propose(asked, "co_driver", people["nadia-el-amin-friis"], secretary, clock, 2)
    _change(people, secretary, clock)


def _propose(theme: Theme, role: str, person: User, by: User, clock: Clock, ago: int) -> Offer:
    day = clock.today + timedelta(days=10)
    row = propose_person(theme=theme, role=role, person=person, starts_on=day, by=by)
    Offer.objects.filter(pk=row.pk).update(proposed_at=clock.at(ago, 14, 5))
    return row


def _change(people: dict[str, User], secretary: User, clock: Clock) -> None:
    """The reference leader of the theme that is stuck hands over to another."""
    held = Assignment.objects.select_related("theme", "person")
    leaving = held.get(theme__slug="natur-og-bevaegelse", role="reference_leader")
    last_on = clock.today + timedelta(days=12)
    row = change_holder(
        leaving=leaving,
        version=0,
        last_on=last_on,
        by=secretary,
        successor=people["maja-tornby"],
        is_over_limit_meant=True,
    )
    HolderChange.objects.filter(pk=row.pk).update(created_at=clock.at(1))
