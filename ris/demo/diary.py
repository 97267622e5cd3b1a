"""The other sittings of Lauterfels: two that are past, two that come, one that is cancelled."""

from __future__ import annotations

from datetime import time

from ris.demo.people import MEMBERS
from ris.demo.records import AgendaItem, Choice, Meeting, Vote

_AGAINST_THE_POOL = ("oster", "malsch", "gerlach", "anger")
_UNDECIDED = ("schall", "saal")
_EXCUSED = ("vollmar",)


def _choice_on_the_pool(member: str) -> Choice:
    if member in _EXCUSED:
        return "absent"
    if member in _AGAINST_THE_POOL:
        return "no"
    return "abstain" if member in _UNDECIDED else "yes"


_POOL_ROLL_CALL: tuple[tuple[str, Choice], ...] = (
    ("brandau", "yes"),
    *((member.key, _choice_on_the_pool(member.key)) for member in MEMBERS),
)

COUNCIL_16 = Meeting(
    key="council-16",
    organization="council",
    name="16. Sitzung",
    day_offset=-31,
    weekday=2,
    starts=time(17, 0),
    ends=time(19, 40),
    location="ratssaal",
    state="held",
    items=(
        AgendaItem(
            label="1",
            title="Eröffnung und Feststellung der Beschlussfähigkeit",
            result="noted",
            resolution_text="23 von 24 Ratsmitgliedern sind anwesend. Der Rat ist beschlussfähig.",
        ),
        AgendaItem(label="2", title="Einwohnerfragestunde", result="noted"),
        AgendaItem(
            label="5",
            title="Sanierung des Freibads am Wingertsberg",
            papers=("0162/2026",),
            result="adopted",
            resolution_text=(
                "Das Freibad am Wingertsberg wird nach dem vorgelegten Entwurf saniert. Die Stadt trägt 4,2 Millionen Euro."
            ),
            votes=(
                Vote(
                    form="roll_call",
                    subject="Vorlage 0162/2026",
                    accepted=True,
                    yes=18,
                    no=4,
                    abstain=2,
                    members=_POOL_ROLL_CALL,
                ),
            ),
        ),
        AgendaItem(
            label="7",
            title="Bericht über die Straßenbäume",
            papers=("0175/2026",),
            result="noted",
            resolution_text="Der Stadtrat nimmt den Bericht zur Kenntnis.",
            votes=(Vote(form="noted", subject="Bericht 0175/2026", accepted=True),),
        ),
        AgendaItem(
            label="9",
            title="Klage der Firma Rotfuchs Bau wegen der Ufermauer",
            public=False,
            public_title="Rechtsangelegenheit",
            result="noted",
        ),
    ),
)

