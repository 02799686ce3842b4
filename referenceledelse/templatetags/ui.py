"""Tags that every page may use: icons, pictures, and small pieces of the design system."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from referenceledelse.core.svg import charts, pictures
from referenceledelse.core.text import money, prose
from referenceledelse.core.web import fields, kept, widgets

register = template.Library()
register.filter("kroner", money.kroner)
register.filter("prose", prose.prose)
register.simple_tag(widgets.attrs, name="widget_attrs")
register.simple_tag(fields.hint, name="field_hint")


class FormTokenNode(CsrfTokenNode):
    """Every form's token, and whose form it is."""

    def render(self, context: Context) -> SafeString:
        token = super().render(context)
        request = getattr(context, "request", None) or context.get("request")
        if not token or request is None or not request.user.is_authenticated:
            return token
        token += _owner_row(request.user.pk)
        if request.method == "POST":
            # What refuses is often no page of its own, to come back to.
            token += _hidden_row(kept.PAGE, kept.page_of(request))
        return token


@lru_cache(maxsize=1024)
def _owner_row(person: int) -> SafeString:
    """Whose form it is; the mark is signed anew only when the process begins anew."""
    return _hidden_row(kept.OWNER, kept.owner_mark(person))


def _hidden_row(name: str, value: str) -> SafeString:
    return format_html('<input type="hidden" name="{}" value="{}">', name, value)


@register.tag
def csrf_token(parser: Parser, token: Token) -> FormTokenNode:
    """Django's own tag, with the mark of the person whom the form is made for."""
    return FormTokenNode()


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str, classes: str = "") -> SafeString:
    """A picture from the design system's set, hidden from screen readers."""
    return format_html(
        '<svg class="icon-svg {}" focusable="false" aria-hidden="true">'
        '<use href="{}#{}"></use></svg>',
        classes,
        static("dkfds/img/all-svg-icons.svg"),
        name,
    )


@register.simple_tag
def duty_wheel(
    statuses: Iterable[str],
    size: pictures.Size = "small",
    links: Iterable[str] = (),
    names: Iterable[str] = (),
    has_talked: bool | None = None,
) -> SafeString:
    """The ten duties' statuses as one picture; ``has_talked`` as in ``duty_status``."""
    told = {"has_talked": has_talked is not False}
    return pictures.duty_wheel(tuple(statuses), size, tuple(links), tuple(names), **told)


@register.simple_tag
def wheel_parts() -> SafeString:
    """What a page's small wheels and marks are made of; base.html holds it."""
    return pictures.wheel_parts()


@register.simple_tag
def duty_status(status: str, has_talked: bool | None = None) -> SafeString:
    """One duty's status as its mark and its words.

    ``has_talked`` tells whether a talk was held on the theme; nothing where many themes are meant.
    """
    return pictures.duty_status(status, has_talked=has_talked is not False)


@register.simple_tag
def duty_statuses() -> list[str]:
    """Every status, for the legend."""
    return [str(status) for status in pictures.DutyLook]


@register.simple_tag
def bar_chart(rows: Sequence[charts.Bar]) -> SafeString:
    """Horizontal bars, each a link."""
    return charts.bars(rows)


@register.simple_tag
def capital_chart(points: Sequence[charts.Quarter]) -> SafeString:
    """Kroner granted and waiting, quarter by quarter."""
    return charts.capital_over_time(points)


@register.simple_tag
def initials(name: str) -> SafeString:
    """A person's initials in a circle; the name always stands beside it."""
    words = name.split()
    letters = "".join(word[0] for word in [*words[:1], *words[1:][-1:]]).upper()
    return format_html('<span class="initials" aria-hidden="true">{}</span>', letters)


@register.simple_tag(takes_context=True)
def nav_section(context: Context) -> str:
    """The section of the page: the namespace of the view that answers, or its name without one.

    A page elsewhere may name its section in the context.
    """
    match = getattr(context.get("request"), "resolver_match", None)
    return context.get("section") or (match and (match.namespace or match.url_name)) or ""


@register.simple_tag(takes_context=True)
def nav_page(context: Context) -> str:
    """The view that answers; none where one view answers for many, told apart by the address."""
    match = getattr(context.get("request"), "resolver_match", None)
    return match.view_name if match and not match.kwargs else ""


@register.simple_tag(takes_context=True)
def nav_link(context: Context, view: str, label: str, section: str = "") -> SafeString:
    """An entry of the main navigation, marked where the reader is in its section.

    ``section`` is the entry's own; where the reader is, the context tells.
    """
    is_here = context["section"] == (section or view.partition(":")[0])
    current = "page" if context["page"] == view else "true"
    return format_html(
        '<li><a class="nav-link" href="{}"{}>{}</a></li>',
        reverse(view),
        format_html(' aria-current="{}"', current) if is_here else "",
        label,
    )


@register.simple_tag(takes_context=True)
def sub_link(context: Context, view: str, label: str, *others: str) -> SafeString:
    """An entry of a section's own navigation, marked on its page and on those below it.

    ``others`` are the pages that the entry stands for besides its own.
    """
    address, path = reverse(view), context["request"].path
    # Every page of the secretariat lies below its first one.
    below = [] if view == "secretariat" else [address, *map(reverse, others)]
    is_here = path == address or path.startswith(tuple(below))
    current = "page" if path == address and not others else "true"
    return _sub_link(address, current if is_here else "", str(label))


@lru_cache(maxsize=256)
def _sub_link(address: str, current: str, label: str) -> SafeString:
    marked = format_html(' aria-current="{}"', current) if current else ""
    return format_html('<li><a href="{}"{}>{}</a></li>', address, marked, label)


@register.simple_tag
def page_numbers(page: Page) -> list[int | str]:
    """The pages to link to: the first, the last, and those around the reader."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.filter
def is_refused(form: BaseForm) -> bool:
    """Whether nothing typed is wrong: a rule said no, so there is nothing for anyone to correct."""
    found = (error.code for errors in form.errors.as_data().values() for error in errors)
    return set(found) == {"refused"}
