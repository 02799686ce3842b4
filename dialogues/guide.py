"""The steps of the guide that the two go through together (DESIGN 5)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

WELCOME, ROLES, WISHES, AGREEMENTS, NEXT_TIME = (
    "velkomst",
    "roller",
    "oensker",
    "aftaler",
    "naeste-gang",
)
DUTY_MINUTES = 4


@dataclass(frozen=True)
class Step:
    """A step's address, name, planned minutes and what the two do in it."""

    key: str
    name: str
    minutes: int
    prompt: str


OPENING = (
    Step(
        WELCOME,
        _("Velkomst"),
        5,
        _("Sig kort, hvad I hver især håber at gå herfra med, og hvor lang tid I har."),
    ),
    Step(
        ROLES,
        _("Roller"),
        8,
        _("Hvad forventer I af hinandens roller? Hvem har styringen, og hvem spiller med?"),
    ),
)
ENDING = (
    Step(
        WISHES,
        _("Ønsker til samarbejdet"),
        10,
        _("Læg jeres behov og ønsker frem. Hvad skal den anden vide for at være en god makker?"),
    ),
    Step(
        AGREEMENTS,
        _("Aftaler"),
        8,
        _("Hvor tit taler I sammen, hvordan får I fat i hinanden, og hvad lover I hinanden?"),
    ),
    Step(
        NEXT_TIME,
        pgettext_lazy("step of the guide", "Næste gang"),
        5,
        _("Hvornår mødes I igen, og hvad skal være sket inden da?"),
    ),
)


def duty_step(order: int) -> str:
    """The address of the step about the duty with that number."""
    return f"opgave-{order}"
