"""Children and schools: who runs the new Kita, what it is to be called, and where 240 children eat."""

from __future__ import annotations

from ris.demo.prose import prose
from ris.demo.records import Attachment, FollowUp, Paper
from ris.demo.ways import advice, called, decision, hearing, note

WHO_RUNS_IT = Paper(
    reference="0164/2026",
    type="Beschlussvorlage",
    title="Trägerschaft der Kita auf dem Mühlengelände",
    summary="Auf dem Mühlengelände entsteht eine Kita für 95 Kinder. Entschieden wird, ob die Stadt sie selbst betreibt oder ein "
    "Verein.",
    date_offset=-65,
    submitters=("schools",),
    stations=(
        advice("social-7/2", "recommended"),
        called("council-16/8", "referred"),
        advice("social-8/2"),
        decision("council-18/7"),
    ),
    related=("0166/2026", "0245/2026"),
    points=(
        "Die Kita auf dem Mühlengelände wird vom Verein „Haus der kleinen Leute“ betrieben.",
        "Die Stadt schließt mit dem Verein einen Vertrag über zehn Jahre.",
    ),
    text=prose(
        """
        Auf dem früheren Mühlengelände entsteht eine Kita mit fünf Gruppen für 95 Kinder. Sie soll in 16 Monaten öffnen. Die
        Stadt betreibt heute vier eigene Kitas, in denen elf Stellen unbesetzt sind.

        Beworben haben sich der Verein „Haus der kleinen Leute“ und die Stadt mit einem eigenen Konzept. Der Verein betreibt
        seit 22 Jahren die Kita in der Brunnengasse, öffnet dort von 6.30 bis 18 Uhr und hat nach eigenen Angaben alle
        Stellen besetzt. Die Stadt zahlt nach Tarif; der Verein lehnt sich an den Tarif an.

        Ergänzung nach der 16. Sitzung: Der Stadtrat hat die Vorlage an den Ausschuss zurückverwiesen. Offen war, was „anlehnen“
        bedeutet. Der Verein hat inzwischen erklärt, ab Eröffnung nach Tarif zu zahlen, wenn die Stadt die Mehrkosten von
        48.000 Euro im Jahr übernimmt. Die Verwaltung hält an ihrem Vorschlag fest.
        """
    ),
    costs=prose(
        """
        Zuschuss der Stadt an den Verein: 612.000 Euro im Jahr, mit Tarif 660.000 Euro. Betrieb durch die Stadt: 705.000 Euro im
        Jahr.
        """
    ),
    attachments=(
        Attachment(
            title="Die beiden Konzepte im Vergleich",
            text="Angaben der Bewerber, von der Verwaltung geprüft. Die Kosten gelten für das erste volle Jahr.",
            table=(
                ("", "Verein", "Stadt"),
                ("Öffnungszeit", "6.30 bis 18 Uhr", "7 bis 17 Uhr"),
                ("Schließtage im Jahr", "20", "25"),
                ("Bezahlung", "ab Eröffnung nach Tarif", "nach Tarif"),
                ("Zuschuss der Stadt", "660.000 €", "705.000 €"),
                ("Mittagessen", "frisch gekocht", "geliefert"),
            ),
        ),
    ),
)

WAITING_LIST = Paper(
    reference="0166/2026",
    type="Anfrage",
    title="Wie lange warten Familien auf einen Kitaplatz?",
    summary="Die Fraktion Stadt für alle fragt, wie viele Kinder auf einen Platz in der Kita warten.",
    date_offset=-63,
    submitters=("stadt-fuer-alle", "pohl"),
    stations=(note("social-7/4", "answered"),),
    related=("0164/2026",),
    answer_due_offset=-49,
    points=(
        "Wie viele Kinder stehen auf der Warteliste, und wie lange warten sie im Mittel?",
        "Wie viele Plätze sind frei, weil Personal fehlt?",
        "Wie viele Familien haben ihren Anspruch vor Gericht geltend gemacht?",
    ),
    text=prose(
        """
        Mich sprechen Eltern an, die ihr Kind am Tag nach der Geburt angemeldet haben und zum zweiten Geburtstag noch keine
        Zusage hatten. Im Bericht der Verwaltung steht, die Versorgung sei „bedarfsgerecht“.
        """
    ),
)

WAITING_LIST_ANSWER = Paper(
    reference="0171/2026",
    type="Antwort",
    title="Antwort auf die Anfrage 0166/2026: Wie lange warten Familien auf einen Kitaplatz?",
    summary="118 Kinder warten, im Mittel elf Monate. 74 Plätze sind frei, dürfen aber nicht besetzt werden, weil Personal fehlt.",
    date_offset=-60,
    submitters=("schools",),
    belongs_to="0166/2026",
    stations=(note("social-7/4", "answered"),),
    points=(
        "Wie viele Kinder stehen auf der Warteliste, und wie lange warten sie im Mittel?",
        "Wie viele Plätze sind frei, weil Personal fehlt?",
        "Wie viele Familien haben ihren Anspruch vor Gericht geltend gemacht?",
    ),
    answers=(
        "Am 1. September standen 118 Kinder auf der Liste. Sie warten im Mittel elf Monate. Das Wort „bedarfsgerecht“ wird im "
        "nächsten Bericht nicht mehr verwendet.",
        "74 Plätze. Elf Stellen sind unbesetzt, drei davon seit mehr als einem Jahr.",
        "Sieben Familien im vergangenen Jahr. In fünf Fällen fand die Stadt vor dem Urteil einen Platz.",
    ),
    text="Doppelte Anmeldungen wurden herausgerechnet.",
)

