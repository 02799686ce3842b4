"""What every page with a form does: save and go on, or tell why not and lose nothing."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from referenceledelse.core.web.edits import Clash
from referenceledelse.core.web.errors import Refused, Stale
from referenceledelse.core.web.htmx import render_page

form_methods = require_http_methods(["GET", "HEAD", "POST"])


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def chosen(request: HttpRequest) -> str:
    """The value of the button ``choose``, which only fills in the form."""
    return request.POST.get("choose", "")


def written(request: HttpRequest) -> Any:
    """The POST data to save; ``None`` on a GET or after the button ``choose``."""
    return None if chosen(request) else posted(request)


def go_on(request: HttpRequest, form: Form, **taken: Any) -> None:
    """After ``choose``, keep what was typed as initial values, without validation."""
    for name, field in form.fields.items() if chosen(request) else ():
        typed = field.widget.value_from_datadict(request.POST, {}, form.add_prefix(name))
        form.initial[name] = field.bound_data(typed, None)
    form.initial |= taken


def refuse(form: Form, refusal: Refused, beside: str = "") -> None:
    """Show what a service said no to beside the field that it is about.

    That is ``beside`` where it names none that the form has. What is about no field has the code
    ``stale`` or ``refused``.
    """
    code = "stale" if isinstance(refusal, Stale) else "refused"
    for name, said in (refusal.fields or {beside: refusal.message}).items():
        field = next((one for one in (name, beside) if one in form.fields), None)
        form.add_error(field, said if field else ValidationError(said, code=code))


def saved(
    request: HttpRequest,
    form: Form,
    verb: Callable[..., Any],
    /,
    *,
    row: Model | None = None,
    stored: Callable[[Any], Mapping[str, Any]] | None = None,
    beside: str = "",
    **values: Any,
) -> Any:
    """Call the verb with ``values`` and the valid form's values; ``None`` where it refused.

    The form then says why, at the field ``beside`` if the refusal names none. Where someone
    saved ``row`` meanwhile, it holds both texts of what ``stored`` gives, or says so where there
    are no texts to show, and stands on the newer version: that of ``row``, or of ``stored``.
    """
    if not form.is_bound or not form.is_valid():
        return None
    told = form.values() if hasattr(form, "values") else form.cleaned_data
    try:
        made = verb(by=request.user, **values, **told)
        return True if made is None else made
    except Stale as stale:
        _meet(form, stale, row, stored)
    except Refused as refusal:
        refuse(form, refusal, beside)
    return None


def _meet(
    form: Any,
    stale: Stale,
    row: Any,
    stored: Callable[[Any], Mapping[str, Any]] | None,
) -> None:
    """Let the form hold both texts where there are any to show, else say what happened."""
    if row is not None:
        row.refresh_from_db()
    if stored:
        now = stored(row)
        form.conflicts_with(now, now.get("version", getattr(row, "version", 0)))
    elif isinstance(stale, Clash):
        form.meet(form.by_field(stale.stored))
    else:
        if row is not None:
            form.stand_on(row.version)
        refuse(form, stale)


def pressed(request: HttpRequest, verb: Callable[..., Any], /, **values: Any) -> Refused | None:
    """Do what a bare button says; what the verb said no with, or ``None`` once it is done.

    The page is then shown as it stands now, with the refusal's words and its ``status``.
    """
    try:
        verb(by=request.user, **values)
    except Refused as refusal:
        return refusal
    return None


def done(
    request: HttpRequest,
    form: Form,
    verb: Callable[..., Any],
    said: str | Callable[[Any], str],
    /,
    *,
    goal: Any = None,
    **more: Any,
) -> HttpResponse | None:
    """Call ``saved``, then redirect to ``goal`` or to the result, with the message ``said``."""
    made = saved(request, form, verb, **more)
    if made is None:
        return None
    messages.success(request, said(made) if callable(said) else said)
    return redirect(goal or made)


def status_of(form: Form | None, *, is_strict: bool = False) -> int:
    """409 where someone saved meanwhile; if strict, also where the form was refused as a whole."""
    if form is None or not form.is_bound:
        return 200
    codes = ("stale", "refused") if is_strict else ("stale",)
    is_told = any(form.has_error(NON_FIELD_ERRORS, code) for code in codes)
    return 409 if is_told or getattr(form, "conflicts", None) is not None else 200


def form_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    fragment: str = "",
    is_strict: bool = False,
) -> HttpResponse:
    """The page of ``form``, with both texts where someone saved meanwhile.

    Where htmx asks for it, the page's ``fragment`` alone.
    """
    form = context["form"]
    conflicts = getattr(form, "conflicts", None)
    if conflicts is not None:
        context = {"who": "", **context, "conflicts": conflicts}
    status = status_of(form, is_strict=is_strict)
    if fragment:
        return render_page(request, template, context, fragment=fragment, status=status)
    return render(request, template, context, status=status)
