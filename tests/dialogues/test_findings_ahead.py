"""What the work list tells of roles that become vacant, and of those who are asked."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from dialogues.queries.findings import findings
from roles.models import User
from tests import staffing
from tests.cast import Cast, assign
from tests.dialogues.worklist_pages import LIST, ago, found
from tests.rooms import today
from tests.staffing import appoint
from themes.models import Assignment, Theme


def leaves(person: User, on: int) -> None:
    User.objects.filter(pk=person.pk).update(active_to=today(on))


def begun() -> None:
    Assignment.objects.update(starts_on=ago(90))


def test_planned_departure_is_told_until_someone_follows(cast: Cast) -> None:
    begun()
    leaves(cast.bo, 11)
    (one,) = found(cast, "ends")
    assert "Bo Refsgaard er referenceleder til og med" in one.why
    assert "ingen efterfølger" in one.why
    told = {"theme": cast.theme, "role": "reference_leader", "person": cast.dan, "by": cast.gry}
    late = appoint(**told, starts_on=today(20))
    assert "Dan Refning begynder først" in found(cast, "ends")[0].why
    Assignment.objects.filter(pk=late.pk).update(starts_on=today(12))
    assert found(cast, "ends") == []
    leaves(cast.dan, 11)
    assert "Dan Refning skulle begynde" in found(cast, "ends")[0].why


def test_who_follows_but_is_employed_later_leaves_a_gap(cast: Cast) -> None:
    begun()
    leaves(cast.bo, 11)
    told = {"theme": cast.theme, "role": "reference_leader", "person": cast.dan, "by": cast.gry}
    appoint(**told, starts_on=today(12))
    assert found(cast, "ends") == []
    User.objects.filter(pk=cast.dan.pk).update(active_from=today(30))
    (one,) = found(cast, "ends")
    assert f"Dan Refning begynder først den {date_format(today(30))}" in one.why


def test_last_day_far_away_or_at_the_themes_end_needs_nobody(cast: Cast) -> None:
    rows = Assignment.objects.filter(person=cast.bo)
    rows.update(ends_on=today(61))
    assert found(cast, "ends") == []
    rows.update(ends_on=today(30))
    assert len(found(cast, "ends")) == 1
    Theme.objects.filter(pk=cast.theme.pk).update(ends_on=today(30))
    assert found(cast, "ends") == []


def test_co_driver_who_left_is_missed_where_the_mandate_has_their_part(cast: Cast) -> None:
    assert found(cast, "co_driver") == []
    assign(cast.theme, "co_driver", cast.eva, starts_on=ago(90))
    leaves(cast.eva, -5)
    (one,) = found(cast, "co_driver")
    assert one.since == ago(5)
    assert "Eva Sten stoppede" in one.why
    cast.theme.assignments.filter(person=cast.eva).update(ends_on=ago(7))
    assert "Eva Sten var co-driver til og med" in found(cast, "co_driver")[0].why
    cast.theme.type.needs_co_driver = False
    cast.theme.type.save()
    assert found(cast, "co_driver") == []


def test_co_driver_who_was_shut_out_is_missed_though_no_day_is_known(cast: Cast) -> None:
    assign(cast.theme, "co_driver", cast.eva, starts_on=ago(90))
    User.objects.filter(pk=cast.eva.pk).update(is_active=False)
    (one,) = found(cast, "co_driver")
    assert (one.is_dated, "Eva Sten kan ikke logge ind mere" in one.why) == (False, True)


def test_vacancy_tells_who_has_been_asked(cast: Cast, client: Client) -> None:
    begun()
    leaves(cast.bo, -3)
    staffing.offer(cast, role="reference_leader", person=cast.dan)
    assert "Dan Refning blev foreslået den" in found(cast, "left")[0].why
    client.force_login(cast.gry)
    assert "Se forslaget" in client.get(LIST).content.decode()


def test_start_list_and_overview_count_the_same_vacancies(cast: Cast, client: Client) -> None:
    begun()
    leaves(cast.bo, -3)
    Assignment.objects.filter(person=cast.dan).update(ends_on=timezone.localdate() - timedelta(1))
    client.force_login(cast.gry)
    help_needed = {url: n for _w, n, url in client.get("/").context["help_needed"]}
    address = f"{LIST}?slags=reference_leader"
    listed = client.get(address).context["page_obj"].paginator.count
    counts = client.get("/sekretariat/").context["counts"]
    assert help_needed[address] == listed == counts["reference_leader"] == 2
    assert help_needed[f"{LIST}?slags=left"] == 1
    assert len([one for one in findings(cast.gry) if one.role == "reference_leader"]) == 2
