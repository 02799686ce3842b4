"""Who carries a duty: is asked first, is reminded, and has always said yes when it is closed."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from dialogues.models import Duty, Sitting
from dialogues.queries.duties import bearers, who_is_asked
from dialogues.services import sittings
from referenceledelse.core.web.errors import Refused
from roles.admin.catalogue import RolePointForm
from roles.models import RoleKey, RolePoint, User
from tests import talks
from tests.cast import Cast, assign, make_person
from tests.dialogues.duty_pages import duty_of, proposed, read, signed_in, url
from themes.models import Assignment, Theme

Bearer = RolePoint.Bearer
ALONE = {
    Bearer.REFERENCE_LEADER: "bo",
    Bearer.REFERENCE_LEADER_HELPS: "bo",
}
OTHERS = sorted(set(Bearer.values) - set(RolePoint.DUTY_BEARERS))
STEP = "Skriv til fonden"


def carried_by(cast: Cast, bearer: str) -> set[User]:
    """Let the duty be carried so; gives those who then carry it."""
    RolePoint.objects.filter(pk=duty_of(cast).point_id).update(bearer=bearer)
    alone = ALONE.get(Bearer(bearer))
    return {getattr(cast, alone)} if alone else {cast.anna, cast.bo}


def late(cast: Cast, responsible: User | None = None) -> None:
    """A next step that should have been taken."""
    due_on = timezone.localdate() - timedelta(days=2)
    told = {"next_step": STEP, "due_on": due_on, "responsible": responsible}
    Duty.objects.filter(pk=duty_of(cast).pk).update(**told)


def reminded(*people: User) -> set[User]:
    return {person for person in people if STEP in read(person, "/")}


@pytest.mark.parametrize("bearer", OTHERS)
def test_nobody_but_the_reference_leader_can_answer_for_a_duty(cast: Cast, bearer: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        carried_by(cast, bearer)
    point = duty_of(cast).point
    point.bearer = bearer
    with pytest.raises(ValidationError, match="Referencelederen har en rolle i alle ti opgaver"):
        point.validate_constraints()
    offered = dict(RolePointForm(instance=duty_of(cast).point).fields["bearer"].choices)
    assert list(offered) == list(RolePoint.DUTY_BEARERS)
    assert bearer in dict(RolePointForm(instance=RolePoint()).fields["bearer"].choices)


def with_co_driver(cast: Cast) -> User:
    carl = make_person("Carl Codriver")
    assign(cast.theme, RoleKey.CO_DRIVER, carl)
    return carl


def test_a_step_that_nobody_has_taken_reminds_those_who_carry_the_duty(cast: Cast) -> None:
    people = (cast.anna, cast.bo, with_co_driver(cast), cast.gry, cast.clara)
    late(cast)
    for bearer in RolePoint.DUTY_BEARERS:
        carry = carried_by(cast, bearer)
        assert reminded(*people) == carry, bearer


def test_a_step_that_someone_has_taken_reminds_that_person_alone(cast: Cast) -> None:
    carl = with_co_driver(cast)
    late(cast, responsible=carl)
    for bearer in (Bearer.JOINTLY, Bearer.REFERENCE_LEADER):
        carried_by(cast, bearer)
        assert reminded(cast.anna, cast.bo, carl) == {carl}, bearer
    Assignment.objects.filter(person=carl).delete()
    assert reminded(cast.anna, cast.bo, carl) == {cast.bo}


def test_a_step_falls_to_the_leader_who_is_left(cast: Cast) -> None:
    carried_by(cast, Bearer.REFERENCE_LEADER)
    late(cast)
    Assignment.objects.filter(theme=cast.theme, person=cast.bo).delete()
    assert reminded(cast.anna, cast.bo) == {cast.anna}
    Assignment.objects.filter(theme=cast.theme).delete()
    theme = Theme.objects.with_people().get(pk=cast.theme.pk)
    duty = duty_of(cast)
    duty.theme = theme
    assert bearers(duty) == who_is_asked(duty) == []


def test_the_next_step_is_meant_for_who_carries_the_duty_alone(cast: Cast) -> None:
    for bearer in RolePoint.DUTY_BEARERS:
        carry = carried_by(cast, bearer)
        chosen = signed_in(cast.anna).get(url(cast)).context["plan_form"].initial["responsible"]
        assert chosen == (carry.pop() if len(carry) == 1 else None), bearer
    late(cast)
    carried_by(cast, Bearer.REFERENCE_LEADER)
    form = signed_in(cast.anna).get(url(cast)).context["plan_form"]
    assert form.initial["responsible"] is None


@pytest.mark.parametrize("who", ["anna", "bo"])
def test_a_duty_is_closed_by_the_yes_of_the_other_whoever_carries_it(cast: Cast, who: str) -> None:
    one = getattr(cast, who)
    other = cast.bo if one == cast.anna else cast.anna
    for bearer in RolePoint.DUTY_BEARERS:
        carry = carried_by(cast, bearer)
        Duty.objects.update(status="agreed")
        change = proposed(cast, one, "in_place")
        answer = url(cast, "answer_status", "capital", change.pk)
        assert signed_in(one).post(answer, {"confirm": "1"}).status_code == 403
        assert duty_of(cast).status == "agreed"
        signed_in(other).post(answer, {"confirm": "1"})
        assert duty_of(cast).status == "in_place"
        change.refresh_from_db()
        assert carry <= {change.proposed_by, change.answered_by}, bearer


def test_a_sitting_closes_nothing_once_one_of_the_two_has_left(cast: Cast) -> None:
    row = sittings.start_sitting(theme=cast.theme, by=cast.bo)
    for line in row.duties.select_related("duty"):
        sittings.say(sitting=row, by=cast.bo, key=line.duty.key, status=line.duty.status)
    sittings.say(sitting=row, by=cast.bo, key="capital", status="in_place")
    sittings.finish_sitting(sitting=row, by=cast.bo)
    Assignment.objects.filter(theme=cast.theme, person=cast.bo).delete()
    assign(cast.theme, RoleKey.REFERENCE_LEADER, cast.finn)
    with pytest.raises(Refused, match="leder ikke længere temaet"):
        sittings.confirm_sitting(sitting=row, by=cast.anna)
    assert duty_of(cast).status == "not_discussed"
    assert Sitting.objects.get().confirmed_at is None


def is_asked(cast: Cast, who: str) -> bool:
    """Whether the form for the own view stands open."""
    views = read(getattr(cast, who), url(cast)).partition('id="duty-views"')[2]
    return "open" in views.partition("<details")[2].partition(">")[0]


@pytest.mark.parametrize(("bearer", "open_for"), [("reference_leader", "bo"), ("jointly", "both")])
def test_who_carries_the_duty_is_asked_first_for_an_own_view(
    cast: Cast, bearer: str, open_for: str
) -> None:
    carried_by(cast, bearer)
    assert not any(is_asked(cast, who) for who in ("anna", "bo")), "before the first talk"
    talks.held_talk(cast)
    for who in ("anna", "bo"):
        assert is_asked(cast, who) == (open_for in (who, "both"))


def test_the_page_says_what_it_means_to_carry_the_duty(cast: Cast, client: Client) -> None:
    carried_by(cast, Bearer.REFERENCE_LEADER)
    page = read(cast.gry, url(cast))
    assert "Bo Refsgaard bliver spurgt om næste skridt" in page
    assert "når begge ledere har sagt ja" in page
    carried_by(cast, Bearer.CO_RESPONSIBLE)
    assert "Anna Netsø og Bo Refsgaard bliver spurgt om" in read(cast.anna, url(cast))
    assert "når begge ledere har sagt ja" not in read(cast.anna, url(cast, key="sparring"))
    User.objects.filter(pk=cast.bo.pk).update(language="en")
    client.force_login(User.objects.get(pk=cast.bo.pk))
    page = client.get(url(cast)).content.decode()
    assert "asked about the next step: Anna Netsø and Bo Refsgaard" in page
    assert "once both leaders have said yes" in page


def test_the_start_page_asks_the_database_alike_for_one_and_three(
    cast: Cast, django_assert_max_num_queries: Any, django_assert_num_queries: Any
) -> None:
    bo, told = signed_in(cast.bo), {"next_step": STEP, "due_on": timezone.localdate()}
    duty_of(cast)
    cast.theme.duties.filter(key="capital").update(**told)
    bo.get("/")
    with django_assert_max_num_queries(78) as one:
        bo.get("/")
    cast.theme.duties.filter(key__in=["arenas", "ownership"]).update(**told)
    with django_assert_num_queries(len(one)):
        assert STEP in bo.get("/").content.decode()
