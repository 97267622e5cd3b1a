"""The Marktplatz: three plane trees that were to be felled twice already, and a report that came a day too late."""

from __future__ import annotations

from ris.demo.prose import prose
from ris.demo.records import Attachment, FollowUp, Paper
from ris.demo.ways import advice, called, decision, note, together

PLANES = Paper(
    reference="0146/2026",
    type="Beschlussvorlage",
    title="Fällung der drei Platanen auf dem Marktplatz",
    summary="Drei alte Platanen auf dem Marktplatz sollen gefällt und durch acht junge Bäume ersetzt werden. Der Rat hat darüber "
    "schon zweimal nicht entschieden.",
    date_offset=-78,
    submitters=("building",),
    stations=(
        called("council-15/6", "postponed"),
        called("council-16/4", "postponed"),
        decision("council-18/5"),
    ),
    related=("0153/2026", "0203/2026"),
    points=(
        "Die drei Platanen auf dem Marktplatz werden im Winter gefällt.",
        "An ihrer Stelle werden acht Bäume gepflanzt, die Hitze und Trockenheit vertragen.",
    ),
    text=prose(
        """
        Die drei Platanen wurden 1908 gepflanzt. Sie sind gesund, aber ihre Wurzeln heben das Pflaster und haben die Leitung
        zum Marktbrunnen zweimal gebrochen. Die Umgestaltung des Marktplatzes (0203/2026) sieht an ihrer Stelle acht
        kleinere Bäume vor.

        Gefällt werden darf nur von Oktober bis Februar. Wird in diesem Winter nicht entschieden, verschiebt sich der Umbau
        um ein Jahr.

        Stehen bleiben könnten die Bäume, wenn der Platz um 40 Zentimeter angehoben würde. Dann läge er höher als die
        Türschwellen von elf Häusern.
        """
    ),
    costs="Fällung 19.000 Euro, acht neue Bäume mit Gruben und Bewässerung 96.000 Euro.",
)

KEEP_THEM = Paper(
    reference="0172/2026",
    type="Änderungsantrag",
    title="Platanen erhalten, Wurzelraum erweitern",
    summary="Die Lebendige Stadt will die drei Platanen behalten und stattdessen den Brunnen versetzen.",
    date_offset=-58,
    submitters=("lebendige-stadt", "sommerau"),
    belongs_to="0146/2026",
    stations=(together("council-16/4", "postponed"), together("council-18/5")),
    related=("0153/2026",),
    points=(
        "Die Vorlage 0146/2026 wird ersetzt: Die drei Platanen bleiben stehen.",
        "Der Marktbrunnen wird um sechs Meter nach Süden versetzt, seine Leitung um die Wurzeln herumgeführt.",
        "Um jeden Baum entsteht eine Fläche von 40 Quadratmetern, die kein Pflaster trägt.",
    ),
    text=prose(
        """
        Eine Platane von 118 Jahren spendet so viel Schatten wie etwa 60 junge Bäume. Wer heute acht pflanzt, sitzt im
        Sommer 2060 wieder im Schatten.

        Nach dem Gutachten sind alle drei Bäume standsicher und können noch 80 Jahre leben. Der Brunnen dagegen ist von
        1974. Er lässt sich versetzen, ein Baum nicht.
        """
    ),
    costs="Den Brunnen zu versetzen kostet nach unserer Schätzung 110.000 Euro; die Verwaltung nennt bisher keine Zahl.",
)

LET_IT_WAIT = Paper(
    reference="0191/2026",
    type="Geschäftsordnungsantrag",
    title="Vertagung der Entscheidung über die Platanen",
    summary="Die Fraktion Zukunft beantragte in der Sitzung, erst nach dem Ende der Untersuchung auf Fledermäuse zu entscheiden.",
    dated_before=("council-16", 0),
    submitters=("zukunft", "ruland"),
    belongs_to="0146/2026",
    stations=(together("council-16/4", "adopted"),),
    points=("Die Beratung über die Vorlage 0146/2026 und den Änderungsantrag 0172/2026 wird vertagt.",),
    text=prose(
        """
        Die untere Naturschutzbehörde hat mitgeteilt, dass die Untersuchung der Baumhöhlen erst in sechs Wochen abgeschlossen
        ist. Bis dahin wissen wir nicht, ob überhaupt gefällt werden darf.

        Der Antrag wurde mündlich gestellt und zu Protokoll gegeben.
        """
    ),
)

