"""The open-air pool on the Wingertsberg: whether to close it, what it costs to mend, and what was found below it."""

from __future__ import annotations

from ris.demo.prose import prose
from ris.demo.records import Attachment, FollowUp, Paper
from ris.demo.ways import advice, decision, note

CLOSE_IT = Paper(
    reference="0131/2026",
    type="Antrag",
    title="Prüfauftrag: Schließung des Freibads am Wingertsberg",
    summary="Die Fraktion Zukunft wollte durchrechnen lassen, was es kostet, das Freibad zu schließen. Der Rat lehnte das ab.",
    date_offset=-88,
    submitters=("zukunft", "anger"),
    stations=(decision("council-15/5", "rejected"),),
    related=("0162/2026",),
    points=(
        "Die Verwaltung berechnet, was die Stadt spart, wenn das Freibad am Wingertsberg dauerhaft geschlossen wird.",
        "Der Rat entscheidet über die Sanierung erst, wenn dieses Ergebnis vorliegt.",
    ),
    text=prose(
        """
        Das Freibad hat an 108 Tagen im Jahr geöffnet und kostet die Stadt jeden Tag, ob geöffnet oder nicht, 1.900 Euro. In
        18 Kilometern Entfernung gibt es ein Hallenbad mit freien Zeiten.

        Wir beantragen keine Schließung. Wir beantragen eine Rechnung. Wer sieben Millionen Euro ausgeben will, sollte
        wenigstens wissen, was die andere Möglichkeit kostet.
        """
    ),
    costs="Keine. Die Berechnung kann die Kämmerei leisten.",
)

POOL = Paper(
    reference="0162/2026",
    type="Beschlussvorlage",
    title="Sanierung des Freibads am Wingertsberg",
    summary="Das undichte Freibad bekommt ein neues Becken aus Stahl und soll im übernächsten Sommer wieder öffnen.",
    date_offset=-66,
    submitters=("building",),
    stations=(decision("council-16/5", "adopted"),),
    related=("0225/2026", "0248/2026", "0151/2026"),
    points=(
        "Das Freibad am Wingertsberg wird nach dem vorgelegten Entwurf saniert.",
        "Die Stadt trägt davon 4,2 Millionen Euro.",
        "Die Verwaltung berichtet dem Haupt- und Finanzausschuss, sobald sich die Kosten um mehr als fünf Prozent ändern.",
    ),
    text=prose(
        """
        Das Becken des Freibads am Wingertsberg ist undicht und verliert jeden Tag 60.000 Liter Wasser. Das Gesundheitsamt
        hat den Betrieb in diesem Sommer nur noch mit Auflagen erlaubt. Ohne Sanierung kann das Bad nicht wieder öffnen.

        Vorgeschlagen wird ein Becken aus Edelstahl mit sechs Bahnen, dazu ein Kinderbecken mit Sonnensegel und neue
        Umkleiden. Auf dem Dach erzeugt eine Solaranlage den Strom für die Pumpen. Der Sprungturm von 1958 bleibt stehen; er
        ist ein Denkmal, darf aber weiter benutzt werden.

        Geprüft wurde auch, das alte Becken mit Folie auszukleiden. Das wäre 1,9 Millionen Euro billiger, hält aber nur 15
        Jahre und würde vom Land nicht gefördert. Die Fraktion Zukunft Lauterfels hat wegen der Höhe der Kosten
        namentliche Abstimmung beantragt.
        """
    ),
    costs=prose(
        """
        Die Kosten betragen 7,4 Millionen Euro. Das Land gibt 2,6 Millionen Euro, der Förderverein 600.000 Euro; die Stadt
        trägt 4,2 Millionen Euro. Der jährliche Zuschuss zum Betrieb sinkt wegen der Solaranlage um 70.000 Euro.
        """
    ),
    follow_up=FollowUp(
        state="running",
        text="Der Abbruch des alten Beckens hat begonnen. Unter der Liegewiese wurde eine Leitung gefunden, die in keinem "
        "Plan steht; die Kosten steigen.",
        as_of=-8,
    ),
    attachments=(
        Attachment(
            title="Kosten und Finanzierung",
            text="Kostenberechnung nach Entwurfsplanung, mit Umsatzsteuer. Sicherheitszuschlag: fünf Prozent.",
            table=(
                ("Teil", "Kosten"),
                ("Schwimmerbecken aus Edelstahl", "3,15 Mio. €"),
                ("Kinderbecken und Sonnensegel", "0,82 Mio. €"),
                ("Technik, Filter, Pumpen", "1,46 Mio. €"),
                ("Umkleiden und Kasse", "1,21 Mio. €"),
                ("Solaranlage", "0,28 Mio. €"),
                ("Außenanlagen", "0,48 Mio. €"),
                ("Zusammen", "7,40 Mio. €"),
            ),
        ),
    ),
)

