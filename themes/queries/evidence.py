"""What really happened on a theme, duty by duty: facts, no judgement."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from referenceledelse.core.db.compiled import compiled
from referenceledelse.core.text.money import kroner
from referenceledelse.core.web.access import is_allowed
from roles.models import User
from themes.models import (
    AgendaLink,
    Allocation,
    ArenaUse,
    Assessment,
    CommitteeMeeting,
    Funding,
    Idea,
    Initiative,
    NoNewAgenda,
    NoOutsideMoney,
    Ownership,
    Stage,
    Theme,
    ValueStory,
)
from themes.queries.ownership import won

SHOWN = 5


@dataclass(frozen=True)
class Fact:
    """Something that happened: what, a few words more, when, and where to read on."""

    text: str
    words: str = ""
    day: date | None = None
    url: str = ""


@dataclass(frozen=True)
class Evidence:
    """What a duty rests on: a sentence, the latest facts, and the room that holds them all."""

    sentence: str
    url: str = ""
    facts: list[Fact] = field(default_factory=list)
    action: str = ""
    # Another page of the theme that the duty rests on: where it is, and its name.
    beside: tuple[str, str] | None = None
    # What was agreed about the duty, where the talks are what happened.
    agreed: list[Fact] = field(default_factory=list)


def evidence(theme: Theme, key: str, user: User) -> Evidence | None:
    """The facts behind the duty with the key, in a few queries; nothing where the facts
    are elsewhere."""
    found = FOUND.get(key)
    return found(theme, user) if found else None


def _room(theme: Theme, name: str) -> str:
    return reverse(f"themes:{name}", args=[theme.slug])


def _strategic_link(theme: Theme, user: User) -> Evidence:
    rows = AgendaLink.objects.visible_to(user).filter(theme=theme).select_related("agenda")
    on_agenda = Count("pk", filter=Q(state=AgendaLink.State.ON_AGENDA))
    counts = rows.order_by().aggregate(all=Count("pk"), on_agenda=on_agenda)
    said = ngettext(
        "Temaet er koblet til %(all)d strategisk dagsorden. "
        "Koblinger, der er på dagsordenen i et forum: %(on_agenda)d.",
        "Temaet er koblet til %(all)d strategiske dagsordener. "
        "Koblinger, der er på dagsordenen i et forum: %(on_agenda)d.",
        counts["all"],
    )
    said %= counts
    if NoNewAgenda.objects.visible_to(user).filter(theme=theme).exists():
        said += " " + _("Der er ikke brug for en ny dagsorden.")
    facts = [
        Fact(row.agenda.title, str(row.get_state_display()), row.state_on)
        for row in rows.order_by("-state_on", "-pk")[:SHOWN]
    ]
    return Evidence(said, _room(theme, "strategy"), facts, _("Se koblingerne"))


def _arenas(theme: Theme, user: User) -> Evidence:
    state, uses = ArenaUse.State, dict(_arenas_by_state(user, theme))
    counts = {
        "asked": uses.get(state.ASKED, 0),
        "offered": uses.get(state.OFFERED, 0),
        "used": uses.get(state.USED, 0),
        "related": sum(number for _theme, number in _initiatives(user, theme)),
    }
    said = _(
        "Spillebaner: %(used)d brugt, %(offered)d tilbudt og %(asked)d ønsket. "
        "Beslægtede indsatser: %(related)d."
    )
    facts = [
        Fact(
            str(row),
            row.outcome or str(row.get_state_display()),
            row.used_on or row.offered_on or row.asked_on,
        )
        for row in _latest_arenas(user, theme)
    ]
    beside = (_room(theme, "initiatives"), _("Beslægtede indsatser"))
    return Evidence(said % counts, _room(theme, "arenas"), facts, _("Se spillebanerne"), beside)


@compiled
def _arenas_by_state(user: User, theme: Theme) -> QuerySet[ArenaUse, tuple[str, int]]:
    rows = ArenaUse.objects.visible_to(user).filter(theme=theme).order_by()
    return rows.values_list("state").annotate(Count("pk"))


@compiled
def _initiatives(user: User, theme: Theme) -> QuerySet[Initiative, tuple[int, int]]:
    rows = Initiative.objects.visible_to(user).filter(theme=theme).order_by()
    return rows.values_list("theme").annotate(Count("pk"))


@compiled
def _latest_arenas(user: User, theme: Theme) -> QuerySet[ArenaUse]:
    rows = ArenaUse.objects.visible_to(user).filter(theme=theme).select_related("arena")
    return rows.order_by("-updated_at")[:SHOWN]


def _granted(sums: dict[str, int]) -> dict[str, str]:
    return {name: kroner(sums[name]) for name in ("granted", "needed")}


def _money(rows: QuerySet[Funding]) -> str:
    """Own money and outside money apart: procuring the one and answering for the other differ."""
    words = {
        Funding.Origin.INTERNAL: _(
            "Egne midler: bevilget %(granted)s ud af %(needed)s, der er brug for."
        ),
        Funding.Origin.EXTERNAL: _(
            "Midler udefra: bevilget %(granted)s ud af %(needed)s, der er brug for."
        ),
    }
    found = rows.sums_by_origin()
    said = [words[Funding.Origin(origin)] % _granted(sums) for origin, sums in found.items()]
    return " ".join(said) or _("Der er ikke skrevet et behov for penge endnu.")


def _capital(theme: Theme, user: User) -> Evidence:
    rows = Funding.objects.visible_to(user).filter(theme=theme)
    said = _money(rows)
    if NoOutsideMoney.objects.visible_to(user).filter(theme=theme).exists():
        said += " " + _("Der søges ikke midler udefra.")
    if hours := Allocation.objects.visible_to(user).filter(theme=theme).hours():
        said += (
            " "
            + ngettext("%d time om ugen er sat af.", "%d timer om ugen er sat af.", hours) % hours
        )
    if late := rows.overdue().count():
        said += (
            " " + ngettext("%d frist er overskredet.", "%d frister er overskredet.", late) % late
        )
    facts = [
        Fact(
            row.need,
            f"{row.source}: {row.get_status_display()}",
            row.decided_on or row.applied_on or row.deadline,
        )
        for row in rows.order_by("-updated_at")[:SHOWN]
    ]
    beside = None
    if is_allowed(user, "themes.write_capital", Allocation(theme=theme)):
        beside = (_room(theme, "add_allocation"), _("Stil medarbejdere eller timer til rådighed"))
    return Evidence(said, _room(theme, "capital"), facts, _("Se behov og frister"), beside)


def _ownership(theme: Theme, user: User) -> Evidence | None:
    if not is_allowed(user, "themes.read_ownership", theme):
        return None
    rows = Ownership.objects.visible_to(user).filter(theme=theme).select_related("leader")
    counts = won(theme, user)
    said = ngettext(
        "%(relevant)d af %(all)d leder på niveau 4–5 har sagt, at temaet er relevant; "
        "%(owns)d tager ejerskab.",
        "%(relevant)d af %(all)d ledere på niveau 4–5 har sagt, at temaet er relevant; "
        "%(owns)d tager ejerskab.",
        counts["all"],
    )
    met = rows.filter(Q(last_contact_on__isnull=False) | Q(heard_on__isnull=False))
    facts = [
        Fact(row.leader.name, _quoted(row), row.last_contact_on or row.heard_on)
        for row in met.order_by("-last_contact_on", "-pk")[:SHOWN]
    ]
    return Evidence(said % counts, _room(theme, "ownership"), facts, _("Se lederne"))


def _quoted(row: Ownership) -> str:
    """What the leader said, as the leader's words."""
    return f"“{row.get_said_display()}”" if row.said else ""


