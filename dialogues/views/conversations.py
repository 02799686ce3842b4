"""The conversation's own page, the invitation and the answers to it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dialogues.forms.conversations import (
    AcceptForm,
    HeldTalkForm,
    InvitationForm,
    OtherTimeForm,
    ReasonForm,
    stored_invitation,
)
from dialogues.models import Conversation, ProposedTime, QuestionSet
from dialogues.models.questions import ConversationKind
from dialogues.pages.conversations import journeys
from dialogues.pages.mandate import mandate_seen_by
from dialogues.queries.agenda import left_tasks
from dialogues.queries.duties import leaders
from dialogues.queries.follow_ups import kinds_for, next_talk_on, ready_for_next_talk
from dialogues.services import conversations as services
from dialogues.services import invitations, news
from dialogues.services.transitions import demand_now
from dialogues.views.guide import visible_conversations
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.filters import PAGE, paged
from referenceledelse.core.web.pageflow import done, form_methods, form_page, posted, saved
from roles.models import Role, RoleKey, User
from roles.views.ways import way_back
from themes.models import Theme


@require_safe
def conversation_list(request: HttpRequest) -> HttpResponse:
    """My conversations: those that wait for something, and earlier ones."""
    rows = visible_conversations(request.user)
    waiting = rows.waiting()
    ended = paged(request, rows.exclude(pk__in=waiting))
    context = {"journeys": journeys(request.user, waiting), "page_obj": ended}
    return render(request, "dialogues/conversations/list.html", context)


@form_methods
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """What the invitation is, and the button that begins one."""
    theme = get_object_or_404(Theme.objects.visible_to(request.user).with_people(), slug=slug)
    demand(request.user, "dialogues.invite", theme)
    kinds = _kinds(theme)
    kind = request.POST.get("slags") or request.GET.get("slags") or kinds[0]
    if kind not in kinds:
        raise Http404
    if request.method == "POST":
        row = invitations.draft_invitation(theme=theme, by=request.user, kind=kind)
        if "held" in request.POST and row.held_at is None:
            return redirect("dialogues:record", pk=row.pk)
        return redirect("dialogues:invitation" if row.invited_at is None else row, pk=row.pk)
    context = {
        "theme": theme,
        "kind": kind,
        "partner": next((one for one in leaders(theme) if one != request.user), None),
        "roles": _both_roles(),
        "question_set": QuestionSet.objects.newest(kind),
    }
    return render(request, "dialogues/conversations/new.html", context)


def _kinds(theme: Theme) -> list[ConversationKind]:
    """What the page can invite to; where a leader is missing it says so itself."""
    pair = theme.network_leader, theme.reference_leader
    return kinds_for(theme, *pair) if all(pair) else [ConversationKind.KICKOFF]


@require_POST
def ready(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell the network leader that I wait to be invited; without a word."""
    theme = get_object_or_404(Theme.objects.visible_to(request.user), slug=slug)
    row = invitations.say_ready(theme=theme, by=request.user)
    said = _("%(name)s kan nu se, at du er klar.") % {"name": row.network_leader.name}
    messages.success(request, said)
    return redirect("start")


