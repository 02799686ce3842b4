"""Moving ideas from the laboratory towards the base organisation."""

from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from referenceledelse.core.db.actor import acting
from referenceledelse.core.db.saving import is_already, locked
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.checking import check, save_checked
from referenceledelse.core.web.errors import Refused, Stale, UnknownMove
from referenceledelse.core.web.versions import meanwhile
from roles.models import User
from themes.models import Idea, IdeaStep, IdeaTest, Stage
from themes.services import records


@transaction.atomic
def give_idea(idea: Idea, *, by: User) -> Idea:
    """Give the theme an idea; its giver sees every step from here."""
    row = records.add(idea, by=by)
    if not row.steps.exists():
        IdeaStep.objects.create(idea=row, to_stage=row.stage, by=by)
    return row


@transaction.atomic
def move_idea(
    *, idea: Idea, to: str, by: User, version: int, reason: str = "", learned: str = ""
) -> Idea:
    """Take the idea to another stage; pressed twice, it moves once.

    ``learned`` is what a stopped idea leaves behind. Raises ``Stale`` where another moved it
    since ``version``, and ``UnknownMove`` where no such way exists.
    """
    row = locked(idea, "theme__phase")
    goes_on = row.stage == to != Stage.STOPPED or row.is_forward(to)
    demand(by, "themes.move_idea" if goes_on else "themes.stop_idea", row)
    if row.stage == to:
        _refuse_anothers_step(row, by)
        return row
    row.refuse_stale(version, partial(moved_meanwhile, row))
    row.refuse_move(to, partial(no_way, row, to))
    if row.handovers.waiting().exists():
        raise Refused(_("En overdragelse er i gang. Træk den tilbage, før idéen flyttes."))
    changes: dict[str, Any] = {"learned": learned} if learned else {}
    if to == Stage.STOPPED:
        changes["handover"] = None
    return to_stage(row, to, by=by, reason=reason or learned, **changes)


def to_stage(row: Idea, to: str, *, by: User, reason: str = "", **changes: Any) -> Idea:
    """Save the locked idea on its new stage, and the step that it took."""
    step = IdeaStep(idea=row, from_stage=row.stage, to_stage=to, by=by, reason=reason)
    changes |= {"stage": to, "stage_since": timezone.localdate()}
    save_checked(row, by, changes)
    step.save()
    return row


def _refuse_anothers_step(row: Idea, by: User) -> None:
    """Raise ``Stale`` where another moved it there, with a reason of their own."""
    last = row.steps.first()
    if last and last.by_id != by.pk:
        raise Stale(moved_meanwhile(row))


def moved_meanwhile(row: Idea) -> str:
    """What another did with the idea while it stood on this person's screen."""
    last = row.steps.select_related("by").first()
    if last is None:
        return meanwhile()
    return _("%(name)s har flyttet idéen i mellemtiden. Den er nu på trinnet “%(stage)s”.") % {
        "name": last.by.name,
        "stage": row.get_stage_display(),
    }


def no_way(row: Idea, to: str) -> str:
    """Why the idea cannot go there from where it is."""
    if to == Stage.ADOPTED:
        return _(
            "En idé er først i drift, når en modtager har sagt ja, og referencelederen har "
            "bekræftet."
        )
    return _("Idéen kan ikke gå fra “%(here)s” til “%(there)s”.") % {
        "here": row.get_stage_display(),
        "there": Stage(to).label,
    }


@transaction.atomic
def start_test(
    *,
    idea: Idea,
    by: User,
    hypothesis: str,
    involved: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> IdeaTest:
    """Begin a test; an idea that was not tested yet moves along."""
    row = locked(idea, "theme__phase")
    demand(by, "themes.move_idea", row)
    if row.stage not in (Stage.IDEA, Stage.TEST):
        raise UnknownMove(_("En idé kan kun testes på trinnene “idé” og “test”."))
    same = row.tests.filter(hypothesis=hypothesis, involved=involved, step=IdeaTest.Step.START)
    if found := same.first():
        return found
    test = IdeaTest(
        idea=row, hypothesis=hypothesis, involved=involved, starts_on=starts_on, ends_on=ends_on
    )
    check(test)
    with acting(by):
        test.save()
    if row.stage == Stage.IDEA:
        to_stage(row, Stage.TEST, by=by)
    return test


@transaction.atomic
def write_test(*, test: IdeaTest, by: User, version: int, **fields: Any) -> IdeaTest:
    """Save what the test has come to; raises ``Stale`` where another saved meanwhile."""
    row = locked(test, "idea__theme")
    demand(by, "themes.move_idea", row.idea)
    if not is_already(row, fields):
        row.refuse_stale(version)
        save_checked(row, by, fields)
    return row
