"""The network leader's mandate in its parts: begun, written, agreed, taken up again."""

from typing import Any

from django.contrib import messages
from django.db.models import Case, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dialogues.forms.agreements import ReopenForm
from dialogues.forms.mandate import FORMS, BeginPartForm
from dialogues.models import MandatePart
from dialogues.models.mandate import SLUGS
from dialogues.pages.mandate import PEOPLE, document, lines, mandate_seen_by, role_texts
from dialogues.queries.mandate import mandate as mandate_of
from dialogues.rules.mandate import right_to_begin
from dialogues.services import mandate as services
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.forms import VersionedForm
from referenceledelse.core.web.numbers import whole
from referenceledelse.core.web.pageflow import done, form_methods, form_page, posted, pressed
from roles.views.ways import way_back
from themes.models import Theme
from themes.views.rooms import theme_of

ROLES = {slug: role for role, slug in SLUGS.items()}


@require_safe
def mandate(request: HttpRequest, slug: str) -> HttpResponse:
    """How far the mandate's parts are, each with the way into it for who may read it."""
    return render(request, "dialogues/mandate/mandate.html", _whole(request, slug))


@require_safe
def mandate_print(request: HttpRequest, slug: str) -> HttpResponse:
    """The mandate as one document, with the parts that the reader may read."""
    return render(request, "dialogues/mandate/print.html", _whole(request, slug))


def _whole(request: HttpRequest, slug: str) -> dict[str, Any]:
    theme = theme_of(request, slug)
    found = mandate_of(theme)
    demand(request.user, "dialogues.see_mandate", found)
    shown = lines(request.user, found)
    first = next((line for line in shown if line.is_mine), None)
    up = {"theme": theme, **way_back("themes:list", theme)}
    return {"mandate": found, "lines": shown, "first": first, **up}


@require_safe
def mandate_part(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    """One part as a document, with the text about the role it is agreed with."""
    row = _part(request, theme_of(request, slug), part)
    if row.is_party(request.user):
        services.mark_read(part=row, by=request.user)
    form = VersionedForm(initial={"version": row.version})
    return _document(request, row, {"form": form})


@form_methods
def begin_part(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    """Invite to the talk about one part; its own role text goes along."""
    theme = theme_of(request, slug)
    found = mandate_of(theme)
    role, person = _role(part), whole(request.GET.get("med"))
    demand(request.user, right_to_begin(role), found)
    about = found.part(role, person)
    if about.row:
        return redirect(about.row)
    form = BeginPartForm(posted(request))

    def said(row: MandatePart) -> str:
        invited = _("%(name)s er inviteret og kan læse om sin rolle.")
        offered = _("%(name)s kan nu se dit tilbud, og I kan begge skrive aftalen.")
        return (offered if row.is_offered else invited) % {"name": row.guest.name}

    told = {"theme": theme, "role": role}
    told["counterpart"] = about.person.pk if about.person else person
    if answered := done(request, form, services.begin_part, said, **told):
        return answered
    context = {"about": about, "form": form, "mandate": found, **role_texts(role)}
    context["is_own_role"] = request.user == about.person
    return render(request, "dialogues/mandate/begin.html", context | _around(request, theme))


@form_methods
def write_part(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    """What the two agree on; both write."""
    row = _part(request, theme_of(request, slug), part)
    if row.agreed_at is None:
        demand(request.user, "dialogues.write_part", row)
    elif request.method != "POST":
        return redirect(_address("mandate_part", row))
    form = FORMS[row.role](posted(request), part=row)
    goal = _address("mandate_part", row)
    told = {"goal": goal, "row": row, "stored": form.stored, "part": row}
    if answered := done(request, form, services.write_part, _("Teksten er gemt."), **told):
        return answered
    context = {"form": form, "part": row, "partner": row.other(request.user)}
    context |= {"address": _address("write_part", row), **_around(request, row.theme, row)}
    return form_page(request, "dialogues/mandate/write.html", context, is_strict=True)


@require_POST
def agree_part(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    """Say yes to the version that was read; the second yes makes the part hold."""
    row = _part(request, theme_of(request, slug), part)
    form = VersionedForm(request.POST)
    if not form.is_valid():
        if not row.has_agreed(request.user):
            demand(request.user, "dialogues.agree_part", row)
        return redirect(_address("mandate_part", row))
    refusal = pressed(request, services.agree_part, part=row, **form.cleaned_data)
    row.refresh_from_db()
    if refusal:
        form = VersionedForm(initial={"version": row.version})
        context = {"form": form, "refusal": refusal.message}
        return _document(request, row, context, refusal.status)
    waits = _("Du har sagt ja. Nu mangler %(name)s at sige ja.")
    said = _("I har begge sagt ja. Nu gælder aftalen.") if row.agreed_at else waits
    messages.success(request, said % {"name": row.other(request.user).name})
    return redirect(_address("mandate_part", row))


@form_methods
def reopen_part(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    """Take an agreed part up again, as a new edition, with a reason for both to read."""
    row = _part(request, theme_of(request, slug), part)
    form, said = ReopenForm(posted(request)), _("Aftalen er genåbnet som en ny udgave.")
    goal = reverse("dialogues:write_part", args=[slug, part])
    if answered := done(request, form, services.reopen_part, said, goal=goal, part=row):
        return answered
    if not form.is_bound:
        demand(request.user, "dialogues.reopen_part", row)
    context = {"form": form, "part": row, "partner": row.other(request.user)}
    context |= {"address": _address("reopen_part", row), **_around(request, row.theme, row)}
    return form_page(request, "dialogues/mandate/reopen.html", context, is_strict=True)


def _role(slug: str) -> str:
    if slug not in ROLES:
        raise Http404
    return ROLES[slug]


def _part(request: HttpRequest, theme: Theme, slug: str) -> MandatePart:
    """The newest edition that the reader may see, or the one asked for with ``udgave``.

    ``med`` says with which co-driver; else the reader's own comes first. The two of today come
    before those who were.
    """
    rows = MandatePart.objects.visible_to(request.user).filter(theme=theme, role=_role(slug))
    rows = rows.select_related("theme__phase", "theme__type", *PEOPLE)
    wanted = request.GET.get("udgave")
    if wanted:
        row = rows.filter(pk=whole(wanted) or 0).first()
    else:
        person = whole(request.GET.get("med"))
        rows = rows.filter(counterpart=person) if person else rows
        order = (Case(When(counterpart=request.user, then=0), default=1), "-edition", "-pk")
        row = rows.of_today().order_by(*order).first() or rows.order_by("-pk").first()
    if row is None:
        raise Http404
    return row


def _address(name: str, row: MandatePart) -> str:
    """The page about exactly this edition, so that nobody says yes to another."""
    address = reverse(f"dialogues:{name}", args=[row.theme.slug, row.slug])
    return f"{address}?udgave={row.pk}"


def _document(
    request: HttpRequest, row: MandatePart, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    context |= document(request.user, row) | _around(request, row.theme)
    return render(request, "dialogues/mandate/part.html", context, status=status)


def _around(request: HttpRequest, theme: Theme, row: MandatePart | None = None) -> dict[str, Any]:
    """The way back; whoever is no longer one of the two has the part alone."""
    up = []
    if mandate_seen_by(request.user, theme):
        up.append((reverse("dialogues:mandate", args=[theme.slug]), _("Mandatet")))
    if row:
        up.append((_address("mandate_part", row), row.name))
    return {"theme": theme, **way_back("themes:list", theme, *up)}