TREE_REPORT = Paper(
    reference="0153/2026",
    type="Mitteilungsvorlage",
    title="Baumgutachten zu den Platanen auf dem Marktplatz",
    summary="Ein Gutachter hat die Platanen untersucht: Alle drei sind gesund und stehen fest. Eine hat eine Höhle.",
    date_offset=-71,
    submitters=("building",),
    stations=(note("mobility-8/4", "noted"),),
    related=("0146/2026", "0172/2026"),
    points=("Das Gutachten wird zur Kenntnis genommen.",),
    text=prose(
        """
        Die drei Platanen wurden mit Zugversuch und Schalltomografie untersucht. Alle drei sind standsicher. Pilzbefall
        wurde nicht gefunden. Die Lebenserwartung liegt bei 60 bis 80 Jahren, wenn die Wurzeln nicht gekappt werden.

        Der mittlere Baum hat in sieben Meter Höhe eine Höhle von 30 Zentimetern Tiefe. Ob dort Fledermäuse überwintern, muss
        die untere Naturschutzbehörde feststellen. Solange das offen ist, darf nicht gefällt werden.

        Während der Untersuchung flog ein Waldkauz aus. Das Gutachten empfiehlt, ihn zu berücksichtigen.
        """
    ),
    costs="Das Gutachten hat 4.600 Euro gekostet.",
    attachments=(
        Attachment(
            title="Messwerte der drei Bäume",
            text="Ein Sicherheitswert über 1,5 gilt als standsicher.",
            table=(
                ("Baum", "Höhe", "Umfang des Stamms", "Sicherheitswert", "Höhle"),
                ("Platane 1, Nordseite", "24 m", "3,41 m", "2,3", "nein"),
                ("Platane 2, Mitte", "26 m", "3,78 m", "2,1", "ja"),
                ("Platane 3, Südseite", "23 m", "3,29 m", "1,9", "nein"),
            ),
        ),
    ),
)

MARKET_PLACE = Paper(
    reference="0203/2026",
    type="Beschlussvorlage",
    title="Umgestaltung des Marktplatzes",
    summary="Der Marktplatz soll ohne Stufen begehbar werden, mit Bäumen, Wasser und Bänken. Lokale auf der Südseite dürften bis 23 "
    "Uhr draußen bedienen.",
    date_offset=-36,
    submitters=("building",),
    stations=(
        advice("mobility-9/5", "recommended"),
        called("council-17/8", "taken_off"),
        decision("council-18/4"),
    ),
    related=("0146/2026", "0232/2026"),
    points=(
        "Der Marktplatz wird nach dem Entwurf „Ein Platz, eine Ebene“ umgestaltet.",
        "Auf der Südseite ist Bewirtung im Freien bis 23 Uhr erlaubt, wenn das Lärmgutachten nichts anderes ergibt.",
        "Gebaut wird zwischen zwei Weinfesten. Der Wochenmarkt zieht in dieser Zeit auf den Schillerplatz.",
    ),
    text=prose(
        """
        Der Marktplatz soll heller, grüner und ohne Stufen begehbar werden. Vorgesehen sind acht neue Bäume, ein
        Wasserspiel, Bänke mit Lehnen und ein Belag, auf dem Rollatoren nicht hängen bleiben. Der Wochenmarkt behält
        alle 34 Stände.

        Die Gastronomie darf auf der Südseite bis 23 Uhr im Freien bewirten. Wie laut das in den Wohnungen ankommt,
        untersucht ein Gutachten.

        Ergänzung nach der 17. Sitzung: Das Gutachten lag zur Sitzung des Stadtrates zu spät vor. Deshalb wurde der Punkt
        abgesetzt und kommt nun erneut auf die Tagesordnung.

        Ob die acht Bäume an die Stelle der drei Platanen treten oder zu ihnen hinzukommen, entscheidet der Rat mit der
        Vorlage 0146/2026. Der Entwurf lässt beides zu; im zweiten Fall sind es fünf statt acht.

        An der Beteiligung im Frühjahr nahmen 312 Menschen teil. Am häufigsten genannt wurden Schatten, Sitzplätze und
        eine Toilette. Die Toilette kommt in das Erdgeschoss des Alten Rathauses.
        """
    ),
    costs="2,6 Millionen Euro, davon 1,3 Millionen Euro aus der Städtebauförderung.",
)

NOISE_REPORT = Paper(
    reference="0232/2026",
    type="Tischvorlage",
    title="Kurzfassung des Lärmgutachtens zum Marktplatz",
    summary="Wenn Lokale bis 23 Uhr draußen bedienen, wird es in sechs Wohnungen nachts lauter als erlaubt.",
    dated_before=("council-17", 1),
    submitters=("building",),
    stations=(note("council-17/8", "taken_off"),),
    related=("0203/2026",),
    points=("Die Kurzfassung wird zusammen mit der Vorlage 0203/2026 beraten.",),
    text=prose(
        """
        Das Gutachten ist am Tag vor der Sitzung eingegangen und umfasst 84 Seiten. Diese Kurzfassung wird den
        Ratsmitgliedern auf den Tisch gelegt; das Gutachten selbst folgt mit der nächsten Einladung.

        Gerechnet wurde mit 160 Sitzplätzen auf der Südseite. Bis 22 Uhr werden die Richtwerte an allen Häusern eingehalten.
        Zwischen 22 und 23 Uhr werden sie in sechs Wohnungen über dem Café um bis zu drei Dezibel überschritten.

        Die Gutachterin nennt drei Wege: Bewirtung nur bis 22 Uhr, halb so viele Plätze nach 22 Uhr oder bessere Fenster für
        die sechs Wohnungen. Sie sollte das Gutachten in einer Sondersitzung vorstellen und ist leider erkrankt.
        """
    ),
    costs="Sechs Wohnungen mit Lärmschutzfenstern auszustatten kostet etwa 52.000 Euro.",
    attachments=(
        Attachment(
            title="Gerechneter Pegel an den Fenstern",
            text="Richtwert nachts (22 bis 6 Uhr): 45 Dezibel. Fenster im ersten Stock, Werte in Dezibel.",
            table=(
                ("Haus", "Heute", "Mit 160 Plätzen", "Mit 80 Plätzen"),
                ("Marktplatz 4", "41", "44", "43"),
                ("Marktplatz 6", "42", "48", "45"),
                ("Marktplatz 8", "42", "47", "45"),
                ("Brunnengasse 1", "40", "43", "42"),
            ),
        ),
    ),
)

