"""What the secretariat's work list finds today.

Computed from the data each time and never stored, so what is mended is gone by itself. Facts and
dates alone: nothing that anyone wrote is read here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from dialogues.models import Conversation, FindingKind
from dialogues.models.questions import ConversationKind
from dialogues.models.worklist import finding_key
from dialogues.queries.activity import last_activity
from dialogues.queries.findings.facts import (
    CO_DRIVER,
    NETWORK_LEADER,
    REFERENCE_LEADER,
    Facts,
    HeldRole,
    Person,
)
from dialogues.queries.mandate import mandates
from referenceledelse.core.text.order import danish_key
from roles.models import RoleKey, User
from themes.models import LEADING, Assignment, Theme
from themes.models.tenure import SOON
from themes.queries.phases import Age, Ages, begun

Status = Conversation.Status


@dataclass(frozen=True)
class Finding:
    """One thing that needs help: what, on which theme, since when, and why it is here.

    ``person`` is whom it is about, ``contact`` whom to write to. Two findings with the same ``key``
    are the same; the same trouble at another time is another finding.
    """

    kind: FindingKind
    theme: Theme
    since: date
    said: str | Promise
    facts: dict[str, Any] = field(default_factory=dict)
    person: Person | None = None
    contact: Person | None = None
    # False if no last day is known; ``since`` is a guess.
    is_dated: bool = True
    # The role that is or will be vacant.
    role: str = ""

    @property
    def key(self) -> str:
        """What it is known by in an address, and the row that keeps what became of it."""
        return finding_key(
            self.kind.value, self.theme.pk, self.person and self.person.pk, self.since
        )

    @property
    def kinds(self) -> set[FindingKind]:
        """What it counts as: a role whose leader has left is vacant too."""
        return {self.kind, FindingKind(self.role)} if self.kind == FindingKind.LEFT else {self.kind}

    @property
    def why(self) -> str:
        """One sentence on why it is on the list, in the reader's language."""
        return str(self.said) % {name: _told(fact) for name, fact in self.facts.items()}


def _told(fact: Any) -> Any:
    if isinstance(fact, date):
        return date_format(fact, "DATE_FORMAT")
    return ", ".join(map(str, fact)) if isinstance(fact, tuple) else fact


def findings(user: User, today: date | None = None) -> list[Finding]:
    """All that needs help, what has waited longest first; nothing for anyone but the secretariat.

    A constant number of queries, however many themes there are.
    """
    if not (user.is_active and user.is_secretariat):
        return []
    known = Facts(user, today or timezone.localdate())
    found: dict[str, Finding] = {}
    for source in SOURCES:
        for one in source(known):
            found.setdefault(one.key, one)
    return sorted(found.values(), key=lambda one: (one.since, danish_key(one.theme.title), one.key))


def leaders(known: Facts) -> Iterator[Finding]:
    """Roles that nobody holds, and leaders who left, moved or stand at another level.

    Where a leader has left, the role is vacant for that reason, and stands once.
    """
    for theme in known.themes.values():
        for role in LEADING:
            if held := known.holder(theme.pk, role):
                yield from _looked_at(known, theme, held)
                yield from _ends(known, theme, held)
            elif leaver := known.leaver(theme.pk, role):
                yield _with_who_is_asked(known, _left(theme, leaver, known.today))
            else:
                yield _with_who_is_asked(known, _vacant(known, theme, role))


def co_drivers(known: Facts) -> Iterator[Finding]:
    """Themes that had a co-driver and now have none, if the type needs one."""
    for theme in known.themes.values():
        if not theme.type.needs_co_driver or known.holder(theme.pk, CO_DRIVER):
            continue
        posts = known.posts.get((theme.pk, CO_DRIVER), ())
        gone = [post for post in posts if post.state == Assignment.State.EARLIER]
        if gone and not known.coming(theme.pk, CO_DRIVER):
            yield _with_who_is_asked(known, _without_co_driver(known, theme, gone))


