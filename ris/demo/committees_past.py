"""Sittings of the three committees that are past."""

from __future__ import annotations

from datetime import time

from ris.demo.records import AgendaItem, Meeting, Vote

_OPENING = "Eröffnung und Feststellung der Beschlussfähigkeit"

MOBILITY_8 = Meeting(
    key="mobility-8",
    organization="mobility",
    name="8. Sitzung",
    number=8,
    day_offset=-52,
    weekday=1,
    starts=time(17, 30),
    ends=time(19, 20),
    location="raum-lauter",
    state="held",
    absent=("schall",),
    minutes=True,
    items=(
        AgendaItem(
            label="1", title=_OPENING, result="noted", resolution_text="Neun von zehn Mitgliedern sind anwesend."
        ),
        AgendaItem(
            label="2",
            title="Parkraum in der Innenstadt",
            papers=("0148/2026",),
            result="noted",
            resolution_text="Der Ausschuss nimmt den Bericht zur Kenntnis.",
        ),
        AgendaItem(
            label="3",
            title="Schutzstreifen in der Lindenallee",
            papers=("0118/2026",),
            result="withdrawn",
            resolution_text="Die Fraktion Lebendige Stadt zieht den Antrag zurück und kündigt einen neuen an.",
        ),
        AgendaItem(
            label="4",
            title="Baumgutachten zu den Platanen auf dem Marktplatz",
            papers=("0153/2026",),
            result="noted",
            resolution_text="Der Ausschuss nimmt das Gutachten zur Kenntnis.",
        ),
        AgendaItem(
            label="5",
            title="Barrierefreier Umbau der Bushaltestellen in der Bahnhofstraße",
            papers=("0150/2026",),
            result="adopted",
            resolution_text="Die Haltestellen Bahnhof, Technisches Rathaus und Post werden nach dem vorgelegten Plan umgebaut.",
            votes=(Vote(form="unanimous", subject="Vorlage 0150/2026", accepted=True, yes=9, no=0, abstain=0),),
        ),
        AgendaItem(
            label="6",
            title="Unfälle mit Kindern in der Lindenallee",
            papers=("0155/2026",),
            result="noted",
            resolution_text="Die Verwaltung antwortet schriftlich bis zur nächsten Sitzung.",
        ),
        AgendaItem(
            label="8",
            title="Vergabe der Wartung der Ampeln an die Firma Lichtwerk Haas",
            public=False,
            public_title="Vergabeangelegenheit",
            papers=("0158/2026",),
            result="adopted",
            resolution_text="Der Auftrag geht für vier Jahre an die Firma Lichtwerk Haas.",
            votes=(Vote(form="counted", subject="Vorlage 0158/2026", accepted=True, yes=7, no=1, abstain=1),),
        ),
    ),
)

