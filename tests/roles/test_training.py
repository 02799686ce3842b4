"""Courses, their seats and waiting lists, and the way to network leader."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from referenceledelse.core.web.errors import Refused
from roles.models import Course, CourseSession, Role, SignUp, Unit, User
from roles.services import ensure_secretariat_group, training
from tests.cast import Cast, assign
from tests.support import ahead, colleague, course, held, join, session, signed_in


def press(person: User, verb: str, row: CourseSession) -> str:
    """Press the button of the course's page; the page that follows."""
    address = reverse(f"roles:{verb}", args=[row.pk])
    return signed_in(person).post(address, follow=True).content.decode()


def mark(row: CourseSession, by: User, *came: SignUp) -> CourseSession:
    row.refresh_from_db()
    return training.mark_attendance(session=row, by=by, came=came, version=row.version)


def titles(person: User) -> list[str]:
    steps = signed_in(person).get("/").context["steps"]
    return [step.title for step in steps if step.url.startswith("/kurser/")]


def test_signing_up_gives_a_seat_and_twice_is_once(cast: Cast) -> None:
    row = session()
    assert "Du er tilmeldt" in press(cast.eva, "sign_up", row)
    page = press(cast.eva, "sign_up", row)
    assert "Du er allerede tilmeldt" in page
    assert "1 ledig plads" in page
    assert SignUp.objects.seated().count() == 1


def test_full_session_has_a_waiting_list_with_numbers(cast: Cast) -> None:
    row = session(seats=1)
    join(row, cast.anna, cast.bo)
    page = press(cast.eva, "sign_up", row)
    assert "Du står nu som nummer 2 på ventelisten" in page
    assert "Fyldt, 2 på venteliste" in page
    assert "nummer 2" in press(cast.eva, "sign_up", row)
    assert SignUp.objects.count() == 3


def test_who_waits_moves_up_when_someone_signs_off_and_is_told_once(cast: Cast) -> None:
    row = session(seats=1)
    join(row, cast.anna, cast.eva, cast.clara)
    assert "Du har meldt dig fra" in press(cast.anna, "sign_off", row)
    assert SignUp.objects.get(person=cast.eva).seated_at
    assert SignUp.objects.get(person=cast.clara).is_waiting
    assert titles(cast.eva) == ["Du har fået plads på “Facilitering”"]
    assert titles(cast.clara) == []
    signed_in(cast.eva).get(row.course.get_absolute_url())
    assert titles(cast.eva) == []


def test_who_has_left_is_passed_on_the_waiting_list(cast: Cast) -> None:
    row = session(seats=1)
    join(row, cast.anna, cast.eva, cast.clara)
    User.objects.filter(pk=cast.eva.pk).update(active_to=ahead(-2).date())
    training.sign_off(session=row, by=cast.anna)
    assert SignUp.objects.get(person=cast.clara).seated_at


def test_signing_off_twice_moves_nobody_twice(cast: Cast) -> None:
    row = session(seats=1)
    join(row, cast.anna, cast.eva, cast.clara)
    for _time in range(2):
        press(cast.anna, "sign_off", row)
    assert SignUp.objects.seated().count() == 1


def test_past_the_deadline_nobody_signs_up_but_the_list_still_moves(cast: Cast) -> None:
    row = session(seats=1)
    join(row, cast.anna, cast.eva)
    yesterday = timezone.localdate() - timedelta(days=1)
    CourseSession.objects.update(deadline=yesterday)
    page = press(cast.clara, "sign_up", row)
    assert "Fristen for tilmelding er udløbet" in page
    assert "Tilmeld mig" not in page
    press(cast.anna, "sign_off", row)
    assert SignUp.objects.get(person=cast.eva).seated_at


def test_session_that_has_begun_is_not_left(cast: Cast) -> None:
    row = session()
    join(row, cast.eva)
    page = press(cast.eva, "sign_off", held(row))
    assert "Holdet er begyndt" in page
    assert SignUp.objects.count() == 1


