"""Assignments from a file: new ones, and those that get another last day."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import combinations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referenceledelse.core.db.constraints import NoOverlap
from referenceledelse.core.files.columns import FileRow, Rows, plain
from referenceledelse.core.files.imports import Report, RowCount
from referenceledelse.core.files.tables import shown
from roles.models import Role, User
from roles.services.imports.people import by_key
from themes.models import ROLES, Assignment, Theme
from themes.models.appointing import told_no_leader
from themes.services.assignments import assign, end_assignment
from themes.services.imports.themes import Finder, named

RULES = [rule for rule in Assignment._meta.constraints if isinstance(rule, NoOverlap)]


class AssignmentStep:
    """Gives roles to people, and ends what the file gives a last day."""

    def __init__(self, rows: Rows, by: User | None, file: str = "") -> None:
        self.rows, self.by, self.file = rows, by, file
        self.today = timezone.localdate()
        self.count = RowCount(gettext_lazy("udpegninger"))
        self.finder = Finder()
        self.roles = named(Role.objects.filter(key__in=ROLES))
        fields = ("email", "stable_id", "name", "leader_level", "is_active")
        fields = (*fields, "active_from", "active_to")
        self.people = by_key(User.objects.order_by().only(*fields))
        self.held: dict[int, list[Assignment]] = defaultdict(list)
        ways = ("person", "role", "theme")
        for row in Assignment.objects.order_by("starts_on").select_related(*ways):
            self.held[row.theme_id].append(row)
        # The row that tells of an assignment, by the object itself: a new one has no number yet.
        self.named: dict[int, FileRow] = {}
        self.new: list[Assignment] = []
        self.changed: list[tuple[Assignment, date | None]] = []

    def plan(self, report: Report) -> None:
        for row in self.rows.rows:
            theme, role, person = self._theme(row), self._role(row), self._person(row)
            first, last = row.values.get("starts_on"), row.values.get("ends_on")
            if first and last and last < first:
                text = _("Slutdatoen ligger før startdatoen.")
                self.rows.fault(row.number, "ends_on", last, text)
            elif theme and role and person:
                self._plan_row(report, row, (theme, role, person))
        self._check_rules()

    def _theme(self, row: FileRow) -> Theme | None:
        name = row.values.get("theme", "")
        try:
            theme, text = (
                self.finder.find(name),
                _("Temaet findes ikke. Skriv titlen, som den står på temaets side."),
            )
        except ValueError as error:
            theme, text = None, str(error)
        if name and theme is None:
            self.rows.fault(row.number, "theme", name, text)
        return theme

    def _role(self, row: FileRow) -> Role | None:
        name = row.values.get("role", "")
        role = self.roles.get(plain(name))
        if name and role is None:
            text = _("Rollen skal være netværksleder, referenceleder eller co-driver.")
            self.rows.fault(row.number, "role", name, text)
        return role

    def _person(self, row: FileRow) -> User | None:
        email = row.values.get("person", "")
        person = self.people.get(email.casefold())
        if email and person is None:
            text = _("Der er ingen person med den e-mail eller det id.")
            self.rows.fault(row.number, "person", email, text)
        return person

    def _plan_row(self, report: Report, row: FileRow, whole: tuple[Theme, Role, User]) -> None:
        theme, role, person = whole
        stands = self._standing(row, *whole)
        if stands is None:
            stands = Assignment(
                theme=theme,
                role=role,
                person=person,
                starts_on=row.values.get("starts_on") or self.today,
                ends_on=row.values.get("ends_on"),
                why=row.values.get("why") or self._usual_reason(),
            )
            self._begin(report, row, stands)
        elif id(stands) in self.named:
            text = _("Det samme står allerede i række %(row)s.")
            number = self.named[id(stands)].number
            self.rows.fault(row.number, "theme", theme.title, text % {"row": number})
        elif "ends_on" in row.values and row.values["ends_on"] != stands.ends_on:
            self._end(report, row, stands)
        else:
            self.count.same += 1
        self.named.setdefault(id(stands), row)

    def _standing(self, row: FileRow, theme: Theme, role: Role, person: User) -> Assignment | None:
        """The assignment that the row is about: of the same first day, or else in force.

        Without a first day also one that ends as the row says, since the same row again changes
        nothing.
        """
        first, last = row.values.get("starts_on"), row.values.get("ends_on")
        for held in self.held[theme.pk]:
            is_theirs = (held.role_id, held.person_id) == (role.key, person.pk)
            is_in_force = held.ends_on in (None, last) or held.ends_on >= self.today
            if is_theirs and (held.starts_on == first if first else is_in_force):
                return held
        return None

    def _begin(self, report: Report, row: FileRow, new: Assignment) -> None:
        if new.ends_on and new.ends_on < new.starts_on:
            text = _("Slutdatoen ligger før startdatoen.")
            self.rows.fault(row.number, "ends_on", new.ends_on, text)
        is_to_hold = new.ends_on is None or new.ends_on >= self.today
        if is_to_hold and (new.person.has_left or not new.person.is_active):
            text = _("%(name)s arbejder her ikke længere.") % {"name": new.person.name}
            self.rows.fault(row.number, "person", new.person.email, text)
        if is_to_hold and (text := told_no_leader(new.person, new.role_id)):
            self.rows.fault(row.number, "person", new.person.email, text)
        self.held[new.theme_id].append(new)
        self.new.append(new)
        report.tell_new(self.count, str(new))

    def _usual_reason(self) -> str:
        """What the person reads where the file gives no reason of its own."""
        if not self.file:
            return _("Udpegningen kommer fra en fil. Spørg sekretariatet, hvis du vil vide mere.")
        said = _(
            "Udpegningen kommer fra filen “%(file)s”. Spørg sekretariatet, hvis du vil vide mere."
        )
        return said % {"file": self.file}

    def _end(self, report: Report, row: FileRow, stands: Assignment) -> None:
        before, after = stands.ends_on, row.values["ends_on"]
        if after and after < stands.starts_on:
            text = _("Slutdatoen ligger før startdatoen.")
            self.rows.fault(row.number, "ends_on", after, text)
        self.changed.append((stands, after))
        stands.ends_on = after
        report.tell_change(self.count, str(stands), [(_("til"), before, after)])

    def _check_rules(self) -> None:
        """That no two assignments, as they all will be, stand in each other's way."""
        for rows in self.held.values():
            if not any(id(row) in self.named for row in rows):
                continue
            for pair in combinations(rows, 2):
                self._check_pair(*pair)

    def _check_pair(self, *pair: Assignment) -> None:
        """Told beside the row that brings it about: the new one, else the one that is changed."""
        made = [row for row in pair if id(row) in self.named]
        if not made:
            return
        made_last = next((row for row in reversed(made) if row.pk is None), made[-1])
        other = next(row for row in pair if row is not made_last)
        broken = [rule for rule in RULES if rule.is_broken_by(made_last, other)]
        if broken and self._is_handed_over(*pair):
            return
        for rule in broken:
            row, message = self.named[id(made_last)], rule.get_violation_error_message()
            self.rows.fault(row.number, "person", made_last.person.email, str(message))

    def _is_handed_over(self, *pair: Assignment) -> bool:
        """Whether one holder's last day is the next one's first, which is told as what it is."""
        before, after = sorted(pair, key=lambda row: row.starts_on)
        if before.ends_on != after.starts_on or before.person_id == after.person_id:
            return False
        days = {"name": before.person.name, "last": shown(before.ends_on)}
        days["next"] = shown(before.ends_on + timedelta(days=1))
        text = _(
            "%(name)s har rollen til og med den %(last)s. Skriv %(next)s som efterfølgerens “fra”."
        )
        key = "starts_on" if id(after) in self.named else "ends_on"
        row = self.named.get(id(after)) or self.named[id(before)]
        self.rows.fault(row.number, key, before.ends_on, text % days)
        return True

    def prepare(self) -> None:
        """Nothing: the verbs do all of it."""

    def save(self) -> None:
        """First who ends, so that there is room for those who begin."""
        for assignment, last in self.changed:
            end_assignment(assignment=assignment, ends_on=last, by=self.by)
        for new in self.new:
            assign(
                theme=new.theme,
                role=new.role_id,
                person=new.person,
                why=new.why,
                starts_on=new.starts_on,
                ends_on=new.ends_on,
                by=self.by,
            )
