"""Money: the budget, a levy on guests, what was spent beyond plan, and what an honorary arbiter has to do with it."""

from __future__ import annotations

from ris.demo.prose import prose
from ris.demo.records import Attachment, FollowUp, Paper
from ris.demo.ways import advice, decision, together

BUDGET = Paper(
    reference="0240/2026",
    type="Beschlussvorlage",
    title="Haushaltssatzung und Haushaltsplan 2027",
    summary="Der Haushalt sagt, wofür die Stadt im nächsten Jahr Geld ausgibt. Es fehlen 0,9 Millionen Euro, die aus dem Ersparten "
    "kommen sollen.",
    date_offset=-4,
    submitters=("treasury", "brandau"),
    stations=(advice("finance-9/2"), decision("council-18/3")),
    related=("0211/2026",),
    points=(
        "Die Haushaltssatzung und der Haushaltsplan für das Jahr 2027 werden beschlossen.",
        "Der Fehlbetrag von 0,9 Millionen Euro wird aus der Rücklage gedeckt.",
    ),
    text=prose(
        """
        Der Entwurf des Haushalts 2027 sieht Erträge von 96,2 Millionen Euro und Aufwendungen von 97,1 Millionen Euro
        vor. Das Minus von 0,9 Millionen Euro wird aus der Rücklage gedeckt; danach enthält sie noch 6,3 Millionen Euro.

        Investiert werden 14,8 Millionen Euro. Die größten Posten sind das Freibad am Wingertsberg, die Mensa der
        Bachwiesenschule und die Planung der Straßenbahn in die Mühlenstraße. Die Hebesätze der Steuern bleiben gleich.

        Am stärksten steigen die Kosten für Kitas und Jugendhilfe, zusammen um 1,7 Millionen Euro. Beim Personal rechnet die
        Kämmerei mit 2,8 Prozent mehr Gehalt und mit 19 Stellen, die nicht besetzt werden können.

        Der Entwurf liegt bis zur Sitzung öffentlich aus. Wer in Lauterfels wohnt, kann bis zum Tag vor der Sitzung
        Vorschläge machen; der Rat muss darüber entscheiden, bevor er den Haushalt beschließt (§ 97 Abs. 1 GemO).
        """
    ),
    costs="Die Vorlage ist der Haushalt. Kredite: 7,9 Millionen Euro neu, 5,2 Millionen Euro Tilgung.",
    attachments=(
        Attachment(
            title="Eckwerte des Haushalts 2027",
            text="Alle Beträge in Millionen Euro. Abweichungen entstehen durch Rundung.",
            table=(
                ("Bereich", "Ertrag", "Aufwand", "2026: Aufwand"),
                ("Steuern und Zuweisungen", "68,4", "21,9", "21,3"),
                ("Kitas und Jugendhilfe", "11,8", "29,6", "27,9"),
                ("Schule, Kultur, Sport", "3,1", "12,7", "12,2"),
                ("Soziales", "6,2", "11,4", "11,1"),
                ("Bauen, Straßen, Grün", "4,9", "14,2", "13,8"),
                ("Verwaltung", "1,8", "7,3", "7,0"),
                ("Zusammen", "96,2", "97,1", "93,3"),
            ),
        ),
        Attachment(
            title="Größte Investitionen 2027",
            text="Beträge des Jahres 2027; viele Vorhaben dauern länger.",
            table=(
                ("Vorhaben", "Ausgaben 2027", "Davon Zuschüsse"),
                ("Freibad am Wingertsberg", "4,6 Mio. €", "1,7 Mio. €"),
                ("Mensa der Bachwiesenschule", "2,2 Mio. €", "1,3 Mio. €"),
                ("Kita auf dem Mühlengelände", "1,9 Mio. €", "0,8 Mio. €"),
                ("Marktplatz, erster Abschnitt", "1,2 Mio. €", "0,6 Mio. €"),
                ("Straßenbahn, Planung", "0,8 Mio. €", "0,5 Mio. €"),
                ("Alle übrigen", "4,1 Mio. €", "0,9 Mio. €"),
            ),
        ),
    ),
)