def test_cancelled_session_tells_those_who_signed_up_and_wait(cast: Cast) -> None:
    row = session(seats=1)
    join(row, cast.anna, cast.eva)
    address = reverse("roles:cancel_session", args=[row.pk])
    reply = signed_in(cast.gry).post(address, {"reason": ""})
    assert reply.context["cancel_form"].errors.keys() == {"reason"}
    for _time in range(2):
        assert signed_in(cast.gry).post(address, {"reason": "Underviser syg"}).status_code == 302
    for person in (cast.anna, cast.eva):
        assert titles(person) == ["“Facilitering” er aflyst"]
    page = signed_in(cast.eva).get(row.course.get_absolute_url()).content.decode()
    assert "Underviser syg" in page
    assert "Holdet er aflyst" in press(cast.bo, "sign_up", row)


def change(cast: Cast, row: CourseSession, **fields: object) -> Client:
    """The secretariat changes the session in the administration."""
    ensure_secretariat_group()
    begins, ends = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
    told = {"course": row.course_id, "place": row.place, "seats": row.seats} | fields
    told |= {"starts_at_0": begins.date(), "starts_at_1": f"{begins:%H:%M:%S}"}
    told |= {"ends_at_0": ends.date(), "ends_at_1": f"{ends:%H:%M:%S}"}
    told.setdefault("deadline", row.deadline)
    address = reverse("admin:roles_coursesession_change", args=[row.pk])
    return signed_in(User.objects.get(pk=cast.gry.pk)).post(address, told)


def test_seats_added_in_the_administration_go_to_those_who_wait(cast: Cast) -> None:
    row = session(seats=1)
    join(row, cast.anna, cast.eva, cast.clara)
    assert change(cast, row, seats=2).status_code == 302
    assert SignUp.objects.get(person=cast.eva).seated_at
    assert SignUp.objects.get(person=cast.clara).is_waiting
    assert titles(cast.eva)


def test_fewer_seats_than_people_and_a_late_deadline_are_refused(cast: Cast) -> None:
    row = session(seats=2)
    join(row, cast.anna, cast.eva)
    reply = change(cast, row, seats=1)
    assert "2 er allerede tilmeldt" in reply.content.decode()
    reply = change(cast, row, deadline=ahead(40).date())
    assert "Fristen for tilmelding skal ligge" in reply.content.decode()
    row.refresh_from_db()
    assert row.seats == 2
    row.seats = 1
    with pytest.raises(Refused):
        training.save_session(session=row, by=cast.gry)
    with pytest.raises(PermissionDenied):
        training.save_session(session=row, by=cast.root)


def test_attendance_is_marked_after_the_day_and_not_before(cast: Cast) -> None:
    row = session()
    anna, _eva = join(row, cast.anna, cast.eva)
    with pytest.raises(Refused):
        mark(row, cast.gry, anna)
    address = reverse("roles:manage_session", args=[held(row).pk])
    told = {"came": [anna.pk], "version": row.version}
    assert signed_in(cast.gry).post(address, told).status_code == 302
    assert set(SignUp.objects.values_list("person", "attended")) == {
        (cast.anna.pk, True),
        (cast.eva.pk, False),
    }
    bad = signed_in(cast.gry).post(address, {"came": ["9" * 30, "x"], "version": row.version})
    assert bad.context["form"].errors.keys() == {"came"}


def test_two_who_mark_attendance_see_what_the_other_marked(cast: Cast) -> None:
    row = session()
    anna, eva = join(row, cast.anna, cast.eva)
    seen = held(row).version
    mark(row, cast.gry, anna)
    address = reverse("roles:manage_session", args=[row.pk])
    reply = signed_in(colleague()).post(address, {"came": [eva.pk], "version": seen})
    assert reply.status_code == 409
    assert reply.context["conflicts"][0]["mine"] == "Eva Sten"
    assert reply.context["conflicts"][0]["theirs"] == "Anna Netsø"
    same = {"came": [anna.pk], "version": seen}
    assert signed_in(cast.gry).post(address, same).status_code == 302


def test_list_for_the_door_names_who_is_expected(cast: Cast) -> None:
    row = session(seats=1)
    join(row, cast.anna, cast.eva)
    page = signed_in(cast.gry).get(reverse("roles:door_list", args=[row.pk])).content.decode()
    assert page.index("Anna Netsø") < page.index("Venteliste") < page.index("Eva Sten")


