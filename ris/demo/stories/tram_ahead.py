"""The tram after the decision: where vans may stop, whether the money comes, and who is collecting signatures against it."""

from __future__ import annotations

from ris.demo.prose import prose
from ris.demo.records import Paper
from ris.demo.ways import decision, hearing, note, together

LOADING_BAYS = Paper(
    reference="0238/2026",
    type="Beschlussvorlage",
    title="Ladezonen an der neuen Straßenbahnstrecke",
    summary="Neun Stellen an der neuen Strecke sollen für Lieferwagen frei bleiben. Wer ein Handwerk ausübt, bekommt eine Karte, "
    "mit der man auch außerhalb der Zeiten halten darf.",
    date_offset=-4,
    submitters=("building",),
    stations=(hearing("muehlenviertel-6/3"), decision("mobility-10/2")),
    related=("0214/2026",),
    points=(
        "Dem Plan der neun Ladezonen wird zugestimmt; er geht in die Entwurfsplanung ein.",
        "Handwerksbetriebe erhalten auf Antrag eine Haltekarte, die auch außerhalb der Ladezeiten gilt.",
    ),
    text=prose(
        """
        In der 17. Sitzung des Stadtrates hat die Oberbürgermeisterin zugesagt, den Plan der Ladezonen vor dem Bau im
        Ausschuss vorzulegen. Der erste Entwurf liegt nun vor.

        Er sieht neun Ladezonen vor: vier in der Mühlenstraße, drei in der Gerberstraße und zwei an der Theaterstraße.
        Geladen werden darf von 6 bis 11 Uhr und von 14 bis 16 Uhr. Außerhalb dieser Zeiten dürfen dort Menschen mit
        Behindertenausweis parken.

        Die Verwaltung hat alle 41 Geschäfte an der Strecke angeschrieben, 29 haben geantwortet. Die meisten werden
        zwischen 7 und 10 Uhr beliefert. Nicht erfüllt werden kann der Wunsch, direkt vor jeder Tür zu halten: An den
        Haltestellen Gerberstraße und Theaterstraße liegt der Bahnsteig auf dem Gehweg. Der weiteste Weg von einer
        Ladezone zu einem Laden beträgt 65 Meter.
        """
    ),
    costs="Markierung und Schilder kosten 34.000 Euro; sie sind in den Baukosten der Vorlage 0214/2026 enthalten.",
)

LOADING_AT_THE_BAKERY = Paper(
    reference="0249/2026",
    type="Ergänzungsantrag",
    title="Eine zehnte Ladezone an der Ecke Gerberstraße und Brunnengasse",
    summary="Zusätzlich zu den neun geplanten Ladezonen soll es eine weitere geben, die früh um vier Uhr beginnt.",
    date_offset=-1,
    submitters=("handwerk", "lotz"),
    belongs_to="0238/2026",
    stations=(together("mobility-10/2"),),
    points=(
        "Die Vorlage 0238/2026 wird um eine Ladezone an der Ecke Gerberstraße und Brunnengasse ergänzt.",
        "An dieser Stelle darf schon ab 4 Uhr geladen werden.",
    ),
    text=prose(
        """
        Zwischen der Brunnengasse und der Theaterstraße liegen zwei Bäckereien, eine Metzgerei und der Blumenladen. Mehl
        kommt in Säcken zu 25 Kilogramm, und 65 Meter sind mit einem Sack auf der Schulter ein weiter Weg.

        Um 4 Uhr fährt keine Straßenbahn. Wer dann liefert, stört niemanden, wenn der Motor abgestellt wird. Das lässt
        sich auf ein Schild schreiben.
        """
    ),
    costs="2.900 Euro für Markierung und Schild.",
)