def _without_co_driver(known: Facts, theme: Theme, gone: list[HeldRole]) -> Finding:
    """Prefer one who left but still has the role; else the last one."""
    if leaver := next((post for post in gone if post.is_left_behind(known.today)), None):
        return replace(_left(theme, leaver, known.today), kind=FindingKind.CO_DRIVER)
    last = max(gone, key=lambda post: post.held_until)
    said = _("%(name)s var %(role)s til og med den %(day)s, og ingen har overtaget rollen.")
    facts = {"name": last.person.name, "role": last.role_name, "day": last.held_until}
    told = {"said": said, "facts": facts, "role": CO_DRIVER}
    return Finding(FindingKind.CO_DRIVER, theme, last.held_until, **told)


def _with_who_is_asked(known: Facts, one: Finding) -> Finding:
    """The finding with the proposal that waits for an answer, where there is one."""
    if (asked := known.offers.get((one.theme.pk, one.role))) is None:
        return one
    said = f"{one.said} {_('%(asked)s blev foreslået den %(asked_on)s og har ikke svaret.')}"
    facts = one.facts | {"asked": asked[0], "asked_on": asked[1]}
    return replace(one, said=said, facts=facts)


def _ends(known: Facts, theme: Theme, post: HeldRole) -> Iterator[Finding]:
    """A role that is held to a day soon, and nobody follows the day after."""
    last = post.held_until
    if last is None or (last - known.today).days > SOON:
        return
    if theme.ends_on and theme.ends_on <= last:
        return
    coming = known.coming(theme.pk, post.role)
    if coming and coming.held_from <= last + timedelta(days=1):
        return
    said = str(_("%(name)s er %(role)s til og med den %(day)s, og rollen har ingen efterfølger."))
    facts = {"name": post.person.name, "role": post.role_name, "day": last}
    if coming:
        said = _(
            "%(name)s er %(role)s til og med den %(day)s. %(next)s begynder først den %(begins)s."
        )
        facts |= {"next": coming.person.name, "begins": coming.held_from}
    elif void := known.in_vain(theme.pk, post.role):
        said += f" {_('%(void)s skulle begynde den %(begins)s, men er ikke ansat til den tid.')}"
        facts |= {"void": void.person.name, "begins": void.starts_on}
    told = {"said": said, "facts": facts, "person": post.person, "role": post.role}
    yield _with_who_is_asked(known, Finding(FindingKind.ENDS, theme, last, **told))


def _left(theme: Theme, post: HeldRole, today: date) -> Finding:
    last = post.person.active_to
    facts = {"name": post.person.name, "role": post.role_name, "day": last}
    told = {"theme": theme, "facts": facts, "person": post.person, "role": post.role}
    # Deactivated before a last day has passed: no date is known.
    if last is None or last >= today:
        said = _("%(name)s kan ikke logge ind mere, men står stadig som %(role)s. Rollen er ledig.")
        return Finding(FindingKind.LEFT, since=post.starts_on, said=said, is_dated=False, **told)
    said = _("%(name)s stoppede den %(day)s, men står stadig som %(role)s. Rollen er ledig.")
    return Finding(FindingKind.LEFT, since=max(last, post.starts_on), said=said, **told)


def _vacant(known: Facts, theme: Theme, role: str) -> Finding:
    posts = known.posts.get((theme.pk, role), ())
    last = next((p for p in posts if p.ends_on and p.ends_on < known.today), None)
    if last:
        since, name = last.ends_on, last.person.name
        said = _("%(name)s var %(role)s til og med den %(day)s, og ingen har overtaget rollen.")
    else:
        since, name, said = begun(theme, known.today), "", _("Ingen er udpeget som %(role)s.")
    facts = {"name": name, "day": since, "role": RoleKey(role).label}
    if coming := known.coming(theme.pk, role):
        begins = _("%(next)s begynder den %(begins)s.")
        said = f"{said} {begins}"
        facts |= {"next": coming.person.name, "begins": coming.held_from}
    return Finding(FindingKind(role), theme, since, said, facts, role=role)


