"""The words that an invented municipality is written with; any of them may follow any other."""

from random import Random

_FIRST = """
Anna Bo Clara Dan Eva Finn Gry Hans Ida Jens Karen Lars Mette Niels Olga Per Rikke Søren Tove Ulla
Vera Willy Åse Anders Birgit Christian Dorte Erik Freja Gunnar Helle Ivan Jonna Kim Lone Morten
Nanna Ole Pia Rasmus Sanne Thomas Ursula Viggo Yrsa Ahmed Fatima Mehmet Leyla
"""
_LAST = """
Ager Bach Dahl Eskildsen Falk Gravgaard Holm Iversen Juhl Krogh Lund Munk Nørgaard Overby Poulsen
Quist Rask Skov Toft Ulrik Vang Winther Ærø Østergaard Ågård Bjerre Carlsen Damgaard Enevold Friis
Grøn Hede Isager Jessen Kjær Lykke Møller Nygaard Olesen Petersen Ravn Søndergaard
"""
FIRST, LAST = _FIRST.split(), _LAST.split()
TITLES = ("Pædagog", "Sagsbehandler", "Lærer", "Sygeplejerske", "Konsulent", "Ergoterapeut")
AREAS = ("Børn og Unge", "Sundhed", "Kultur", "Teknik og Miljø", "Beskæftigelse", "Ældre", "Social")
PLACES = ("Skolen", "Børnehuset", "Plejecentret", "Biblioteket", "Værkstedet", "Centret")

AGENDAS = (
    "Trivsel",
    "Fællesskab",
    "Grøn hverdag",
    "Tidlig indsats",
    "Sund mad",
    "Bevægelse",
    "Digital hjælp",
    "Frivillighed",
    "Gode overgange",
    "Trygge kvarterer",
    "Lighed i sundhed",
    "Vejen til job",
    "Kultur for alle",
    "Mindre ensomhed",
    "Natur tæt på",
    "Sprog fra start",
    "Boliger for livet",
    "Rent vand",
    "Børn i bevægelse",
    "Klar til skole",
)
GROUPS = (
    "for unge uden job",
    "for børn i daginstitution",
    "for ældre, der bor alene",
    "for nye familier",
    "for borgere med demens",
    "for pårørende",
    "for elever i udskolingen",
    "for mennesker uden bolig",
    "for nye medarbejdere",
    "for små virksomheder",
    "for foreninger",
    "for borgere med diabetes",
    "for flygtninge og deres børn",
    "for unge med autisme",
    "for naboer",
    "for sårbare gravide",
    "for cyklister",
    "for kunstnere",
    "for landsbyer",
    "for lejere",
    "for plejefamilier",
    "for gymnasieelever",
    "for fædre",
    "for ledige over halvtreds",
    "for frivillige",
)
QUARTERS = (
    "i Nordbyen",
    "i Sydhavnen",
    "i Vestervang",
    "i Østerby",
    "i Midtbyen",
    "ved åen",
    "ved fjorden",
    "på øerne",
    "i Skovparken",
    "i Bakkekvarteret",
    "i Engdalen",
    "ved stationen",
    "ved havnen",
    "i Møllebyen",
    "i Kirkeby",
    "i Lyngby Nord",
    "i Strandby",
    "i Bymarken",
    "i Højvang",
    "i Søparken",
    "i Kildebæk",
    "i Rosenhaven",
    "ved banen",
    "i Gammelby",
    "i hele kommunen",
)
SENTENCES = (
    "Ingen kan løse opgaven alene, så vi begynder med dem, der allerede gør noget.",
    "Borgerne møder fem forvaltninger, og ingen af dem kender hele historien.",
    "Vi har prøvet med projekter, som sluttede, da pengene slap op.",
    "Det, der virker ét sted, når sjældent frem til det næste.",
    "Vi vil have færre overgange og én, der holder fast.",
    "Foreningerne vil gerne være med, men ved ikke, hvem de skal ringe til.",
    "Lederne skal kende hinandens mål, før de kan hjælpe hinanden.",
    "Vi måler på det, som borgeren selv lægger mærke til.",
    "Det første halve år handler om at lytte og om at finde dem, der vil.",
    "Når medarbejderne får tid, kommer idéerne af sig selv.",
    "Vi deler det, vi lærer, også når det ikke gik som ventet.",
    "En fast aften om måneden har samlet flere, end vi turde håbe på.",
    "Økonomien ligger hos tre chefer, som nu mødes hver anden uge.",
    "Trivsel er ikke noget, vi giver; det er noget, vi laver sammen.",
    "Vi tager fat der, hvor de fleste falder ud, og går baglæns derfra.",
    "Politikerne har spurgt til effekten og får et svar til foråret.",
    "Der mangler stadig et sted, hvor de unge kan komme uden aftale.",
    "Vi har aftalt at ringe sammen hver fredag, også når der ikke er noget nyt.",
    "Næste skridt er en prøve på to skoler og et plejecenter.",
    "Det er vigtigt, at basisorganisationen kan se sig selv i det.",
)
STEPS = (
    "Ringe til lederen af hjemmeplejen",
    "Invitere de tre skoler til et fælles møde",
    "Skrive et kort notat til direktionen",
    "Finde en dag til besøg på værkstedet",
    "Spørge foreningerne, hvad de mangler",
    "Få temaet på næste chefmøde",
)


def title(number: int) -> str:
    """One of 12,500 names of themes, near numbers far from each other."""
    number = number * 7919 % (len(AGENDAS) * len(GROUPS) * len(QUARTERS))
    rest, agenda = divmod(number, len(AGENDAS))
    quarter, group = divmod(rest, len(GROUPS))
    return f"{AGENDAS[agenda]} {GROUPS[group]} {QUARTERS[quarter % len(QUARTERS)]}"


def name(rng: Random) -> str:
    return f"{rng.choice(FIRST)} {rng.choice(LAST)} {rng.choice(LAST)}"


def prose(rng: Random, sentences: int = 2) -> str:
    return " ".join(rng.sample(SENTENCES, sentences))