def test_no_colleague_sees_who_is_signed_up(cast: Cast) -> None:
    row = session()
    join(row, cast.anna)
    for person in (cast.eva, cast.root, cast.finn):
        for address in (row.course.get_absolute_url(), "/kurser/", f"/soeg/?q={row.place}"):
            assert "Anna Netsø" not in signed_in(person).get(address).content.decode()


def courses_on(person: User, reader: User) -> str:
    """What the person's page shows the reader of courses."""
    page = signed_in(reader).get(person.get_absolute_url()).content.decode()
    found = page.partition('aria-labelledby="training-heading"')[2]
    return found.partition("</section>")[0]


def test_person_page_shows_courses_to_those_who_need_to_know(cast: Cast) -> None:
    old, new = session(course=course("Taget kursus", step=1)), session(course=course("Nyt kursus"))
    taken = join(old, cast.anna)
    mark(held(old), cast.gry, *taken)
    join(new, cast.anna)
    for reader in (cast.anna, cast.gry):
        found = courses_on(cast.anna, reader)
        assert "Taget kursus" in found
        assert "Nyt kursus" in found
    manager = courses_on(cast.anna, cast.finn)
    assert "Taget kursus" in manager
    assert "Nyt kursus" not in manager
    for reader in (cast.bo, cast.eva, cast.root):
        assert courses_on(cast.anna, reader) == ""


def test_page_says_who_sees_the_courses(cast: Cast) -> None:
    join(session(course=course(step=1)), cast.anna)
    assert "Finn Leder kan som din personaleleder" in courses_on(cast.anna, cast.anna)


def test_manager_of_the_unit_above_sees_what_a_manager_has_taken(cast: Cast) -> None:
    row = session()
    signed = join(row, cast.finn)
    top = Unit.objects.get(parent=None)
    Unit.objects.filter(pk=top.pk).update(manager=cast.bo)
    User.objects.filter(pk=cast.finn.pk).update(unit=cast.anna.unit)
    mark(held(row), cast.gry, *signed)
    assert "Facilitering" in courses_on(User.objects.get(pk=cast.finn.pk), cast.bo)
    assert SignUp.objects.visible_to(cast.bo).count() == 1
    assert SignUp.objects.visible_to(cast.anna).count() == 0


def test_who_runs_the_site_reads_the_sessions_and_is_offered_no_button(cast: Cast) -> None:
    row = session()
    address = reverse("admin:roles_coursesession_change", args=[row.pk])
    page = signed_in(cast.root).get(address).content.decode()
    assert row.place in page
    assert 'name="_save"' not in page
    assert signed_in(cast.root).post(address, {}).status_code == 403
    add = reverse("admin:roles_coursesession_add")
    assert signed_in(cast.root).get(add).status_code == 403


@pytest.mark.parametrize("is_gone", [True, False])
def test_manager_above_sees_what_was_taken_where_the_unit_has_none(
    cast: Cast, is_gone: bool
) -> None:
    row = session()
    signed = join(row, cast.anna)
    mark(held(row), cast.gry, *signed)
    Unit.objects.filter(parent=None).update(manager=cast.bo)
    assert courses_on(cast.anna, cast.bo) == ""
    if is_gone:
        User.objects.filter(pk=cast.finn.pk).update(active_to=ahead(-2))
    else:
        Unit.objects.filter(manager=cast.finn).update(manager=None)
    assert "Facilitering" in courses_on(cast.anna, cast.bo)


def test_path_tells_what_is_done_booked_and_next(cast: Cast) -> None:
    names = ("Et", "To", "Tre", "Fire")
    steps = [session(course=course(name, step=n)) for n, name in enumerate(names, start=1)]
    done = join(steps[0], cast.eva)
    mark(held(steps[0]), cast.gry, *done)
    join(steps[1], cast.eva)
    course("Uden for vejen")
    path = signed_in(cast.eva).get("/kurser/").context["training"].path
    assert [(step.course.name, step.stand) for step in path] == [
        ("Et", "done"),
        ("To", "signed_up"),
        ("Tre", "next"),
        ("Fire", "later"),
    ]


def test_session_one_missed_is_no_step_taken(cast: Cast) -> None:
    row = session(course=course(step=1))
    join(row, cast.eva)
    mark(held(row), cast.gry)
    path = signed_in(cast.eva).get("/kurser/").context["training"].path
    assert [step.stand for step in path] == ["next"]


