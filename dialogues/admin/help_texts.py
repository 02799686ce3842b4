"""What a secretary may wonder about while editing questions."""

from django.utils.translation import gettext_lazy as _

QUESTION_SET = {
    "kind": _(
        "Spørgsmålene bliver stillet før denne slags samtale. Du kan ikke vælge en anden "
        "slags senere."
    ),
    "name_da": _("Til jer selv, så I kan kende udgaverne fra hinanden."),
    "name_en": _("Hvis feltet er tomt, vises den danske tekst også på de engelske sider."),
    "intro_da": _("Står øverst i forberedelsen, over spørgsmålene."),
}
QUESTION = {
    "key": _(
        "Et kort engelsk navn uden mellemrum. Bruges i adresser og i koden. Kan ikke ændres senere."
    ),
    "kind": _(
        "Fri tekst giver de bedste samtaler. Brug skala, når de to ledere skal kunne se, om de "
        "vurderer forskelligt."
    ),
    "network_leader_da": _("Spørgsmålet, som netværkslederen læser det."),
    "reference_leader_da": _("Det samme spørgsmål, som referencelederen læser det."),
    "hint_da": _("Står under spørgsmålet, hvor svaret bliver skrevet."),
}