def _value(theme: Theme, user: User) -> Evidence:
    rows = ValueStory.objects.visible_to(user).filter(theme=theme)
    shown = {
        name: Count("pk", filter=Q(**{f"{name}__lte": timezone.localdate()}))
        for name in rows.model.AUDIENCES
    }
    counts = rows.order_by().aggregate(all=Count("pk"), **shown)
    said = ngettext(
        "%(all)d værdifortælling. Vist for organisationen: %(organisation_on)d, "
        "politikerne: %(politicians_on)d, byen: %(city_on)d, "
        "referencelederens egen afdeling: %(own_department_on)d.",
        "%(all)d værdifortællinger. Vist for organisationen: %(organisation_on)d, "
        "politikerne: %(politicians_on)d, byen: %(city_on)d, "
        "referencelederens egen afdeling: %(own_department_on)d.",
        counts["all"],
    )
    facts = [
        Fact(
            row.title,
            row.for_whom,
            timezone.localdate(row.created_at),
            reverse("themes:story", args=[theme.slug, row.pk]),
        )
        for row in rows[:SHOWN]
    ]
    return Evidence(said % counts, _room(theme, "value"), facts, _("Se fortællingerne"))


def _ideas(theme: Theme, user: User) -> Evidence:
    rows = Idea.objects.visible_to(user).filter(theme=theme)
    counts = dict(rows.order_by().values_list("stage").annotate(Count("pk")))
    number = sum(counts.values())
    said = ngettext("%d idé", "%d idéer", number) % number
    stages = [f"{counts[stage]} {stage.label}" for stage in Stage if stage.value in counts]
    facts = [
        Fact(
            row.title,
            str(row.get_stage_display()),
            row.stage_since,
            reverse("themes:idea", args=[theme.slug, row.pk]),
        )
        for row in rows[:SHOWN]
    ]
    told = f"{said}: {', '.join(stages)}." if stages else f"{said}."
    return Evidence(told, _room(theme, "ideas"), facts, _("Se idéerne"))


def _politics(theme: Theme, user: User) -> Evidence:
    rows = Assessment.objects.visible_to(user).filter(theme=theme).select_related("committee")
    found = list(rows[:SHOWN])
    said = _("Der er ingen vurdering endnu.")
    if found:
        said = _("Vurderet som “%(interplay)s”.") % {"interplay": found[0].get_interplay_display()}
    facts = [
        Fact(
            row.get_interplay_display(),
            row.committee.name if row.committee else Truncator(row.reason).chars(120),
            row.assessed_on,
        )
        for row in found
    ]
    facts = sorted([*facts, *_meetings(theme, user)], key=lambda fact: fact.day, reverse=True)
    return Evidence(said, _room(theme, "politics"), facts[:SHOWN], _("Se vurderingerne"))


def _meetings(theme: Theme, user: User) -> Iterator[Fact]:
    """The meetings with committees that have been held, and what came back."""
    rows = CommitteeMeeting.objects.visible_to(user).filter(theme=theme)
    held = rows.filter(held_on__lte=timezone.localdate()).select_related("committee")
    for row in held[:SHOWN]:
        said = _("Møde med %(committee)s") % {"committee": row.committee.name}
        wished = Truncator(row.wished).chars(120)
        yield Fact(said, _("Udvalget ønskede: %s") % wished if wished else "", row.held_on)


# By the key of the duty in roles/catalogue.toml; the three others live in the conversations.
FOUND: dict[str, Callable[[Theme, User], Evidence | None]] = {
    "strategic_link": _strategic_link,
    "arenas": _arenas,
    "capital": _capital,
    "ownership": _ownership,
    "value": _value,
    "lab_to_practice": _ideas,
    "political_interplay": _politics,
}