def _looked_at(known: Facts, theme: Theme, post: HeldRole) -> Iterator[Finding]:
    facts: dict[str, Any] = {"name": post.person.name, "role": post.role_name}
    told = {"theme": theme, "person": post.person}
    if post.moved_on and post.moved_on > post.starts_on:
        said = _(
            "%(name)s blev udpeget som %(role)s og skiftede enhed den %(day)s. Passer rollen "
            "stadig?"
        )
        moved = facts | {"day": post.moved_on}
        yield Finding(FindingKind.MOVED, since=post.moved_on, said=said, facts=moved, **told)
    most, level = theme.type.reference_leader_level, post.leader_level
    if post.role == REFERENCE_LEADER and (level is None or level > most):
        facts |= {"level": level, "most": most, "type": theme.type.name}
        said = _(
            "%(name)s er på lederniveau %(level)s, men tematypen %(type)s "
            "kræver niveau %(most)s eller højere oppe."
        )
        if level is None:
            said = _(
                "%(name)s har intet lederniveau, men tematypen %(type)s "
                "kræver niveau %(most)s eller højere oppe."
            )
        yield Finding(FindingKind.LEVEL, since=post.starts_on, said=said, facts=facts, **told)


def ended(known: Facts) -> Iterator[Finding]:
    """Running themes whose last day has passed."""
    for theme in known.themes.values():
        if theme.ends_on and theme.ends_on < known.today:
            said = _("Temaet skulle have været afsluttet den %(day)s, men er stadig i gang.")
            yield Finding(FindingKind.ENDED, theme, theme.ends_on, said, {"day": theme.ends_on})


def conversations(known: Facts) -> Iterator[Finding]:
    """What hinders a talk: no answer to the invitation, no time agreed, a day that has passed.

    To prepare in writing is voluntary, so who has not is never told. A theme whose invitation
    waits for an answer has no talk for that reason, and stands once.
    """
    waiting = set()
    for row in known.conversations:
        if row["status"] == Status.INVITED and not row["wants_other_time"]:
            sent_on = timezone.localdate(row["invited_at"])
            if known.waited(sent_on) >= known.limits.invitation_days:
                waiting.add(row["theme_id"])
                yield _unanswered(known, row, sent_on)
    yield from _passed(known)
    booked = {
        row["theme_id"]
        for row in known.conversations
        if row["kind"] == ConversationKind.KICKOFF and (row["scheduled_at"] or row["held_at"])
    }
    for theme in known.themes.values():
        pair = known.pair(theme.pk)
        if pair and theme.pk not in booked | waiting:
            since = max(post.starts_on for post in pair)
            if known.waited(since) >= known.limits.talk_days:
                yield _not_booked(theme, since, pair[0].person)


def _unanswered(known: Facts, row: dict[str, Any], sent_on: date) -> Finding:
    key = row["theme_id"]
    _host, guest = _sides(known, row)
    said = _("%(name)s har ikke svaret på invitationen, som blev sendt den %(day)s.")
    facts = {"name": guest.name, "day": sent_on}
    return Finding(FindingKind.INVITATION, known.themes[key], sent_on, said, facts, contact=guest)


def _sides(known: Facts, row: dict[str, Any]) -> tuple[Person, Person]:
    """Who invited to the talk, and who is invited: the two who lead the theme today."""
    sides = (NETWORK_LEADER, REFERENCE_LEADER)
    if row["invited_by_id"] == row["reference_leader_id"]:
        sides = sides[::-1]
    host, guest = (known.holder(row["theme_id"], side).person for side in sides)
    return host, guest


def _not_booked(theme: Theme, since: date, host: Person) -> Finding:
    said = _(
        "Begge ledere har været udpeget siden den %(day)s, men de har ikke aftalt et tidspunkt "
        "for opstartssamtalen."
    )
    return Finding(FindingKind.TALK, theme, since, said, {"day": since}, contact=host)


def _passed(known: Facts) -> Iterator[Finding]:
    """Talks whose day has passed, and that nobody has begun or written down."""
    for row in known.conversations:
        if row["status"] != Status.TIME_AGREED:
            continue
        day = timezone.localdate(row["scheduled_at"])
        if known.waited(day) >= known.limits.passed_days:
            host, _guest = _sides(known, row)
            said = _(
                "De to ledere havde aftalt at tale sammen den %(day)s, "
                "men samtalen er ikke registreret som holdt."
            )
            theme, facts = known.themes[row["theme_id"]], {"day": day}
            yield Finding(FindingKind.PASSED, theme, day, said, facts, contact=host)


