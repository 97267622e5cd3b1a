"""The agenda and the results of the sitting that was recorded; what is said there stands in ``sitting``."""

from __future__ import annotations

from datetime import time

from ris.demo.council_past import CLOSED, FIRST, MOTIONS, QUESTIONS
from ris.demo.records import AgendaItem, Meeting, Vote

RECORDED = Meeting(
    key="council-17",
    organization="council",
    name="17. Sitzung",
    number=17,
    absent=("seibert",),
    day_offset=-3,
    weekday=2,
    starts=time(17, 0),
    ends=time(18, 5),
    location="ratssaal",
    state="held",
    recorded=True,
    items=(
        AgendaItem(
            label="1",
            title="Eröffnung und Feststellung der Beschlussfähigkeit",
            section=FIRST,
            result="noted",
            resolution_text="23 von 24 Ratsmitgliedern sind anwesend. Der Rat ist beschlussfähig.",
        ),
        AgendaItem(
            label="2",
            title="Niederschrift der 16. Sitzung",
            section=FIRST,
            result="adopted",
            resolution_text="Die Niederschrift der 16. Sitzung ist ohne Einwände genehmigt.",
            votes=(
                Vote(form="without_formal_vote", subject="Genehmigung der Niederschrift", accepted=True, at=58_600),
            ),
        ),
        AgendaItem(
            label="4",
            title="Verlängerung der Straßenbahn in die Mühlenstraße",
            section=MOTIONS,
            papers=("0214/2026", "0231/2026"),
            result="adopted",
            resolution_text=(
                "Der Stadtrat beschließt, die Straßenbahn vom Bahnhof in die Mühlenstraße zu verlängern, und beauftragt "
                "die Verwaltung mit der Entwurfsplanung. Für Geschäfte an der Baustelle wird ein Hilfsfonds von "
                "300.000 Euro eingerichtet. Der Plan der Ladezonen wird vor Baubeginn im Ausschuss für Mobilität und "
                "Stadtentwicklung beraten."
            ),
            votes=(
                Vote(
                    form="counted",
                    subject="Änderungsantrag 0231/2026: zuerst Bus im Zehnminutentakt",
                    paper="0231/2026",
                    accepted=False,
                    yes=9,
                    no=13,
                    abstain=2,
                    at=274_478,
                ),
                Vote(
                    form="counted",
                    subject="Vorlage 0214/2026 in der Fassung des Ausschusses",
                    paper="0214/2026",
                    accepted=True,
                    yes=13,
                    no=9,
                    abstain=2,
                    at=294_609,
                ),
            ),
        ),
        AgendaItem(label="5", title="Radverkehr", section=MOTIONS),
        AgendaItem(
            label="5.1",
            title="Geschützter Radweg in der Lindenallee",
            section=MOTIONS,
            papers=("0219/2026",),
            result="adopted",
            resolution_text=(
                "In der Lindenallee wird zwischen Schillerplatz und Bachwiesenweg auf beiden Seiten ein Radweg "
                "gebaut, den ein Bordstein von der Fahrbahn trennt."
            ),
            votes=(
                Vote(form="counted", subject="Antrag 0219/2026", accepted=True, yes=14, no=10, abstain=0, at=431_343),
            ),
        ),
        AgendaItem(
            label="5.2",
            title="Fahrradstellplätze am Bahnhof",
            section=MOTIONS,
            papers=("0222/2026",),
            result="adopted",
            resolution_text="Am Bahnhof werden 180 überdachte Stellplätze für Fahrräder gebaut.",
            votes=(
                Vote(form="unanimous", subject="Antrag 0222/2026", accepted=True, yes=24, no=0, abstain=0, at=448_000),
            ),
        ),
        AgendaItem(
            label="6",
            title="Öffnungszeiten der Stadtbibliothek",
            section=MOTIONS,
            papers=("0207/2026",),
            result="adopted",
            resolution_text=(
                "Die Stadtbibliothek öffnet ab dem nächsten Quartal donnerstags bis 21 Uhr und samstags bis 16 Uhr. "
                "Die Beschäftigten werden vorher gehört."
            ),
            votes=(Vote(form="without_formal_vote", subject="Antrag 0207/2026", accepted=True, at=507_500),),
        ),
        AgendaItem(
            label="7",
            title="Neubau der Mensa an der Bachwiesenschule",
            section=MOTIONS,
            papers=("0198/2026",),
            result="adopted",
            resolution_text=(
                "Der Stadtrat beschließt den Bau der Mensa an der Bachwiesenschule mit 240 Plätzen und einer Küche, "
                "in der frisch gekocht wird."
            ),
            votes=(
                Vote(form="counted", subject="Vorlage 0198/2026", accepted=True, yes=23, no=0, abstain=1, at=545_500),
            ),
        ),
        AgendaItem(
            label="8",
            title="Umgestaltung des Marktplatzes",
            section=MOTIONS,
            papers=("0203/2026", "0232/2026"),
            result="taken_off",
            resolution_text="Abgesetzt, weil das Lärmgutachten zu spät vorlag.",
        ),
        AgendaItem(
            label="10",
            title="Anfrage zur Straßenbeleuchtung in der Hafenstraße",
            section=QUESTIONS,
            papers=("0226/2026",),
            result="answered",
            resolution_text="Die Oberbürgermeisterin hat die Anfrage mündlich beantwortet.",
        ),
        AgendaItem(
            label="12",
            title="Ankauf des Geländes der alten Ziegelhütte von der Erbengemeinschaft Ostermann",
            section=CLOSED,
            public=False,
            public_title="Grundstücksangelegenheit",
            papers=("0205/2026",),
            result="adopted",
            resolution_text="Der Stadtrat stimmt dem Ankauf zum Preis von 1,24 Millionen Euro zu.",
            votes=(Vote(form="counted", subject="Vorlage 0205/2026", accepted=True, yes=18, no=4, abstain=2),),
        ),
        AgendaItem(
            label="13",
            title="Besetzung der Leitung des Hauptamtes",
            section=CLOSED,
            public=False,
            public_title="Personalangelegenheit",
            papers=("0228/2026",),
            result="adopted",
            resolution_text="Der Stadtrat stimmt dem Vorschlag der Oberbürgermeisterin zu.",
            votes=(Vote(form="secret", subject="Vorlage 0228/2026", accepted=True, yes=20, no=3, abstain=1),),
        ),
    ),
)