def test_course_that_is_taken_off_is_found_by_those_who_signed_up(cast: Cast) -> None:
    row = session(course=course(is_active=False))
    SignUp.objects.create(session=row, person=cast.eva)
    address = row.course.get_absolute_url()
    statuses = [signed_in(p).get(address).status_code for p in (cast.eva, cast.bo, cast.gry)]
    assert statuses == [200, 404, 200]


def test_nobody_signs_up_for_a_course_that_is_taken_off(cast: Cast) -> None:
    taken_off = course(is_active=False)
    SignUp.objects.create(session=session(course=taken_off), person=cast.eva)
    other = session(course=taken_off)
    assert "Kurset udbydes ikke længere" in press(cast.eva, "sign_up", other)
    assert not other.sign_ups.exists()


def test_lists_are_filtered_by_the_address(cast: Cast) -> None:
    one = session(course=course("Et kursus"))
    gone = session(course=course("Et gammelt"))
    join(gone, cast.eva)
    held(gone)
    gry = signed_in(cast.gry)

    def shown(address: str) -> list[str]:
        return [str(row.pk) for row in gry.get(address).context["page_obj"]]

    assert shown("/sekretariat/kurser/") == [str(one.pk)]
    assert shown("/sekretariat/kurser/?vis=mangler") == [str(gone.pk)]
    assert len(shown("/sekretariat/kurser/?vis=alle")) == 2
    assert shown("/kurser/?q=gammelt&rolle=") == [str(gone.course_id)]
    assert shown("/kurser/?rolle=co_driver") == []


def test_list_answers_htmx_with_its_results_and_the_address(cast: Cast) -> None:
    session()
    for page, who in (("/kurser/", cast.eva), ("/sekretariat/kurser/", cast.gry)):
        reply = signed_in(who).get(f"{page}?q=faci", headers={"hx-request": "true"})
        assert reply.content.decode().strip().startswith("<section")
        assert reply.headers["HX-Replace-Url"] == f"{page}?q=faci"


def test_what_was_news_about_a_session_that_is_over_waits_no_more(cast: Cast) -> None:
    row = session(seats=1)
    join(row, cast.anna, cast.eva)
    training.sign_off(session=row, by=cast.anna)
    held(row)
    assert titles(cast.eva) == []


def own_course(name: str, step: int | None, *roles: str) -> Course:
    row = course(name, step=step)
    row.roles.set(Role.objects.filter(key__in=roles))
    return row


@pytest.mark.parametrize(
    ("who", "stands", "now"),
    [
        ("anna", ["others", "later", "now"], {"Led"}),
        ("eva", ["next", "later", "later"], set()),
        ("finn", ["now", "later", "later"], {"Kør med"}),
        ("bo", ["others", "others", "others"], {"Kobl"}),
    ],
)
def test_course_of_the_present_role_is_for_the_reader_now(
    cast: Cast, who: str, stands: list[str], now: set[str]
) -> None:
    own_course("Kør med", 1, "co_driver")
    own_course("Facilitering", 2, "co_driver", "network_leader")
    own_course("Led", 3, "network_leader")
    own_course("Kobl", None, "reference_leader")
    assign(cast.theme, "co_driver", cast.finn)
    assign(cast.other_theme, "co_driver", cast.anna)
    page = signed_in(getattr(cast, who)).get("/kurser/")
    shown = page.context["training"]
    assert [step.stand for step in shown.path] == stands
    assert set(Course.objects.filter(pk__in=shown.now).values_list("name_da", flat=True)) == now
    assert page.text.count("For dig nu") == len(now)


def test_next_course_of_the_role_follows_the_one_that_is_booked(cast: Cast) -> None:
    led, both = own_course("Led", 3, "network_leader"), own_course("Begge", 2, "network_leader")
    own_course("Kør med", 1, "co_driver")
    stands = []
    for row in (both, led):
        join(session(course=row), cast.anna)
        path = signed_in(cast.anna).get("/kurser/").context["training"].path
        stands.append([step.stand for step in path])
    assert stands == [["others", "signed_up", "now"], ["others", "signed_up", "signed_up"]]
