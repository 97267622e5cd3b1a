"""What a municipality of the plain data has become: its rows by the keys of the data, and the words translated between the two."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from meetings import models
from motions.models import ConsultationRole, Paper, PaperType, VoteForm
from ris.demo import records

ORGANIZATION_TYPES = {
    "council": "council",
    "committee": "committee",
    "district": "district",
    "fraction": "faction",
    "office": "office",
}
STATION_ROLES = {
    "hearing": ConsultationRole.HEARING,
    "advice": ConsultationRole.PRELIMINARY,
    "decision": ConsultationRole.DECISION,
    "note": ConsultationRole.NOTE,
}
PAPER_TYPES = {
    "Beschlussvorlage": PaperType.PROPOSAL,
    "Mitteilungsvorlage": PaperType.REPORT,
    "Antrag": PaperType.MOTION,
    "Änderungsantrag": PaperType.AMENDMENT,
    "Ergänzungsantrag": PaperType.ADDITION,
    "Dringlichkeitsantrag": PaperType.URGENT,
    "Geschäftsordnungsantrag": PaperType.PROCEDURE,
    "Anfrage": PaperType.QUESTION,
    "Antwort": PaperType.ANSWER,
    "Sachstandsbericht": PaperType.STATUS,
    "Resolution": PaperType.RESOLUTION,
    "Tischvorlage": PaperType.TABLED,
}
VOTE_FORMS = {
    "unanimous": VoteForm.UNANIMOUS,
    "majority": VoteForm.MAJORITY,
    "counted": VoteForm.MAJORITY,
    "roll_call": VoteForm.ROLL_CALL,
    "secret": VoteForm.SECRET,
    "without_formal_vote": VoteForm.WITHOUT_FORMAL,
    "en_bloc": VoteForm.EN_BLOC,
}


@dataclass
class Loaded:
    """The rows of one body by the keys of the plain data; ``today`` is the day from which its days count."""

    body: models.Body
    plain: records.Body
    today: date
    organizations: dict[str, models.Organization] = field(default_factory=dict)
    people: dict[str, models.Person] = field(default_factory=dict)
    meetings: dict[str, models.Meeting] = field(default_factory=dict)
    items: dict[tuple[str, str], models.AgendaItem] = field(default_factory=dict)
    papers: dict[str, Paper] = field(default_factory=dict)
    files: list[models.File] = field(default_factory=list)

    def day(self, offset: int) -> date:
        """The day that many days from the day of loading."""
        return self.today + timedelta(days=offset)


def moment(day: date, at: time) -> datetime:
    """The moment on the clock of the town hall."""
    return timezone.make_aware(datetime.combine(day, at))
