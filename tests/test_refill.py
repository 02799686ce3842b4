"""What was typed is put back into a page, whatever kind of field it was typed in."""

from referenceledelse.core.web.refill import refill

PAGE = """<main><details><summary>Mere</summary>
<form method="post" action="/gem/"><input type="hidden" name="version" value="7">
<input type="text" name="title" value="F&oslash;r"><input type="date" name="day">
<textarea name="text">
Gammelt &amp; kendt</textarea>
<input type="radio" name="kind" value="a" checked><input type="radio" name="kind" value="b">
<input type="checkbox" name="tags" value="x" checked><input type="checkbox" name="tags" value="y">
<select name="unit"><option value="">-</option><option value="4">Nord</option></select>
<input type="password" name="key"><button name="send" value="1">Send</button></form></details>
<form method="post" action="/gem/"><textarea name="other"></textarea></form></main>"""

SENT = {
    "version": ["3"],
    "title": ['Efter "alt" <b>'],
    "day": ["2027-03-01"],
    "text": ["Nyt & <ukendt>\r\nmed linjer"],
    "kind": ["b"],
    "tags": ["y"],
    "unit": ["4"],
    "key": ["hemmelig"],
    "send": ["1"],
    "gone": ["Et felt, der er væk"],
}


def test_every_kind_of_field_is_put_back() -> None:
    filled = refill(PAGE, page="/side/", action="/gem/", fields=SENT)
    assert filled is not None
    for piece in (
        '<details open><summary>Mere</summary>\n<form method="post" action="/gem/" id="kept-form">',
        '<input type="hidden" name="version" value="3">',
        'value="Efter &quot;alt&quot; &lt;b&gt;" data-unsaved>',
        '<input type="date" name="day" value="2027-03-01" data-unsaved>',
        '<textarea name="text" data-unsaved>\nNyt &amp; &lt;ukendt&gt;\nmed linjer</textarea>',
        '<input type="radio" name="kind" value="b" checked data-unsaved>',
        '<input type="checkbox" name="tags" value="x" data-unsaved>',
        '<input type="checkbox" name="tags" value="y" checked data-unsaved>',
        '<select name="unit" data-unsaved>',
        '<option value="4" selected data-unsaved>',
        '<input type="password" name="key">',
    ):
        assert piece in filled.html
    assert (filled.is_written, filled.left) == (True, ["Et felt, der er væk"])


def test_page_without_the_form_and_form_without_words_are_told_apart() -> None:
    assert refill(PAGE, page="/side/", action="/andet/", fields=SENT) is None
    filled = refill(PAGE, page="/side/", action="/gem/", fields={"version": ["7"], "kind": ["a"]})
    assert filled is not None
    assert filled.left == []
