"""Words of other systems and what they are called here. Pure tables; what stands in none of them is kept as it was written.

A table is read from top to bottom, and the first line whose words occur in the text counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from meetings.models import MeetingState, OrganizationType, Result
from motions.models import ConsultationRole, PaperType

Table = Sequence[tuple[str, str]]

RESULTS: Table = [
    ("zurückgezogen|zurückgenommen", Result.WITHDRAWN),
    ("abgesetzt|von der tagesordnung", Result.TAKEN_OFF),
    ("vertagt|zurückgestellt|verschoben", Result.POSTPONED),
    ("verwiesen|überwiesen|verweisung|beratung im|weiterbehandlung", Result.REFERRED),
    ("nicht empfohlen|empfehlung.*ablehn|ablehnung empfohlen", Result.NOT_RECOMMENDED),
    ("empfohlen|empfehl|vorberaten", Result.RECOMMENDED),
    ("teilweise|geändert|modifi|mit änderung|in beschlussvorlage übernommen", Result.ADOPTED_CHANGED),
    ("abgelehnt|ablehnung|nicht zugestimmt|nicht beschlossen", Result.REJECTED),
    ("zur kenntnis|kenntnisnahme|kenntnis genommen", Result.NOTED),
    ("erledigt durch (stellungnahme|antwort)|beantwortet|mit stellungnahme einverstanden", Result.ANSWERED),
    ("beschlossen|zugestimmt|zustimmung|angenommen|genehmigt|einverstanden|gewählt|einstimmig$", Result.ADOPTED),
]
"""AgendaItem.result. “teilweise abgelehnt” is adopted in part, so with changes; that line stands before the refusals.
“erledigt” alone says nothing of how."""

ROLES: Table = [
    ("anhörung|anhören", ConsultationRole.HEARING),
    ("vorberat|empfehl|beratung", ConsultationRole.PRELIMINARY),
    ("entscheid|beschluss|beschließ", ConsultationRole.DECISION),
    ("kenntnis|information|bericht", ConsultationRole.NOTE),
]
"""Consultation.role; “unbekannt” is none of them."""

PAPER_TYPES: Table = [
    ("änderungs", PaperType.AMENDMENT),
    ("ergänzungs", PaperType.ADDITION),
    ("dringlichkeits|eilantrag", PaperType.URGENT),
    ("geschäftsordnung", PaperType.PROCEDURE),
    ("antwort|beantwortung", PaperType.ANSWER),
    ("anfrage", PaperType.QUESTION),
    ("sachstand", PaperType.STATUS),
    ("tischvorlage", PaperType.TABLED),
    ("information|mitteilung|bericht|kenntnis", PaperType.REPORT),
    ("^resolution", PaperType.RESOLUTION),
    ("antrag", PaperType.MOTION),
    ("vorlage|beschluss", PaperType.PROPOSAL),
]
"""Paper.paperType."""

ORGANIZATION_TYPES: Table = [
    ("fraktion", OrganizationType.FACTION),
    ("verwaltungsbereich|verwaltung$", OrganizationType.OFFICE),
    ("partei|externes gremium|institution|sonstige", OrganizationType.OTHER),
]
"""Organization.organizationType, where it is more than “Gremium”."""

BODIES_OF_PEOPLE: Table = [
    ("fraktion", OrganizationType.FACTION),
    ("ortschaftsrat|ortsrat|ortsbeirat|bezirksvertretung|bezirksbeirat|stadtbezirk", OrganizationType.DISTRICT),
    ("ausschuss|ausschuß|kommission", OrganizationType.COMMITTEE),
    ("parlament|^(gemeinde|stadt|kreis|markt|verbands)?rat$|stadtverordnetenversammlung|kreistag|bürgerschaft",
     OrganizationType.COUNCIL),
    ("beirat|^rat |rat$|gremium", OrganizationType.COMMITTEE),
    (r"amt\b|ämter|dezernat|verwaltung|direktion|kämmerei|stabsstelle|behörde|referat|fachbereich|eigenbetrieb|betriebe\b",
     OrganizationType.OFFICE),
]  # fmt: skip
"""Organization.classification and then name, where the type says nothing."""

MEETING_STATES: Table = [
    ("durchgeführt|beendet|abgeschlossen", MeetingState.HELD),
    ("läuft", MeetingState.RUNNING),
    ("eingeladen|einberufen", MeetingState.INVITED),
    ("terminiert|geplant", MeetingState.PLANNED),
]
"""Meeting.meetingState."""

CALLED_OFF = "abgesagt|ausgefallen|entfällt|aufgehoben"
"""Words of `meetingState` that mean the sitting does not take place."""


def meant(table: Table, text: str) -> str:
    """Our word for theirs; empty where the table does not know it."""
    lower = text.lower()
    return next((str(ours) for pattern, ours in table if re.search(pattern, lower)), "")


def kind_of_organization(told: str, classification: str, name: str) -> str:
    """By `organizationType`, else by the classification, else by the name."""
    found = meant(ORGANIZATION_TYPES, told)
    for text in (classification, name) if not found else ():
        found = found or meant(BODIES_OF_PEOPLE, text)
    if found:
        return found
    return OrganizationType.COMMITTEE if told.lower() == "gremium" else OrganizationType.OTHER
