"""What one types into and chooses from, drawn without a template.

A page of questions has a hundred of them, and Django draws each with a template or two, which
takes longer than all else on the page.
"""

import html
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.utils.safestring import SafeString

type Widget = Mapping[str, Any]

CLASSES = {
    "checkbox": "form-checkbox",
    "radio": "form-radio",
    "file": "",
    "hidden": "",
    "select": "form-select",
}


def attrs(widget: Widget) -> SafeString:
    """The attributes as they stand in the tag, and last the classes.

    The design system's class is added here, when all else about the control is settled, so that
    the admin's widgets keep the classes that their scripts look for.
    """
    own = widget["attrs"]
    told = {name: value for name, value in own.items() if value is not False and name != "class"}
    if classes := f"{own.get('class', '')} {_class(widget)}".strip():
        told["class"] = classes
    return SafeString("".join(_attr(name, value) for name, value in told.items()))


def _attr(name: str, value: object) -> str:
    return f" {name}" if value is True else f' {name}="{_escaped(value)}"'


def _escaped(value: Any) -> str:
    """As ``conditional_escape`` gives it, without looking for texts that are translated later."""
    return value.__html__() if hasattr(value, "__html__") else html.escape(str(value))


def _class(widget: Widget) -> str:
    template = widget["template_name"]
    if template.endswith("select_option.html"):
        return ""
    if template.endswith("/select.html"):
        return "form-select"
    return CLASSES.get(widget.get("type", ""), "form-input")


def _input(widget: Widget) -> str:
    value = "" if widget["value"] is None else f' value="{_escaped(widget["value"])}"'
    return (
        f'<input type="{widget["type"]}" name="{_escaped(widget["name"])}"{value}{attrs(widget)}>'
    )


def _textarea(widget: Widget) -> str:
    # A browser leaves out the first line end of the text.
    text = _escaped(widget["value"] or "")
    return f'<textarea name="{_escaped(widget["name"])}"{attrs(widget)}>\n{text}</textarea>'


def _select(widget: Widget) -> str:
    groups = "".join(_option_group(name, some) for name, some, _index in widget["optgroups"])
    return f'<select name="{_escaped(widget["name"])}"{attrs(widget)}>{groups}</select>'


def _option_group(name: object, options: Iterable[Widget]) -> str:
    drawn = "".join(
        f'<option value="{_escaped(one["value"])}"{attrs(one)}>'
        f"{_capitalised(one['label'])}</option>"
        for one in options
    )
    return f'<optgroup label="{_escaped(name)}">{drawn}</optgroup>' if name else drawn


def _radios(widget: Widget) -> str:
    return _choices(widget, "form-group-radio", _capitalised)


def _checkboxes(widget: Widget) -> str:
    return _choices(widget, "form-group-checkbox", _escaped)


def _choices(widget: Widget, css: str, words: Callable[[Any], str]) -> str:
    key = _of_key("id", widget)
    return f"<div{key}>{''.join(_choice_rows(widget, css, words))}</div>"


def _choice_rows(widget: Widget, css: str, words: Callable[[Any], str]) -> Iterator[str]:
    for group, options, _index in widget["optgroups"]:
        if group:
            yield f'<p class="form-label">{_escaped(group)}</p>'
        for one in options:
            label = f"<label{_of_key('for', one)}>{words(one['label'])}</label>"
            yield f'<div class="{css}">{_input(one)}{label}</div>'


def _of_key(name: str, widget: Widget) -> str:
    key = widget["attrs"].get("id")
    return _attr(name, key) if key else ""


def _capitalised(label: Any) -> str:
    words = _escaped(label)
    return words[:1].upper() + words[1:]


_INPUTS = ("text", "hidden", "number", "email", "url", "password", "date", "time", "checkbox")
# What draws each of Django's templates for one control.
DRAWN: dict[str, Callable[[Widget], str]] = {
    **{f"django/forms/widgets/{kind}.html": _input for kind in _INPUTS},
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
    "django/forms/widgets/radio.html": _radios,
    "django/forms/widgets/checkbox_select.html": _checkboxes,
}