SAVE_MORE = Paper(
    reference="0242/2026",
    type="Änderungsantrag",
    title="Haushalt 2027: Rücklage schonen, Sachkosten kürzen",
    summary="Die Fraktion Zukunft will bei Büromaterial, Reisen und Gutachten sparen, damit das Ersparte nicht kleiner wird.",
    date_offset=-3,
    submitters=("zukunft", "anger"),
    belongs_to="0240/2026",
    stations=(advice("finance-9/2"), together("council-18/3")),
    points=(
        "Die Ansätze für Geschäftsausgaben, Reisen und Gutachten werden um drei Prozent gekürzt.",
        "Die Entnahme aus der Rücklage sinkt um denselben Betrag.",
    ),
    text=prose(
        """
        Allein für Gutachten sind 710.000 Euro vorgesehen. Wir haben gezählt: Über Bäume gab es in zwei Jahren vier, über
        Lärm drei und über die Frage, ob ein Gutachten nötig ist, eines.

        Drei Prozent sind zumutbar. Jeder Haushalt in dieser Stadt hat im letzten Jahr mehr sparen müssen.
        """
    ),
    costs="Einsparung von 236.000 Euro.",
)

SOCIAL_TICKET = Paper(
    reference="0251/2026",
    type="Ergänzungsantrag",
    title="Haushalt 2027: Sozialticket für Bus und Bahn",
    summary="Wer wenig Geld hat, soll für 15 Euro im Monat Bus und Straßenbahn fahren können.",
    date_offset=-1,
    submitters=("stadt-fuer-alle", "haddad"),
    belongs_to="0240/2026",
    stations=(advice("finance-9/2"), together("council-18/3")),
    points=(
        "In den Haushalt 2027 werden 90.000 Euro für ein Sozialticket eingestellt.",
        "Das Ticket kostet 15 Euro im Monat und gilt in allen Bussen und Bahnen der Stadt.",
    ),
    text=prose(
        """
        Die Monatskarte kostet 58 Euro. Für jemanden, der Grundsicherung bezieht, ist das mehr, als für Verkehr im Regelsatz
        vorgesehen ist. Etwa 2.100 Menschen hätten Anspruch; nach den Erfahrungen anderer Städte nutzt es jeder Dritte.

        Wer eine Straßenbahn für 38 Millionen Euro baut, sollte auch die mitnehmen, die sich die Fahrkarte nicht leisten
        können.
        """
    ),
    costs="90.000 Euro im Jahr, bei halber Nutzung entsprechend weniger.",
)

GUEST_LEVY = Paper(
    reference="0211/2026",
    type="Beschlussvorlage",
    title="Satzung über einen Übernachtungsbeitrag",
    summary="Gäste in Hotels und Pensionen sollen je Nacht 2,50 Euro bezahlen. Das Geld ist für Tourismus und Kultur bestimmt.",
    date_offset=-25,
    submitters=("treasury",),
    stations=(advice("finance-8/2", "recommended"), decision("council-18/8")),
    related=("0240/2026",),
    points=(
        "Die Satzung über einen Übernachtungsbeitrag wird in der Fassung des Haupt- und Finanzausschusses beschlossen.",
        "Der Beitrag beträgt 2,50 Euro je Person und Nacht. Kinder, Dienstreisende und Gäste in Kliniken zahlen nichts.",
    ),
    text=prose(
        """
        In Lauterfels gibt es 31 Betriebe mit zusammen 840 Betten und 112.000 Übernachtungen im Jahr. Die Stadt gibt für das
        Weinfest, die Uferpromenade und die Auskunft am Marktplatz jährlich 390.000 Euro aus.

        Ergänzung nach der Beratung im Ausschuss: Die Verwaltung hatte 3,50 Euro vorgeschlagen. Der Ausschuss empfiehlt 2,50 Euro und die Ausnahme für
        Dienstreisende. Der Verband der Gastgeber lehnt den Beitrag ab, hält ihn in dieser Höhe aber für „verkraftbar, wenn es
        denn sein muss“.

        Ratsmitglieder, die selbst Gäste beherbergen, dürfen weder beraten noch abstimmen (§ 22 Abs. 1 GemO).
        """
    ),
    costs="Erwartet werden Einnahmen von 185.000 Euro im Jahr. Die Erhebung kostet 22.000 Euro.",
)

