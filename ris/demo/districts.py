"""Sittings of the two Ortsbeiräte; that of the Mühlenviertel is held today."""

from __future__ import annotations

from datetime import time

from ris.demo.records import AgendaItem, Meeting, Vote

_OPENING = "Eröffnung und Feststellung der Beschlussfähigkeit"
_PEOPLE = "Fragen der Einwohnerinnen und Einwohner"

BACHWIESEN_6 = Meeting(
    key="bachwiesen-6",
    organization="bachwiesen",
    name="6. Sitzung",
    number=6,
    day_offset=-24,
    weekday=3,
    starts=time(19, 0),
    ends=time(20, 45),
    location="bachwiesen",
    state="held",
    absent=("hartwig",),
    minutes=True,
    items=(
        AgendaItem(
            label="1",
            title=_OPENING,
            result="noted",
            resolution_text="Sieben von acht Stimmberechtigten sind anwesend.",
        ),
        AgendaItem(
            label="2",
            title=_PEOPLE,
            result="noted",
            resolution_text="19 Menschen sind gekommen, fast alle wegen der Parkplätze in der Lindenallee.",
        ),
        AgendaItem(
            label="3",
            title="Geschützter Radweg in der Lindenallee",
            papers=("0219/2026",),
            result="not_recommended",
            resolution_text="Der Ortsbeirat empfiehlt, den Antrag abzulehnen, solange nicht geklärt ist, wo die Autos stehen sollen.",
            votes=(
                Vote(form="counted", subject="Zustimmung zum Antrag 0219/2026", accepted=False, yes=3, no=4, abstain=0),
            ),
        ),
        AgendaItem(
            label="4",
            title="Neubau der Mensa an der Bachwiesenschule",
            papers=("0198/2026",),
            result="recommended",
            resolution_text="Der Ortsbeirat stimmt der Vorlage zu.",
            votes=(Vote(form="unanimous", subject="Vorlage 0198/2026", accepted=True, yes=7, no=0, abstain=0),),
        ),
        AgendaItem(
            label="5",
            title="Ein Netz für den Basketballkorb am Bachwiesenweg",
            papers=("0206/2026",),
            result="adopted",
            resolution_text="Netz und Lampe werden aus dem Ortsbezirksbudget bezahlt.",
            votes=(Vote(form="without_formal_vote", subject="Antrag 0206/2026", accepted=True),),
        ),
        AgendaItem(
            label="7",
            title="Vorschlag für die Ehrennadel: Frau Adelheid Merz",
            public=False,
            public_title="Ehrungsangelegenheit",
            result="noted",
        ),
    ),
)

MUEHLENVIERTEL_5 = Meeting(
    key="muehlenviertel-5",
    organization="muehlenviertel",
    name="5. Sitzung",
    number=5,
    day_offset=-22,
    weekday=3,
    starts=time(19, 0),
    ends=time(21, 5),
    location="muehlenschule",
    state="held",
    minutes=True,
    items=(
        AgendaItem(
            label="1", title=_OPENING, result="noted", resolution_text="Alle acht Stimmberechtigten sind anwesend."
        ),
        AgendaItem(
            label="2",
            title=_PEOPLE,
            result="noted",
            resolution_text="Gefragt wird nach dem Lärm während des Baus und nach der Zukunft der Linie 4. Die Antworten stehen in der "
            "Vorlage 0214/2026.",
        ),
        AgendaItem(
            label="3",
            title="Verlängerung der Straßenbahn in die Mühlenstraße",
            papers=("0214/2026",),
            result="recommended",
            resolution_text="Der Ortsbeirat stimmt der Vorlage zu und bittet um Hilfe für die Geschäfte an der Baustelle.",
            votes=(Vote(form="counted", subject="Vorlage 0214/2026", accepted=True, yes=5, no=2, abstain=1),),
        ),
        AgendaItem(
            label="4",
            title="Fahrgastzählung der Buslinie 4",
            papers=("0184/2026",),
            result="noted",
            resolution_text="Der Ortsbeirat nimmt den Bericht zur Kenntnis.",
        ),
        AgendaItem(
            label="5",
            title="Zebrastreifen in der Ziegelhüttenstraße",
            papers=("0208/2026",),
            result="postponed",
            resolution_text="Vertagt, bis die Verkehrszählung vorliegt.",
            votes=(Vote(form="without_formal_vote", subject="Vertagung", accepted=True),),
        ),
    ),
)

MUEHLENVIERTEL_6 = Meeting(
    key="muehlenviertel-6",
    organization="muehlenviertel",
    name="6. Sitzung",
    number=6,
    day_offset=0,
    weekday=None,
    starts=time(19, 0),
    ends=None,
    location="muehlenschule",
    state="invited",
    invited_days_before=9,
    supplement_days_before=2,
    items=(
        AgendaItem(label="1", title=_OPENING),
        AgendaItem(label="2", title=_PEOPLE),
        AgendaItem(
            label="3",
            title="Ladezonen an der neuen Straßenbahnstrecke",
            papers=("0238/2026",),
            added="supplement",
        ),
        AgendaItem(label="4", title="Verwendung des Ortsbezirksbudgets", papers=("0227/2026",)),
        AgendaItem(
            label="5",
            title="Zebrastreifen in der Ziegelhüttenstraße",
            papers=("0208/2026",),
            result="taken_off",
            resolution_text="Abgesetzt. Die Verkehrszählung wird erst im nächsten Monat ausgewertet.",
        ),
        AgendaItem(label="6", title="Mitteilungen des Ortsvorstehers"),
        AgendaItem(
            label="8",
            title="Vorkaufsrecht für das Haus Ziegelhüttenstraße 9",
            public=False,
            public_title="Grundstücksangelegenheit",
        ),
    ),
)

BACHWIESEN_7 = Meeting(
    key="bachwiesen-7",
    organization="bachwiesen",
    name="7. Sitzung",
    number=7,
    day_offset=27,
    weekday=3,
    starts=time(19, 0),
    ends=None,
    location="bachwiesen",
    state="planned",
    items=(),
)

SITTINGS = (BACHWIESEN_6, MUEHLENVIERTEL_5, MUEHLENVIERTEL_6, BACHWIESEN_7)