MARKET_HOURS = Paper(
    reference="0201/2026",
    type="Antrag",
    title="Wochenmarkt am Freitag bis 19 Uhr",
    summary="Freitags soll der Wochenmarkt nicht um 13 Uhr, sondern erst um 19 Uhr schließen.",
    date_offset=-37,
    submitters=("buergerliste", "malsch"),
    stations=(decision("council-18/11"),),
    points=(
        "Der Wochenmarkt am Freitag öffnet ein Jahr lang auf Probe von 10 bis 19 Uhr statt von 7 bis 13 Uhr.",
        "Der Markt am Dienstag bleibt, wie er ist.",
    ),
    text=prose(
        """
        Wer bis 17 Uhr arbeitet, kennt unseren Wochenmarkt nur vom Vorbeifahren an den leeren Kisten. Von den 34 Händlerinnen
        und Händlern wären nach unserer Umfrage 21 bereit, es zu versuchen.

        Ich stehe selbst seit 30 Jahren mit Kartoffeln auf dem Markt und habe nichts gegen Ausschlafen.
        """
    ),
    costs="Keine. Die Standgebühren bleiben gleich.",
)

WINE_FESTIVAL = Paper(
    reference="0229/2026",
    type="Anfrage",
    title="Lautstärke beim Weinfest",
    summary="Ein Ratsmitglied möchte wissen, warum die Musik beim letzten Weinfest erst um halb zwei endete.",
    date_offset=-13,
    submitters=("feld",),
    stations=(note("council-18/15"),),
    related=("0232/2026",),
    answer_due_offset=8,
    points=(
        "Bis wann war Musik erlaubt, und wer hat es kontrolliert?",
        "Wie viele Beschwerden gingen ein?",
        "Was wird im nächsten Jahr anders?",
    ),
    text=prose(
        """
        Die Genehmigung sah Musik bis 23 Uhr vor. Tatsächlich spielte die Kapelle bis 1.30 Uhr, weil nach Auskunft des
        Veranstalters niemand den Schlüssel zum Stromkasten hatte.
        """
    ),
)

TREES = Paper(
    reference="0175/2026",
    type="Mitteilungsvorlage",
    title="Bericht über die Straßenbäume nach dem trockenen Sommer",
    summary="212 Straßenbäume sind vertrocknet. Im Herbst werden 260 neue gepflanzt.",
    date_offset=-58,
    submitters=("building",),
    stations=(note("council-16/7", "noted"),),
    points=("Der Stadtrat nimmt den Bericht zur Kenntnis.",),
    text=prose(
        """
        Von den 4.120 Straßenbäumen der Stadt haben 212 den trockenen Sommer nicht überstanden, die meisten davon in der
        Ziegelhüttenstraße und am Lauterufer. Junge Bäume sind stärker betroffen als alte.

        Die Stadtgärtnerei pflanzt im Herbst 260 neue Bäume, vor allem Feldahorn und Zerreiche. Sie bekommen größere Gruben
        als früher und in den ersten drei Jahren alle zehn Tage 100 Liter Wasser.

        Wer einen Baum vor der eigenen Tür gießen möchte, bekommt dafür einen Wassersack. Im letzten Sommer haben sich 340
        Menschen gemeldet; von den Bäumen, um die sie sich kümmerten, sind neun vertrocknet.
        """
    ),
    costs="Die Pflanzung kostet 182.000 Euro und ist im Haushalt enthalten.",
    attachments=(
        Attachment(
            title="Verluste nach Straßen",
            text="Stand Ende September. Aufgeführt sind Straßen mit mehr als zehn vertrockneten Bäumen.",
            table=(
                ("Straße", "Bäume", "Vertrocknet", "Werden gepflanzt"),
                ("Ziegelhüttenstraße", "188", "61", "70"),
                ("Lauterufer", "240", "48", "60"),
                ("Bahnhofstraße", "96", "22", "25"),
                ("Mühlenstraße", "154", "19", "0 (Baustelle der Straßenbahn)"),
                ("Uferweg", "121", "14", "20"),
            ),
        ),
    ),
    follow_up=FollowUp(state="running", text="190 von 260 Bäumen sind gepflanzt.", as_of=-5),
)

PAPERS = (
    PLANES, KEEP_THEM, LET_IT_WAIT, TREE_REPORT, MARKET_PLACE, NOISE_REPORT, MARKET_HOURS, WINE_FESTIVAL, TREES,
)  # fmt: skip
