"""Cycling: the Lindenallee, where 62 places to park have to go, and the stands at the station that nobody minds."""

from __future__ import annotations

from ris.demo.prose import prose
from ris.demo.records import Attachment, FollowUp, Paper
from ris.demo.ways import advice, decision, hearing, note

WHITE_LINE = Paper(
    reference="0118/2026",
    type="Antrag",
    title="Schutzstreifen in der Lindenallee",
    summary="Eine weiße Linie sollte in der Lindenallee den Platz für Fahrräder zeigen. Der Antrag wurde zurückgezogen, weil die "
    "Polizei davon abriet.",
    date_offset=-96,
    submitters=("lebendige-stadt", "reuter"),
    stations=(decision("mobility-8/3", "withdrawn"),),
    withdrawn_at="mobility-8",
    related=("0155/2026",),
    points=("In der Lindenallee wird auf beiden Seiten ein Schutzstreifen für Fahrräder markiert.",),
    text=prose(
        """
        In der Lindenallee teilen sich Autos, Busse und Fahrräder eine Fahrbahn. Ein Schutzstreifen von 1,50 Meter Breite
        kostet wenig, braucht keinen Umbau und kann noch vor den Sommerferien markiert werden.

        Die parkenden Autos bleiben stehen; der Streifen wird zwischen ihnen und der Fahrbahn markiert.
        """
    ),
    costs="38.000 Euro für Markierung und Schilder.",
)

CYCLE_PATH = Paper(
    reference="0219/2026",
    type="Antrag",
    title="Geschützter Radweg in der Lindenallee",
    summary="In der Lindenallee soll ein Bordstein die Räder von den Autos trennen. Dafür fallen 62 Parkplätze weg.",
    date_offset=-32,
    submitters=("lebendige-stadt", "reuter"),
    stations=(
        hearing("bachwiesen-6/3", "not_recommended"),
        advice("mobility-9/3.1", "recommended"),
        decision("council-17/5.1", "adopted"),
    ),
    supersedes="0118/2026",
    related=("0186/2026", "0244/2026"),
    points=(
        "Die Verwaltung wird beauftragt, in der Lindenallee zwischen Schillerplatz und Bachwiesenweg auf beiden Seiten "
        "einen Radweg zu bauen, der durch einen Bordstein von der Fahrbahn getrennt ist.",
        "Die Linden bleiben stehen.",
        "Die Stadt spricht mit dem Betreiber des Parkhauses am Marktplatz über günstige Karten für Anwohner.",
    ),
    text=prose(
        """
        Jeden Morgen fahren etwa 400 Kinder mit dem Rad durch die Lindenallee zur Bachwiesenschule und zum Gymnasium.
        Auf beiden Seiten parken Autos; wer Rad fährt, muss auf die Fahrbahn ausweichen. Im vergangenen Jahr nahm die
        Polizei dort elf Unfälle auf, bei sechs davon wurden Kinder verletzt.

        Unser früherer Antrag auf einen Schutzstreifen (0118/2026) ist damit überholt. Die Polizei hat uns überzeugt, dass
        eine weiße Linie zwischen fahrenden Autos und aufgehenden Türen niemanden schützt. Ein Bordstein kann das.

        Es fallen 62 Stellplätze weg. Im Parkhaus am Marktplatz stehen nachts im Mittel 200 Plätze leer, vier Minuten zu
        Fuß entfernt. Lieferwagen und Pflegedienste bekommen in jedem Abschnitt einen Halteplatz.
        """
    ),
    costs="480.000 Euro. Das Land fördert Schulwege mit bis zu 70 Prozent.",
    follow_up=FollowUp(
        state="waiting",
        text="Die Planung beginnt, wenn die Karten für das Parkhaus verhandelt sind. Ein Termin steht noch nicht fest.",
        as_of=-1,
    ),
)