ROOF = Paper(
    reference="0215/2026",
    type="Beschlussvorlage",
    title="Überplanmäßige Ausgabe: Dach der Turnhalle am Burgweg",
    summary="Das undichte Dach der Turnhalle wird notdürftig geflickt. Das war im Haushalt nicht vorgesehen.",
    date_offset=-28,
    submitters=("treasury",),
    stations=(decision("finance-8/4.1", "adopted"),),
    points=("Der überplanmäßigen Ausgabe von 38.400 Euro wird zugestimmt (§ 100 GemO).",),
    text=prose(
        """
        Beim Unwetter im August hat sich die Abdichtung auf 60 Quadratmetern gelöst. Die Halle ist seither bei Regen gesperrt,
        weil der Boden aus Holz besteht. Die Sanierung des ganzen Dachs war für dieses Jahr geplant und musste wegen des
        Freibads verschoben werden; nun wird nur die schadhafte Stelle gedeckt.

        Bis zum Frühjahr stehen außerdem elf Eimer bereit.
        """
    ),
    costs="38.400 Euro. Deckung: weniger Zinsen für Kredite.",
    follow_up=FollowUp(state="done", text="Das Dach ist dicht. Die Halle ist wieder geöffnet.", as_of=-2),
)

SALT = Paper(
    reference="0216/2026",
    type="Beschlussvorlage",
    title="Überplanmäßige Ausgabe: Streusalz für den Winterdienst",
    summary="Der Bauhof kauft 90 Tonnen Streusalz nach, weil der letzte Winter länger war als geplant.",
    date_offset=-28,
    submitters=("treasury",),
    stations=(decision("finance-8/4.2", "adopted"),),
    points=("Der überplanmäßigen Ausgabe von 11.700 Euro wird zugestimmt (§ 100 GemO).",),
    text=prose(
        """
        Im Lager des Bauhofs liegen noch 40 Tonnen Salz; gebraucht werden in einem mittleren Winter 130. Im Sommer ist Salz um
        ein Fünftel billiger als im Dezember. Die Bestellung wurde im Juli versäumt, weil die zuständige Stelle nicht besetzt
        war.

        Auf Gehwegen wird weiterhin Splitt gestreut.
        """
    ),
    costs="11.700 Euro. Deckung: geringere Ausgaben für Treibstoff.",
)

HOSES = Paper(
    reference="0217/2026",
    type="Beschlussvorlage",
    title="Überplanmäßige Ausgabe: Schläuche für die Freiwillige Feuerwehr",
    summary="Die Feuerwehr braucht neue Schläuche, weil 40 alte die Prüfung nicht bestanden haben.",
    date_offset=-27,
    submitters=("treasury",),
    stations=(decision("finance-8/4.3", "adopted"),),
    points=("Der überplanmäßigen Ausgabe von 9.650 Euro wird zugestimmt (§ 100 GemO).",),
    text=prose(
        """
        Bei der jährlichen Druckprüfung sind 40 von 210 Schläuchen geplatzt. Die Feuerwehr hat sich bis zur Lieferung mit
        Schläuchen aus Wingertsweiler beholfen. Die Ortsgemeinde bittet, sie trocken zurückzugeben.
        """
    ),
    costs="9.650 Euro. Deckung: nicht besetzte Stellen.",
    follow_up=FollowUp(state="done", text="Die Schläuche sind geliefert, die geliehenen zurückgegeben.", as_of=-1),
)

ACCOUNTS = Paper(
    reference="0140/2026",
    type="Beschlussvorlage",
    title="Jahresabschluss 2025 und Entlastung",
    summary="Der Rat stellt fest, wie die Stadt im letzten Jahr gewirtschaftet hat, und entlastet die Oberbürgermeisterin.",
    date_offset=-81,
    submitters=("treasury",),
    stations=(decision("council-15/4", "adopted"),),
    points=(
        "Der Jahresabschluss 2025 wird mit einem Überschuss von 1.214.506 Euro festgestellt.",
        "Der Oberbürgermeisterin und den Beigeordneten wird Entlastung erteilt (§ 114 Abs. 1 GemO).",
    ),
    text=prose(
        """
        Der Haushalt 2025 sah einen Fehlbetrag von 0,4 Millionen Euro vor. Tatsächlich blieb ein Überschuss von 1,2 Millionen
        Euro, vor allem weil 23 Stellen nicht besetzt werden konnten und ein Unternehmen Gewerbesteuer für drei Jahre
        nachzahlte.

        Die Rechnungsprüfung hat 312 Belege geprüft. Sie beanstandet zwei Reisekostenabrechnungen, eine doppelt
        bezahlte Rechnung über 84 Euro und die Ablage im Bauhof. Sie empfiehlt, den Abschluss festzustellen und Entlastung zu
        erteilen.

        Die Oberbürgermeisterin und die Beigeordneten nehmen an Beratung und Abstimmung nicht teil. Den Vorsitz führt das
        älteste anwesende Ratsmitglied.
        """
    ),
    costs="Der Überschuss geht in die Rücklage.",
)

