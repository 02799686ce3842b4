"""A role passes from one holder to the next, with a note."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from referenceledelse.core.web.access import demand, is_allowed
from referenceledelse.core.web.pageflow import done, form_methods, form_page, go_on, posted, written
from roles.models import User
from themes.forms.holder_changes import ChangeForm, HandOverNoteForm
from themes.models import LEADING, Assignment, HolderChange, Theme
from themes.services import holder_changes as services
from themes.views.assignments import below, staffed_theme
from themes.views.offers import chosen_person, suggested, warn


@form_methods
def change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Set the holder's last day, and who follows."""
    theme = staffed_theme(request, slug)
    demand(request.user, "themes.propose_holder", theme)
    rows = Assignment.objects.visible_to(request.user).filter(theme=theme)
    leaving = get_object_or_404(rows.select_related("person", "role"), pk=pk)
    stored = _stored(request, leaving)
    person = chosen_person(request)
    form = ChangeForm(written(request), role=leaving.role_id, stored=stored, chosen=person)
    go_on(request, form, **_taken(request, person))
    texts = {name: stored[name] for name in ("last_on", "note", "version")}
    said, told = _("Skiftet er gemt."), {"stored": lambda _row: texts, "leaving": leaving}
    if answer := done(request, form, services.change_holder, said, **told):
        if successor := form.values()["successor"]:
            warn(request, theme, leaving.role_id, successor)
        return answer
    context = {"form": form, "leaving": leaving, "is_leading": leaving.role_id in LEADING}
    context |= below(request, theme) | {"readers": _readers(leaving)}
    context |= suggested(request, theme, leaving.role_id) | {"chosen": person}
    return form_page(request, "themes/holder_changes/change.html", context)


def _taken(request: HttpRequest, person: User | None) -> dict[str, Any]:
    """Values set by picking a person; "later" becomes "propose"."""
    is_later = request.POST.get("how") == ChangeForm.LATER
    how = {"how": ChangeForm.PROPOSE} if is_later else {}
    return {"successor": person, **how} if person else {}


def _stored(request: HttpRequest, leaving: Assignment) -> dict[str, Any]:
    """The change as it is saved now; where there is none yet it begins with today."""
    rows = HolderChange.objects.visible_to(request.user).filter(leaving=leaving)
    row = rows.select_related("following__person").first()
    following = row.following.person if row and row.following else None
    return {
        "version": row.version if row else 0,
        "last_on": leaving.held_until or timezone.localdate(),
        "note": row.note if row else "",
        "how": ChangeForm.LATER if row else ChangeForm.PROPOSE,
        "successor": following,
    }


def _readers(leaving: Assignment) -> str:
    words = {"name": leaving.person.name}
    return _("%(name)s, efterfølgeren og sekretariatet") % words


@form_methods
def note(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Read the hand-over note; who leaves and the secretariat write it."""
    theme, row = _change(request, slug, pk)
    if is_allowed(request.user, "themes.receive_hand_over_note", row):
        services.mark_read(change=row, by=request.user)
    may_write = is_allowed(request.user, "themes.write_hand_over_note", row)
    if request.method == "POST":
        demand(request.user, "themes.write_hand_over_note", row)
    form = HandOverNoteForm(posted(request), change=row) if may_write else None
    context = {"form": form, "change": row} | _to_give_on(request, row)
    if form:
        told = {"row": row, "stored": lambda row: {"note": row.note}, "change": row}
        said = _("Noten til efterfølgeren er gemt.")
        if answer := done(request, form, services.write_note, said, **told):
            return answer
    context |= below(request, theme) | {"readers": _others(request, row)}
    return form_page(request, "themes/holder_changes/note.html", context)


def _change(request: HttpRequest, slug: str, pk: int) -> tuple[Theme, HolderChange]:
    theme = staffed_theme(request, slug)
    rows = HolderChange.objects.visible_to(request.user).filter(leaving__theme=theme)
    people = ("leaving__person", "leaving__role", "leaving__theme", "following__person")
    return theme, get_object_or_404(rows.select_related(*people), pk=pk)


def _to_give_on(request: HttpRequest, row: HolderChange) -> dict[str, bool]:
    """Whether open tasks can be given on now; they belong to ``dialogues``."""
    is_leaver = row.leaving.person_id == request.user.pk
    has_followed = row.following is not None and row.following.is_held
    is_ready = is_leaver and has_followed and not row.leaving.is_held
    tasks = request.user.tasks.open().filter(conversation__theme=row.leaving.theme_id)
    return {"is_leaver": is_leaver, "may_give_on": is_ready and tasks.exists()}


def _others(request: HttpRequest, row: HolderChange) -> str:
    """Who else reads the note, by name where there is one."""
    following = row.following.person.name if row.following else _("efterfølgeren")
    people = [(row.leaving.person.name, row.leaving.person_id)]
    people.append((following, row.following.person_id if row.following else 0))
    names = [name for name, pk in people if pk != request.user.pk]
    if not request.user.is_secretariat:
        names.append(_("sekretariatet"))
    return get_text_list(names, _("og"))