SOCIAL_7 = Meeting(
    key="social-7",
    organization="social",
    name="7. Sitzung",
    number=7,
    day_offset=-45,
    weekday=3,
    starts=time(17, 0),
    ends=time(18, 50),
    location="raum-lauter",
    state="held",
    absent=("gerlach",),
    minutes=True,
    items=(
        AgendaItem(
            label="1", title=_OPENING, result="noted", resolution_text="Neun von zehn Mitgliedern sind anwesend."
        ),
        AgendaItem(
            label="2",
            title="Trägerschaft der Kita auf dem Mühlengelände",
            papers=("0164/2026",),
            result="recommended",
            resolution_text="Der Ausschuss empfiehlt dem Stadtrat, der Vorlage zuzustimmen.",
            votes=(Vote(form="counted", subject="Vorlage 0164/2026", accepted=True, yes=5, no=3, abstain=1),),
        ),
        AgendaItem(
            label="3",
            title="Eintrittspreise für das Freibad nach der Sanierung",
            papers=("0151/2026",),
            result="recommended",
            resolution_text="Der Ausschuss empfiehlt dem Stadtrat, der Vorlage zuzustimmen, und bittet darum, das Duschen ohne Eintritt zu "
            "erlauben.",
            votes=(Vote(form="majority", subject="Vorlage 0151/2026", accepted=True),),
        ),
        AgendaItem(
            label="4",
            title="Wie lange warten Familien auf einen Kitaplatz?",
            papers=("0166/2026", "0171/2026"),
            result="answered",
            resolution_text="Die Anfrage ist mit der Antwort 0171/2026 schriftlich beantwortet.",
        ),
        AgendaItem(
            label="5",
            title="Trinkwasserspender in allen Schulen",
            papers=("0160/2026",),
            result="adopted",
            resolution_text="In jeder der sieben Schulen in der Trägerschaft der Stadt wird ein Trinkwasserspender aufgestellt.",
            votes=(Vote(form="unanimous", subject="Antrag 0160/2026", accepted=True, yes=9, no=0, abstain=0),),
        ),
        AgendaItem(
            label="7",
            title="Zuschuss zu Klassenfahrten in drei Einzelfällen",
            public=False,
            public_title="Sozialangelegenheit",
            result="adopted",
            resolution_text="Die Zuschüsse werden gewährt.",
            votes=(Vote(form="without_formal_vote", subject="Drei Zuschüsse", accepted=True),),
        ),
    ),
)

MOBILITY_9 = Meeting(
    key="mobility-9",
    organization="mobility",
    name="9. Sitzung",
    number=9,
    day_offset=-16,
    weekday=1,
    starts=time(17, 30),
    ends=time(19, 55),
    location="raum-lauter",
    state="held",
    items=(
        AgendaItem(label="1", title=_OPENING, result="noted", resolution_text="Alle zehn Mitglieder sind anwesend."),
        AgendaItem(
            label="2",
            title="Verlängerung der Straßenbahn in die Mühlenstraße",
            papers=("0214/2026", "0224/2026"),
            result="recommended",
            resolution_text=(
                "Der Ausschuss empfiehlt dem Stadtrat, der Vorlage zuzustimmen, ergänzt um einen Hilfsfonds von "
                "300.000 Euro für Geschäfte an der Baustelle."
            ),
            votes=(
                Vote(
                    form="counted",
                    subject="Ergänzungsantrag 0224/2026: Hilfsfonds für Geschäfte",
                    paper="0224/2026",
                    accepted=True,
                    yes=7,
                    no=3,
                    abstain=0,
                ),
                Vote(
                    form="counted",
                    subject="Vorlage 0214/2026 mit der Ergänzung",
                    paper="0214/2026",
                    accepted=True,
                    yes=6,
                    no=4,
                    abstain=0,
                ),
            ),
        ),
        AgendaItem(label="3", title="Radverkehr"),
        AgendaItem(
            label="3.1",
            title="Geschützter Radweg in der Lindenallee",
            papers=("0219/2026",),
            result="recommended",
            resolution_text="Der Ausschuss empfiehlt dem Stadtrat, den Antrag anzunehmen.",
            votes=(Vote(form="counted", subject="Antrag 0219/2026", accepted=True, yes=6, no=4, abstain=0),),
        ),
        AgendaItem(
            label="3.2",
            title="Fahrradstellplätze am Bahnhof",
            papers=("0222/2026",),
            result="recommended",
            resolution_text="Der Ausschuss empfiehlt dem Stadtrat, den Antrag anzunehmen.",
            votes=(Vote(form="unanimous", subject="Antrag 0222/2026", accepted=True, yes=10, no=0, abstain=0),),
        ),
        AgendaItem(
            label="4",
            title="Fahrgastzählung der Buslinie 4",
            papers=("0184/2026",),
            result="noted",
            resolution_text="Der Ausschuss nimmt den Bericht zur Kenntnis.",
        ),
        AgendaItem(
            label="5",
            title="Umgestaltung des Marktplatzes",
            papers=("0203/2026",),
            result="recommended",
            resolution_text="Der Ausschuss empfiehlt dem Stadtrat die Umgestaltung, wenn das Lärmgutachten nichts anderes ergibt.",
            votes=(Vote(form="majority", subject="Vorlage 0203/2026", accepted=True),),
        ),
        AgendaItem(
            label="6",
            title="Unfälle mit Kindern in der Lindenallee",
            papers=("0186/2026",),
            result="answered",
            resolution_text="Die Anfrage 0155/2026 ist schriftlich beantwortet.",
        ),
        AgendaItem(
            label="7",
            title="Vergabe der Brückenprüfung am Lauterufer an das Büro Stahlmann",
            public=False,
            public_title="Vergabeangelegenheit",
            papers=("0210/2026",),
            result="adopted",
            resolution_text="Der Auftrag geht an das Büro Stahlmann zum Preis von 84.300 Euro.",
            votes=(Vote(form="unanimous", subject="Vorlage 0210/2026", accepted=True, yes=10, no=0, abstain=0),),
        ),
    ),
)

