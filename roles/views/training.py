"""Courses: what is offered, my own way, and the secretariat's lists."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from referenceledelse.core.text.order import alphabetical
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.filters import listed
from referenceledelse.core.web.pageflow import done, form_methods, form_page, posted, pressed
from roles.forms.training import AttendanceForm, CancelForm, CourseFilters, SessionFilters
from roles.models import Course, CourseSession, Role, SignUp, User
from roles.pages.training import numbers_in_line, training_of
from roles.services import training as services
from roles.views.ways import way_back


@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    """What is offered, and how far I am on the way."""
    ahead = CourseSession.objects.coming().filter(cancelled_at=None).with_counts()
    rows = Course.objects.visible_to(request.user).filter(is_active=True)
    rows = rows.prefetch_related(
        Prefetch("sessions", ahead.order_by("starts_at"), to_attr="ahead"),
        Prefetch("roles", Role.objects.visible_to(request.user)),
    )
    filters = CourseFilters(request.GET, rows, request=request)
    shown = training_of(request.user, request.user)
    context = {"training": shown, "section": "help", **way_back()}
    return listed(request, "roles/training/list.html", context, filters)


@require_safe
def course(request: HttpRequest, pk: int) -> HttpResponse:
    """One course with its sessions, and where I stand on each."""
    row = get_object_or_404(Course.objects.visible_to(request.user), pk=pk)
    mine = {s.session_id: s for s in _mine(request.user).filter(session__course=row)}
    sessions = list(row.sessions.coming().with_counts().order_by("starts_at", "pk"))
    shown = [s for s in sessions if not s.is_cancelled or s.pk in mine]
    numbers = numbers_in_line(request.user, shown)
    for session in shown:
        session.my = mine.get(session.pk)
        session.number = numbers.get(session.pk)
        session.free = max(session.seats - session.taken, 0)
    services.mark_seen(by=request.user, course=row)
    context = {
        "course": row,
        "sessions": shown,
        "is_open": any(s.is_open for s in shown),
        "taken": [s for s in mine.values() if s.attended],
        "roles": row.roles.all(),
        **way_back("roles:courses"),
    }
    return render(request, "roles/training/course.html", context)


def _mine(user: User) -> QuerySet[SignUp]:
    return SignUp.objects.visible_to(user).filter(person=user).select_related("session")


@require_POST
def sign_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a seat, or a place on the waiting list."""
    session = _session(request, pk)
    mine = _mine(request.user).filter(session=session)
    was = mine.exists()
    if refusal := pressed(request, services.sign_up, session=session):
        messages.error(request, refusal.message)
    elif mine.filter(seated_at=None).exists():
        said = _("Holdet er fyldt. Du står nu som nummer %(n)s på ventelisten.")
        messages.warning(request, said % {"n": numbers_in_line(request.user, [session])[pk]})
    elif was:
        messages.info(request, _("Du er allerede tilmeldt."))
    else:
        messages.success(request, _("Du er tilmeldt."))
    return redirect(session)


@require_POST
def sign_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the seat, or the place on the waiting list, up."""
    session = _session(request, pk)
    if refusal := pressed(request, services.sign_off, session=session):
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Du har meldt dig fra."))
    return redirect(session)


@require_safe
def manage(request: HttpRequest) -> HttpResponse:
    """The sessions for the secretariat: how full they are, and where attendance is missing."""
    demand(request.user, "roles.manage_courses")
    rows = CourseSession.objects.visible_to(request.user).with_counts()
    rows = rows.select_related("course").order_by("starts_at", "pk")
    filters = SessionFilters(request.GET, rows, request=request)
    template = "roles/training/manage.html"
    return listed(request, template, way_back("secretariat"), filters)


@form_methods
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is on a session and who waits; afterwards, who came."""
    row = _managed(request, pk)
    form = AttendanceForm(posted(request), session=row)
    told = {"row": row, "stored": lambda _row: {"came": form.stored()}, "session": row}
    goal = reverse("roles:manage_session", args=[pk])
    verb, said = services.mark_attendance, _("Fremmødet er gemt.")
    if answered := done(request, form, verb, said, goal=goal, **told):
        return answered
    return _session_page(request, row, form=form)


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a session off; all who signed up are told on their start page."""
    row = _managed(request, pk)
    form = CancelForm(request.POST)
    said = _("Holdet er aflyst, og de tilmeldte kan se det på deres startside.")
    told = {"goal": reverse("roles:manage_session", args=[pk]), "beside": "reason"}
    if answered := done(request, form, services.cancel_session, said, session=row, **told):
        return answered
    return _session_page(request, row, cancel_form=form)


@require_safe
def door_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The list for the door, on paper."""
    row = _managed(request, pk)
    context = {"session": row, "theme": row.course.name, **_people_on(row)}
    return render(request, "roles/training/door_list.html", context)


def _session(request: HttpRequest, pk: int) -> CourseSession:
    rows = CourseSession.objects.visible_to(request.user).select_related("course")
    return get_object_or_404(rows, pk=pk)


def _managed(request: HttpRequest, pk: int) -> CourseSession:
    demand(request.user, "roles.manage_courses")
    return _session(request, pk)


def _people_on(row: CourseSession) -> dict[str, Any]:
    """Who has a seat, by name, and who waits, in turn."""
    people = row.sign_ups.select_related("person__unit")
    seated = list(people.seated().order_by(alphabetical("person__name"), "pk"))
    return {
        "seated": seated,
        "waiting": list(people.waiting()),
        "is_unmarked": any(one.attended is None for one in seated),
    }


def _session_page(
    request: HttpRequest,
    row: CourseSession,
    *,
    form: AttendanceForm | None = None,
    cancel_form: CancelForm | None = None,
) -> HttpResponse:
    context = {
        "session": row,
        **_people_on(row),
        "form": form or AttendanceForm(None, session=row),
        "cancel_form": cancel_form or CancelForm(),
        **way_back("secretariat", "roles:manage"),
    }
    return form_page(request, "roles/training/session.html", context, is_strict=True)