ACCIDENTS = Paper(
    reference="0155/2026",
    type="Anfrage",
    title="Unfälle mit Kindern in der Lindenallee",
    summary="Die Fraktion Stadt für alle fragt, wie viele Unfälle es in der Lindenallee gab und was sie verursacht hat.",
    date_offset=-69,
    submitters=("stadt-fuer-alle", "rehm"),
    stations=(note("mobility-8/6", "noted"),),
    answer_due_offset=-40,
    points=(
        "Wie viele Unfälle hat die Polizei im vergangenen Jahr in der Lindenallee aufgenommen, und wie viele Kinder "
        "wurden dabei verletzt?",
        "Was waren die häufigsten Ursachen?",
        "Wurde dort gemessen, wie schnell gefahren wird?",
    ),
    text=prose(
        """
        Ich fahre den Bus durch die Lindenallee. Morgens um halb acht sehe ich dort mehr Schulranzen als Nummernschilder,
        und es vergeht keine Woche ohne Vollbremsung. Ich möchte wissen, ob das nur mein Eindruck ist.
        """
    ),
)

ACCIDENTS_ANSWER = Paper(
    reference="0186/2026",
    type="Antwort",
    title="Antwort auf die Anfrage 0155/2026: Unfälle mit Kindern in der Lindenallee",
    summary="Bei elf Unfällen in einem Jahr wurden sechs Kinder verletzt. Meist ging eine Autotür auf.",
    date_offset=-48,
    submitters=("building",),
    belongs_to="0155/2026",
    stations=(note("mobility-9/6", "answered"),),
    points=(
        "Wie viele Unfälle hat die Polizei im vergangenen Jahr in der Lindenallee aufgenommen, und wie viele Kinder "
        "wurden dabei verletzt?",
        "Was waren die häufigsten Ursachen?",
        "Wurde dort gemessen, wie schnell gefahren wird?",
    ),
    answers=(
        "Die Polizei hat elf Unfälle mit Rädern aufgenommen. Bei sechs davon wurden Kinder verletzt, zwei von ihnen so, "
        "dass sie im Spital behandelt wurden.",
        "Siebenmal öffnete jemand im parkenden Auto die Tür, ohne sich umzusehen. Zweimal wurde beim Abbiegen ein Rad "
        "übersehen. In zwei Fällen stießen Räder miteinander zusammen.",
        "Ja, an drei Werktagen. 85 von 100 Autos fuhren nicht schneller als 48 Kilometer in der Stunde. Das schnellste fuhr "
        "91; es war der Wagen eines Pizzadienstes.",
    ),
    text="Die Angaben beruhen auf der Statistik der Polizeiinspektion Lauterfels und auf eigenen Messungen.",
)

STANDS = Paper(
    reference="0222/2026",
    type="Antrag",
    title="180 überdachte Fahrradstellplätze am Bahnhof",
    summary="Neben Gleis 1 sollen 180 Räder unter einem Dach stehen können, ein Teil davon in abschließbaren Boxen.",
    date_offset=-26,
    submitters=("stadt-fuer-alle", "aydin"),
    stations=(advice("mobility-9/3.2", "recommended"), decision("council-17/5.2", "adopted")),
    points=(
        "Am Bahnhof werden 180 überdachte Stellplätze für Fahrräder gebaut, davon 40 in abschließbaren Boxen und 20 mit "
        "Steckdose für Räder mit Akku.",
        "Mindestens die Hälfte der Plätze ist kostenlos.",
    ),
    text=prose(
        """
        Bei einer Zählung an drei Werktagen standen rund um den Bahnhof jeweils etwa 250 Räder, aber es gibt nur 64
        Bügel. Die übrigen Räder hängen an Zäunen, Bäumen und am Dichterdenkmal. Rollstühle und Kinderwagen kommen auf
        dem Gehweg nicht mehr durch.

        Die Fläche neben Gleis 1 gehört der Stadt und liegt brach. Für das Dach kommt eine Bauweise infrage, auf der
        Pflanzen wachsen; sie kostet 14.000 Euro mehr und hält den Platz darunter im Sommer kühl.
        """
    ),
    costs="390.000 Euro nach Schätzung der Verwaltung, davon 60 Prozent aus dem Landesprogramm „Rad und Bahn“.",
    follow_up=FollowUp(
        state="running", text="Der Bauantrag ist gestellt. Baubeginn ist für das Frühjahr geplant.", as_of=-1
    ),
)

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

PAPERS = (
    WHITE_LINE, CYCLE_PATH, ACCIDENTS, ACCIDENTS_ANSWER, STANDS, PARKING_REPORT, PARKING_CARDS, SLOW_STREET, CAR_SHARING,
    STOPS, SIGNALS, BRIDGES,
)  # fmt: skip
