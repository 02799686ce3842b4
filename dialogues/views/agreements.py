"""The agreement: drafted, approved by both, read, printed, reopened."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dialogues.forms.agreements import AgreementForm, ApprovalForm, ReopenForm
from dialogues.models import Agreement, Conversation, Task
from dialogues.pages.mandate import mandate_seen_by
from dialogues.queries.agreements import Since, changed_since, rewriting_of
from dialogues.queries.duties import with_status_today
from dialogues.queries.mandate import Mandate
from dialogues.rules.agreements import can_write_agreement, readers_once_approved
from dialogues.services import agreements, conversations, news
from dialogues.views.guide import visible_conversations
from referenceledelse.core.web.access import is_allowed
from referenceledelse.core.web.errors import Refused
from referenceledelse.core.web.numbers import whole
from referenceledelse.core.web.pageflow import (
    done,
    form_methods,
    form_page,
    posted,
    pressed,
    status_of,
)
from roles.models import User
from roles.views.ways import way_back
from themes.pages.readers import named_for

Status = Conversation.Status


@form_methods
def summary(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as one form that both write; sent for approval from here."""
    conversation = get_object_or_404(visible_conversations(request.user), pk=pk)
    agreement = conversation.agreements.first()
    if agreement is None:
        return redirect(conversation)
    if request.method == "POST":
        return _write(request, conversation, agreement)
    if not can_write_agreement(request.user, conversation):
        return redirect("dialogues:agreement", pk=pk)
    news.mark_seen(conversation=conversation, by=request.user)
    return _summary(request, conversation, agreement, _form(conversation, agreement))


@require_safe
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """The agreement as a document; the two parties approve it here."""
    row = _edition(request, pk)
    if row.conversation.is_party(request.user):
        news.mark_seen(conversation=row.conversation, by=request.user)
    return _document(request, row)


@require_safe
def agreement_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The same document alone on its sheet."""
    row = _edition(request, pk)
    context = {**_paper(row, request.user), "theme": row.conversation.theme}
    return render(request, "dialogues/agreements/print.html", context)


@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve the version that was read; the second approval makes the agreement valid."""
    conversation = get_object_or_404(visible_conversations(request.user), pk=pk)
    row = get_object_or_404(_agreements(request, pk), pk=_newest(conversation).pk)
    form = ApprovalForm(request.POST)
    if not form.is_valid():
        return _document(request, row, form)
    if refusal := pressed(request, agreements.approve, agreement=row, **form.cleaned_data):
        form.stand_on(row.version)
        return _document(request, row, form, refusal=refusal)
    conversation.refresh_from_db()
    if conversation.status == Status.SUMMARISED:
        said = _("Du har godkendt aftalen. Nu mangler %(name)s at godkende den.")
        messages.success(request, said % {"name": conversation.other(request.user).name})
    else:
        messages.success(request, _("I har begge godkendt aftalen. Nu gælder den."))
    return redirect("dialogues:agreement", pk=pk)


