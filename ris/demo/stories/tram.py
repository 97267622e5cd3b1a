"""The tram into the Mühlenstraße: heard, advised, decided, and now the money has to come."""

from __future__ import annotations

from ris.demo.prose import prose
from ris.demo.records import Attachment, FollowUp, Paper
from ris.demo.ways import advice, decision, hearing, note, together

TRAM = Paper(
    reference="0214/2026",
    type="Beschlussvorlage",
    title="Verlängerung der Straßenbahn vom Bahnhof in die Mühlenstraße",
    summary="Die Straßenbahn soll nicht mehr am Bahnhof enden, sondern bis in die Mühlenstraße fahren. Der Bau dauert "
    "zwei Jahre und kostet die Stadt selbst 5,7 Millionen Euro.",
    date_offset=-31,
    submitters=("building",),
    stations=(
        hearing("muehlenviertel-5/3", "recommended"),
        advice("mobility-9/2", "recommended"),
        decision("council-17/4", "adopted"),
    ),
    related=("0184/2026", "0238/2026", "0247/2026"),
    points=(
        "Die Straßenbahn wird vom Bahnhof in die Mühlenstraße verlängert.",
        "Die Verwaltung wird mit der Entwurfsplanung beauftragt und stellt den Förderantrag bei Bund und Land.",
        "Der Eigenanteil der Stadt von 5,7 Millionen Euro wird über vier Haushaltsjahre verteilt.",
    ),
    text=prose(
        """
        Die Straßenbahn endet seit 1987 am Bahnhof. In der Mühlenstraße wohnen heute 6.000 Menschen; mit den Wohnungen
        auf dem früheren Mühlengelände werden es in fünf Jahren etwa 8.000 sein. Dazu kommen eine Kita und die neue
        Berufsschule mit 900 Plätzen. Der Bus braucht vom Bahnhof bis zum Ende der Mühlenstraße 17 Minuten und fährt
        abends nur alle 40 Minuten.

        Die Verwaltung schlägt vor, die Strecke um 1,9 Kilometer zu verlängern. Geplant sind vier Haltestellen:
        Gerberstraße, Theaterstraße, Berufsschule und Mühlenstraße. Die Bahn soll tagsüber alle zehn Minuten fahren,
        abends alle zwanzig. Die Fahrt vom Bahnhof bis zur Endhaltestelle dauert dann sechs Minuten. Alle Haltestellen
        werden ohne Stufen erreichbar.

        Gebaut wird in drei Abschnitten, damit die Zufahrt zu den Geschäften immer von einer Seite offen bleibt. Die
        Arbeiten dauern zwei Jahre. Begonnen wird frühestens ein Jahr nach dem Förderbescheid. In der Gerberstraße
        werden zugleich die Wasserleitung von 1931 und die Gasleitung erneuert; die Stadtwerke beteiligen sich deshalb
        mit 1,1 Millionen Euro an den Erdarbeiten.

        Untersucht wurden auch ein dichterer Bustakt und ein Oberleitungsbus. Der Bus im Zehnminutentakt wäre in der
        Anschaffung günstiger, bleibt aber in der Gerberstraße im selben Stau stehen wie die Autos; ein eigener
        Fahrstreifen passt dort nicht. Für den Oberleitungsbus gibt es weder eine Werkstatt noch Personal in der Stadt.

        Der Ortsbeirat Mühlenviertel ist zu hören, weil der Bau den Ortsbezirk über zwei Jahre wesentlich berührt
        (§ 75 Abs. 2 GemO).
        """
    ),
    costs=prose(
        """
        Der Bau kostet nach heutigem Stand 38 Millionen Euro. Bund und Land fördern 85 Prozent; bei der Stadt bleiben
        5,7 Millionen Euro, verteilt auf vier Haushaltsjahre. Der Betrieb kostet jährlich 410.000 Euro mehr als der
        heutige Bus; dem stehen erwartete Fahrgeldeinnahmen von 260.000 Euro gegenüber.
        """
    ),
    follow_up=FollowUp(
        state="running",
        text="Die Entwurfsplanung ist vergeben. Der Förderantrag muss bis zum 31. Januar beim Land liegen.",
        as_of=-1,
    ),
    attachments=(
        Attachment(
            title="Kostenschätzung nach Bauabschnitten",
            text=prose(
                """
                Die Schätzung folgt dem Stand der Vorplanung. Ihre Genauigkeit beträgt in dieser Phase 30 Prozent nach
                oben und unten; mit der Entwurfsplanung wird sie auf 15 Prozent verbessert.

                Nicht enthalten sind die Leitungen der Stadtwerke und der Hilfsfonds für Geschäfte.
                """
            ),
            table=(
                ("Bauabschnitt", "Länge", "Kosten", "Anteil der Stadt"),
                ("1: Bahnhof bis Gerberstraße", "620 m", "12,4 Mio. €", "1,86 Mio. €"),
                ("2: Gerberstraße bis Theaterstraße", "480 m", "11,9 Mio. €", "1,79 Mio. €"),
                ("3: Theaterstraße bis Mühlenstraße", "800 m", "11,2 Mio. €", "1,68 Mio. €"),
                ("Planung und Bauleitung", "–", "2,5 Mio. €", "0,37 Mio. €"),
                ("Zusammen", "1.900 m", "38,0 Mio. €", "5,70 Mio. €"),
            ),
        ),
        Attachment(
            title="Fahrzeiten im Vergleich",
            text=prose(
                """
                Gemessen wurde an fünf Werktagen im September, jeweils zwischen 7 und 9 Uhr und zwischen 16 und 18 Uhr.
                Die Werte der Straßenbahn sind berechnet.
                """
            ),
            table=(
                ("Vom Bahnhof bis …", "Bus heute", "Auto heute", "Straßenbahn"),
                ("Gerberstraße", "5 min", "4 min", "2 min"),
                ("Theaterstraße", "9 min", "7 min", "3 min"),
                ("Berufsschule", "14 min", "10 min", "5 min"),
                ("Mühlenstraße", "17 min", "12 min", "6 min"),
            ),
        ),
    ),
)

