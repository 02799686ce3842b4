"""What a browser would send from a page of the administration, read from its HTML."""

from html.parser import HTMLParser

from django.http import HttpResponse


class Fields(HTMLParser):
    """The fields of the page's form with their values, in the order they stand."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self.select = self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        name, kind, value = found.get("name") or "", found.get("type"), found.get("value") or ""
        is_off = kind in ("checkbox", "radio") and "checked" not in found
        if tag == "input" and name and kind not in ("submit", "button", "file") and not is_off:
            self.sent.setdefault(name, []).append(value or ("on" if kind == "checkbox" else ""))
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in found:
            self.sent.setdefault(self.select, []).append(value)
        elif tag == "textarea":
            self.text = name
            self.sent[name] = [""]

    def handle_data(self, data: str) -> None:
        if self.text:
            self.sent[self.text][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.sent[self.text][0] = self.sent[self.text][0].removeprefix("\n")
            self.text = ""
        elif tag == "select":
            self.select = ""


def sent(answer: HttpResponse) -> dict[str, list[str] | str]:
    """What the browser sends where nothing was typed."""
    page = answer.content.decode()
    start = page.index('method="post" id="', page.index('id="content-main"'))
    fields = Fields()
    fields.feed(page[start : page.index("</form>", start)])
    return {name: one if len(one) > 1 else one[0] for name, one in fields.sent.items()}