FEES = Paper(
    reference="0151/2026",
    type="Beschlussvorlage",
    title="Eintrittspreise für das Freibad nach der Sanierung",
    summary="Nach dem Umbau kostet der Eintritt für Erwachsene 5 Euro. Kinder unter sechs Jahren zahlen weiterhin nichts.",
    date_offset=-73,
    submitters=("schools",),
    stations=(advice("social-7/3", "recommended"), decision("council-16/6", "adopted")),
    related=("0162/2026",),
    points=(
        "Die Gebührensatzung für das Freibad wird in der vorgelegten Fassung beschlossen.",
        "Sie tritt mit der Wiedereröffnung in Kraft.",
    ),
    text=prose(
        """
        Die Preise wurden zuletzt vor elf Jahren geändert. Ein Erwachsener zahlt heute 3,50 Euro; kostendeckend wären 14 Euro.
        Die Verwaltung schlägt 5 Euro vor und 2,50 Euro ab 18 Uhr.

        Kinder unter sechs Jahren bleiben frei, Schülerinnen und Schüler zahlen 2 Euro. Neu ist die Familienkarte: Sie gilt
        für alle, die unter einem Dach wohnen, ohne Nachweis der Verwandtschaft. Die Saisonkarte kostet 80 Euro.

        Wer Bürgergeld, Wohngeld oder Grundsicherung erhält, zahlt die Hälfte.

        Ergänzung nach der Beratung im Ausschuss: Das Duschen ohne Eintritt bleibt erlaubt.
        """
    ),
    costs="Erwartet werden Einnahmen von 240.000 Euro in der Saison, 55.000 Euro mehr als bisher.",
)

PIPE = Paper(
    reference="0225/2026",
    type="Sachstandsbericht",
    title="Freibad am Wingertsberg: Mehrkosten durch eine unbekannte Leitung",
    summary="Unter der Liegewiese liegt ein alter Kanal, den niemand kannte. Er muss weg, und das kostet 640.000 Euro mehr.",
    date_offset=-18,
    submitters=("building",),
    stations=(note("finance-8/3", "noted", last=False), note("council-18/9")),
    related=("0162/2026", "0248/2026"),
    points=("Der Bericht wird zur Kenntnis genommen.",),
    text=prose(
        """
        Beim Aushub stieß der Bagger in 2,40 Meter Tiefe auf einen gemauerten Kanal. Er führt vom Wingertsberg zum Lauterufer
        und steht in keinem Plan. Im Stadtarchiv fand sich eine Rechnung aus dem Jahr 1934 über „einen Durchlass, wie
        besprochen“.

        Der Kanal führt Wasser, und zwar das ganze Jahr. Er kann nicht unter dem neuen Becken bleiben und muss auf 90 Metern
        verlegt werden. Das dauert nach heutigem Stand sieben Wochen. Die Eröffnung im Mai des übernächsten Jahres ist noch zu
        halten, wenn der Winter mild bleibt.

        Ob das Land sich an den Mehrkosten beteiligt, ist angefragt. Die Verwaltung prüft außerdem, wer im Jahr 1934 etwas
        besprochen hat.
        """
    ),
    costs=prose(
        """
        Die Verlegung kostet 640.000 Euro; das sind 8,6 Prozent der bisherigen Summe. Deckung in diesem Jahr aus der
        verschobenen Sanierung der Turnhalle am Burgweg, im nächsten Jahr aus dem Haushalt 2027.
        """
    ),
)

