"""What people meet at their door: a bench that nobody can find, dark lamps, a crossing, a basket without a net."""

from __future__ import annotations

from ris.demo.prose import prose
from ris.demo.records import FollowUp, Paper
from ris.demo.ways import called, decision, note

BENCH = Paper(
    reference="0125/2026",
    type="Anfrage",
    title="Verbleib der Sitzbank am Lauterufer",
    summary="Am Lauterufer stand bis vor über einem Jahr eine Bank. Ein Ratsmitglied fragt, wo sie geblieben ist.",
    date_offset=-92,
    submitters=("buergerliste", "wenk"),
    stations=(note("council-15/9", "noted"),),
    related=("0182/2026", "0230/2026"),
    answer_due_offset=-62,
    points=(
        "Wo befindet sich die Sitzbank, die bis vor etwa einem Jahr am Lauterufer beim Bootsanleger stand?",
        "Wann wird sie wieder aufgestellt?",
    ),
    text=prose(
        """
        Eine Einwohnerin aus der Hafenstraße fragt danach in jeder Sitzung. Die Bank wurde „zur Reparatur“
        abgeholt. An ihrer Stelle stehen vier Schrauben.

        Die nächste Bank ist 600 Meter entfernt. Für viele ältere Menschen ist das der Unterschied zwischen einem
        Spaziergang und keinem.
        """
    ),
)

BENCH_ANSWER = Paper(
    reference="0165/2026",
    type="Antwort",
    title="Zwischenantwort auf die Anfrage 0125/2026: Verbleib der Sitzbank am Lauterufer",
    summary="Die Stadt weiß noch nicht, wo die Bank ist, und prüft, welches Amt es wissen müsste.",
    date_offset=-61,
    submitters=("building",),
    belongs_to="0125/2026",
    points=(
        "Wo befindet sich die Sitzbank, die bis vor etwa einem Jahr am Lauterufer beim Bootsanleger stand?",
        "Wann wird sie wieder aufgestellt?",
    ),
    answers=(
        "Die Bank befindet sich im Geschäftsgang. Abgeholt wurde sie nach Aktenlage vom Bauhof im Auftrag der Stadtgärtnerei; "
        "dort ist sie nach Auskunft des Bauhofs auch wieder abgegeben worden. Die Stadtgärtnerei hat keine Bank erhalten.",
        "Sobald die Zuständigkeit geklärt ist.",
    ),
    text="Eine abschließende Antwort folgt.",
)

BENCH_AGAIN = Paper(
    reference="0182/2026",
    type="Anfrage",
    title="Verbleib der Sitzbank am Lauterufer: Nachfrage",
    summary="Noch einmal wird nach der verschwundenen Bank gefragt. Die Frist für die Antwort ist vorbei.",
    date_offset=-51,
    submitters=("buergerliste", "wenk"),
    stations=(note("council-16/11", "noted", last=False), note("council-18/16")),
    related=("0125/2026", "0230/2026"),
    answer_due_offset=-16,
    points=(
        "Ist die Zuständigkeit inzwischen geklärt?",
        "Welche Schritte wurden unternommen, um die Bank zu finden?",
        "Steht die Bank womöglich woanders?",
    ),
    text=prose(
        """
        Die Zwischenantwort hat uns nicht beruhigt. Eine Bank ist 1,80 Meter lang und wiegt 90 Kilogramm; sie
        geht nicht einfach verloren.

        Wir bitten um eine Antwort innerhalb der Frist der Geschäftsordnung.
        """
    ),
)

NEW_BENCH = Paper(
    reference="0230/2026",
    type="Antrag",
    title="Aufstellen einer Sitzbank am Lauterufer",
    summary="Statt weiter nach der alten Bank zu suchen, soll die Stadt eine neue aufstellen.",
    date_offset=-13,
    submitters=("buergerliste", "stadt-fuer-alle"),
    stations=(decision("mobility-10/4.4"),),
    related=("0125/2026", "0182/2026"),
    points=(
        "Am Lauterufer wird beim Bootsanleger eine Sitzbank mit Rückenlehne und Armlehnen aufgestellt.",
        "Die vier vorhandenen Schrauben werden verwendet, sofern sie passen.",
        "Die Suche nach der bisherigen Bank wird fortgesetzt.",
    ),
    text=prose(
        """
        Die beiden größten Fraktionen sind sich selten so einig. Eine Bank kostet weniger als die Arbeitszeit, die bisher mit
        der Suche verbracht wurde.

        Wir regen an, die Einwohnerin zum Probesitzen einzuladen, die als Einzige nie aufgehört hat zu fragen.
        """
    ),
    costs="1.400 Euro.",
)

LIGHTS = Paper(
    reference="0226/2026",
    type="Anfrage",
    title="Straßenbeleuchtung in der Hafenstraße",
    summary="In der Hafenstraße sind 14 Laternen dunkel. Die Fraktion Stadt für alle fragt, wann es dort wieder hell wird.",
    date_offset=-16,
    submitters=("stadt-fuer-alle", "aydin"),
    stations=(note("council-17/10", "answered"),),
    answer_due_offset=5,
    points=(
        "Seit wann ist der Ausfall bekannt?",
        "Wann brennt dort wieder Licht?",
        "Was geschieht bis dahin?",
    ),
    text=prose(
        """
        In der Hafenstraße sind seit fünf Wochen 14 Laternen ausgefallen. Viele Menschen gehen dort abends nicht
        mehr zu Fuß, auch nicht vom Spätdienst im Spital nach Hause.
        """
    ),
)

