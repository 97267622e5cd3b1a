"""Whose news is whose: an organization's, a person's, a paper's."""

from __future__ import annotations

from django.db.models import Q

from meetings.models import Body, Organization, OrganizationType, Person
from motions.models import Consultation, Paper
from ris.feeds.choosing import Visitor
from ris.feeds.news import Scope
from transcripts.models import SpeakerTurn


def of_body(body: Body | None) -> Scope:
    """All of a municipality; of all that are here where none is named."""
    if body is None:
        return Scope()
    return Scope(Q(body=body), Q(body=body), Q(meeting__body=body), Q(meeting__body=body))


def of_organization(row: Organization, user: Visitor) -> Scope:
    """Its sittings with results and recordings, the papers it dealt with or submitted; of a faction what became of its papers."""
    stations = Consultation.objects.filter(organization=row).visible_to(user)
    if row.type == OrganizationType.FACTION:
        own = Paper.objects.filter(originator_organizations=row).visible_to(user)
        return _of_papers(Q(originator_organizations=row), own.values("pk"), user, spoken=Q(faction=row))
    mine = Q(organizations=row)
    of_meeting = Q(meeting__organizations=row)
    return Scope(mine, Q(pk__in=stations.values("paper")) | Q(originator_organizations=row), of_meeting, of_meeting)


def of_person(row: Person, user: Visitor) -> Scope:
    """Papers submitted, what became of them, recordings in which this person speaks."""
    own = Paper.objects.filter(originator_people=row).visible_to(user)
    return _of_papers(Q(originator_people=row), own.values("pk"), user, spoken=Q(person=row))


def of_paper(row: Paper, user: Visitor) -> Scope:
    """The sittings that have it on their agenda, what they decided, their recordings, and papers that belong to it."""
    items = Consultation.objects.filter(paper=row, agenda_item__isnull=False).visible_to(user).values("agenda_item")
    without = Consultation.objects.filter(paper=row, meeting__isnull=False).visible_to(user).values("meeting")
    papers = Q(pk=row.pk) | Q(superordinate=row)
    # Only where its item was recorded: a sitting may have several recordings.
    return Scope(
        Q(agenda_items__in=items) | Q(pk__in=without),
        papers,
        Q(pk__in=items),
        Q(chapters__chapter_items__item__in=items),
    )


def _of_papers(papers: Q, keys: object, user: Visitor, *, spoken: Q) -> Scope:
    items = Consultation.objects.filter(paper__in=keys, agenda_item__isnull=False).visible_to(user)
    turns = SpeakerTurn.objects.filter(spoken).visible_to(user)
    return Scope(None, papers, Q(pk__in=items.values("agenda_item")), Q(meeting__in=turns.values("meeting")))
