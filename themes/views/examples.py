"""Good examples of the duties: read by all, written by leaders, approved by the secretariat."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db.models import Model
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from referenceledelse.core.web.access import demand, is_allowed
from referenceledelse.core.web.filters import listed, paged
from referenceledelse.core.web.pageflow import (
    done,
    form_methods,
    form_page,
    posted,
    saved,
    status_of,
)
from roles.models import RolePoint, User
from roles.queries.secretariat import secretariat
from roles.views.ways import way_back
from themes.forms.examples import ExampleAnswerForm, ExampleFilters, ExampleForm, TakeDownForm
from themes.models import Example, ExampleEdition
from themes.services import examples as services


@require_safe
def examples(request: HttpRequest) -> HttpResponse:
    """What the secretariat has approved, narrowed by duty and by the type of the theme."""
    rows = ExampleEdition.objects.visible_to(request.user)
    names = _names()
    context = _frame() | {
        "may_write": is_allowed(request.user, "themes.write_example"),
        "has_own": Example.objects.visible_to(request.user).filter(author=request.user).exists(),
        **way_back("roles:list"),
    }
    rows = rows.select_related("theme", "example__author")
    filters = ExampleFilters(request.GET, rows, request=request)
    template, each = "themes/examples/list.html", lambda row: _name(row, names)
    return listed(request, template, context, filters, each=each)


@require_safe
def own_examples(request: HttpRequest) -> HttpResponse:
    """All that the person has written, with how far each has come."""
    rows = Example.objects.visible_to(request.user).filter(author=request.user)
    context = {"may_write": is_allowed(request.user, "themes.write_example")}
    return _paged(request, "themes/examples/own.html", rows.select_related("edition"), context)


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for the secretariat, the oldest first."""
    demand(request.user, "themes.read_sent_examples")
    rows = Example.objects.visible_to(request.user).filter(status=Example.Status.SENT)
    rows = rows.select_related("author", "theme", "edition").order_by("sent_at", "pk")
    return _paged(request, "themes/examples/queue.html", rows, way_back("secretariat"))


@require_safe
def example(request: HttpRequest, pk: int) -> HttpResponse:
    """One example: what is approved, and the author's text for those who may read it."""
    return _shown(request, *_found(request, pk))


def _shown(
    request: HttpRequest,
    text: Example | None,
    edition: ExampleEdition | None,
    *,
    status: int = 200,
    **forms: Form,
) -> HttpResponse:
    user, names = request.user, _names()
    is_waiting = text is not None and text.status == Example.Status.SENT
    for row in filter(None, (text, edition)):
        _name(row, names)
    context = _frame() | {
        "text": text,
        "edition": edition,
        "shown": edition or text,
        "is_mine": bool(text and text.author_id == user.pk),
        "may_answer": is_waiting and is_allowed(user, "themes.answer_example", text),
        "may_take_down": bool(edition and is_allowed(user, "themes.take_down_example", edition)),
        "answer_form": ExampleAnswerForm(initial={"version": text.version}) if text else None,
        "down_form": TakeDownForm(),
        "readers": _readers(user, text) if is_waiting else "",
    }
    return render(request, "themes/examples/example.html", context | forms, status=status)


@form_methods
def add(request: HttpRequest) -> HttpResponse:
    """Write an example: save it as a draft or send it at once."""
    demand(request.user, "themes.write_example")
    row = Example(author=request.user)
    form = ExampleForm(posted(request), record=row, user=request.user)
    if made := saved(request, form, services.write_example):
        return _sent(request, made)
    return form_page(request, "themes/examples/edit.html", _writing(request, row, form))


