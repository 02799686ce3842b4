"""The pages of requests and courses ask the database as often for one row as for three."""

from dialogues.services import support as services
from roles.services import training
from tests.cast import Cast, make_person
from tests.support import answer, course, held, join, request, session, signed_in
from tests.test_query_counts import queries


def one_more_request(cast: Cast, number: int) -> None:
    """Anna asks twice, and one of the two is answered and noted about."""
    request(cast, subject=f"Ny {number}")
    row = answer(request(cast, subject=f"Svar {number}"), cast.gry)
    services.note(request=row, by=cast.gry, text=f"Notat {number}")


def test_requests(cast: Cast) -> None:
    first = request(cast)
    pages = (
        ("/", cast.anna),
        ("/", cast.gry),
        ("/hjaelp/mine/", cast.anna),
        (first.get_absolute_url(), cast.anna),
        ("/sekretariat/henvendelser/", cast.gry),
        ("/sekretariat/henvendelser/?tilstand=alle", cast.gry),
        (f"/sekretariat/henvendelser/{first.pk}/", cast.gry),
    )
    counts = []
    for number in range(3):
        one_more_request(cast, number)
        answer(first, cast.gry, text=f"Mere {number}")
        counts.append([queries(signed_in(who), page) for page, who in pages])
    assert counts[0] == counts[1] == counts[2]


def test_courses(cast: Cast) -> None:
    step = course(step=1)
    first, over = session(course=step, seats=9), session(course=step, place="Salen")
    join(over, make_person("Nora Før"))
    pages = (
        ("/", cast.eva),
        ("/kurser/", cast.eva),
        (step.get_absolute_url(), cast.eva),
        (cast.eva.get_absolute_url(), cast.eva),
        ("/sekretariat/kurser/", cast.gry),
        (f"/sekretariat/kurser/{first.pk}/", cast.gry),
        (f"/sekretariat/kurser/{first.pk}/liste/", cast.gry),
        (f"/sekretariat/kurser/{held(over).pk}/", cast.gry),
    )
    counts = []
    for number in range(3):
        mine = session(course=course(f"Nyt {number}", step=2), seats=1, place=f"Lokale {number}")
        join(mine, make_person("Nora Først"), cast.eva)
        training.sign_off(session=mine, by=mine.sign_ups.first().person)
        waits = session(course=step, seats=1, place=f"Sal {number}")
        join(waits, make_person("Nora Først"), cast.eva)
        join(first, make_person(f"Ny {number}"))
        counts.append([queries(signed_in(who), page) for page, who in pages])
    assert counts[0] == counts[1] == counts[2]
