"""Plain text that someone wrote, as paragraphs and lists; every sign in it is shown as it is."""

import re
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

BREAK = re.compile(r"\n\s*\n")
POINT = re.compile(r"[-–•] +")


def prose(text: str) -> SafeString:
    """Empty lines part paragraphs; lines that begin with a dash and a space are a list."""
    blocks = (groupby(block.splitlines(), _is_point) for block in BREAK.split(text.strip()))
    parts = [_part(is_list, list(lines)) for block in blocks for is_list, lines in block]
    return format_html_join("\n", "{}", ((part,) for part in parts))


def _is_point(line: str) -> bool:
    return POINT.match(line.lstrip()) is not None


def _part(is_list: bool, lines: list[str]) -> SafeString:
    if is_list:
        points = ((POINT.sub("", line.lstrip(), count=1),) for line in lines)
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", points))
    return format_html("<p>{}</p>", "\n".join(lines))
