"""The papers that the council and its committee have decided on in the sittings held so far."""

from __future__ import annotations

from ris.demo.prose import prose
from ris.demo.records import Paper, Station


def _advice(item: str) -> Station:
    """The committee's advice, given in its 9th sitting."""
    return Station(organization="mobility", role="advice", meeting="mobility-9", item=item, result="adopted")


TRAM = Paper(
    reference="0214/2026",
    type="Beschlussvorlage",
    title="Verlängerung der Straßenbahn vom Bahnhof in die Mühlenstraße",
    date_offset=-31,
    submitters=("building",),
    stations=(
        _advice("2"),
        Station(
            organization="council",
            role="decision",
            authoritative=True,
            meeting="council-17",
            item="4",
            result="adopted",
        ),
    ),
    text=prose(
        """
        Die Straßenbahn endet seit 1987 am Bahnhof. In der Mühlenstraße wohnen heute 6.000 Menschen; mit den Wohnungen
        auf dem früheren Mühlengelände werden es in fünf Jahren etwa 8.000 sein. Dazu kommen eine Kita und die neue
        Berufsschule mit 900 Plätzen. Der Bus braucht vom Bahnhof bis zum Ende der Mühlenstraße 17 Minuten und fährt
        abends nur alle 40 Minuten.

        Die Verwaltung schlägt vor, die Strecke um 1,9 Kilometer zu verlängern. Geplant sind vier Haltestellen:
        Gerberstraße, Theaterstraße, Berufsschule und Mühlenstraße. Die Bahn soll tagsüber alle zehn Minuten fahren,
        abends alle zwanzig. Alle Haltestellen werden barrierefrei.

        Der Bau kostet nach heutigem Stand 38 Millionen Euro. Bund und Land fördern 85 Prozent; bei der Stadt bleiben
        5,7 Millionen Euro, verteilt auf vier Haushaltsjahre. Gebaut wird in drei Abschnitten, damit die Zufahrt zu den
        Geschäften immer von einer Seite offen bleibt. Die Arbeiten dauern zwei Jahre.

        Der Stadtrat möge beschließen: Die Straßenbahn wird in die Mühlenstraße verlängert. Die Verwaltung wird mit der
        Entwurfsplanung beauftragt und stellt den Förderantrag.
        """
    ),
)

BUS_FIRST = Paper(
    reference="0231/2026",
    type="Änderungsantrag",
    title="Zuerst Bus im Zehnminutentakt, dann über die Straßenbahn entscheiden",
    date_offset=-12,
    submitters=("buergerliste",),
    amends="0214/2026",
    stations=(
        Station(
            organization="council",
            role="decision",
            authoritative=True,
            meeting="council-17",
            item="4",
            result="rejected",
        ),
    ),
    text=prose(
        """
        Der Beschlusstext der Vorlage 0214/2026 wird ersetzt: Die Stadt lässt zwei Jahre lang einen Bus im
        Zehnminutentakt vom Bahnhof in die Mühlenstraße fahren, werktags von 6 bis 22 Uhr. Die Fahrgäste werden
        gezählt. Danach entscheidet der Stadtrat neu über die Straßenbahn.

        Begründung: 15 Prozent von 38 Millionen Euro sind fast 6 Millionen Euro, die die Stadt leihen muss. Zwei Jahre
        Baustelle treffen gerade die kleinen Geschäfte. Der Bus kostet 640.000 Euro im Jahr und kann sofort fahren.
        """
    ),
)

CYCLE_PATH = Paper(
    reference="0219/2026",
    type="Antrag",
    title="Geschützter Radweg in der Lindenallee",
    date_offset=-27,
    submitters=("lebendige-stadt", "reuter"),
    stations=(
        _advice("3.1"),
        Station(
            organization="council",
            role="decision",
            authoritative=True,
            meeting="council-17",
            item="5.1",
            result="adopted",
        ),
    ),
    text=prose(
        """
        Die Verwaltung wird beauftragt, in der Lindenallee zwischen Schillerplatz und Bachwiesenweg auf beiden Seiten
        einen Radweg zu bauen, der durch einen Bordstein von der Fahrbahn getrennt ist. Die Linden bleiben stehen.

        Jeden Morgen fahren etwa 400 Kinder mit dem Rad durch die Lindenallee zur Bachwiesenschule und zum Gymnasium.
        Auf beiden Seiten parken Autos; wer Rad fährt, muss auf die Fahrbahn ausweichen. Im vergangenen Jahr nahm die
        Polizei dort elf Unfälle auf, bei sechs davon wurden Kinder verletzt.

        Es fallen 62 Stellplätze weg. Im Parkhaus am Marktplatz stehen nachts im Mittel 200 Plätze leer; die Stadt soll
        mit dem Betreiber über günstige Karten für Anwohner sprechen. Die Kosten liegen bei 480.000 Euro, das Land
        fördert Schulwege mit bis zu 70 Prozent.
        """
    ),
)

