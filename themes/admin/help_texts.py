"""What a secretary may wonder about while editing themes and their rules."""

from django.utils.translation import gettext_lazy as _

THEME_TYPE = {
    "key": _(
        "Et kort engelsk navn uden mellemrum. Bruges i adresser og i koden. Kan ikke ændres senere."
    ),
    "order": _("Lave tal kommer først."),
    "name_en": _("Hvis feltet er tomt, vises den danske tekst også på de engelske sider."),
    "description_da": _("Vises på temaets side og hjælper forslagsstilleren med at vælge."),
    "forum_da": _("Det forum, der siger ja eller nej til temaer af denne type, fx Chefforum."),
    "political_da": _("Det udvalg eller den politiker, der normalt følger temaer af denne type."),
    "usual_committee": _("Foreslås i referencelederens første vurdering af det politiske samspil."),
}
PHASE = {
    "order": _("Faserne følger efter hinanden i denne rækkefølge."),
    "name_en": _("Hvis feltet er tomt, vises den danske tekst også på de engelske sider."),
    "description_da": _("Vises på temaets faseside og fortæller, hvad der sker i fasen."),
}
THEME = {
    "units": _("De enheder, udfordringen berører. De vises på netværkskortet."),
    "contact": _("Temaets kontaktperson i sekretariatet."),
}
ASSIGNMENT = {
    "role": _("Et tema har højst én netværksleder og én referenceleder ad gangen."),
    "starts_on": _("Den første dag, personen har rollen."),
    "why": _(
        "Personen bliver ikke spurgt. Skriv hvorfor; personen læser begrundelsen på sin startside."
    ),
}
ROUND = {
    "name_da": _("Fx Forårsrunden 2027."),
    "name_en": _("Hvis feltet er tomt, vises den danske tekst også på de engelske sider."),
    "deadline": _("Den sidste dag, hvor et forslag kommer med i runden."),
    "decides_on": _("Den dag, forslagsstillerne kan regne med svar."),
    "forum_da": _("Det forum, der afgør forslagene, fx Chefforum."),
}
THEME_QUESTION = {
    "key": _(
        "Et kort engelsk navn uden mellemrum. Bruges i adresser og i koden. Kan ikke ændres senere."
    ),
    "purpose": _(
        "Vælg, hvor spørgsmålet bliver stillet. Det kan ikke ændres senere, fordi "
        "svarene er knyttet til det."
    ),
    "phase": _("Kun ved faseskift: Spørgsmålet stilles, når temaet forlader denne fase."),
    "order": _("Lave tal kommer først."),
    "text_en": _("Hvis feltet er tomt, vises den danske tekst også på de engelske sider."),
    "hint_da": _("Står under spørgsmålet, hvor svaret bliver skrevet."),
    "is_active": _(
        "Fjern fluebenet, når spørgsmålet ikke skal stilles mere. Tidligere svar bliver gemt."
    ),
}
COMMITTEE = {
    "name_en": _("Hvis feltet er tomt, vises den danske tekst også på de engelske sider."),
    "order": _("Lave tal kommer først."),
    "is_active": _("Fjern fluebenet, når udvalget er nedlagt. Tidligere vurderinger beholder det."),
}
STRATEGIC_AGENDA = {
    "forum": _("Skriv, hvor dagsordenen er besluttet, eller hvor forslaget skal tages op."),
    "decided_on": _("Den dag, forummet har taget eller skal tage stilling."),
    "status": _("Et tema kan kun kobles til en dagsorden, der gælder eller er foreslået."),
}
