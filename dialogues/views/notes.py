"""Notes to self about a conversation, and additions to what is open for both."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dialogues.forms.notes import AdditionForm, NoteForm, own_notes_form
from dialogues.models import Reflection
from dialogues.services import notes
from dialogues.views.guide import talks
from referenceledelse import autosave
from referenceledelse.edits import Clash


@require_http_methods(["GET", "HEAD", "POST"])
def own_notes(request: HttpRequest, pk: int) -> HttpResponse:
    """My notes to self, on a page of their own."""
    row = get_object_or_404(talks(request.user), pk=pk)
    form = own_notes_form(row, request.user, request.POST if request.method == "POST" else None)
    context = {"conversation": row, "form": form, "other": row.other(request.user)}
    if form.is_bound and form.is_valid():
        try:
            notes.save_note(conversation=row, by=request.user, **form.values())
        except Clash as clash:
            context["conflicts"] = form.meet({"own_note": clash.stored["text"]})
        else:
            messages.success(request, _("Dine noter er gemt. Kun du kan læse dem."))
            return redirect("dialogues:own_notes", pk=pk)
    status = 409 if "conflicts" in context else 200
    return render(request, "dialogues/own_notes.html", context, status=status)


@require_POST
def save_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the notes while they are written."""
    row = get_object_or_404(talks(request.user), pk=pk)

    def save(form: NoteForm) -> None:
        try:
            notes.save_note(conversation=row, by=request.user, **form.values())
        except Clash as clash:
            raise Clash({"own_note": clash.stored["text"]}) from clash

    return autosave.answer(request, own_notes_form(row, request.user, request.POST), save)


@require_POST
def delete_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete my notes for good."""
    row = get_object_or_404(talks(request.user), pk=pk)
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
        return render(request, "dialogues/addition.html", context)
    notes.add_to_reflection(reflection=mine, by=request.user, text=form.cleaned_data["text"])
    messages.success(request, _("Din tilføjelse er gemt med dags dato."))
    return redirect("dialogues:reveal", pk=pk)
