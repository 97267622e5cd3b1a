"""Streets: where cars stand, how fast they drive, how to get into the bus, and two orders given in private."""

from __future__ import annotations

from ris.demo.prose import prose
from ris.demo.records import Attachment, FollowUp, Paper
from ris.demo.ways import advice, decision, note

PARKING_REPORT = Paper(
    reference="0148/2026",
    type="Sachstandsbericht",
    title="Parkraum in der Innenstadt",
    summary="Die Stadt hat gezählt: Tagsüber sind die Straßen voll und das Parkhaus halb leer, nachts ist es noch leerer.",
    date_offset=-76,
    submitters=("building",),
    stations=(note("mobility-8/2", "noted"),),
    related=("0244/2026",),
    points=("Der Bericht wird zur Kenntnis genommen.",),
    text=prose(
        """
        In der Innenstadt gibt es 1.860 Stellplätze, davon 1.240 am Straßenrand und 620 im Parkhaus am Marktplatz. An einem
        gewöhnlichen Dienstag um 11 Uhr waren von den Plätzen am Straßenrand 97 von 100 belegt, im Parkhaus 54 von 100.
        Um 22 Uhr standen im Parkhaus 200 Plätze und mehr leer.

        Wer am Straßenrand parkt, zahlt in der ersten halben Stunde nichts, im Parkhaus 80 Cent. Etwa ein Drittel der Autos,
        die um 11 Uhr durch die Gerberstraße fuhren, suchte einen Parkplatz: Sie kamen innerhalb von zehn Minuten mindestens
        zweimal vorbei.

        Der Vertrag mit dem Betreiber des Parkhauses läuft noch sieben Jahre. Die Stadt kann die Preise nicht bestimmen, aber
        Kontingente kaufen.
        """
    ),
    costs="Keine. Die Zählung wurde mit eigenem Personal gemacht.",
    attachments=(
        Attachment(
            title="Belegung nach Straßen",
            text="Gezählt an einem Dienstag um 11 Uhr und um 22 Uhr.",
            table=(
                ("Ort", "Plätze", "Belegt um 11 Uhr", "Belegt um 22 Uhr"),
                ("Lindenallee", "124", "121", "118"),
                ("Gerberstraße", "88", "88", "71"),
                ("Theaterstraße", "96", "93", "64"),
                ("Spitalgasse", "52", "52", "50"),
                ("Parkhaus am Marktplatz", "620", "335", "402"),
            ),
        ),
    ),
)

PARKING_CARDS = Paper(
    reference="0244/2026",
    type="Antrag",
    title="Anwohnerkarten für das Parkhaus am Marktplatz",
    summary="Wer in der Lindenallee wohnt und seinen Parkplatz verliert, soll im Parkhaus für 30 Euro im Monat stehen dürfen.",
    date_offset=-2,
    submitters=("buergerliste", "kettler"),
    stations=(decision("mobility-10/4.3"),),
    related=("0219/2026", "0148/2026"),
    points=(
        "Die Stadt kauft im Parkhaus am Marktplatz 80 Dauerplätze und gibt sie für 30 Euro im Monat an Menschen weiter, die "
        "in der Lindenallee gemeldet sind.",
        "Mit dem Bau des Radwegs wird erst begonnen, wenn die Karten ausgegeben sind.",
    ),
    text=prose(
        """
        Wir haben gegen den Radweg in der Lindenallee gestimmt und verloren. Das ist Demokratie. Aber der Beschluss sagt
        auch, dass die Stadt mit dem Betreiber des Parkhauses sprechen soll, und davon haben wir seither nichts gehört.

        62 Haushalte müssen wissen, wo sie ihr Auto abstellen, bevor der erste Bordstein gesetzt wird. Wer nachts aus dem
        Spätdienst kommt, soll nicht eine halbe Stunde suchen. 30 Euro sind angemessen; ein Anwohnerausweis kostet heute
        zehn.
        """
    ),
    costs="Der Betreiber verlangt nach eigener Auskunft 55 Euro je Platz. Die Stadt trägt bis zu 24.000 Euro im Jahr.",
)

SLOW_STREET = Paper(
    reference="0233/2026",
    type="Antrag",
    title="Tempo 30 in der Gerberstraße",
    summary="Zwischen Brunnengasse und Theaterstraße soll rund um die Uhr Tempo 30 gelten.",
    date_offset=-9,
    submitters=("lebendige-stadt", "demir"),
    stations=(advice("mobility-10/4.1"), decision("council-18/6")),
    points=(
        "Die Verwaltung wird beauftragt, in der Gerberstraße zwischen Brunnengasse und Theaterstraße Tempo 30 "
        "anzuordnen, rund um die Uhr.",
    ),
    text=prose(
        """
        In diesem Abschnitt liegen eine Kita, ein Pflegeheim und die Hintertür der Stadtbibliothek. Die Gehwege sind an
        der engsten Stelle 90 Zentimeter breit. Gemessen wurden im Mittel 47 Kilometer in der Stunde.

        Der Umweg durch die Spitalgasse lohnt sich auch bei Tempo 30 nicht: Er dauert zwei Minuten länger. Der Bus verliert
        nach Angaben der Stadtwerke 20 Sekunden, und die verliert er heute schon an der Ampel.
        """
    ),
    costs="1.600 Euro für acht Schilder.",
)

