"""Whose news is whose: an organization's, a person's, a paper's."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from media.models import Chapter
from meetings.models import AgendaItem, Body, Meeting, Organization, OrganizationType, Person
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
        return _of_papers(own, user, spoken=Q(faction=row))
    sittings = Meeting.objects.of(row).visible_to(user).order_by().values("pk")
    submitted = Paper.objects.filter(originator_organizations=row).visible_to(user).order_by()
    papers = Q(pk__in=stations.order_by().values("paper")) | Q(pk__in=submitted.values("pk"))
    return Scope(Q(pk__in=sittings), papers, Q(meeting__in=sittings), Q(meeting__in=sittings))


def of_person(row: Person, user: Visitor) -> Scope:
    """Papers submitted, what became of them, recordings in which this person speaks."""
    own = Paper.objects.filter(originator_people=row).visible_to(user)
    return _of_papers(own, user, spoken=Q(person=row))


def of_paper(row: Paper, user: Visitor) -> Scope:
    """The sittings that have it on their agenda, what they decided, their recordings, and papers that belong to it."""
    items = Consultation.objects.filter(paper=row, agenda_item__isnull=False).visible_to(user).values("agenda_item")
    without = Consultation.objects.filter(paper=row, meeting__isnull=False).visible_to(user).values("meeting")
    on_agenda = AgendaItem.objects.filter(pk__in=items).visible_to(user).values("meeting")
    # Only where its item was recorded: a sitting may have several recordings.
    heard = Chapter.objects.filter(chapter_items__item__in=items).visible_to(user).values("recording")
    papers = Q(pk=row.pk) | Q(superordinate=row)
    return Scope(Q(pk__in=on_agenda) | Q(pk__in=without), papers, Q(pk__in=items), Q(pk__in=heard))


def _of_papers(papers: QuerySet[Any], user: Visitor, *, spoken: Q) -> Scope:
    keys = papers.order_by().values("pk")
    items = Consultation.objects.filter(paper__in=keys, agenda_item__isnull=False).visible_to(user)
    turns = SpeakerTurn.objects.filter(spoken).visible_to(user)
    return Scope(
        None, Q(pk__in=keys), Q(pk__in=items.order_by().values("agenda_item")),
        Q(meeting__in=turns.order_by().values("meeting")),
    )  # fmt: skip
