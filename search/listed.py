"""What the list of papers is filtered by, as the index counts it: how a paper stands, and who submitted it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.utils import timezone

from meetings.mandates import PUBLIC
from meetings.models import Organization
from meetings.visibility import visible_q
from motions.ending import decides
from motions.models import Consultation, Paper, PaperType
from motions.results import result_of_station

WORDS = {
    "adopted": "beschlossen",
    "adopted_changed": "beschlossen",
    "rejected": "abgelehnt",
    "withdrawn": "zurueckgezogen",
}
"""Result → state, as it stands in addresses (ris/pages/filtering.py: STATES)."""


class Listed:
    """A batch of papers, with what other rows say of them. Four queries for the batch."""

    def __init__(self, rows: Sequence[Paper]) -> None:
        shown = Organization.objects.filter(visible_q(Organization, PUBLIC), submitted_papers__in=rows)
        self._submitters: dict[int, list[int]] = defaultdict(list)
        for paper, organization in shown.values_list("submitted_papers", "pk"):
            self._submitters[paper].append(organization)
        public = Paper.objects.filter(visible_q(Paper, PUBLIC))
        newer = public.filter(supersedes__in=rows).values_list("supersedes", flat=True)
        answers = public.filter(superordinate__in=rows, type=PaperType.ANSWER).values_list("superordinate", flat=True)
        self._done = {*newer, *answers}

    def submitters_of(self, row: Paper) -> list[int]:
        """Organizations that submitted it and that everyone may know."""
        return self._submitters[row.pk]

    def states_of(self, row: Paper, stations: Sequence[Consultation]) -> list[str]:
        """How it stands, as far as those may read it who may read its document; several, where stations differ."""
        ended = {result_of_station(stop).code for stop in stations if decides(stop, row.type)}
        found = {WORDS[code] for code in ended if code in WORDS}
        if row.withdrawn_at is not None:
            found.add("zurueckgezogen")
        if (
            not found
            and not ended
            and row.type != PaperType.ANSWER
            and row.pk not in self._done
            and _is_known(row, stations)
        ):
            found.add("offen")
        return sorted(found)


def _is_known(row: Paper, stations: Sequence[Consultation]) -> bool:
    """Of another system's papers only those that are on an agenda to come: what it does not tell must not seem open."""
    meetings = [stop.agenda_item.meeting if stop.agenda_item else stop.meeting for stop in stations]
    return row.mirrored_from_id is None or any(meeting and meeting.start >= timezone.now() for meeting in meetings)