LIGHTS_ANSWER = Paper(
    reference="0243/2026",
    type="Antwort",
    title="Antwort auf die Anfrage 0226/2026: Straßenbeleuchtung in der Hafenstraße",
    summary="In drei Wochen brennen alle Laternen wieder; bis dahin stehen Baulampen in der Hafenstraße.",
    dated_before=("council-17", -1),
    submitters=("building",),
    belongs_to="0226/2026",
    points=(
        "Seit wann ist der Ausfall bekannt?",
        "Wann brennt dort wieder Licht?",
        "Was geschieht bis dahin?",
    ),
    answers=(
        "Die erste Meldung ging vor fünf Wochen ein. Ursache ist ein Kabel, das bei Bauarbeiten beschädigt wurde.",
        "Die Ersatzteile sind unterwegs. In drei Wochen ist alles repariert.",
        "Seit heute stehen fünf Baulampen in der Straße. Die Oberbürgermeisterin prüft sie persönlich.",
    ),
    text="Die Anfrage wurde in der 17. Sitzung des Stadtrates mündlich beantwortet; dies ist die schriftliche Fassung.",
)

CROSSING = Paper(
    reference="0208/2026",
    type="Antrag",
    title="Zebrastreifen in der Ziegelhüttenstraße",
    summary="Vor dem Spielplatz in der Ziegelhüttenstraße soll es einen Zebrastreifen geben.",
    date_offset=-34,
    submitters=("arslan",),
    stations=(called("muehlenviertel-5/5", "postponed"), decision("muehlenviertel-6/5", "taken_off")),
    points=(
        "Der Ortsbeirat bittet die Verwaltung, in der Ziegelhüttenstraße vor dem Spielplatz einen Zebrastreifen anzulegen.",
    ),
    text=prose(
        """
        Mein Kiosk liegt gegenüber vom Spielplatz. Im Sommer laufen dort jeden Tag 200 Kinder über die Straße, mit Eis in der
        Hand und ohne nach links zu sehen.

        Die Straßenverkehrsbehörde verlangt für einen Zebrastreifen eine Zählung. Im Winter kommen weniger Kinder. Ich bitte
        darum, mit der Zählung nicht bis zum Beweis des Gegenteils zu warten.
        """
    ),
    costs="Etwa 12.000 Euro mit Beleuchtung.",
)

DISTRICT_BUDGET = Paper(
    reference="0227/2026",
    type="Beschlussvorlage",
    title="Verwendung des Ortsbezirksbudgets im Mühlenviertel",
    summary="Der Ortsbeirat darf 9.000 Euro selbst verteilen: für Bänke, ein Fest und ein Regal mit Büchern.",
    date_offset=-15,
    submitters=("kaltwasser",),
    stations=(decision("muehlenviertel-6/4"),),
    points=(
        "2.800 Euro für zwei Sitzbänke in der Mühlenstraße,",
        "3.500 Euro für das Mühlenfest im Juni,",
        "1.900 Euro für ein Bücherregal an der Haltestelle Berufsschule,",
        "800 Euro bleiben für Unvorhergesehenes.",
    ),
    text=prose(
        """
        Jedem Ortsbezirk stehen 9.000 Euro im Jahr zur freien Verfügung. Nicht ausgegebenes Geld verfällt am 31. Dezember.

        Um die Bänke kümmert sich der Ortsbeirat selbst; der Ortsvorsteher hat beim Bauhof nachgefragt, ob dort noch eine
        stehe, und wurde an die Stadtgärtnerei verwiesen.
        """
    ),
    costs="9.000 Euro aus dem Ortsbezirksbudget.",
)

BASKET = Paper(
    reference="0206/2026",
    type="Antrag",
    title="Ein Netz für den Basketballkorb am Bachwiesenweg",
    summary="Der Korb auf dem Bolzplatz bekommt ein neues Netz und eine Lampe.",
    date_offset=-34,
    submitters=("yildiz",),
    stations=(decision("bachwiesen-6/5", "adopted"),),
    points=("Aus dem Ortsbezirksbudget werden ein Netz aus Stahl und eine Lampe mit Zeitschaltuhr bezahlt.",),
    text=prose(
        """
        Der Korb hängt seit vier Jahren ohne Netz. Man sieht nicht, ob man getroffen hat, und streitet sich. Der
        Schornsteinfegermeister im Ortsbeirat hat angeboten, das Netz aufzuhängen; er ist Höhe gewohnt.
        """
    ),
    costs="640 Euro.",
    follow_up=FollowUp(state="done", text="Das Netz hängt. Es klirrt, wenn man trifft.", as_of=-10),
)


PAPERS = (
    BENCH, BENCH_ANSWER, BENCH_AGAIN, NEW_BENCH, LIGHTS, LIGHTS_ANSWER, CROSSING, DISTRICT_BUDGET, BASKET,     )  # fmt: skip