FINANCE_8 = Meeting(
    key="finance-8",
    organization="finance",
    name="8. Sitzung",
    number=8,
    day_offset=-10,
    weekday=3,
    starts=time(17, 0),
    ends=time(19, 0),
    location="ratssaal",
    state="held",
    absent=("rehm",),
    items=(
        AgendaItem(
            label="1",
            title=_OPENING,
            result="noted",
            resolution_text="Die Vorsitzende und neun von zehn Mitgliedern sind anwesend.",
        ),
        AgendaItem(
            label="2",
            title="Satzung über einen Übernachtungsbeitrag",
            papers=("0211/2026",),
            result="recommended",
            resolution_text="Der Ausschuss empfiehlt dem Stadtrat die Satzung mit einem Beitrag von 2,50 Euro statt 3,50 Euro. "
            "Frau Schall nahm an Beratung und Abstimmung nicht teil (§ 22 GemO).",
            votes=(
                Vote(
                    form="counted",
                    subject="Vorlage 0211/2026 mit einem Beitrag von 2,50 Euro",
                    accepted=True,
                    yes=6,
                    no=2,
                    abstain=1,
                    excluded=("schall",),
                ),
            ),
        ),
        AgendaItem(
            label="3",
            title="Freibad am Wingertsberg: Mehrkosten",
            papers=("0225/2026",),
            result="noted",
            resolution_text="Der Ausschuss nimmt den Bericht zur Kenntnis und bittet, ihn dem Stadtrat vorzulegen.",
        ),
        AgendaItem(
            label="4",
            title="Überplanmäßige Ausgaben",
            votes=(
                Vote(
                    form="en_bloc",
                    subject="TOP 4.1 bis 4.3 gemeinsam",
                    accepted=True,
                    yes=10,
                    no=0,
                    abstain=0,
                ),
            ),
        ),
        *(
            AgendaItem(
                label=label,
                title=title,
                papers=(reference,),
                result="adopted",
                resolution_text=f"Der überplanmäßigen Ausgabe von {amount} Euro wird zugestimmt.",
            )
            for label, title, reference, amount in (
                ("4.1", "Dach der Turnhalle am Burgweg", "0215/2026", "38.400"),
                ("4.2", "Streusalz für den Winterdienst", "0216/2026", "11.700"),
                ("4.3", "Schläuche für die Freiwillige Feuerwehr", "0217/2026", "9.650"),
            )
        ),
        AgendaItem(
            label="6",
            title="Stundung der Gewerbesteuer der Druckerei Falkner",
            public=False,
            public_title="Abgabenangelegenheit",
            papers=("0213/2026",),
            result="adopted",
            resolution_text="Die Forderung von 86.200 Euro wird in zwölf Raten gestundet.",
            votes=(Vote(form="counted", subject="Vorlage 0213/2026", accepted=True, yes=8, no=1, abstain=1),),
        ),
    ),
)

HELD = (MOBILITY_8, SOCIAL_7, MOBILITY_9, FINANCE_8)
