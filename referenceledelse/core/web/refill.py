"""A page as the server made it, with what was typed in one of its forms put back.

Works on the page's HTML, so that every form of every page is served alike, whatever made it.
"""

from dataclasses import dataclass, field
from html import escape, unescape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from referenceledelse.core.web.kept import Fields, texts
from referenceledelse.core.web.typed import OURS

BUTTONS = ("submit", "button", "reset", "image")
# Fields that are never filled in.
NEVER = ("password", "file")

# Tells the scripts that a field was filled in but is not saved.
UNSAVED: dict[str, str | None] = {"data-unsaved": None}

type Attributes = dict[str, str | None]
type Edit = tuple[int, int, str]


@dataclass
class Control:
    """One field of a page: where its tag stands, and for a text area where its words end."""

    kind: str
    name: str
    attributes: Attributes
    start: int
    end: int
    until: int = 0
    words: str = ""
    options: list["Control"] = field(default_factory=list)
    folds: list["Control"] = field(default_factory=list)

    @property
    def is_button(self) -> bool:
        return self.kind in BUTTONS

    @property
    def value(self) -> str:
        return self.words or self.attributes.get("value") or ""


@dataclass
class PageForm:
    """One form that a page sends: to which addresses, with which fields."""

    tag: Control
    actions: set[str]
    controls: list[Control] = field(default_factory=list)


@dataclass
class Refilled:
    """The page with the words in it, the form's id, and what found no place there."""

    html: str
    form_id: str
    is_written: bool
    left: list[str]


def refill(html: str, *, page: str, action: str, fields: Fields) -> Refilled | None:
    """Put the values into the page's form for that action; ``None`` where it has no such form."""
    forms = [one for one in forms_of(html, page) if action in one.actions]
    if not forms:
        return None
    return _filled(html, max(forms, key=lambda one: _likeness(one, fields)), fields)


def _likeness(form: PageForm, fields: Fields) -> tuple[int, int]:
    """How many of the names it has, and how many hidden values: rows of a list differ in these."""
    names = {one.name for one in form.controls}
    hidden = [one for one in form.controls if one.kind == "hidden" and one.name not in OURS]
    return len(names & set(fields)), sum(one.value in fields.get(one.name, ()) for one in hidden)


def _filled(html: str, form: PageForm, fields: Fields) -> Refilled:
    waiting = {name: list(values) for name, values in fields.items()}
    edits: list[Edit] = []
    is_written, folds = False, form.tag.folds
    for control in form.controls:
        if control.is_button:
            waiting.pop(control.name, None)
        elif control.kind not in NEVER and control.name and control.name not in OURS:
            changed = _edit(control, waiting)
            is_written = is_written or (bool(changed) and control.kind != "hidden")
            edits += changed
            if changed:
                folds = [*folds, *(one for one in control.folds if one not in folds)]
    form_id = form.tag.attributes.get("id") or "kept-form"
    if not form.tag.attributes.get("id"):
        edits.append(_tag(form.tag, "form", {**form.tag.attributes, "id": form_id}))
    edits += [
        _tag(fold, "details", {**fold.attributes, "open": None})
        for fold in folds
        if "open" not in fold.attributes
    ]
    left = texts({name: values for name, values in waiting.items() if values})
    return Refilled(_applied(html, edits), form_id, is_written or bool(left), left)


def _edit(control: Control, waiting: Fields) -> list[Edit]:
    """The edits that put the kept value into the control; takes it from ``waiting``."""
    values = waiting.get(control.name, [])
    if control.kind == "select":
        return _chosen(control, values)
    if control.kind in ("checkbox", "radio"):
        return _switched(control, "input", "checked", is_on=_take(values, control.value or "on"))
    if not values:
        return []
    value = values.pop(0).replace("\r\n", "\n")
    if value == control.value:
        return []
    if control.kind == "hidden":
        return [_tag(control, "input", {**control.attributes, "value": value})]
    if control.kind == "textarea":
        words = (control.end, control.until, f"\n{escape(value)}")
        return [_tag(control, "textarea", control.attributes | UNSAVED), words]
    return [_tag(control, "input", {**control.attributes, "value": value, **UNSAVED})]


