"""The 15th and 16th sitting of the Stadtrat: an election, a discharge, the pool by roll call, the trees twice postponed."""

from __future__ import annotations

from datetime import time

from ris.demo.people import MEMBERS
from ris.demo.records import AgendaItem, Choice, Meeting, Vote

FIRST, MOTIONS, QUESTIONS, CLOSED = (
    "Teil I: Eröffnung",
    "Teil II: Vorlagen und Anträge",
    "Teil III: Anfragen",
    "Teil IV: Nichtöffentlicher Teil",
)

COUNCIL_15 = Meeting(
    key="council-15",
    organization="council",
    name="15. Sitzung",
    number=15,
    day_offset=-66,
    weekday=2,
    starts=time(17, 0),
    ends=time(20, 10),
    location="ratssaal",
    state="held",
    absent=("malsch", "korn"),
    minutes=True,
    items=(
        AgendaItem(
            label="1",
            title="Eröffnung und Feststellung der Beschlussfähigkeit",
            section=FIRST,
            result="noted",
            resolution_text="22 von 24 Ratsmitgliedern sind anwesend. Der Rat ist beschlussfähig.",
        ),
        AgendaItem(
            label="2",
            title="Einwohnerfragestunde",
            section=FIRST,
            result="noted",
            resolution_text="Eine Einwohnerin aus der Hafenstraße fragt, wo die Sitzbank am Lauterufer geblieben ist. Die "
            "Verwaltung sagt eine Antwort zu.",
        ),
        AgendaItem(
            label="3",
            title="Wahl der Schiedsperson für den Bezirk Lauterfels-Mitte",
            section=MOTIONS,
            papers=("0136/2026",),
            result="adopted",
            resolution_text="Zur Schiedsperson für den Bezirk Lauterfels-Mitte ist Frau Irmgard Weidlich gewählt.",
            votes=(
                Vote(
                    form="secret",
                    subject="Wahl von Frau Irmgard Weidlich",
                    accepted=True,
                    yes=19,
                    no=2,
                    abstain=1,
                    excluded=("brandau",),
                ),
            ),
        ),
        AgendaItem(
            label="4",
            title="Jahresabschluss 2025 und Entlastung",
            section=MOTIONS,
            papers=("0140/2026",),
            result="adopted",
            resolution_text="Der Jahresabschluss 2025 wird mit einem Überschuss von 1.214.506 Euro festgestellt. Der "
            "Oberbürgermeisterin und den Beigeordneten wird Entlastung erteilt.",
            votes=(
                Vote(
                    form="counted",
                    subject="Vorlage 0140/2026",
                    accepted=True,
                    yes=18,
                    no=0,
                    abstain=4,
                    excluded=("brandau",),
                ),
            ),
        ),
        AgendaItem(
            label="5",
            title="Prüfauftrag: Schließung des Freibads am Wingertsberg",
            section=MOTIONS,
            papers=("0131/2026",),
            result="rejected",
            resolution_text="Der Antrag ist abgelehnt.",
            votes=(Vote(form="counted", subject="Antrag 0131/2026", accepted=False, yes=5, no=16, abstain=2),),
        ),
        AgendaItem(
            label="6",
            title="Fällung der drei Platanen auf dem Marktplatz",
            section=MOTIONS,
            papers=("0146/2026",),
            result="postponed",
            resolution_text="Vertagt. Vor einer Entscheidung soll geklärt werden, ob in den Bäumen geschützte Tiere leben.",
            votes=(Vote(form="without_formal_vote", subject="Vertagung", accepted=True),),
        ),
        AgendaItem(
            label="7",
            title="Keine Gebühr für Gerüste bis zu 14 Tagen",
            section=MOTIONS,
            papers=("0145/2026",),
            result="adopted",
            resolution_text="Gerüste und Container, die höchstens 14 Tage auf öffentlicher Fläche stehen, sind gebührenfrei.",
            votes=(Vote(form="majority", subject="Antrag 0145/2026", accepted=True),),
        ),
        AgendaItem(
            label="9",
            title="Verbleib der Sitzbank am Lauterufer",
            section=QUESTIONS,
            papers=("0125/2026",),
            result="noted",
            resolution_text="Die Verwaltung sagt eine schriftliche Antwort zu.",
        ),
        AgendaItem(
            label="11",
            title="Tausch von Gartenland am Burgweg mit der Familie Nägele",
            section=CLOSED,
            public=False,
            public_title="Grundstücksangelegenheit",
            papers=("0133/2026",),
            result="adopted",
            resolution_text="Die Stadt gibt 310 Quadratmeter Gartenland und erhält dafür 190 Quadratmeter Weg.",
            votes=(Vote(form="unanimous", subject="Vorlage 0133/2026", accepted=True, yes=23, no=0, abstain=0),),
        ),
    ),
)

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
    number=16,
    day_offset=-31,
    weekday=2,
    starts=time(17, 0),
    ends=time(20, 25),
    location="ratssaal",
    state="held",
    absent=_EXCUSED,
    minutes=True,
    supplement_days_before=3,
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
            title="Einwohnerfragestunde",
            section=FIRST,
            result="noted",
            resolution_text="Eine Einwohnerin aus der Hafenstraße fragt erneut nach der Sitzbank am Lauterufer. Ein Einwohner "
            "fragt, ob er sich auf die Antwort setzen darf. Die Verwaltung verweist auf die Zwischenantwort 0165/2026.",
        ),
        AgendaItem(
            label="3",
            title="Niederschrift der 15. Sitzung",
            section=FIRST,
            result="adopted",
            resolution_text="Die Niederschrift der 15. Sitzung ist ohne Einwände genehmigt.",
            votes=(Vote(form="without_formal_vote", subject="Genehmigung der Niederschrift", accepted=True),),
        ),
        AgendaItem(
            label="4",
            title="Fällung der drei Platanen auf dem Marktplatz",
            section=MOTIONS,
            papers=("0146/2026", "0172/2026", "0191/2026"),
            result="postponed",
            resolution_text="Vertagt, bis das Ergebnis der unteren Naturschutzbehörde vorliegt.",
            votes=(
                Vote(
                    form="counted",
                    subject="Antrag zur Geschäftsordnung 0191/2026: Vertagung",
                    paper="0191/2026",
                    accepted=True,
                    yes=14,
                    no=8,
                    abstain=2,
                ),
            ),
        ),
        AgendaItem(
            label="5",
            title="Sanierung des Freibads am Wingertsberg",
            section=MOTIONS,
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
            label="6",
            title="Eintrittspreise für das Freibad nach der Sanierung",
            section=MOTIONS,
            papers=("0151/2026",),
            result="adopted",
            resolution_text="Die Gebührensatzung für das Freibad wird in der vorgelegten Fassung beschlossen.",
            votes=(Vote(form="majority", subject="Vorlage 0151/2026", accepted=True),),
        ),
        AgendaItem(
            label="7",
            title="Bericht über die Straßenbäume",
            section=MOTIONS,
            papers=("0175/2026",),
            result="noted",
            resolution_text="Der Stadtrat nimmt den Bericht zur Kenntnis.",
        ),
        AgendaItem(
            label="8",
            title="Trägerschaft der Kita auf dem Mühlengelände",
            section=MOTIONS,
            papers=("0164/2026",),
            result="referred",
            resolution_text="Die Vorlage wird an den Ausschuss für Schule, Jugend und Soziales zurückverwiesen. Zu klären ist, wie "
            "der Verein seine Beschäftigten bezahlt.",
            votes=(
                Vote(form="counted", subject="Verweisung an den Ausschuss", accepted=True, yes=13, no=11, abstain=0),
            ),
        ),
        AgendaItem(
            label="10",
            title="Resolution: Nahverkehr darf nicht an der Stadtgrenze enden",
            section=MOTIONS,
            papers=("0178/2026",),
            added="supplement",
            result="adopted",
            resolution_text="Der Stadtrat fordert Land und Bund auf, den Betrieb von Bussen und Bahnen dauerhaft und verlässlich zu "
            "fördern.",
            votes=(Vote(form="unanimous", subject="Resolution 0178/2026", accepted=True, yes=24, no=0, abstain=0),),
        ),
        AgendaItem(
            label="11",
            title="Verbleib der Sitzbank am Lauterufer: Nachfrage",
            section=QUESTIONS,
            papers=("0182/2026",),
            result="noted",
            resolution_text="Die Verwaltung sagt eine schriftliche Antwort innerhalb der Frist zu.",
        ),
        AgendaItem(
            label="13",
            title="Klage der Firma Rotfuchs Bau wegen der Ufermauer",
            section=CLOSED,
            public=False,
            public_title="Rechtsangelegenheit",
            result="noted",
        ),
        AgendaItem(
            label="14",
            title="Rückforderung eines Zuschusses an den Ruderverein",
            section=CLOSED,
            public=False,
            public_title="Zuschussangelegenheit",
            added="session",
            result="postponed",
            resolution_text="In der Sitzung mit zwei Dritteln der Anwesenden auf die Tagesordnung gesetzt und vertagt.",
        ),
    ),
)
