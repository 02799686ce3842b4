"""Text as it is kept: composed letters, no signs that nobody can see, one space between words.

Every way in cleans alike: files, forms, the administration, sign-in and search. Else a sign that
nobody sees makes a second person of one e-mail, and a unit is there twice.
"""

import re
import unicodedata

# Zero-width and directional signs, the soft hyphen, and letters that are drawn as nothing.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufffb]"
)
# What joins the parts of an emoji or of Persian letters; after a Latin letter it does nothing.
JOINERS = re.compile("(?<![\u0600-\U0010ffff])[\u200c\u200d\ufe00-\ufe0f\U000e0000-\U000e01ef]+")
LINE_ENDS = re.compile("\r\n|[\r\u0085\u2028\u2029]")
# What a reader puts for a letter that it could not read.
LOST = "\ufffd"


def clean(text: str) -> str:
    """The text composed, without invisible signs, and with one kind of line end."""
    if text.isascii():
        return LINE_ENDS.sub("\n", text) if "\r" in text else text
    # Composed last: a letter and its accent may have a sign between them that nobody sees.
    text = unicodedata.normalize("NFC", JOINERS.sub("", INVISIBLE.sub("", text)))
    return LINE_ENDS.sub("\n", text)


def one_line(text: str) -> str:
    """The text cleaned, in one line, with single plain spaces between its words."""
    return " ".join(clean(text).split())