CAR_SHARING = Paper(
    reference="0235/2026",
    type="Antrag",
    title="Fünf Stationen für geteilte Autos",
    summary="An fünf Orten sollen je zwei Parkplätze für Autos frei bleiben, die sich viele Leute teilen.",
    date_offset=-8,
    submitters=("zukunft", "ruland"),
    stations=(decision("mobility-10/4.2"),),
    points=(
        "Die Stadt stellt an fünf Orten je zwei Parkplätze für geteilte Autos bereit: Schillerplatz, Bahnhofstraße, "
        "Hafenstraße, Bachwiesenweg und Mühlenstraße.",
        "Ein Anbieter wird in einem offenen Verfahren gesucht.",
    ),
    text=prose(
        """
        Ein geteiltes Auto ersetzt nach Erfahrung anderer Städte sechs bis acht private. Viele Menschen in Lauterfels haben
        ein zweites Auto, das an fünf von sieben Tagen steht und dafür Steuer, Versicherung und einen Parkplatz braucht.

        Ein Anbieter aus der Nachbarstadt hat Interesse gezeigt, ein Autohaus am Ort ebenfalls. Beide sollen sich bewerben
        können.
        """
    ),
    costs="18.000 Euro für Schilder und Markierung. Der Anbieter zahlt 40 Euro im Monat je Platz.",
)

STOPS = Paper(
    reference="0150/2026",
    type="Beschlussvorlage",
    title="Barrierefreier Umbau der Bushaltestellen in der Bahnhofstraße",
    summary="An drei Haltestellen in der Bahnhofstraße wird der Bordstein so hoch, dass man ohne Stufe in den Bus kommt.",
    date_offset=-74,
    submitters=("building",),
    stations=(decision("mobility-8/5", "adopted"),),
    points=(
        "Die Haltestellen Bahnhof, Technisches Rathaus und Post werden nach dem vorgelegten Plan umgebaut.",
        "Der Beirat für Menschen mit Behinderungen begleitet den Umbau.",
    ),
    text=prose(
        """
        Die drei Haltestellen haben Bordsteine von zehn Zentimetern, der Boden des Busses liegt 32 Zentimeter über der Straße.
        Wer einen Rollstuhl, einen Rollator oder einen Kinderwagen schiebt, ist auf Hilfe angewiesen.

        Die Bordsteine werden auf 24 Zentimeter erhöht. Rillenplatten führen Menschen, die nicht sehen, zur vorderen Tür. An
        der Haltestelle Technisches Rathaus wird die Bank um 80 Zentimeter versetzt; sie steht heute genau dort, wo die Tür
        sich öffnet. Gebaut wird nacheinander, sodass immer zwei der drei Haltestellen benutzbar sind.
        """
    ),
    costs="214.000 Euro, davon 150.000 Euro aus dem Landesprogramm für barrierefreie Haltestellen.",
    follow_up=FollowUp(state="running", text="Die Haltestelle Post ist fertig, am Bahnhof wird gebaut.", as_of=-6),
)

SIGNALS = Paper(
    reference="0158/2026",
    type="Beschlussvorlage",
    title="Vergabe der Wartung der Ampeln an die Firma Lichtwerk Haas",
    public=False,
    public_title="Vergabeangelegenheit",
    summary="Die Ampeln der Stadt soll in den nächsten vier Jahren die Firma Lichtwerk Haas warten.",
    date_offset=-67,
    submitters=("building",),
    stations=(decision("mobility-8/8", "adopted", public=False),),
    points=("Der Auftrag zur Wartung der 27 Ampelanlagen geht für vier Jahre an die Firma Lichtwerk Haas.",),
    text=prose(
        """
        Es lagen drei Angebote vor. Das wirtschaftlichste kommt von der Firma Lichtwerk Haas mit 61.200 Euro im Jahr. Die
        bisherige Firma bot 68.900 Euro.

        Eine der drei Firmen reichte ihr Angebot elf Minuten nach Ablauf der Frist ein; es blieb unberücksichtigt.
        """
    ),
    costs="61.200 Euro im Jahr, im Haushalt veranschlagt.",
)

BRIDGES = Paper(
    reference="0210/2026",
    type="Beschlussvorlage",
    title="Vergabe der Brückenprüfung am Lauterufer an das Büro Stahlmann",
    public=False,
    public_title="Vergabeangelegenheit",
    summary="Das Büro Stahlmann soll die drei Brücken am Lauterufer prüfen.",
    date_offset=-32,
    submitters=("building",),
    stations=(decision("mobility-9/7", "adopted", public=False),),
    points=("Der Auftrag geht an das Büro Stahlmann zum Preis von 84.300 Euro.",),
    text=prose(
        """
        Für die Prüfung der drei Brücken am Lauterufer lagen vier Angebote vor. Das günstigste kommt vom Büro Stahlmann
        mit 84.300 Euro.

        Das Büro hat vergleichbare Bauwerke geprüft und kann in sechs Wochen beginnen.
        """
    ),
    costs="84.300 Euro, im Haushalt veranschlagt.",
)

PAPERS = (PARKING_REPORT, PARKING_CARDS, SLOW_STREET, CAR_SHARING, STOPS, SIGNALS, BRIDGES)