CAP = Paper(
    reference="0248/2026",
    type="Dringlichkeitsantrag",
    title="Freibad: Obergrenze der Kosten und Bericht in jeder Sitzung",
    summary="Das Freibad soll höchstens 8,2 Millionen Euro kosten. Wird es teurer, muss der Rat vorher gefragt werden.",
    date_offset=-1,
    submitters=("stadt-fuer-alle", "vollmar"),
    stations=(decision("council-18/9"),),
    related=("0162/2026", "0225/2026"),
    points=(
        "Für die Sanierung des Freibads gilt eine Obergrenze von 8,2 Millionen Euro. Aufträge darüber hinaus werden erst "
        "vergeben, wenn der Stadtrat zugestimmt hat.",
        "Die Verwaltung berichtet bis zur Eröffnung in jeder Sitzung über Kosten und Termine.",
    ),
    text=prose(
        """
        Die Dringlichkeit ergibt sich daraus, dass der Auftrag für die Verlegung des Kanals noch vor Weihnachten vergeben
        werden soll. Nach der regulären Frist käme unser Antrag zu spät.

        Wir stehen zum Freibad. Wer es retten will, darf nicht warten, bis die Rechnung doppelt so hoch ist und niemand mehr
        dafür stimmt. Ein Deckel schützt das Bad vor seinen Kosten.
        """
    ),
    costs="Keine.",
)

LESSONS = Paper(
    reference="0195/2026",
    type="Anfrage",
    title="Schwimmkurse, solange das Freibad geschlossen ist",
    summary="Zwei Sommer lang fehlt das Freibad. Die Fraktion Stadt für alle fragt, wo Kinder in dieser Zeit schwimmen lernen.",
    date_offset=-42,
    submitters=("stadt-fuer-alle", "vollmar"),
    stations=(note("social-8/6"),),
    related=("0162/2026",),
    answer_due_offset=-28,
    points=(
        "Wie viele Kinder der vierten Klassen können nicht sicher schwimmen?",
        "Wo finden Kurse statt, bis das Freibad wieder öffnet?",
        "Wer bezahlt die Busfahrt dorthin?",
    ),
    text=prose(
        """
        Im Freibad lernen in jedem Sommer etwa 130 Kinder schwimmen. Zwei Jahrgänge werden das nun nicht können. Auf meiner
        Station habe ich gesehen, was geschieht, wenn ein Kind nicht schwimmen kann; ich möchte es nicht noch einmal sehen.
        """
    ),
)

LESSONS_ANSWER = Paper(
    reference="0212/2026",
    type="Antwort",
    title="Antwort auf die Anfrage 0195/2026: Schwimmkurse, solange das Freibad geschlossen ist",
    summary="61 von 214 Viertklässlern schwimmen nicht sicher. Die Kurse ziehen ins Hallenbad der Nachbarstadt um; den Bus "
    "bezahlt die Stadt.",
    date_offset=-30,
    submitters=("schools",),
    belongs_to="0195/2026",
    stations=(note("social-8/6"),),
    points=(
        "Wie viele Kinder der vierten Klassen können nicht sicher schwimmen?",
        "Wo finden Kurse statt, bis das Freibad wieder öffnet?",
        "Wer bezahlt die Busfahrt dorthin?",
    ),
    answers=(
        "Von 214 Kindern haben 61 das Schwimmabzeichen in Bronze nicht.",
        "Das Hallenbad der Nachbarstadt stellt dienstags und donnerstags von 14 bis 16 Uhr zwei Bahnen zur Verfügung. Das "
        "reicht für 96 Kinder im Jahr.",
        "Die Stadt. Die Fahrten kosten 11.800 Euro im Jahr und werden aus dem Budget des Freibads bezahlt, das zurzeit "
        "weniger Chlor braucht.",
    ),
    text="Die Zahlen stammen von den vier Grundschulen; eine Schule hat geschätzt.",
)

PAPERS = (CLOSE_IT, POOL, FEES, PIPE, CAP, LESSONS, LESSONS_ANSWER)