ARBITER = Paper(
    reference="0136/2026",
    type="Beschlussvorlage",
    title="Wahl der Schiedsperson für den Bezirk Lauterfels-Mitte",
    summary="Der Rat wählt für fünf Jahre eine Person, die bei Streit unter Nachbarn vermittelt.",
    date_offset=-84,
    submitters=("brandau",),
    stations=(decision("council-15/3", "adopted"),),
    points=("Zur Schiedsperson für den Bezirk Lauterfels-Mitte wird Frau Irmgard Weidlich vorgeschlagen.",),
    text=prose(
        """
        Die Amtszeit der bisherigen Schiedsperson endet nach 15 Jahren auf eigenen Wunsch. Auf die Ausschreibung meldeten sich
        zwei Personen; eine zog zurück, nachdem sie erfahren hatte, worum es geht.

        Frau Weidlich war Leiterin einer Gärtnerei und kennt nach eigener Aussage jede Hecke der Stadt. In den letzten fünf
        Jahren gab es im Bezirk 61 Verfahren, davon 38 wegen Hecken.

        Gewählt wird geheim. Das Stimmrecht der Vorsitzenden ruht bei Wahlen (§ 36 Abs. 3 GemO).
        """
    ),
    costs="Aufwandsentschädigung von 40 Euro im Monat.",
    follow_up=FollowUp(state="done", text="Das Amtsgericht hat die Wahl bestätigt.", as_of=-45),
)

SCAFFOLDS = Paper(
    reference="0145/2026",
    type="Antrag",
    title="Keine Gebühr für Gerüste bis zu 14 Tagen",
    summary="Wer für kurze Zeit ein Gerüst auf den Gehweg stellt, soll dafür nichts mehr bezahlen.",
    date_offset=-79,
    submitters=("handwerk", "saal"),
    stations=(decision("council-15/7", "adopted"),),
    points=("Gerüste und Container, die höchstens 14 Tage auf öffentlicher Fläche stehen, sind gebührenfrei.",),
    text=prose(
        """
        Ein Dachdecker, der drei Tage lang ein Gerüst braucht, zahlt heute 42 Euro Gebühr und füllt dafür einen Bogen mit 31
        Feldern aus. Die Stadt nimmt so 9.000 Euro im Jahr ein und beschäftigt damit eine Viertelstelle.

        Gemeldet werden müssen Gerüste weiterhin, damit Rollstühle und Kinderwagen vorbeikommen. Dafür genügen vier Felder.
        """
    ),
    costs="9.000 Euro weniger Einnahmen, eine Viertelstelle weniger Arbeit.",
    follow_up=FollowUp(state="done", text="Der Bogen hat jetzt sechs Felder.", as_of=-30),
)

DEFERRAL = Paper(
    reference="0213/2026",
    type="Beschlussvorlage",
    title="Stundung der Gewerbesteuer der Druckerei Falkner",
    public=False,
    public_title="Abgabenangelegenheit",
    summary="Die Druckerei Falkner darf ihre Steuer später zahlen.",
    date_offset=-29,
    submitters=("treasury",),
    stations=(decision("finance-8/6", "adopted", public=False),),
    points=("Die Forderung von 86.200 Euro wird in zwölf Raten gestundet.",),
    text=prose(
        """
        Die Druckerei Falkner hat nach einer Betriebsprüfung 86.200 Euro nachzuzahlen. Das Unternehmen hat die Zahlen der
        letzten drei Jahre offengelegt; eine sofortige Zahlung würde 14 Arbeitsplätze gefährden.

        Die Kämmerei empfiehlt zwölf Monatsraten mit den gesetzlichen Zinsen.
        """
    ),
    costs="Keine, wenn alle Raten eingehen.",
)

PAPERS = (
    BUDGET, SAVE_MORE, SOCIAL_TICKET, GUEST_LEVY, ROOF, SALT, HOSES, ACCOUNTS, ARBITER, SCAFFOLDS, DEFERRAL,
)  # fmt: skip