FOUNTAINS = Paper(
    reference="0160/2026",
    type="Antrag",
    title="Trinkwasserspender in allen Schulen",
    summary="Jede Schule bekommt einen Spender, an dem Kinder kostenlos ihre Flasche füllen können.",
    date_offset=-67,
    submitters=("zukunft", "marten"),
    stations=(decision("social-7/5", "adopted"),),
    points=("In jeder der sieben Schulen in der Trägerschaft der Stadt wird ein Trinkwasserspender aufgestellt.",),
    text=prose(
        """
        An heißen Tagen trinken Kinder zu wenig. In drei Schulen gibt es Automaten mit süßen Getränken, in keiner einen
        Wasserspender. Die Geräte werden an die Leitung angeschlossen und zweimal im Jahr geprüft.

        Die Schülervertretung des Gymnasiums hat den Antrag angeregt und den Text zur Hälfte selbst geschrieben; es ist die
        bessere Hälfte.
        """
    ),
    costs="Sieben Geräte zu 3.100 Euro, dazu 2.400 Euro Wartung im Jahr.",
    follow_up=FollowUp(
        state="done",
        text="Alle sieben Spender laufen. Die Geräte in der Turnhalle werden am meisten benutzt.",
        as_of=-7,
    ),
)

CANTEEN = Paper(
    reference="0198/2026",
    type="Beschlussvorlage",
    title="Neubau der Mensa an der Bachwiesenschule",
    summary="Die Bachwiesenschule bekommt eine Mensa, in der für 240 Kinder frisch gekocht wird. Heute essen sie in der Turnhalle.",
    date_offset=-40,
    submitters=("schools",),
    stations=(hearing("bachwiesen-6/4", "recommended"), decision("council-17/7", "adopted")),
    points=(
        "Der Stadtrat beschließt den Bau der Mensa an der Bachwiesenschule nach dem vorgelegten Entwurf.",
        "Mit dem Bau wird in den Sommerferien begonnen.",
    ),
    text=prose(
        """
        An der Bachwiesenschule essen seit drei Jahren 240 Kinder in der Turnhalle, in drei Schichten. Sport fällt in
        dieser Zeit aus. Der Stadtrat hat deshalb vor zwei Jahren Geld für die Planung einer Mensa bereitgestellt.

        Die Planung liegt nun vor: ein Holzbau mit 120 Sitzplätzen, in dem in zwei Durchgängen 240 Kinder essen
        können, und mit einer Küche, in der täglich frisch gekocht wird. Nachmittags steht der Raum den Vereinen am
        Bachwiesenweg offen.

        Der Ortsbeirat Bachwiesen ist zu hören. Der Bauplatz liegt auf dem heutigen Lehrerparkplatz; die Schulleitung hat das
        Kollegium unterrichtet und bittet, von Rückfragen abzusehen.
        """
    ),
    costs=prose(
        """
        Der Bau kostet 3,1 Millionen Euro, davon kommen 1,9 Millionen aus dem Programm für Ganztagsschulen. Für zwei
        Küchenkräfte entstehen 84.000 Euro im Jahr.
        """
    ),
    follow_up=FollowUp(state="running", text="Der Bauantrag liegt bei der Bauaufsicht.", as_of=-1),
)

LIBRARY = Paper(
    reference="0207/2026",
    type="Antrag",
    title="Längere Öffnungszeiten der Stadtbibliothek",
    summary="Die Stadtbibliothek soll donnerstags bis 21 Uhr und samstags bis 16 Uhr geöffnet sein.",
    date_offset=-34,
    submitters=("handwerk", "lotz"),
    stations=(decision("council-17/6", "adopted"),),
    points=(
        "Die Stadtbibliothek in der Theaterstraße öffnet donnerstags bis 21 Uhr und samstags bis 16 Uhr.",
        "Die Beschäftigten werden vor der Umstellung gehört.",
    ),
    text=prose(
        """
        Bisher schließt die Bibliothek werktags um 18 Uhr und samstags um 13 Uhr. Wer den ganzen Tag arbeitet, steht vor
        verschlossener Tür. Eine Umfrage der Bibliothek ergab: 38 Prozent der Leserinnen und Leser würden öfter kommen, wenn
        abends geöffnet wäre.

        Nötig ist eine halbe Stelle zusätzlich. Am Donnerstagabend soll es außerdem eine Sprechstunde für Menschen geben, die
        mit einem Formular nicht weiterkommen; drei pensionierte Beamte haben sich dafür angeboten.
        """
    ),
    costs="46.000 Euro im Jahr für eine halbe Stelle.",
    follow_up=FollowUp(
        state="waiting", text="Das Gespräch mit den Beschäftigten ist für nächste Woche angesetzt.", as_of=-1
    ),
)

