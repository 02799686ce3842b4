"""What a person wrote in a form, told from what was chosen, or what the page carried along."""

import re

OWNER, PAGE = "form_owner", "form_page"
# What travels with a form and was typed by nobody.
OURS = frozenset({"csrfmiddlewaretoken", OWNER, PAGE})


def is_written(name: str, value: str) -> bool:
    """Keys and choices are small letters and digits in one piece; what people write is not."""
    if name in OURS or name.startswith("seen_"):
        return False
    word = value.strip()
    return bool(re.search(r"\s", word)) or word[:1].isupper()
