"""The sittings of council and committees that are still to come, one of them cancelled."""

from __future__ import annotations

from datetime import time

from ris.demo.council_past import CLOSED, FIRST, MOTIONS, QUESTIONS
from ris.demo.records import AgendaItem, Meeting

_OPENING = "Eröffnung und Feststellung der Beschlussfähigkeit"

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
    number=10,
    day_offset=7,
    weekday=1,
    starts=time(17, 30),
    ends=None,
    location="raum-lauter",
    state="invited",
    invited_days_before=16,
    supplement_days_before=8,
    items=(
        AgendaItem(label="1", title=_OPENING),
        AgendaItem(label="2", title="Ladezonen an der neuen Straßenbahnstrecke", papers=("0238/2026", "0249/2026")),
        AgendaItem(label="3", title="Straßenbahn: Stand des Förderantrags", papers=("0247/2026",), added="supplement"),
        AgendaItem(label="4", title="Anträge zum Straßenverkehr"),
        AgendaItem(label="4.1", title="Tempo 30 in der Gerberstraße", papers=("0233/2026",)),
        AgendaItem(label="4.2", title="Stationen für geteilte Autos", papers=("0235/2026",)),
        AgendaItem(
            label="4.3",
            title="Anwohnerkarten für das Parkhaus am Marktplatz",
            papers=("0244/2026",),
            announced_as="Anwohnerparken am Marktplatz",
        ),
        AgendaItem(label="4.4", title="Aufstellen einer Sitzbank am Lauterufer", papers=("0230/2026",)),
        AgendaItem(label="6", title="Verschiedenes"),
        AgendaItem(
            label="8",
            title="Mögliche Standorte für ein zweites Parkhaus und Verhandlungen mit der Brauerei Greif",
            public=False,
            public_title="Grundstücksangelegenheit",
        ),
    ),
)

SOCIAL_8 = Meeting(
    key="social-8",
    organization="social",
    name="8. Sitzung",
    number=8,
    day_offset=9,
    weekday=3,
    starts=time(17, 0),
    ends=None,
    location="raum-lauter",
    state="invited",
    invited_days_before=16,
    items=(
        AgendaItem(label="1", title=_OPENING),
        AgendaItem(label="2", title="Trägerschaft der Kita auf dem Mühlengelände", papers=("0164/2026",)),
        AgendaItem(label="3", title="Name der Kita auf dem Mühlengelände", papers=("0245/2026",)),
        AgendaItem(label="4", title="Mehr Zeit für Schulsozialarbeit", papers=("0237/2026",)),
        AgendaItem(label="5", title="Schülerzahlen bis 2032", papers=("0239/2026",)),
        AgendaItem(
            label="6",
            title="Schwimmkurse, solange das Freibad geschlossen ist",
            papers=("0195/2026", "0212/2026"),
        ),
        AgendaItem(
            label="8",
            title="Hausverbot an der Burgschule",
            public=False,
            public_title="Schulangelegenheit",
        ),
    ),
)

FINANCE_9 = Meeting(
    key="finance-9",
    organization="finance",
    name="9. Sitzung",
    number=9,
    day_offset=11,
    weekday=0,
    starts=time(17, 0),
    ends=None,
    location="ratssaal",
    state="invited",
    invited_days_before=18,
    items=(
        AgendaItem(label="1", title=_OPENING),
        AgendaItem(label="2", title="Haushalt 2027", papers=("0240/2026", "0242/2026", "0251/2026")),
        AgendaItem(label="3", title="Mitteilungen der Kämmerei"),
        AgendaItem(
            label="5",
            title="Bürgschaft für die Stadtwerke bei der Sparkasse Lautertal",
            public=False,
            public_title="Finanzangelegenheit",
        ),
    ),
)

COUNCIL_18 = Meeting(
    key="council-18",
    organization="council",
    name="18. Sitzung",
    number=18,
    day_offset=15,
    weekday=2,
    starts=time(17, 0),
    ends=None,
    location="ratssaal",
    state="invited",
    invited_days_before=23,
    supplement_days_before=15,
    items=(
        AgendaItem(label="1", title=_OPENING, section=FIRST),
        AgendaItem(label="2", title="Niederschrift der 17. Sitzung", section=FIRST),
        AgendaItem(label="3", title="Haushalt 2027", section=MOTIONS, papers=("0240/2026", "0242/2026", "0251/2026")),
        AgendaItem(label="4", title="Umgestaltung des Marktplatzes", section=MOTIONS, papers=("0203/2026",)),
        AgendaItem(
            label="5",
            title="Fällung der drei Platanen auf dem Marktplatz",
            section=MOTIONS,
            papers=("0146/2026", "0172/2026"),
        ),
        AgendaItem(label="6", title="Tempo 30 in der Gerberstraße", section=MOTIONS, papers=("0233/2026",)),
        AgendaItem(
            label="7", title="Trägerschaft der Kita auf dem Mühlengelände", section=MOTIONS, papers=("0164/2026",)
        ),
        AgendaItem(
            label="8",
            title="Satzung über einen Übernachtungsbeitrag",
            section=MOTIONS,
            papers=("0211/2026",),
            announced_as="Satzung über eine Bettensteuer",
        ),
        AgendaItem(
            label="9",
            title="Freibad am Wingertsberg: Mehrkosten und Obergrenze",
            section=MOTIONS,
            papers=("0225/2026", "0248/2026"),
            added="supplement",
        ),
        AgendaItem(label="10", title="Straßenbahn: Stand des Förderantrags", section=MOTIONS, papers=("0247/2026",)),
        AgendaItem(label="11", title="Wochenmarkt am Freitag bis 19 Uhr", section=MOTIONS, papers=("0201/2026",)),
        AgendaItem(
            label="13", title="Quietschen der Straßenbahn am Schillerplatz", section=QUESTIONS, papers=("0241/2026",)
        ),
        AgendaItem(
            label="14",
            title="Folgen eines Bürgerbegehrens für die Straßenbahn",
            section=QUESTIONS,
            papers=("0246/2026",),
        ),
        AgendaItem(label="15", title="Lautstärke beim Weinfest", section=QUESTIONS, papers=("0229/2026",)),
        AgendaItem(
            label="16",
            title="Verbleib der Sitzbank am Lauterufer: unbeantwortete Nachfrage",
            section=QUESTIONS,
            papers=("0182/2026",),
        ),
        AgendaItem(
            label="18",
            title="Pachtvertrag mit der Gaststätte Zum Anker am Lauterufer",
            section=CLOSED,
            public=False,
            public_title="Vertragsangelegenheit",
            papers=("0250/2026",),
        ),
    ),
)

COUNCIL_19 = Meeting(
    key="council-19",
    organization="council",
    name="19. Sitzung",
    number=19,
    day_offset=50,
    weekday=2,
    starts=time(17, 0),
    ends=None,
    location="ratssaal",
    state="planned",
    items=(),
)

COMING = (SPECIAL, MOBILITY_10, SOCIAL_8, FINANCE_9, COUNCIL_18, COUNCIL_19)