GRANT = Paper(
    reference="0247/2026",
    type="Sachstandsbericht",
    title="Straßenbahn in die Mühlenstraße: Stand des Förderantrags",
    summary="Der Antrag auf Fördergeld muss Ende Januar beim Land liegen. Drei Unterlagen fehlen noch, und das angekündigte "
    "Bürgerbegehren könnte den Zeitplan verschieben.",
    date_offset=-1,
    submitters=("building",),
    stations=(note("mobility-10/3", last=False), note("council-18/10")),
    related=("0214/2026", "0246/2026"),
    points=("Der Bericht wird zur Kenntnis genommen.",),
    text=prose(
        """
        Der Stadtrat hat in seiner 17. Sitzung mit 13 zu 9 Stimmen beschlossen, die Straßenbahn zu verlängern. Der
        Förderantrag ist bis zum 31. Januar beim Land einzureichen. Wird der Termin versäumt, ist der nächste in zwei
        Jahren; ob der Fördersatz von 85 Prozent dann noch gilt, sagt das Land nicht zu.

        Von 14 Unterlagen liegen elf vor. Es fehlen die Bestätigung der Stadtwerke über ihren Anteil, das Ergebnis der
        Baugrunduntersuchung an der Theaterstraße und die Unterschrift der Eigentümerin eines Vorgartens von 14
        Quadratmetern. Mit ihr wird gesprochen.

        Eine Gruppe von Einwohnerinnen und Einwohnern hat ein Bürgerbegehren gegen den Beschluss angekündigt. Wird es
        zugelassen, darf der Beschluss bis zum Bürgerentscheid nicht vollzogen werden. Den Förderantrag hält die
        Verwaltung dennoch für zulässig, weil er zurückgenommen werden kann. Das Land prüft diese Auffassung.
        """
    ),
    costs="Bisher sind 96.000 Euro für Planung und Gutachten ausgegeben; im Haushalt stehen 140.000 Euro.",
)

PETITION = Paper(
    reference="0246/2026",
    type="Anfrage",
    title="Folgen eines Bürgerbegehrens für die Straßenbahn",
    summary="Die Fraktion Zukunft will wissen, was geschieht, wenn genug Menschen gegen die Straßenbahn unterschreiben.",
    date_offset=-1,
    submitters=("zukunft", "seibert"),
    stations=(note("council-18/14"),),
    related=("0214/2026", "0247/2026"),
    answer_due_offset=20,
    points=(
        "Wie viele Unterschriften braucht ein Bürgerbegehren in Lauterfels, und bis wann müssen sie vorliegen?",
        "Wann fände ein Bürgerentscheid frühestens statt?",
        "Was kostet es die Stadt, wenn der Förderantrag deshalb erst in zwei Jahren gestellt wird?",
        "Was gilt, wenn das Begehren knapp scheitert: Will die Verwaltung dennoch mit denen reden, die unterschrieben haben?",
    ),
    text=prose(
        """
        Seit der Entscheidung des Stadtrates liegen in mehreren Geschäften der Gerberstraße Listen aus. Nach Angaben der
        Gruppe „Erst rechnen, dann graben“ sollen in der ersten Woche 700 Menschen unterschrieben haben.

        Unsere Fraktion war über die Straßenbahn geteilter Meinung. Gerade deshalb wollen wir, dass die Regeln vorher auf
        dem Tisch liegen und niemand sie hinterher passend findet.
        """
    ),
)

SQUEAL = Paper(
    reference="0241/2026",
    type="Anfrage",
    title="Nächtliches Quietschen der Straßenbahn am Schillerplatz",
    summary="Am Schillerplatz quietscht nachts die Straßenbahn in der Kurve. Die Bürgerliste fragt, was dagegen getan wird.",
    date_offset=-3,
    submitters=("buergerliste", "wenk"),
    stations=(note("council-18/13"),),
    answer_due_offset=18,
    points=(
        "Wird die Schmieranlage in der Kurve regelmäßig gewartet?",
        "Kann die letzte Bahn die Kurve langsamer fahren?",
        "Wie wird das Quietschen an der neuen Strecke vermieden?",
    ),
    text=prose(
        """
        Anwohnerinnen und Anwohner am Schillerplatz hören nachts die Bahn in der Kurve quietschen, besonders bei
        feuchtem Wetter. Ein Herr hat den Ton aufgenommen und uns vorgespielt; seine Katze verließ den Raum.

        Die neue Strecke bekommt an der Theaterstraße eine noch engere Kurve.
        """
    ),
)

PAPERS = (LOADING_BAYS, LOADING_AT_THE_BAKERY, GRANT, PETITION, SQUEAL)
