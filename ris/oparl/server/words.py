"""OParl's words for ours: always German, whatever language the reader's browser asks for."""

from __future__ import annotations

from meetings.models import AgendaItem, MeetingState, OrganizationType
from motions.models import Consultation, Paper

SCHEMA = "https://schema.oparl.org/1.1/"
PREFIX = "ris:"

MEETING_STATES = {
    MeetingState.PLANNED: "terminiert",
    MeetingState.INVITED: "eingeladen",
    MeetingState.RUNNING: "eingeladen",
    MeetingState.HELD: "durchgeführt",
}
ORGANIZATION_TYPES = {
    OrganizationType.COUNCIL: "Gremium",
    OrganizationType.COMMITTEE: "Gremium",
    OrganizationType.DISTRICT: "Gremium",
    OrganizationType.FACTION: "Fraktion",
    OrganizationType.OFFICE: "Verwaltungsbereich",
    OrganizationType.OTHER: "Sonstiges",
}
HIGHEST = "Parlament"  # OParl's classification of the highest council
GENDERS = {"m": "male", "männlich": "male", "w": "female", "weiblich": "female", "d": "other", "divers": "other"}


def paper_type(paper: Paper) -> str:
    """In the words of its source, else ours."""
    return paper.type_text or str(paper.get_type_display())


def role(consultation: Consultation) -> str:
    """In the words of its source, else ours."""
    return consultation.role_text or str(consultation.get_role_display())


def result(item: AgendaItem, label: str) -> str:
    """In the words of its source, else ours (`label`, of the deciding station)."""
    return item.result_text or label


def gender(word: str) -> str:
    """Lower-case English, as the standard asks."""
    said = word.strip().lower()
    return GENDERS.get(said, said)
