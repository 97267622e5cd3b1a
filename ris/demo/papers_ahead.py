"""The papers that wait for the next sittings, one of them for the second time."""

from __future__ import annotations

from ris.demo.prose import prose
from ris.demo.records import Paper, Station

MARKET_PLACE = Paper(
    reference="0203/2026",
    type="Beschlussvorlage",
    title="Umgestaltung des Marktplatzes",
    date_offset=-36,
    submitters=("building",),
    stations=(
        Station(organization="mobility", role="advice", meeting="mobility-9", item="5", result="adopted"),
        Station(organization="council", role="decision", meeting="council-17", item="8", result="taken_off"),
        Station(organization="council", role="decision", authoritative=True, meeting="council-18", item="4"),
    ),
    text=prose(
        """
        Der Marktplatz soll heller, grüner und ohne Stufen begehbar werden. Vorgesehen sind acht neue Bäume, ein
        Wasserspiel, Bänke mit Lehnen und ein Belag, auf dem Rollatoren nicht hängen bleiben. Der Wochenmarkt behält
        alle Stände.

        Die Gastronomie darf auf der Südseite bis 23 Uhr im Freien bewirten. Wie laut das in den Wohnungen ankommt,
        untersucht ein Gutachten. Es lag zur 17. Sitzung des Stadtrates zu spät vor; deshalb wurde der Punkt abgesetzt
        und kommt nun erneut auf die Tagesordnung.

        Die Umgestaltung kostet 2,6 Millionen Euro. Gebaut wird zwischen zwei Weinfesten.
        """
    ),
)

LOADING_BAYS = Paper(
    reference="0238/2026",
    type="Mitteilungsvorlage",
    title="Erster Plan der Ladezonen an der neuen Straßenbahnstrecke",
    date_offset=-2,
    submitters=("building",),
    stations=(Station(organization="mobility", role="note", authoritative=True, meeting="mobility-10", item="2"),),
    text=prose(
        """
        In der 17. Sitzung des Stadtrates hat die Oberbürgermeisterin zugesagt, den Plan der Ladezonen vor dem Bau im
        Ausschuss vorzulegen. Der erste Entwurf liegt nun vor.

        Er sieht neun Ladezonen vor: vier in der Mühlenstraße, drei in der Gerberstraße und zwei an der Theaterstraße.
        Geladen werden darf von 6 bis 11 Uhr und von 14 bis 16 Uhr. Handwerksbetriebe erhalten eine Karte, mit der sie
        auch außerhalb dieser Zeiten halten dürfen.
        """
    ),
)

SLOW_STREET = Paper(
    reference="0233/2026",
    type="Antrag",
    title="Tempo 30 in der Gerberstraße",
    date_offset=-9,
    submitters=("lebendige-stadt", "demir"),
    stations=(
        Station(organization="mobility", role="advice", meeting="mobility-10", item="4.1"),
        Station(organization="council", role="decision", authoritative=True, meeting="council-18", item="6"),
    ),
    text=prose(
        """
        Die Verwaltung wird beauftragt, in der Gerberstraße zwischen Brunnengasse und Theaterstraße Tempo 30
        anzuordnen, rund um die Uhr.

        In diesem Abschnitt liegen eine Kita, ein Pflegeheim und die Hintertür der Stadtbibliothek. Die Gehwege sind an
        der engsten Stelle 90 Zentimeter breit. Gemessen wurden im Mittel 47 Kilometer in der Stunde.
        """
    ),
)

CAR_SHARING = Paper(
    reference="0235/2026",
    type="Antrag",
    title="Fünf Stationen für geteilte Autos",
    date_offset=-8,
    submitters=("zukunft", "ruland"),
    stations=(
        Station(organization="mobility", role="decision", authoritative=True, meeting="mobility-10", item="4.2"),
    ),
    text=prose(
        """
        Die Stadt stellt an fünf Orten je zwei Parkplätze für geteilte Autos bereit: Schillerplatz, Bahnhofstraße,
        Hafenstraße, Bachwiesenweg und Mühlenstraße. Ein Anbieter wird in einem offenen Verfahren gesucht.

        Ein geteiltes Auto ersetzt nach Erfahrung anderer Städte sechs bis acht private. Der Stadt entstehen Kosten von
        18.000 Euro für Schilder und Markierung.
        """
    ),
)

BUDGET = Paper(
    reference="0240/2026",
    type="Beschlussvorlage",
    title="Haushaltssatzung und Haushaltsplan 2027",
    date_offset=-4,
    submitters=("brandau",),
    stations=(Station(organization="council", role="decision", authoritative=True, meeting="council-18", item="3"),),
    text=prose(
        """
        Der Entwurf des Haushalts 2027 sieht Erträge von 96,2 Millionen Euro und Aufwendungen von 97,1 Millionen Euro
        vor. Das Minus von 0,9 Millionen Euro wird aus der Rücklage gedeckt.

        Investiert werden 14,8 Millionen Euro. Die größten Posten sind das Freibad am Wingertsberg, die Mensa der
        Bachwiesenschule und die Planung der Straßenbahn in die Mühlenstraße. Steuern und Gebühren steigen nicht.

        Der Entwurf liegt bis zur Sitzung öffentlich aus. Wer in Lauterfels wohnt, kann Vorschläge machen.
        """
    ),
)

NOISE = Paper(
    reference="0241/2026",
    type="Anfrage",
    title="Nächtliches Quietschen der Straßenbahn am Schillerplatz",
    date_offset=-3,
    submitters=("buergerliste", "wenk"),
    stations=(Station(organization="council", role="note", authoritative=True, meeting="council-18", item="9"),),
    text=prose(
        """
        Anwohnerinnen und Anwohner am Schillerplatz hören nachts die Bahn in der Kurve quietschen, besonders bei
        feuchtem Wetter.

        Wir fragen: Wird die Schmieranlage regelmäßig gewartet? Kann die letzte Bahn die Kurve langsamer fahren? Und
        wie wird dies an der neuen Strecke vermieden?
        """
    ),
)

LEASE = Paper(
    reference="0243/2026",
    type="Beschlussvorlage",
    title="Pachtvertrag mit der Gaststätte Zum Anker am Lauterufer",
    public=False,
    public_title="Vertragsangelegenheit",
    date_offset=-2,
    submitters=("building",),
    stations=(
        Station(
            organization="council",
            role="decision",
            authoritative=True,
            public=False,
            meeting="council-18",
            item="11",
        ),
    ),
    text=prose(
        """
        Der Pachtvertrag der Gaststätte Zum Anker läuft aus. Der Pächter bittet um zehn weitere Jahre bei einer Pacht
        von 2.150 Euro im Monat.

        Die Verwaltung empfiehlt fünf Jahre mit Verlängerung, weil der Anleger am Lauterufer erneuert werden muss.
        """
    ),
)

AHEAD = (MARKET_PLACE, LOADING_BAYS, SLOW_STREET, CAR_SHARING, BUDGET, NOISE, LEASE)
