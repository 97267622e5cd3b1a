"""What somebody said last: the beginnings of their turns, each with the second where it can be heard."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Q, Window
from django.db.models.functions import RowNumber

from media.models import Chapter
from meetings.models import AgendaItem, Meeting, Organization, Person
from ris.pages import when
from transcripts.models import Segment

SPEECHES = 6
SENTENCES = 3
"""So many sentences of a turn are shown."""


@dataclass(frozen=True, slots=True)
class Speech:
    """The beginning of one turn. `at` is ms on the meeting's clock; `who` is None where nobody has logged it."""

    meeting: Meeting
    at: int
    words: str
    item: AgendaItem | None
    who: Person | None

    @property
    def seconds(self) -> str:
        """`at` as `?t=` says it."""
        return when.seconds(self.at)


def of_person(person: Person, user: AbstractBaseUser | AnonymousUser) -> list[Speech]:
    """The latest turns of a person that can be heard."""
    return _latest(Q(speaker_turn__person=person), user)


def of_faction(faction: Organization, user: AbstractBaseUser | AnonymousUser) -> list[Speech]:
    """The latest turns of those who then spoke for a faction."""
    return _latest(Q(speaker_turn__faction=faction), user)


def _latest(whose: Q, user: AbstractBaseUser | AnonymousUser) -> list[Speech]:
    """Latest sitting first, in the order of speaking. Four queries, whatever was said."""
    said = Segment.objects.filter(whose, transcript__current=True).visible_to(user)
    numbered = said.annotate(
        nth=Window(RowNumber(), partition_by="speaker_turn", order_by="starts"),
    ).filter(nth__lte=SENTENCES)
    rows = numbered.select_related("transcript__recording__meeting", "speaker_turn").order_by(
        "-transcript__recording__meeting__start", "-speaker_turn__starts", "starts"
    )
    turns: dict[int, list[Segment]] = {}
    for segment in rows[: SPEECHES * SENTENCES]:
        turns.setdefault(segment.speaker_turn_id or 0, []).append(segment)
    firsts = [segments[0] for segments in turns.values()][:SPEECHES]
    people = Person.objects.visible_to(user).in_bulk(
        {one.speaker_turn.person_id for one in firsts if one.speaker_turn and one.speaker_turn.person_id}
    )
    items = _items_at(firsts, user)
    return [
        Speech(
            first.transcript.recording.meeting,
            first.starts,
            whole(" ".join(segment.text for segment in turns[first.speaker_turn_id or 0])),
            items.get(first.pk),
            people.get(first.speaker_turn.person_id) if first.speaker_turn else None,
        )
        for first in firsts
    ]


def _items_at(segments: list[Segment], user: AbstractBaseUser | AnonymousUser) -> dict[int, AgendaItem]:
    """The agenda item under which each of these was said. Two queries."""
    recordings = {segment.transcript.recording_id for segment in segments}
    chapters = list(
        Chapter.objects.filter(recording__in=recordings)
        .visible_to(user)
        .values_list("recording", "starts", "ends", "chapter_items__item")
    )
    items = AgendaItem.objects.visible_to(user).in_bulk({item for *_, item in chapters if item})
    found: dict[int, AgendaItem] = {}
    for segment in segments:
        for recording, starts, ends, item in chapters:
            here = recording == segment.transcript.recording_id and starts <= segment.starts < ends
            if here and item in items:
                found.setdefault(segment.pk, items[item])
    return found


def whole(text: str) -> str:
    """Speech that begins or ends in the middle of a sentence says so."""
    text = text.strip()
    text = f"… {text}" if text[:1].islower() else text
    return text if text[-1:] in ".!?…" else f"{text} …"