def without_mandate(known: Facts) -> Iterator[Finding]:
    """Network leaders who have led for long without all the parts of their mandate."""
    posts = {pk: known.holder(pk, NETWORK_LEADER) for pk in known.themes}
    due = {
        pk: post
        for pk, post in posts.items()
        if post and known.waited(post.starts_on) >= known.limits.mandate_days
    }
    for mandate in mandates(known.themes[pk] for pk in due):
        if not mandate.is_in_place:
            post = due[mandate.theme.pk]
            parts = tuple(part.whose for part in mandate.missing)
            facts = {"name": post.person.name, "day": post.starts_on, "parts": parts}
            said = _(
                "%(name)s har været netværksleder siden %(day)s. Endnu ikke aftalt med: %(parts)s."
            )
            yield Finding(
                FindingKind.MANDATE,
                mandate.theme,
                post.starts_on,
                said,
                facts,
                contact=post.person,
            )


def quiet(known: Facts) -> Iterator[Finding]:
    """Themes where nothing has happened for long: no update, gate, idea, record, talk or task."""
    newest = last_activity()
    for theme in known.themes.values():
        day = newest.get(theme.pk, begun(theme, known.today))
        if known.waited(day) >= known.limits.quiet_days:
            said = _("Der er ikke sket noget på temaet siden %(day)s.")
            leader = known.holder(theme.pk, NETWORK_LEADER)
            contact = leader and leader.person
            yield Finding(FindingKind.QUIET, theme, day, said, {"day": day}, contact=contact)


def long_phases(known: Facts) -> Iterator[Finding]:
    """Themes that are stuck: beyond the usual length of their phase, or else of their type."""
    ages = Ages(known.today)
    for theme in known.themes.values():
        if ages.in_phase(theme) == Age.LONG:
            yield _long_phase(theme, theme.phase_since, theme.phase.usual_months)
        elif ages.of(theme) == Age.LONG:
            yield _long_theme(theme, begun(theme, known.today), theme.type.usual_months)


def _long_phase(theme: Theme, since: date, months: int) -> Finding:
    said = ngettext_lazy(
        "Temaet har været i fasen %(what)s siden %(day)s. Den varer sædvanligvis %(months)s måned.",
        "Temaet har været i fasen %(what)s siden %(day)s. "
        "Den varer sædvanligvis %(months)s måneder.",
        months,
    )
    facts = {"what": theme.phase.name, "day": since, "months": months}
    return Finding(FindingKind.PHASE, theme, since, said, facts)


def _long_theme(theme: Theme, since: date, months: int) -> Finding:
    said = ngettext_lazy(
        "Temaet begyndte den %(day)s og har ingen slutdato. Typen %(what)s varer "
        "sædvanligvis %(months)s måned.",
        "Temaet begyndte den %(day)s og har ingen slutdato. Typen %(what)s varer "
        "sædvanligvis %(months)s måneder.",
        months,
    )
    facts = {"what": theme.type.name, "day": since, "months": months}
    return Finding(FindingKind.PHASE, theme, since, said, facts)


def proposals(known: Facts) -> Iterator[Finding]:
    """Proposals that wait for an answer beyond the day on which their round was decided."""
    rows = Theme.objects.visible_to(known.user).filter(status=Theme.Status.PROPOSED)
    for theme in rows.filter(round__decides_on__lt=known.today).select_related("round", "type"):
        since = theme.round.decides_on
        said = _("Forslaget skulle have været besvaret den %(day)s (%(round)s).")
        facts = {"day": since, "round": theme.round.name}
        yield Finding(FindingKind.PROPOSAL, theme, since, said, facts)


SOURCES: tuple[Callable[[Facts], Iterator[Finding]], ...] = (
    leaders,
    co_drivers,
    ended,
    conversations,
    without_mandate,
    quiet,
    long_phases,
    proposals,
)