STANDS = Paper(
    reference="0222/2026",
    type="Antrag",
    title="180 überdachte Fahrradstellplätze am Bahnhof",
    date_offset=-26,
    submitters=("stadt-fuer-alle", "aydin"),
    stations=(
        _advice("3.2"),
        Station(
            organization="council",
            role="decision",
            authoritative=True,
            meeting="council-17",
            item="5.2",
            result="adopted",
        ),
    ),
    text=prose(
        """
        Am Bahnhof werden 180 überdachte Stellplätze für Fahrräder gebaut, davon 40 in abschließbaren Boxen und 20 mit
        Steckdose für Räder mit Akku. Sie sollen zur Hälfte kostenlos sein.

        Bei einer Zählung an drei Werktagen standen rund um den Bahnhof jeweils etwa 250 Räder, aber es gibt nur 64
        Bügel. Die übrigen Räder hängen an Zäunen, Bäumen und am Dichterdenkmal. Rollstühle und Kinderwagen kommen auf
        dem Gehweg nicht mehr durch.

        Die Fläche neben Gleis 1 gehört der Stadt und liegt brach. Die Kosten schätzt die Verwaltung auf 390.000 Euro.
        """
    ),
)

LIBRARY = Paper(
    reference="0207/2026",
    type="Antrag",
    title="Längere Öffnungszeiten der Stadtbibliothek",
    date_offset=-34,
    submitters=("handwerk", "lotz"),
    stations=(
        Station(
            organization="council",
            role="decision",
            authoritative=True,
            meeting="council-17",
            item="6",
            result="adopted",
        ),
    ),
    text=prose(
        """
        Die Stadtbibliothek in der Theaterstraße öffnet donnerstags bis 21 Uhr und samstags bis 16 Uhr. Bisher schließt
        sie werktags um 18 Uhr und samstags um 13 Uhr.

        Wer den ganzen Tag arbeitet, steht heute vor verschlossener Tür. Eine Umfrage der Bibliothek ergab: 38 Prozent
        der Leserinnen und Leser würden öfter kommen, wenn abends geöffnet wäre.

        Nötig ist eine halbe Stelle zusätzlich. Das kostet 46.000 Euro im Jahr. Die Beschäftigten sollen vor der
        Umstellung gehört werden.
        """
    ),
)

CANTEEN = Paper(
    reference="0198/2026",
    type="Beschlussvorlage",
    title="Neubau der Mensa an der Bachwiesenschule",
    date_offset=-40,
    submitters=("schools",),
    stations=(
        Station(
            organization="council",
            role="decision",
            authoritative=True,
            meeting="council-17",
            item="7",
            result="adopted",
        ),
    ),
    text=prose(
        """
        An der Bachwiesenschule essen seit drei Jahren 240 Kinder in der Turnhalle, in drei Schichten. Sport fällt in
        dieser Zeit aus. Der Stadtrat hat deshalb vor zwei Jahren Geld für die Planung einer Mensa bereitgestellt.

        Die Planung liegt nun vor: ein Holzbau mit 120 Sitzplätzen, in dem in zwei Durchgängen 240 Kinder essen
        können, und mit einer Küche, in der täglich frisch gekocht wird. Nachmittags steht der Raum den Vereinen am
        Bachwiesenweg offen.

        Der Bau kostet 3,1 Millionen Euro, davon kommen 1,9 Millionen aus dem Programm für Ganztagsschulen. Begonnen
        wird in den Sommerferien, der Unterricht wird nicht gestört.
        """
    ),
)

LIGHTS = Paper(
    reference="0226/2026",
    type="Anfrage",
    title="Straßenbeleuchtung in der Hafenstraße",
    date_offset=-16,
    submitters=("stadt-fuer-alle", "aydin"),
    stations=(
        Station(
            organization="council",
            role="note",
            authoritative=True,
            meeting="council-17",
            item="10",
            result="answered",
        ),
    ),
    text=prose(
        """
        In der Hafenstraße sind seit mehreren Wochen 14 Laternen ausgefallen. Viele Menschen gehen dort abends nicht
        mehr zu Fuß, auch nicht vom Spätdienst im Spital nach Hause.

        Wir fragen die Verwaltung: Seit wann ist der Ausfall bekannt? Wann brennt dort wieder Licht? Was geschieht bis
        dahin?
        """
    ),
)