@form_methods
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an approved agreement up again, as a new edition, with a reason for both to read."""
    conversation = get_object_or_404(visible_conversations(request.user), pk=pk)
    form, said = ReopenForm(posted(request)), _("Aftalen er genåbnet som en ny udgave.")
    told = {"goal": reverse("dialogues:summary", args=[pk]), "conversation": conversation}
    if answered := done(request, form, agreements.reopen, said, **told):
        return answered
    is_refused = status_of(form, is_strict=True) != 200
    if not is_refused and not is_allowed(request.user, "dialogues.reopen", conversation):
        return redirect("dialogues:agreement", pk=pk)
    context = {"form": form, **_around(conversation, request)}
    return form_page(request, "dialogues/agreements/reopen.html", context, is_strict=True)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """End the conversation; the agreement and the tasks live on."""
    conversation = get_object_or_404(visible_conversations(request.user), pk=pk)
    conversations.close(conversation=conversation, by=request.user)
    messages.success(request, _("Samtalen er afsluttet. I kan stadig se aftalen og gøremålene."))
    return redirect("dialogues:agreement", pk=pk)


def _form(conversation: Conversation, agreement: Agreement, data: Any = None) -> AgreementForm:
    duties = with_status_today(conversation.theme.duties.all())
    chosen = conversation.points.filter(is_chosen=True, point__isnull=False)
    return AgreementForm(
        data,
        agreement=agreement,
        statuses=dict(duties.values_list("key", "status_today")),
        on_agenda=set(chosen.values_list("point", flat=True)),
    )


def _around(conversation: Conversation, request: HttpRequest) -> dict[str, Any]:
    above = conversation if conversation.is_party(request.user) else conversation.theme
    return {
        "conversation": conversation,
        "partner": conversation.other(request.user),
        **way_back((above.get_absolute_url(), capfirst(str(above)))),
    }


def _summary(
    request: HttpRequest,
    conversation: Conversation,
    agreement: Agreement,
    form: AgreementForm,
) -> HttpResponse:
    page = {
        "agreement": agreement,
        "reopened": agreement if agreement.reopened_by_id else None,
        "tasks": conversation.tasks.select_related("owner", "point"),
        "since": changed_since(agreement, request.user),
        "readers_later": named_for(None, _others_once_approved(conversation)),
        "is_sent": conversation.status == Status.SUMMARISED,
        **_around(conversation, request),
        "form": form,
        "who": conversation.other(request.user).name,
    }
    return form_page(request, "dialogues/agreements/write.html", page, is_strict=True)


def _write(request: HttpRequest, conversation: Conversation, agreement: Agreement) -> HttpResponse:
    """Save, and send where that button was pressed; whatever fails, the text stays."""
    form, is_sending = _form(conversation, agreement, request.POST), "send" in request.POST

    def write(by: User, **told: Any) -> Agreement:
        row = agreements.write_agreement(agreement=agreement, by=by, **told)
        if is_sending:
            agreements.send_for_approval(agreement=row, version=row.version, by=by)
        return row

    said, goal = _("Udkastet er gemt."), "dialogues:summary"
    if is_sending:
        said = _("Aftalen er sendt til godkendelse. Læs den igennem her.")
        goal = "dialogues:agreement"
    told = {"goal": reverse(goal, args=[conversation.pk]), "row": agreement, "stored": form.stored}
    return done(request, form, write, said, **told) or _summary(
        request, conversation, agreement, form
    )


def _agreements(request: HttpRequest, conversation: int) -> QuerySet[Agreement]:
    people = ("network_leader", "reference_leader", "theme__phase")
    rows = Agreement.objects.visible_to(request.user).filter(conversation=conversation)
    return rows.select_related(
        "reopened_by", "continues", *(f"conversation__{name}" for name in people)
    )


def _newest(conversation: Conversation) -> Agreement:
    row = conversation.agreements.first()
    if row is None:
        raise Http404
    return row


def _edition(request: HttpRequest, conversation: int) -> Agreement:
    """The edition asked for with ``udgave``, else the newest that the reader may see."""
    rows, wanted = _agreements(request, conversation), request.GET.get("udgave")
    row = rows.filter(edition=whole(wanted) or 0).first() if wanted else rows.first()
    if row is None:
        raise Http404
    return row


def _paper(agreement: Agreement, reader: User) -> dict[str, Any]:
    """All that the document itself shows; tasks and the why of reopening are the parties' own."""
    tasks = Task.objects.visible_to(reader).filter(conversation=agreement.conversation)
    is_party = agreement.conversation.is_party(reader)
    return {
        "is_party": is_party,
        "reopened": agreement if is_party and agreement.reopened_by else None,
        "agreement": agreement,
        "conversation": agreement.conversation,
        "items": agreement.items.agreed().select_related("point"),
        "tasks": tasks.select_related("owner", "point"),
        "readers": named_for(None, readers_once_approved(agreement.conversation)),
        "approvals": agreement.approvals.select_related("person"),
    }


def _others_once_approved(conversation: Conversation) -> list[User]:
    readers = readers_once_approved(conversation)
    return [person for person in readers if not conversation.is_party(person)]


def _mandate(user: User, agreement: Agreement) -> Mandate | None:
    """An approved agreement is the reference leader's part of the mandate."""
    return mandate_seen_by(user, agreement.conversation.theme) if agreement.approved_at else None


def _may_approve(user: User, agreement: Agreement) -> bool:
    """Whether the edition is out for approval, and the reader's is missing."""
    if not agreement.sent_at or not is_allowed(user, "dialogues.approve", agreement.conversation):
        return False
    return not agreement.approvals.filter(person=user).exists()


def _approval(agreement: Agreement, since: Since | None) -> ApprovalForm:
    """The form for a yes, with the remark of one that was taken back."""
    remark = since.remark if since else ""
    return ApprovalForm(initial={"version": agreement.version, "disagreement": remark})


def _document(
    request: HttpRequest,
    agreement: Agreement,
    form: ApprovalForm | None = None,
    refusal: Refused | None = None,
) -> HttpResponse:
    conversation = agreement.conversation
    since = changed_since(agreement, request.user)
    others = _agreements(request, conversation.pk).exclude(pk=agreement.pk)
    context = {
        **_paper(agreement, request.user),
        **_around(conversation, request),
        "form": form or _approval(agreement, since),
        "refusal": refusal.message if refusal else "",
        "editions": others,
        "since": since,
        "mandate": _mandate(request.user, agreement),
        "rewriting": rewriting_of(agreement, request.user),
        "may_approve": _may_approve(request.user, agreement),
        "may_write": is_allowed(request.user, "dialogues.write_agreement", conversation),
        "may_reopen": is_allowed(request.user, "dialogues.reopen", conversation),
    }
    status = refusal.status if refusal else 200
    return render(request, "dialogues/agreements/agreement.html", context, status=status)