BUS_FIRST = Paper(
    reference="0231/2026",
    type="Änderungsantrag",
    title="Zuerst Bus im Zehnminutentakt, dann über die Straßenbahn entscheiden",
    summary="Die Bürgerliste möchte zwei Jahre lang einen häufigeren Bus erproben und erst danach über die Straßenbahn "
    "abstimmen.",
    date_offset=-12,
    submitters=("buergerliste",),
    belongs_to="0214/2026",
    stations=(together("council-17/4", "rejected"),),
    related=("0184/2026",),
    points=(
        "Der Beschlusstext der Vorlage 0214/2026 wird ersetzt: Die Stadt lässt zwei Jahre lang einen Bus im "
        "Zehnminutentakt vom Bahnhof in die Mühlenstraße fahren, werktags von 6 bis 22 Uhr.",
        "Die Fahrgäste werden gezählt. Danach entscheidet der Stadtrat neu über die Straßenbahn.",
    ),
    text=prose(
        """
        15 Prozent von 38 Millionen Euro sind fast 6 Millionen Euro, die die Stadt leihen muss. Das ist mehr, als wir in
        einem Jahr für alle Straßen zusammen ausgeben.

        Zwei Jahre Baustelle treffen gerade die kleinen Geschäfte. Wer heute in der Gerberstraße Brot oder Blumen
        verkauft, hat keine Rücklagen für zwei Sommer ohne Laufkundschaft.

        Der Bus kann sofort fahren. Sind die Busse voll, spricht das für die Bahn; bleiben sie leer, hat die Stadt viel
        Geld gespart. Eine Förderung gibt es auch in zwei Jahren noch.
        """
    ),
    costs="Der Bus kostet 640.000 Euro im Jahr. Planungskosten für die Straßenbahn fallen vorerst nicht an.",
)

RELIEF_FUND = Paper(
    reference="0224/2026",
    type="Ergänzungsantrag",
    title="Hilfsfonds für Geschäfte an der Baustelle der Straßenbahn",
    summary="Läden an der künftigen Baustelle sollen Geld bekommen können, wenn wegen der Bauarbeiten die Kundschaft "
    "ausbleibt.",
    date_offset=-23,
    submitters=("stadt-fuer-alle", "aydin"),
    belongs_to="0214/2026",
    stations=(together("mobility-9/2", "adopted"),),
    points=(
        "Die Vorlage 0214/2026 wird ergänzt: Die Stadt richtet einen Hilfsfonds von 300.000 Euro für Geschäfte ein, "
        "die an der Baustelle liegen.",
        "Der Fonds steht bereit, bevor die Bauarbeiten beginnen. Über die Vergabe berichtet die Verwaltung dem Ausschuss "
        "vierteljährlich.",
    ),
    text=prose(
        """
        Wir wollen die Straßenbahn. Wir wollen aber auch, dass es am Ende der Strecke noch jemanden gibt, zu dem man
        fahren möchte.

        In den drei Bauabschnitten liegen 41 Ladengeschäfte, sieben Gaststätten und zwei Arztpraxen. Andere Städte haben
        bei ähnlichen Vorhaben Umsatzeinbußen zwischen 15 und 40 Prozent gezählt. Ein Betrieb soll bis zu 12.000 Euro
        erhalten, wenn sein Umsatz in einem Vierteljahr um mehr als ein Viertel zurückgeht.
        """
    ),
    costs="Einmalig 300.000 Euro, aufzunehmen in den Haushalt des Jahres, in dem der Bau beginnt.",
)

