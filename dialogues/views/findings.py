"""What the secretariat can do with a finding: each act's address, form and words."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from dialogues.forms.worklist import ClearForm, SnoozeForm, TakeOverForm, WorkNoteForm
from dialogues.models import WorkItem
from dialogues.pages.worklist import Entry
from dialogues.services import worklist as verbs
from roles.models import User


@dataclass(frozen=True)
class FindingAct:
    """What one can do with a finding: its address, form, verb, button, and what is then said."""

    name: str
    form: type[forms.Form]
    verb: Callable[..., WorkItem]
    button: str
    said: str

    def form_of(self, entry: Entry, data: QueryDict | None = None) -> forms.Form:
        """The act's form on one finding; its fields' ids are their own on the whole page."""
        return self.form(data, auto_id=f"{self.name}-{entry.key}-%s")


CLEAR = FindingAct(
    "clear_finding",
    ClearForm,
    verbs.clear,
    gettext_lazy("Markér som løst"),
    gettext_lazy("Løst: %(what)s"),
)
SNOOZE = FindingAct(
    "snooze_finding",
    SnoozeForm,
    verbs.snooze,
    gettext_lazy("Udsæt"),
    gettext_lazy("Udsat: %(what)s"),
)
RELEASE = FindingAct(
    "release_finding",
    WorkNoteForm,
    verbs.release,
    gettext_lazy("Slip sagen"),
    gettext_lazy("Nu kan en kollega tage sagen: %(what)s"),
)
TAKE_OVER = FindingAct(
    "take_over_finding",
    TakeOverForm,
    verbs.take_over,
    gettext_lazy("Overtag sagen"),
    gettext_lazy("Nu har du sagen: %(what)s"),
)
CLAIM = FindingAct(
    "claim_finding",
    forms.Form,
    verbs.claim,
    gettext_lazy("Tag sagen"),
    gettext_lazy("Nu har du sagen: %(what)s"),
)
REOPEN = FindingAct(
    "reopen_finding",
    WorkNoteForm,
    verbs.reopen,
    gettext_lazy("Sæt sagen på listen igen"),
    gettext_lazy("Tilbage på listen: %(what)s"),
)


def acts_for(entry: Entry, user: User) -> list[FindingAct]:
    """What can be done with it as it stands; to take it is a button of its own."""
    if entry.is_settled:
        return [REOPEN]
    if entry.claimed_by not in (None, user):
        return [TAKE_OVER]
    if entry.is_snoozed:
        return [CLEAR, REOPEN]
    return [CLEAR, SNOOZE, RELEASE] if entry.claimed_by else [CLEAR, SNOOZE]


def forms_of(
    entry: Entry, user: User, refused: FindingAct | None = None, form: forms.Form | None = None
) -> list[tuple[FindingAct, forms.Form]]:
    """Each act with its form; the one that was refused keeps what was typed, and comes first."""
    acts = [act for act in acts_for(entry, user) if act is not refused]
    made = [(act, act.form_of(entry)) for act in acts]
    if refused:
        made.insert(0, (refused, form))
    # Where the reader goes on typing when the forms open below a row.
    first = next(iter(made[0][1].fields.values()))
    first.widget.attrs["autofocus-after-swap"] = True
    return made
