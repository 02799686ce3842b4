"""The text of a PDF that Chromium wrote, sheet by sheet; enough of the format for just that."""

import re
import zlib

OBJECT = re.compile(rb"\n(\d+) 0 obj\s*(.*?)\s*endobj", re.DOTALL)
STREAM = re.compile(rb"stream\r?\n(.*)\r?\nendstream", re.DOTALL)
# In the order of the page: a font is chosen, or glyphs of it are drawn.
DRAWN = re.compile(rb"/(F\d+) \S+ Tf|<([0-9A-F]+)>")
RANGE = re.compile(rb"<(\w{4})> (?:<(\w{4})> )?<(\w+)>\n")


def sheets(pdf: bytes) -> list[str]:
    """What stands on each sheet, without the spaces: where they are is told by distances only."""
    objects = {int(number): body for number, body in OBJECT.findall(b"\n" + pdf)}
    kids = next(body for body in objects.values() if b"/Type /Pages" in body)
    pages = re.findall(rb"(\d+) 0 R", re.search(rb"/Kids \[(.*?)\]", kids, re.DOTALL)[1])
    return [_text(objects, objects[int(number)]) for number in pages]


def _text(objects: dict[int, bytes], page: bytes) -> str:
    fonts = {
        name: _letters(objects, objects[int(number)])
        for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", page)
    }
    written, letters = [], {}
    drawing = _stream(objects[int(re.search(rb"/Contents (\d+) 0 R", page)[1])])
    for font, glyphs in DRAWN.findall(drawing):
        letters = fonts[font] if font else letters
        codes = [int(glyphs[i : i + 4], 16) for i in range(0, len(glyphs), 4)]
        written += [letters.get(code, "") for code in codes]
    return "".join("".join(written).split())


def _letters(objects: dict[int, bytes], font: bytes) -> dict[int, str]:
    """Which letters each glyph of the font stands for."""
    found: dict[int, str] = {}
    table = _stream(objects[int(re.search(rb"/ToUnicode (\d+) 0 R", font)[1])])
    for first, last, letters in RANGE.findall(table.partition(b"endcodespacerange")[2]):
        start, text = int(first, 16), bytes.fromhex(letters.decode()).decode("utf-16-be")
        for code in range(start, int(last or first, 16) + 1):
            found[code] = text[:-1] + chr(ord(text[-1]) + code - start)
    return found


def _stream(body: bytes) -> bytes:
    data = STREAM.search(body)[1]
    return zlib.decompress(data) if b"/FlateDecode" in body.partition(b"stream")[0] else data