BUS_COUNT = Paper(
    reference="0184/2026",
    type="Mitteilungsvorlage",
    title="Fahrgastzählung der Buslinie 4",
    summary="Die Stadt hat gezählt, wie viele Menschen mit dem Bus in die Mühlenstraße fahren und wie oft er zu spät kommt.",
    date_offset=-50,
    submitters=("building",),
    stations=(note("muehlenviertel-5/4", "noted", last=False), note("mobility-9/4", "noted")),
    points=("Der Bericht wird zur Kenntnis genommen.",),
    text=prose(
        """
        An zehn Werktagen im September wurden auf der Linie 4 zwischen Bahnhof und Mühlenstraße alle Fahrgäste gezählt.
        Im Mittel fuhren täglich 2.140 Menschen mit, davon ein Drittel zwischen 6 und 9 Uhr. An Samstagen waren es 1.180,
        an Sonntagen 420.

        Morgens sind die Busse voll: Bei 38 von 100 Fahrten gab es keinen Sitzplatz mehr, bei vier von 100 blieben
        Wartende an der Haltestelle zurück. Abends nach 20 Uhr saßen im Mittel sechs Personen im Bus. Dann fährt er alle
        40 Minuten; ob er leer ist, weil er selten fährt, oder selten fährt, weil er leer ist, kann eine Zählung nicht
        beantworten.

        Mehr als drei Minuten zu spät waren 31 von 100 Fahrten, fast immer wegen Rückstaus in der Gerberstraße.
        """
    ),
    costs="Die Zählung hat 8.200 Euro gekostet.",
    attachments=(
        Attachment(
            title="Ergebnisse nach Tageszeit",
            text="Mittelwerte aus zehn Werktagen, beide Richtungen zusammen.",
            table=(
                ("Uhrzeit", "Fahrten", "Fahrgäste je Fahrt", "Verspätet über 3 min"),
                ("6 bis 9 Uhr", "18", "41", "47 von 100"),
                ("9 bis 15 Uhr", "24", "23", "18 von 100"),
                ("15 bis 19 Uhr", "20", "34", "39 von 100"),
                ("19 bis 22 Uhr", "5", "8", "12 von 100"),
            ),
        ),
    ),
)

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

LOCAL_TRANSPORT = Paper(
    reference="0178/2026",
    type="Resolution",
    title="Nahverkehr darf nicht an der Stadtgrenze enden",
    summary="Der Stadtrat fordert Land und Bund gemeinsam auf, Busse und Bahnen auf dem Land dauerhaft zu bezahlen.",
    date_offset=-46,
    submitters=("buergerliste", "stadt-fuer-alle", "lebendige-stadt", "zukunft", "handwerk"),
    stations=(decision("council-16/10", "adopted"),),
    points=(
        "Der Stadtrat fordert Land und Bund auf, den Betrieb von Bussen und Bahnen dauerhaft und verlässlich zu fördern.",
        "Die Oberbürgermeisterin übermittelt die Resolution der Landesregierung und den Abgeordneten des Wahlkreises.",
    ),
    text=prose(
        """
        Für neue Strecken gibt es hohe Zuschüsse, für das tägliche Fahren fast keine. So kommt es, dass eine Stadt wie
        Lauterfels eine Straßenbahn bauen kann, aber den Bus nach Wingertsweiler am Sonntag einstellen musste.

        Wer aus den Dörfern ringsum zur Arbeit, in die Schule oder zum Arzt will, ist auf das Auto angewiesen. Das ist
        weder gerecht noch klug. Die Fraktionen sind über vieles uneins; hierüber nicht.
        """
    ),
    follow_up=FollowUp(
        state="done",
        text="Die Resolution ist verschickt. Das Ministerium hat den Eingang bestätigt.",
        as_of=-20,
    ),
)

PAPERS = (
    TRAM, BUS_FIRST, RELIEF_FUND, BUS_COUNT, LOADING_BAYS, LOADING_AT_THE_BAKERY, GRANT, PETITION, SQUEAL,
    LOCAL_TRANSPORT,
)  # fmt: skip