@require_safe
def conversation(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the two are on their way, and the one thing to do next."""
    row = get_object_or_404(visible_conversations(request.user), pk=pk)
    news.mark_seen(conversation=row, by=request.user)
    return render(request, "dialogues/conversations/conversation.html", _page(request, row))


def _both_roles() -> list[Role]:
    """The two roles whose texts go along with every invitation."""
    return list(Role.objects.filter(key__in=(RoleKey.NETWORK_LEADER, RoleKey.REFERENCE_LEADER)))


def _page(request: HttpRequest, row: Conversation) -> dict[str, Any]:
    journey = journeys(request.user, [row])[0]
    pair = {"network_leader": row.network_leader, "reference_leader": row.reference_leader}
    return {
        "conversation": row,
        **way_back(row.theme),
        "journey": journey,
        "waiting": journey.waiting(),
        "other": journey.other,
        "times": _times(row, request.user),
        "roles": _both_roles(),
        "other_time_form": OtherTimeForm(prefix="tid"),
        "decline_form": ReasonForm(prefix="nej"),
        "edition": row.agreements.select_related("reopened_by").first(),
        "left_tasks": left_tasks(row, request.user),
        "next_on": next_talk_on(row)
        if ready_for_next_talk(request.user).filter(pk=row.pk).exists()
        else None,
        "mandate": mandate_seen_by(request.user, row.theme),
        "earlier": list(
            visible_conversations(request.user).filter(**pair).exclude(pk=row.pk)[:PAGE]
        ),
    }


def _times(row: Conversation, user: User) -> list[ProposedTime]:
    """The suggested times; the guest chooses among those that are still ahead."""
    times, now = list(row.proposed_times.all()), timezone.now()
    if user.pk == row.invited_by_id:
        return times
    return [time for time in times if time.starts_at > now]


@form_methods
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the invitation; the button decides whether it is also sent."""
    row = get_object_or_404(visible_conversations(request.user), pk=pk)
    demand_now(request.user, "edit_invitation", row, whose="host")
    form = InvitationForm(posted(request), conversation=row)

    def write(by: User, **told: Any) -> None:
        kept = invitations.write_invitation(conversation=row, by=by, **told)
        # What is saved stays so where the sending is refused.
        form.stand_on(kept.version)
        if "send" in request.POST:
            invitations.send_invitation(conversation=row, by=by)

    if saved(request, form, write, row=row, stored=stored_invitation, beside="time_1"):
        return _written(request, row)
    context = {"conversation": row, "form": form, "other": row.guest}
    return form_page(request, "dialogues/conversations/invitation.html", context)


def _written(request: HttpRequest, row: Conversation) -> HttpResponse:
    was_agreed = row.scheduled_at is not None
    row.refresh_from_db()
    name = {"name": row.guest.name}
    if row.status == Conversation.Status.DRAFT:
        messages.success(request, _("Kladden er gemt. Kun du kan se den."))
        return redirect("dialogues:invitation", pk=row.pk)
    told = _("%(name)s kan nu se din invitation på sin startside.")
    if was_agreed:
        told = _("Ændringen er gemt, og tidspunktet ligger fast.")
        if row.scheduled_at is None:
            told = _(
                "Det aftalte tidspunkt gælder ikke længere. Vi beder %(name)s om at svare igen."
            )
    messages.success(request, told % name)
    return redirect(row)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one of the times, or ask for another one."""
    row = get_object_or_404(visible_conversations(request.user), pk=pk)
    if "time" in request.POST:
        if row.status != Conversation.Status.TIME_AGREED:  # A second click finds it agreed.
            demand_now(request.user, "answer_invitation", row, whose="answer_host")
        form = AcceptForm(request.POST)
        if not form.is_valid():
            raise BadRequest
        invitations.accept_time(
            conversation=row, by=request.user, proposed_time=form.cleaned_data["time"]
        )
        messages.success(request, _("Tidspunktet er aftalt."))
        return redirect(row)
    demand_now(request.user, "ask_for_other_time", row, whose="answer_host")
    form = OtherTimeForm(request.POST, prefix="tid")
    if not form.is_valid():
        context = {**_page(request, row), "other_time_form": form}
        return render(request, "dialogues/conversations/conversation.html", context)
    reply = form.cleaned_data["reply"]
    invitations.ask_for_other_time(conversation=row, by=request.user, reply=reply)
    name = {"name": row.other(request.user).name}
    messages.success(request, _("%(name)s kan se, at du har bedt om et andet tidspunkt.") % name)
    return redirect(row)


@form_methods
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a talk that was held without the guide."""
    row = get_object_or_404(visible_conversations(request.user), pk=pk)
    if not row.recorded_at:
        demand_now(request.user, "record", row)
    elif request.method != "POST":
        return redirect("dialogues:summary", pk=pk)
    form = HeldTalkForm(posted(request))
    said = _("Samtalen er registreret. Nu kan I skrive jeres aftale.")
    told = {"goal": reverse("dialogues:summary", args=[pk]), "beside": "held_on"}
    if answered := done(request, form, services.record, said, conversation=row, **told):
        return answered
    context = {"conversation": row, "form": form, "other": row.other(request.user)}
    return render(request, "dialogues/conversations/record.html", context)


@form_methods
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Say no to the invitation, or call off a conversation that has not begun."""
    if request.method == "POST" and _is_thrown_away(request.user, pk):
        return redirect("dialogues:list")  # A second click.
    row = get_object_or_404(visible_conversations(request.user), pk=pk)
    if row.status != Conversation.Status.CANCELLED:
        demand_now(request.user, "cancel", row)
    elif request.method != "POST":
        return redirect(row)
    form = ReasonForm(posted(request), prefix="nej")
    if row.status == Conversation.Status.DRAFT:
        form.fields["reason"].required = False
    if saved(request, form, invitations.cancel, beside="reason", conversation=row):
        return _called_off(request, row)
    context = {"conversation": row, "form": form, "other": row.other(request.user)}
    return form_page(request, "dialogues/conversations/cancel.html", context, is_strict=True)


def _is_thrown_away(user: User, pk: int) -> bool:
    """Whether the person's own draft of the first talk is nobody's any more."""
    rows = Conversation.objects.filter(pk=pk, network_leader=user, invited_by=None)
    return rows.filter(status=Conversation.Status.DRAFT, ended_at__isnull=False).exists()


def _called_off(request: HttpRequest, row: Conversation) -> HttpResponse:
    if row.invited_at is None:
        messages.success(request, _("Kladden er slettet."))
        return redirect("dialogues:list")
    messages.success(
        request,
        _(
            "Samtalen er aflyst. Har I ikke delt jeres refleksioner, kan I hver især "
            "stadig kun læse jeres egen."
        ),
    )
    return redirect(row)