def _chosen(control: Control, values: list[str]) -> list[Edit]:
    if not any("selected" in one.attributes for one in control.options):
        # With none selected, a browser shows the first.
        first = [one.value for one in control.options[:1]]
        if "multiple" not in control.attributes and values == first:
            values.clear()
            return []
    edits = [
        edit
        for one in control.options
        for edit in _switched(one, "option", "selected", is_on=_take(values, one.value))
    ]
    return [_tag(control, "select", control.attributes | UNSAVED), *edits] if edits else []


def _take(values: list[str], value: str) -> bool:
    if value not in values:
        return False
    values.remove(value)
    return True


def _switched(control: Control, tag: str, word: str, *, is_on: bool) -> list[Edit]:
    if is_on == (word in control.attributes):
        return []
    others = {name: value for name, value in control.attributes.items() if name != word}
    return [_tag(control, tag, others | ({word: None} if is_on else {}) | UNSAVED)]


def _tag(control: Control, name: str, attributes: Attributes) -> Edit:
    told = "".join(
        f" {key}" if value is None else f' {key}="{escape(value)}"'
        for key, value in attributes.items()
    )
    return control.start, control.end, f"<{name}{told}>"


def _applied(html: str, edits: list[Edit]) -> str:
    for start, end, words in sorted(edits, reverse=True):
        html = html[:start] + words + html[end:]
    return html


def forms_of(html: str, page: str) -> list[PageForm]:
    """The forms of a page that post, in their order."""
    reader = _Reader(html, page)
    reader.feed(html)
    reader.close()
    for form_id, control in reader.apart:
        for form in reader.forms:
            if form.tag.attributes.get("id") == form_id:
                reader.put(form, control)
    return reader.forms


class _Reader(HTMLParser):
    """Finds the forms of a page and where each field stands in it."""

    def __init__(self, html: str, page: str) -> None:
        super().__init__(convert_charrefs=False)
        self.html, self.page = html, page
        self.lines = [0, *(at + 1 for at, sign in enumerate(html) if sign == "\n")]
        self.forms: list[PageForm] = []
        self.apart: list[tuple[str, Control]] = []
        self.form: PageForm | None = None
        self.select: Control | None = None
        self.area: Control | None = None
        self.folds: list[Control] = []

    def at(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start = self.at()
        told = dict(attrs)
        end = start + len(self.get_starttag_text() or "")
        kind = (told.get("type") or "text").lower() if tag == "input" else tag
        if tag == "button":
            kind = (told.get("type") or "submit").lower()
        one = Control(kind, told.get("name") or "", told, start, end, folds=list(self.folds))
        if tag == "details":
            self.folds.append(one)
        elif tag == "form" and (told.get("method") or "").lower() == "post":
            self.form = PageForm(one, {self.path(told.get("action"))})
            self.forms.append(self.form)
        elif tag == "option" and self.select is not None:
            self.select.options.append(one)
        elif tag in ("input", "textarea", "select", "button"):
            self.hold(tag, one)

    def hold(self, tag: str, one: Control) -> None:
        if "disabled" in one.attributes:
            return
        if tag == "textarea":
            self.area = one
        if tag == "select":
            self.select = one
        if elsewhere := one.attributes.get("form"):
            self.apart.append((elsewhere, one))
        elif self.form is not None:
            self.put(self.form, one)

    def put(self, form: PageForm, one: Control) -> None:
        form.controls.append(one)
        if one.is_button and one.attributes.get("formaction"):
            form.actions.add(self.path(one.attributes["formaction"]))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None
        elif tag == "details" and self.folds:
            self.folds.pop()
        elif tag == "textarea" and self.area is not None:
            area, self.area = self.area, None
            area.until = self.at()
            area.words = unescape(self.html[area.end : area.until]).removeprefix("\n")

    def path(self, action: str | None) -> str:
        return urlsplit(urljoin(self.page, action or "")).path
