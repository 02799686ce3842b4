"""The verbs of ``roles``, each with who may do it."""

from typing import Any

from django.utils import timezone

from referenceledelse.core.files.imports import ImportOrder, Report
from referenceledelse.core.text.paths import STEP
from roles.models import AccountChange, RolePoint, SignUp, Unit, Upload
from roles.services import (
    catalogue,
    imports,
    joining,
    nominations,
    people,
    training,
    uploads,
)
from roles.services.accounts import addresses, changes
from tests import support
from tests.cast import Cast, make_person
from tests.nominations import answered, nomination, today
from tests.strangers import Verb
from tests.tables import PEOPLE, UNITS, csv_of, people_given, person, units_given

EMPLOYEES = "any employee takes a course"
AUTHOR = "the author's own words, manager still or not"


def nominee(cast: Cast) -> dict[str, Any]:
    told = {"strengths": "Samler naboerne", "potential": "Lede et tema", "consent_on": today()}
    return {"nominee": cast.eva, **told}


def a_course_with_news(cast: Cast) -> dict[str, Any]:
    row = support.session()
    support.join(row, cast.anna)
    SignUp.objects.update(has_news=True)
    return {"course": row.course}


def someone_came(cast: Cast) -> dict[str, Any]:
    row = support.session()
    came = support.join(row, cast.anna)
    row = support.held(row)
    return {"session": row, "came": came, "version": row.version}


def a_new_place(cast: Cast) -> dict[str, Any]:
    row = support.session()
    row.place = "Rådhuset"
    return {"session": row}


def a_change(cast: Cast) -> AccountChange:
    """The new address has answered; Rie asked for it."""
    asked = {"email": "ny@example.org", "asked_by": cast.root, "reached_at": timezone.now()}
    return AccountChange.objects.create(person=cast.anna, **asked)


def a_file(*rows: list[Any]) -> ImportOrder:
    return ImportOrder(csv_of(rows), is_try=False)


def a_file_of_people(cast: Cast) -> dict[str, Any]:
    order = a_file(PEOPLE, person("ole@example.org"))
    return people_given(order)


def a_file_of_units(cast: Cast) -> dict[str, Any]:
    order = a_file(UNITS, [f"Lyngvig Kommune{STEP}Ny enhed", ""])
    return units_given(order)


def a_waiting_file(cast: Cast) -> dict[str, Any]:
    upload = Upload.objects.create(owner=cast.gry, kind="roles.user", name="f.csv", content=b"x")
    return {
        "upload": upload,
        "take_in": lambda order, by: order.claim() or Report(is_saved=True),
        "allow_many": False,
    }


