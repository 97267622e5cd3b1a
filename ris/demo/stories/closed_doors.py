"""Land, leases and posts: matters dealt with in private, of which strangers read a general title only."""

from __future__ import annotations

from ris.demo.prose import prose
from ris.demo.records import Paper
from ris.demo.ways import decision

LAND_SWAP = Paper(
    reference="0133/2026",
    type="Beschlussvorlage",
    title="Tausch von Gartenland am Burgweg mit der Familie Nägele",
    public=False,
    public_title="Grundstücksangelegenheit",
    summary="Die Stadt tauscht ein Stück Garten gegen einen Weg.",
    date_offset=-86,
    submitters=("building",),
    stations=(decision("council-15/11", "adopted", public=False),),
    points=("Die Stadt gibt 310 Quadratmeter Gartenland und erhält dafür 190 Quadratmeter Weg.",),
    text=prose(
        """
        Der Fußweg vom Burgweg zum Wingertsberg führt seit 1962 über den Grund der Familie Nägele. Mit dem Tausch gehört der
        Weg der Stadt.

        Der Wert beider Flächen ist nach dem Gutachten gleich. Die Kosten des Notars trägt die Stadt.
        """
    ),
    costs="2.300 Euro für Notar und Vermessung.",
)

LAND = Paper(
    reference="0205/2026",
    type="Beschlussvorlage",
    title="Ankauf des Geländes der alten Ziegelhütte von der Erbengemeinschaft Ostermann",
    public=False,
    public_title="Grundstücksangelegenheit",
    summary="Die Stadt kauft das Gelände der alten Ziegelhütte für 1,24 Millionen Euro.",
    date_offset=-33,
    submitters=("building",),
    stations=(decision("council-17/12", "adopted", public=False),),
    points=("Der Stadtrat stimmt dem Ankauf zum Preis von 1,24 Millionen Euro zu.",),
    text=prose(
        """
        Die Erbengemeinschaft Ostermann bietet der Stadt das Gelände der alten Ziegelhütte mit 18.400 Quadratmetern an.
        Der Gutachter schätzt den Wert auf 1,3 Millionen Euro; verhandelt wurde ein Preis von 1,24 Millionen Euro.

        Das Gelände liegt neben der künftigen Endhaltestelle. Ein zweiter Bieter ist interessiert. Die Verwaltung
        empfiehlt, das Angebot bis zum Monatsende anzunehmen.
        """
    ),
    costs="1,24 Millionen Euro, dazu 92.000 Euro Nebenkosten.",
)

STAFF = Paper(
    reference="0228/2026",
    type="Beschlussvorlage",
    title="Besetzung der Leitung des Hauptamtes",
    public=False,
    public_title="Personalangelegenheit",
    summary="Die bisherige Stellvertreterin soll das Hauptamt leiten.",
    date_offset=-14,
    submitters=("brandau",),
    stations=(decision("council-17/13", "adopted", public=False),),
    points=("Die Leitung des Hauptamtes wird der bisherigen Stellvertreterin übertragen.",),
    text=prose(
        """
        Für die Leitung des Hauptamtes sind 17 Bewerbungen eingegangen. Nach den Gesprächen schlägt die
        Oberbürgermeisterin die bisherige Stellvertreterin vor.

        Die Stelle ist nach Entgeltgruppe 14 bewertet und soll zum nächsten Quartal besetzt werden.
        """
    ),
    costs="Die Stelle ist im Stellenplan enthalten.",
)

LEASE = Paper(
    reference="0250/2026",
    type="Beschlussvorlage",
    title="Pachtvertrag mit der Gaststätte Zum Anker am Lauterufer",
    public=False,
    public_title="Vertragsangelegenheit",
    summary="Der Pachtvertrag der Gaststätte Zum Anker soll um fünf Jahre verlängert werden.",
    date_offset=-2,
    submitters=("building",),
    stations=(decision("council-18/18", public=False),),
    points=("Der Pachtvertrag wird um fünf Jahre mit der Möglichkeit der Verlängerung erneuert.",),
    text=prose(
        """
        Der Pachtvertrag der Gaststätte Zum Anker läuft aus. Der Pächter bittet um zehn weitere Jahre bei einer Pacht
        von 2.150 Euro im Monat.

        Die Verwaltung empfiehlt fünf Jahre mit Verlängerung, weil der Anleger am Lauterufer erneuert werden muss. Bei der
        Übergabe ist das Inventar zu prüfen; auf der Terrasse steht eine Bank, die dem Pächter nach seiner Angabe „zugelaufen“
        ist.
        """
    ),
    costs="Einnahme von 25.800 Euro im Jahr.",
)

PAPERS = (LAND_SWAP, LAND, STAFF, LEASE)