@form_methods
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write on; what is approved stays for all to read until the next is approved."""
    row, edition = _found(request, pk)
    demand(request.user, "themes.edit_example", row or edition.example)
    form = ExampleForm(posted(request), record=row, user=request.user)
    told = {"row": row, "stored": lambda _row: form.stored(), "example": row}
    if made := saved(request, form, services.edit_example, **told):
        return _sent(request, made)
    return form_page(request, "themes/examples/edit.html", _writing(request, row, form))


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The author takes the example back, or deletes it with ``delete``."""
    row, edition = _found(request, pk)
    demand(request.user, "themes.edit_example", row or edition.example)
    if "delete" in request.POST:
        services.delete_example(example=row, by=request.user)
        messages.success(request, _("Eksemplet er slettet."))
    else:
        services.withdraw_example(example=row, by=request.user)
        messages.success(request, _("Eksemplet er trukket tilbage. Kun du kan læse det."))
    return redirect("knowledge:own_examples")


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The secretariat approves with ``approve`` or sends back with ``return``."""
    row = _texts(request).filter(pk=pk).first()
    if row is None:
        return _nothing_to_answer(request)
    demand(request.user, "themes.answer_example", row)
    if not {"approve", "return"} & request.POST.keys():
        raise BadRequest
    form, told = ExampleAnswerForm(request.POST), {"row": row, "example": row}
    said = _("Eksemplet er sendt tilbage, og forfatteren kan se hvorfor.")
    verb = services.return_example
    if "approve" in request.POST:
        verb, said = services.approve_example, _("Eksemplet er godkendt, og alle kan læse det.")
    if answered := done(request, form, verb, said, goal="knowledge:example_queue", **told):
        return answered
    return _shown(request, *_found(request, pk), answer_form=form, status=status_of(form))


def _nothing_to_answer(request: HttpRequest) -> HttpResponse:
    """A button pressed twice, or an example that its author withdrew meanwhile."""
    if not is_allowed(request.user, "themes.read_sent_examples"):
        raise Http404
    messages.info(request, _("Eksemplet venter ikke længere på svar."))
    return redirect("knowledge:example_queue")


@require_POST
def take_down(request: HttpRequest, pk: int) -> HttpResponse:
    """The secretariat takes what is approved away, with a reason."""
    text, edition = _found(request, pk)
    if edition is None:
        raise Http404
    demand(request.user, "themes.take_down_example", edition)
    form = TakeDownForm(request.POST)
    if not form.is_valid():
        return _shown(request, text, edition, down_form=form)
    if not saved(request, form, services.take_down, beside="reason", edition=edition):
        told = {"down_form": form, "may_take_down": True, "status": 409}
        return _shown(request, text, edition, **told)
    messages.success(request, _("Eksemplet er fjernet, og forfatteren kan se hvorfor."))
    return redirect("knowledge:examples")


def _texts(request: HttpRequest) -> Any:
    return Example.objects.visible_to(request.user).select_related("author", "theme")


def _found(request: HttpRequest, pk: int) -> tuple[Example | None, ExampleEdition | None]:
    """The author's text and what is approved, each where the person may read it."""
    editions = ExampleEdition.objects.visible_to(request.user)
    edition = editions.select_related("example__author", "theme").filter(example=pk).first()
    text = _texts(request).filter(pk=pk).first()
    if text is None and edition is None:
        raise Http404
    return text, edition


def _sent(request: HttpRequest, row: Example) -> HttpResponse:
    """After a save: on to the example, sent where the button said so."""
    if "send" in request.POST:
        services.send_example(example=row, by=request.user)
        messages.success(request, _("Eksemplet er sendt til sekretariatet."))
    else:
        messages.success(request, _("Kladden er gemt. Kun du kan se den."))
    return redirect(row)


def _writing(request: HttpRequest, row: Example, form: ExampleForm) -> dict[str, Any]:
    return _frame() | {
        "form": form,
        "example": row,
        "has_edition": bool(row.pk and ExampleEdition.objects.filter(example=row).exists()),
        "secretariat": get_text_list([person.name for person in secretariat()], _("og")),
    }


def _readers(user: User, text: Example) -> str:
    """Who else than the person reads a text that waits for the secretariat."""
    names = {person.pk: person.name for person in (text.author, *secretariat())}
    names.pop(user.pk, None)
    return get_text_list(list(names.values()), _("og"))


def _names() -> dict[str, str]:
    """The duties' names of today by their keys."""
    return {point.key: point.name for point in RolePoint.objects.duties().current()}


def _name(row: Model, names: dict[str, str]) -> None:
    row.duty_name = names.get(row.duty, row.duty)


def _frame() -> dict[str, Any]:
    """The way back, and the section that the pages belong to."""
    return way_back("roles:list", "knowledge:examples")


def _paged(request: HttpRequest, template: str, rows: Any, context: dict[str, Any]) -> HttpResponse:
    page, names = paged(request, rows), _names()
    page.object_list = list(page.object_list)
    for row in page.object_list:
        _name(row, names)
    return render(request, template, _frame() | {"page_obj": page, "query": ""} | context)
