"""What a secretary may wonder about while editing people, units and role texts."""

from django.utils.translation import gettext_lazy as _

ROLE = {
    "name_en": _("Hvis feltet er tomt, vises den danske tekst også på de engelske sider."),
    "summary_da": _("En enkelt sætning, der vises i rolleoversigten."),
    "purpose_da": _("Står øverst på rollens side. En tom linje giver et nyt afsnit."),
    "source_da": _(
        "Kilden til teksten, fx “Rollen som referenceleder, punkt 4”. "
        "Er teksten jeres egen, så skriv “Kommunens egen praksis”."
    ),
}
POINT = {
    "kind": _(
        "En opgave kan komme på plads. En relation eller en holdning kan man kun tale "
        "om, som den er nu."
    ),
    "bearer": _("Afgør, hvem der bliver spurgt om opgaven og mindet om den."),
    "name_da": _("Et par ord. Står i hjulet, i oversigter og i overskrifter."),
    "name_en": _("Hvis feltet er tomt, vises den danske tekst også på de engelske sider."),
    "text_da": _("Én eller to sætninger om, hvad rollen skal gøre."),
    "example_da": _(
        "En lille konkret historie, som man kan se for sig. Vises som kommunens eget eksempel."
    ),
    "question_da": _("Et spørgsmål, de to ledere kan stille hinanden i samtalen."),
    "source_da": _(
        "Kilden til teksten, fx “Rollen som referenceleder, punkt 4”. "
        "Er teksten jeres egen, så skriv “Kommunens egen praksis”."
    ),
}
UNIT = {
    "name": _("Som enheden hedder i daglig tale. To enheder samme sted kan ikke have samme navn."),
}
PERSON = {
    "email": _("Personen logger ind med e-mailen og får beskeder på den."),
    "unit": _("Enheden afgør, hvem der er personens personaleleder."),
    "active_from": _("Tomt betyder, at personen er ansat nu."),
    "active_to": _("Sidste arbejdsdag. Derefter er personens roller ledige."),
}
