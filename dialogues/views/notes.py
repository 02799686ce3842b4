"""Notes to self about a conversation, and additions to what is open for both."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dialogues.forms.notes import AdditionForm, OwnNoteForm, own_notes_form
from dialogues.models import Reflection
from dialogues.services import notes
from dialogues.views.guide import visible_conversations
from referenceledelse.core.web import autosave
from referenceledelse.core.web.pageflow import done, form_methods, form_page, posted


@form_methods
def own_notes(request: HttpRequest, pk: int) -> HttpResponse:
    """My notes to self, on a page of their own."""
    row = get_object_or_404(visible_conversations(request.user), pk=pk)
    form = own_notes_form(row, request.user, posted(request))
    said, told = _("Dine noter er gemt. Kun du kan læse dem."), {"conversation": row}
    if answered := done(request, form, notes.save_note, said, goal=request.path, **told):
        return answered
    context = {"conversation": row, "form": form, "other": row.other(request.user)}
    return form_page(request, "dialogues/notes/notes.html", context)


@require_POST
def save_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the notes while they are written."""
    row = get_object_or_404(visible_conversations(request.user), pk=pk)

    def save(form: OwnNoteForm) -> None:
        notes.save_note(conversation=row, by=request.user, **form.values())

    return autosave.answer(request, own_notes_form(row, request.user, request.POST), save)


@require_POST
def delete_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete my notes for good."""
    row = get_object_or_404(visible_conversations(request.user), pk=pk)
    notes.delete_note(conversation=row, by=request.user)
    messages.success(request, _("Dine noter er slettet."))
    return redirect("dialogues:own_notes", pk=pk)


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add to my answers, once they are open for both."""
    mine = get_object_or_404(
        Reflection.objects.visible_to(request.user).filter(author=request.user), conversation=pk
    )
    form = AdditionForm(request.POST)
    if not form.is_valid():
        context = {"conversation": mine.conversation, "form": form}
        return render(request, "dialogues/notes/addition.html", context)
    notes.add_to_reflection(reflection=mine, by=request.user, text=form.cleaned_data["text"])
    messages.success(request, _("Din tilføjelse er gemt med dags dato."))
    return redirect("dialogues:reveal", pk=pk)