MOBILITY_9 = Meeting(
    key="mobility-9",
    organization="mobility",
    name="9. Sitzung",
    day_offset=-16,
    weekday=1,
    starts=time(17, 30),
    ends=time(19, 55),
    location="raum-lauter",
    state="held",
    items=(
        AgendaItem(label="1", title="Eröffnung und Feststellung der Beschlussfähigkeit", result="noted"),
        AgendaItem(
            label="2",
            title="Verlängerung der Straßenbahn in die Mühlenstraße",
            papers=("0214/2026",),
            result="adopted",
            resolution_text=(
                "Der Ausschuss empfiehlt dem Stadtrat, der Vorlage zuzustimmen, ergänzt um einen Hilfsfonds von "
                "300.000 Euro für Geschäfte an der Baustelle."
            ),
            votes=(Vote(form="counted", subject="Vorlage 0214/2026", accepted=True, yes=6, no=4, abstain=0),),
        ),
        AgendaItem(label="3", title="Radverkehr"),
        AgendaItem(
            label="3.1",
            title="Geschützter Radweg in der Lindenallee",
            papers=("0219/2026",),
            result="adopted",
            resolution_text="Der Ausschuss empfiehlt dem Stadtrat, den Antrag anzunehmen.",
            votes=(Vote(form="counted", subject="Antrag 0219/2026", accepted=True, yes=6, no=4, abstain=0),),
        ),
        AgendaItem(
            label="3.2",
            title="Fahrradstellplätze am Bahnhof",
            papers=("0222/2026",),
            result="adopted",
            resolution_text="Der Ausschuss empfiehlt dem Stadtrat, den Antrag anzunehmen.",
            votes=(Vote(form="unanimous", subject="Antrag 0222/2026", accepted=True, yes=10, no=0, abstain=0),),
        ),
        AgendaItem(
            label="5",
            title="Umgestaltung des Marktplatzes",
            papers=("0203/2026",),
            result="adopted",
            resolution_text="Der Ausschuss empfiehlt dem Stadtrat die Umgestaltung, wenn das Lärmgutachten nichts anderes ergibt.",
            votes=(Vote(form="majority", subject="Vorlage 0203/2026", accepted=True),),
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

SPECIAL = Meeting(
    key="mobility-special",
    organization="mobility",
    name="Sondersitzung zum Lärmgutachten",
    day_offset=3,
    weekday=3,
    starts=time(16, 0),
    ends=None,
    location="raum-lauter",
    state="cancelled",
    cancel_reason="Die Gutachterin ist erkrankt. Das Gutachten wird in der 18. Sitzung des Stadtrates vorgestellt.",
    items=(
        AgendaItem(label="1", title="Eröffnung"),
        AgendaItem(label="2", title="Vorstellung des Lärmgutachtens zum Marktplatz"),
    ),
)

MOBILITY_10 = Meeting(
    key="mobility-10",
    organization="mobility",
    name="10. Sitzung",
    day_offset=7,
    weekday=1,
    starts=time(17, 30),
    ends=None,
    location="raum-lauter",
    state="invited",
    items=(
        AgendaItem(label="1", title="Eröffnung und Feststellung der Beschlussfähigkeit"),
        AgendaItem(label="2", title="Ladezonen an der neuen Straßenbahnstrecke", papers=("0238/2026",)),
        AgendaItem(label="4", title="Anträge zum Straßenverkehr"),
        AgendaItem(label="4.1", title="Tempo 30 in der Gerberstraße", papers=("0233/2026",)),
        AgendaItem(label="4.2", title="Stationen für geteilte Autos", papers=("0235/2026",)),
        AgendaItem(label="6", title="Verschiedenes"),
        AgendaItem(
            label="8",
            title="Mögliche Standorte für ein zweites Parkhaus und Verhandlungen mit der Brauerei Greif",
            public=False,
            public_title="Grundstücksangelegenheit",
        ),
    ),
)

_FIRST, _MOTIONS, _QUESTIONS, _CLOSED = (
    "Teil I: Eröffnung",
    "Teil II: Vorlagen und Anträge",
    "Teil III: Anfragen",
    "Teil IV: Nichtöffentlicher Teil",
)

COUNCIL_18 = Meeting(
    key="council-18",
    organization="council",
    name="18. Sitzung",
    day_offset=15,
    weekday=2,
    starts=time(17, 0),
    ends=None,
    location="ratssaal",
    state="invited",
    invited_days_before=16,
    items=(
        AgendaItem(label="1", title="Eröffnung und Feststellung der Beschlussfähigkeit", section=_FIRST),
        AgendaItem(label="2", title="Niederschrift der 17. Sitzung", section=_FIRST),
        AgendaItem(label="3", title="Haushalt 2027", section=_MOTIONS, papers=("0240/2026",)),
        AgendaItem(label="4", title="Umgestaltung des Marktplatzes", section=_MOTIONS, papers=("0203/2026",)),
        AgendaItem(label="6", title="Tempo 30 in der Gerberstraße", section=_MOTIONS, papers=("0233/2026",)),
        AgendaItem(
            label="9", title="Quietschen der Straßenbahn am Schillerplatz", section=_QUESTIONS, papers=("0241/2026",)
        ),
        AgendaItem(
            label="11",
            title="Pachtvertrag mit der Gaststätte Zum Anker am Lauterufer",
            section=_CLOSED,
            public=False,
            public_title="Vertragsangelegenheit",
            papers=("0243/2026",),
        ),
    ),
)

OTHERS = (COUNCIL_16, MOBILITY_9, SPECIAL, MOBILITY_10, COUNCIL_18)