VERBS = (
    Verb(
        catalogue.revise_point,
        "gry",
        lambda cast: {"point": RolePoint.objects.filter(is_current=True).first(), "text_da": "Nyt"},
    ),
    Verb(
        changes.agree_to_change,
        "gry",
        lambda cast: {"change": a_change(cast)},
    ),
    Verb(
        changes.agree_to_change,
        "anna",
        lambda cast: {"change": a_change(cast)},
        what="by the owner",
        keeps="everyone's own account",
    ),
    Verb(changes.drop_change, "gry", lambda cast: {"change": a_change(cast)}),
    Verb(
        addresses.ask_for_address,
        "gry",
        lambda cast: {"person": cast.anna, "email": "anna.gift@example.org"},
    ),
    Verb(
        addresses.ask_for_addresses,
        "gry",
        lambda cast: {"wanted": [(cast.anna, "anna.gift@example.org")]},
    ),
    Verb(
        joining.join_people,
        "gry",
        lambda cast: {"keep": cast.anna, "other": make_person("Anna Ny")},
    ),
    Verb(
        joining.join_units,
        "gry",
        lambda cast: {"keep": cast.anna.unit, "other": Unit.objects.create(name="Senior")},
    ),
    Verb(
        joining.move_unit,
        "gry",
        lambda cast: {"unit": cast.anna.unit, "name": "Senior", "parent": None},
    ),
    Verb(addresses.free_address, "gry", lambda cast: {"person": cast.anna}),
    Verb(people.set_secretariat, "gry", lambda cast: {"person": cast.eva, "is_member": True}),
    Verb(
        people.set_language,
        "anna",
        lambda cast: {"person": cast.anna, "language": "en"},
        keeps="everyone's own page",
    ),
    Verb(
        people.edit_own_page,
        "anna",
        lambda cast: {"person": cast.anna, "phone": "12345678", "language": "da"},
        keeps="everyone's own page",
    ),
    Verb(people.mark_duties_read, "bo", stranger="", keeps="everyone's own reading"),
    Verb(
        people.move_people,
        "gry",
        lambda cast: {"moves": [(cast.anna, Unit.objects.get(parent=None))]},
    ),
    Verb(
        imports.import_people,
        "gry",
        a_file_of_people,
    ),
    Verb(
        imports.import_units,
        "gry",
        a_file_of_units,
    ),
    Verb(
        uploads.hold_file,
        "gry",
        lambda cast: {
            "kind": "roles.user",
            "name": "personer.csv",
            "content": b"x",
            "more": None,
            "is_complete": False,
        },
    ),
    Verb(uploads.import_file, "gry", a_waiting_file),
    Verb(nominations.nominate, "finn", nominee),
    Verb(
        nominations.edit_nomination,
        "finn",
        lambda cast: {
            "nomination": nomination(cast),
            "version": 1,
            "strengths": "Taler med alle",
            "potential": "Lede et tema",
            "consent_on": today(),
        },
        keeps=AUTHOR,
    ),
    Verb(
        nominations.withdraw_nomination,
        "finn",
        lambda cast: {"nomination": nomination(cast)},
        keeps=AUTHOR,
    ),
    Verb(
        nominations.mark_read,
        "finn",
        lambda cast: {"nomination": answered(cast)},
        keeps=AUTHOR,
    ),
    Verb(
        nominations.answer_nomination,
        "gry",
        lambda cast: {
            "nomination": nomination(cast),
            "version": 1,
            "status": "talking",
            "note": "Vi ringer",
        },
    ),
    Verb(
        training.sign_up,
        "anna",
        lambda cast: {"session": support.session()},
        stranger="",
        keeps=EMPLOYEES,
    ),
    Verb(
        training.sign_off,
        "anna",
        lambda cast: {"session": support.join(support.session(), cast.anna)[0].session},
        stranger="",
        keeps=EMPLOYEES,
    ),
    Verb(training.mark_seen, "anna", a_course_with_news, stranger="", keeps=EMPLOYEES),
    Verb(training.save_session, "gry", a_new_place),
    Verb(
        training.cancel_session,
        "gry",
        lambda cast: {"session": support.session(), "reason": "Underviseren er syg"},
    ),
    Verb(training.mark_attendance, "gry", someone_came),
)

NO_VERBS = {
    "roles.services.entrance.choose_first_password": "for whoever holds the link, signed in or not",
    "roles.services.entrance.invite_first": "a command's alone; its rule says no to everyone",
    "roles.services.entrance.invited": "an answer",
    "roles.services.accounts.changes.answer_by_link": "who has the mailbox, which the link proves",
    "roles.services.accounts.addresses.free": "a step of verbs that ask the rule",
    "roles.services.accounts.addresses.settle_address": "a step of verbs that ask the rule",
    "roles.services.accounts.addresses.let_wait": "a step of verbs that ask the rule",
    "roles.services.catalogue.shipped_roles": "an answer: what ships",
    "roles.services.joining.reasons_against": "an answer, tried and undone",
    "roles.services.joining.settle_join": "a step of verbs that ask the rule",
    "roles.services.accounts.letters.write_of_change": "a mail of verbs that ask the rule",
    "roles.services.accounts.letters.write_of_new_address": "a mail of verbs that ask the rule",
    "roles.services.catalogue.load_catalogue": "the texts that a command loads",
    "roles.services.imports.people.by_key": "an answer",
    "roles.services.imports.renamed.find_renamed": "a step of an import, which asks the rule",
    "roles.services.imports.leaving.plan_leaving": "a step of an import, which asks the rule",
    "roles.services.imports.leaving.told": "a name in a report",
    "roles.services.people.ensure_secretariat_group": "the group that commands and verbs need",
    "roles.services.training.refuse_too_few": "an answer: is there room",
    "roles.services.uploads.forget_old_files": "nobody's: what is left after an hour goes",
    "roles.services.imports.incomplete.settle": "reads a file's rows and saves nothing",
    "roles.services.people.moving": "what two verbs that have asked the rule save",
    "roles.services.uploads.order_of": "an answer",
}