POOL = Paper(
    reference="0162/2026",
    type="Beschlussvorlage",
    title="Sanierung des Freibads am Wingertsberg",
    date_offset=-66,
    submitters=("building",),
    stations=(
        Station(
            organization="council",
            role="decision",
            authoritative=True,
            meeting="council-16",
            item="5",
            result="adopted",
        ),
    ),
    text=prose(
        """
        Das Becken des Freibads am Wingertsberg ist undicht und verliert jeden Tag 60.000 Liter Wasser. Ohne Sanierung
        kann das Bad im nächsten Sommer nicht öffnen.

        Vorgeschlagen wird ein Becken aus Edelstahl mit sechs Bahnen, dazu ein Kinderbecken mit Sonnensegel und neue
        Umkleiden. Auf dem Dach erzeugt eine Solaranlage den Strom für die Pumpen.

        Die Kosten betragen 7,4 Millionen Euro, der Anteil der Stadt 4,2 Millionen. Wegen der Höhe beantragt die
        Fraktion Zukunft Lauterfels die namentliche Abstimmung.
        """
    ),
)

TREES = Paper(
    reference="0175/2026",
    type="Mitteilungsvorlage",
    title="Bericht über die Straßenbäume nach dem trockenen Sommer",
    date_offset=-58,
    submitters=("building",),
    stations=(
        Station(
            organization="council", role="note", authoritative=True, meeting="council-16", item="7", result="noted"
        ),
    ),
    text=prose(
        """
        Von den 4.120 Straßenbäumen der Stadt haben 212 den trockenen Sommer nicht überstanden, die meisten davon in der
        Ziegelhüttenstraße und am Lauterufer. Junge Bäume sind stärker betroffen als alte.

        Die Stadtgärtnerei pflanzt im Herbst 260 neue Bäume, vor allem Feldahorn und Zerreiche. Wer einen Baum vor der
        eigenen Tür gießen möchte, bekommt dafür einen Wassersack.
        """
    ),
)

LAND = Paper(
    reference="0205/2026",
    type="Beschlussvorlage",
    title="Ankauf des Geländes der alten Ziegelhütte von der Erbengemeinschaft Ostermann",
    public=False,
    public_title="Grundstücksangelegenheit",
    date_offset=-33,
    submitters=("building",),
    stations=(
        Station(
            organization="council",
            role="decision",
            authoritative=True,
            public=False,
            meeting="council-17",
            item="12",
            result="adopted",
        ),
    ),
    text=prose(
        """
        Die Erbengemeinschaft Ostermann bietet der Stadt das Gelände der alten Ziegelhütte mit 18.400 Quadratmetern an.
        Der Gutachter schätzt den Wert auf 1,3 Millionen Euro; verhandelt wurde ein Preis von 1,24 Millionen Euro.

        Das Gelände liegt neben der künftigen Endhaltestelle. Ein zweiter Bieter ist interessiert. Die Verwaltung
        empfiehlt, das Angebot bis zum Monatsende anzunehmen.
        """
    ),
)

STAFF = Paper(
    reference="0228/2026",
    type="Beschlussvorlage",
    title="Besetzung der Leitung des Hauptamtes",
    public=False,
    public_title="Personalangelegenheit",
    date_offset=-14,
    submitters=("brandau",),
    stations=(
        Station(
            organization="council",
            role="decision",
            authoritative=True,
            public=False,
            meeting="council-17",
            item="13",
            result="adopted",
        ),
    ),
    text=prose(
        """
        Für die Leitung des Hauptamtes sind 17 Bewerbungen eingegangen. Nach den Gesprächen schlägt die
        Oberbürgermeisterin die bisherige Stellvertreterin vor.

        Die Stelle ist nach Entgeltgruppe 14 bewertet und soll zum nächsten Quartal besetzt werden.
        """
    ),
)

CONTRACT = Paper(
    reference="0210/2026",
    type="Beschlussvorlage",
    title="Vergabe der Brückenprüfung am Lauterufer an das Büro Stahlmann",
    public=False,
    public_title="Vergabeangelegenheit",
    date_offset=-32,
    submitters=("building",),
    stations=(
        Station(
            organization="mobility",
            role="decision",
            authoritative=True,
            public=False,
            meeting="mobility-9",
            item="7",
            result="adopted",
        ),
    ),
    text=prose(
        """
        Für die Prüfung der drei Brücken am Lauterufer lagen vier Angebote vor. Das günstigste kommt vom Büro Stahlmann
        mit 84.300 Euro.

        Das Büro hat vergleichbare Bauwerke geprüft und kann in sechs Wochen beginnen.
        """
    ),
)

DECIDED = (TRAM, BUS_FIRST, CYCLE_PATH, STANDS, LIBRARY, CANTEEN, LIGHTS, POOL, TREES, LAND, STAFF, CONTRACT)
