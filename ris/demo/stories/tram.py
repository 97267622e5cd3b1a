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
    TRAM, BUS_FIRST, RELIEF_FUND, BUS_COUNT,      LOCAL_TRANSPORT,
)  # fmt: skip