KITA_NAME = Paper(
    reference="0245/2026",
    type="Beschlussvorlage",
    title="Name der Kita auf dem Mühlengelände",
    summary="Kinder aus dem Mühlenviertel durften über den Namen der neuen Kita abstimmen. Gewonnen hat „Kita Bagger“; die Verwaltung "
    "schlägt „Kita Mühlrad“ vor.",
    date_offset=-1,
    submitters=("schools",),
    stations=(decision("social-8/3"),),
    related=("0164/2026",),
    points=("Die neue Kita auf dem Mühlengelände erhält den Namen „Kita Mühlrad“.",),
    text=prose(
        """
        Die Verwaltung hat 64 Kinder zwischen vier und sechs Jahren nach einem Namen gefragt. 41 stimmten für „Kita Bagger“,
        zwölf für „Kita Pommes“, sieben für „Kita Mühlrad“ und vier für den Namen ihrer Schwester.

        Die Verwaltung empfiehlt „Kita Mühlrad“, weil der Name an die Geschichte des Ortes erinnert und auch dann noch passt,
        wenn der Bagger weg ist. Sie weist darauf hin, dass die Kinder das Ergebnis kennen.
        """
    ),
    costs="Ein Schild kostet 480 Euro. Die Zahl der Buchstaben ist unerheblich.",
)

SOCIAL_WORK = Paper(
    reference="0237/2026",
    type="Antrag",
    title="Mehr Zeit für Schulsozialarbeit",
    summary="An den vier Grundschulen soll es je eine ganze statt einer halben Stelle für Schulsozialarbeit geben.",
    date_offset=-6,
    submitters=("stadt-fuer-alle", "korn"),
    stations=(decision("social-8/4"),),
    points=(
        "Die vier halben Stellen für Schulsozialarbeit an den Grundschulen werden zu ganzen Stellen.",
        "Die Mittel werden in den Haushalt 2027 aufgenommen.",
    ),
    text=prose(
        """
        Eine halbe Stelle bedeutet: Wer am Donnerstag ein Problem hat, wartet bis Montag. Die Schulleitungen berichten, dass
        die Zahl der Gespräche in drei Jahren von 410 auf 730 gestiegen ist.

        Ein Kind, dem mit sieben geholfen wird, braucht mit siebzehn weniger. Das lässt sich schlecht in eine Tabelle
        schreiben, aber jede Lehrerin kann Namen nennen.
        """
    ),
    costs="128.000 Euro im Jahr; das Land trägt davon ein Viertel.",
)

SCHOOL_PLAN = Paper(
    reference="0239/2026",
    type="Mitteilungsvorlage",
    title="Schülerzahlen bis 2032",
    summary="Die Zahl der Grundschulkinder steigt bis 2032 um rund 160, fast alle davon im Mühlenviertel.",
    date_offset=-5,
    submitters=("schools",),
    stations=(note("social-8/5"),),
    related=("0164/2026",),
    points=("Der Bericht wird zur Kenntnis genommen.",),
    text=prose(
        """
        An den vier Grundschulen lernen heute 864 Kinder. Nach den Geburtenzahlen und den geplanten Wohnungen werden es 2032
        etwa 1.020 sein. Der Zuwachs verteilt sich ungleich: Im Mühlenviertel fehlen dann fünf Klassenräume, am Schillerplatz
        stehen zwei leer.

        Die Verwaltung prüft drei Möglichkeiten: einen Anbau an der alten Mühlenschule, andere Schulbezirke oder einen Bus.
        Gegen den Bus sprechen die Erfahrungen mit der Linie 4.

        Eine Vorlage folgt im nächsten Halbjahr.
        """
    ),
    attachments=(
        Attachment(
            title="Schülerzahlen nach Schulen",
            text="Gerechnet aus den Geburten bis zum 30. September und den genehmigten Wohnungen.",
            table=(
                ("Schule", "Heute", "2029", "2032"),
                ("Bachwiesenschule", "286", "290", "284"),
                ("Alte Mühlenschule", "212", "291", "356"),
                ("Grundschule am Schillerplatz", "201", "192", "188"),
                ("Burgschule", "165", "181", "192"),
                ("Zusammen", "864", "954", "1.020"),
            ),
        ),
    ),
)

PAPERS = (
    WHO_RUNS_IT, WAITING_LIST, WAITING_LIST_ANSWER, FOUNTAINS, CANTEEN, LIBRARY, KITA_NAME, SOCIAL_WORK, SCHOOL_PLAN,
)  # fmt: skip
